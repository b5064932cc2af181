package org.throughline.query.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.Coded;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/**
 * Those who have signed in with the provider, as it named them last: pages call them so, and offer those of a program. The
 * record knows their opaque ids only.
 */
@Component
class Colleagues {
    private static final Logger LOG = LoggerFactory.getLogger(Colleagues.class);
    private static final int LONGEST_NAME = 200;

    private final JdbcClient views;
    private final InstantSource clock;
    private final LoadingCache<String, Optional<String>> names = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(this::find);

    Colleagues(@Qualifier("views") JdbcClient views, @Qualifier("queryClock") InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    /** Remembers somebody who has just signed in. */
    void seen(Actor actor, String name) {
        var shown = name.strip();
        views.sql("""
                        insert into colleague (id, name, roles, programs, seen_at)
                        values (:id, :name, :roles::text[], :programs::uuid[], :seen)
                        on conflict (id) do update set name = excluded.name, roles = excluded.roles,
                            programs = excluded.programs, seen_at = excluded.seen_at""")
                .param("id", actor.id())
                .param("name", shown.substring(0, Math.min(shown.length(), LONGEST_NAME)))
                .param("roles", array(actor.roles().stream().map(Coded::code).toList()))
                .param(
                        "programs",
                        array(actor.programs().stream().map(ProgramId::toString).toList()))
                .param("seen", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        names.invalidate(actor.id());
    }

    private static String array(List<String> values) {
        return "{" + String.join(",", values) + "}";
    }

    /** What somebody is called; empty if they never signed in with the provider. */
    Optional<String> name(String id) {
        return names.get(id);
    }

    /** Those who treat in a program. */
    List<Demonstration.Account> treating(ProgramId program) {
        return views.sql("""
                        select id, name, roles, programs from colleague
                        where programs @> array[:program]::uuid[] and roles && array['clinician', 'supervisor']
                        order by name, id""")
                .param("program", program.value())
                .query(Colleagues::account)
                .list();
    }

    private Optional<String> find(String id) {
        try {
            return views.sql("select name from colleague where id = ?")
                    .param(id)
                    .query(String.class)
                    .optional();
        } catch (DataAccessException silent) {
            LOG.debug("Nobody's name can be looked up at present", silent);
            return Optional.empty();
        }
    }

    private static Demonstration.Account account(ResultSet row, int number) throws SQLException {
        var role = List.of((String[]) array(row, "roles")).contains(Role.SUPERVISOR.code())
                ? Role.SUPERVISOR
                : Role.CLINICIAN;
        return new Demonstration.Account(
                row.getString("id"), row.getString("name"), role, List.of((UUID[]) array(row, "programs")));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }
}
