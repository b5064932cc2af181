package org.throughline.query.signin;

import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * Has the database's clock alone say when somebody was here last and whether a session has ended. Spring Session asks the
 * clock of the node: one that is ahead would take everybody who asks it for signed out, and one that is behind would tell
 * the others so.
 */
final class SessionsByTheDatabasesTime {
    private static final String NOW = "(extract(epoch from now()) * 1000)::bigint";

    /** A session that is told to have no end is not judged by the node; what has ended is not found. */
    private static final String FIND = """
            select s.primary_id, s.session_id, s.creation_time, s.last_access_time, -1 as max_inactive_interval,
                a.attribute_name, a.attribute_bytes
            from %TABLE_NAME% s left join %TABLE_NAME%_attributes a on a.session_primary_id = s.primary_id
            where s.session_id = ? and s.expiry_time > NOW""".replace("NOW", NOW);

    /** The node's times are given, so they have a place, and count nothing. */
    private static final String BEGIN = """
            insert into %TABLE_NAME% (primary_id, session_id, creation_time, last_access_time, max_inactive_interval,
                expiry_time, principal_name)
            select id, session, now + 0 * created, now + 0 * accessed, idle, now + idle * 1000::bigint + 0 * ends, who
            from (values (?, ?, ?::bigint, ?::bigint, ?::int, ?::bigint, ?))
                    as given (id, session, created, accessed, idle, ends, who),
                (select NOW as now) as clock""".replace("NOW", NOW);

    private static final String GO_ON = """
            update %TABLE_NAME% set session_id = ?, last_access_time = clock.now + 0 * ?::bigint,
                max_inactive_interval = max_inactive_interval + 0 * ?::int,
                expiry_time = clock.now + max_inactive_interval * 1000::bigint + 0 * ?::bigint, principal_name = ?
            from (select NOW as now) as clock
            where primary_id = ?""".replace("NOW", NOW);

    private static final String REMOVE_ENDED = "delete from %TABLE_NAME% where expiry_time < least(?, " + NOW + ")";

    private SessionsByTheDatabasesTime() {}

    /** Makes it so. */
    static void in(JdbcIndexedSessionRepository sessions) {
        sessions.setGetSessionQuery(FIND);
        sessions.setCreateSessionQuery(BEGIN);
        sessions.setUpdateSessionQuery(GO_ON);
        sessions.setDeleteSessionsByExpiryTimeQuery(REMOVE_ENDED);
    }
}
