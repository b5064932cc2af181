package org.throughline.query.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to a channel of PostgreSQL on a connection of its own, and connects again when it is lost or mute. */
final class Listening implements AutoCloseable {
    /** What is done about what is heard. */
    interface Ear {
        /** A notification came. */
        void heard(String payload);

        /** The connection is new: anything may have been missed until now. */
        void connected();

        /** Some time, usually a second, passed without a notification. */
        void quiet();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int ASKED_WHEN_QUIET_TIMES = 10;
    private static final int ANSWERED_WITHIN_SECONDS = 5;
    private static final String NO_ANSWER = "08006";

    private final DataSource database;
    private final String channel;
    private final Ear ear;
    private final Duration quiet;
    private final Thread thread;
    private volatile boolean open = true;
    private volatile @Nullable Connection current;

    /** Starts to listen; the channel is a plain name. */
    Listening(DataSource database, String channel, Ear ear) {
        this(database, channel, ear, QUIET);
    }

    /** The same with another time that is called quiet. */
    Listening(DataSource database, String channel, Ear ear, Duration quiet) {
        this.database = database;
        this.channel = channel;
        this.ear = ear;
        this.quiet = quiet;
        this.thread =
                Thread.ofPlatform().daemon().name("listening to " + channel).start(this::listen);
    }

    private void listen() {
        var answered = true;
        while (open) {
            try (var connection = database.getConnection()) {
                current = connection;
                try (var statement = connection.createStatement()) {
                    statement.execute("listen " + channel);
                }
                answered = true;
                heed(ear::connected);
                hear(connection);
            } catch (SQLException lost) {
                if (open && answered) {
                    LOG.warn(
                            "Listening to {} is interrupted ({}); trying again every second",
                            channel,
                            lost.getSQLState());
                }
                answered = false;
                rest();
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        var postgres = connection.unwrap(PGConnection.class);
        var quietTimes = 0;
        while (open) {
            var notifications = postgres.getNotifications((int) quiet.toMillis());
            if (notifications == null || notifications.length == 0) {
                heed(ear::quiet);
                if (++quietTimes % ASKED_WHEN_QUIET_TIMES == 0 && !connection.isValid(ANSWERED_WITHIN_SECONDS)) {
                    // a network that swallows everything looks like one that is quiet
                    throw new SQLException("no answer", NO_ANSWER);
                }
                continue;
            }
            quietTimes = 0;
            for (var notification : notifications) {
                heed(() -> ear.heard(notification.getParameter()));
            }
        }
    }

    /** One who fails to react must not make us deaf. */
    private void heed(Runnable reaction) {
        try {
            reaction.run();
        } catch (RuntimeException failure) {
            LOG.warn("What {} said could not be reacted to", channel, failure);
        }
    }

    private void rest() {
        try {
            if (open) {
                Thread.sleep(quiet);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        var connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                LOG.debug("The listening connection was gone already", alreadyGone);
            }
        }
    }
}
