package org.throughline.standalone.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(House.ONE)
class RightsInTheDatabasesTest {
    private static final String ALL = "DELETE INSERT MAINTAIN REFERENCES SELECT TRIGGER TRUNCATE UPDATE";
    private static final String ROWS = "DELETE INSERT SELECT UPDATE";

    /**
     * What the applications may do with each table: command side, then query side. A table that is not here is a table
     * that nobody has thought about.
     */
    private static final Map<String, List<String>> TABLES = Map.ofEntries(
            Map.entry("record public.log_head", List.of("SELECT UPDATE(position, recorded_at)", "SELECT")),
            Map.entry("record public.event", List.of("INSERT SELECT", "SELECT")),
            Map.entry("record public.claim", List.of("DELETE INSERT SELECT", "")),
            Map.entry("record public.access_log", List.of("INSERT SELECT", "INSERT SELECT")),
            Map.entry("record public.access_log_id_seq", List.of("", "")),
            Map.entry("record public.skipped_event", List.of("", "INSERT SELECT")),
            Map.entry("record public.skipped_event_id_seq", List.of("", "")),
            Map.entry("record public.flyway_schema_history", List.of("", "")),
            Map.entry("keys public.data_key", List.of("INSERT SELECT UPDATE(destroyed_at, wrapped)", "SELECT")),
            Map.entry("keys public.lost_key", List.of("INSERT SELECT", "SELECT")),
            Map.entry("keys public.flyway_schema_history", List.of("", "")),
            Map.entry("views public.colleague", List.of("", "INSERT SELECT UPDATE")),
            Map.entry("views public.spring_session", List.of(ROWS, ROWS)),
            Map.entry("views public.spring_session_attributes", List.of(ROWS, ROWS)),
            Map.entry("views public.flyway_schema_history", List.of("", "")),
            Map.entry("views feed.token", List.of("", ROWS)),
            Map.entry("views feed.node", List.of("", ROWS)),
            Map.entry("views feed.read_model", List.of("", ROWS)),
            Map.entry("views feed.position", List.of("", ROWS)),
            Map.entry("views feed.dead_letter", List.of("", ROWS)),
            Map.entry("views feed.rebuild", List.of("", ROWS)),
            Map.entry("views identity.patient", List.of("", ALL)),
            Map.entry("views timeline.entry", List.of("", ALL)),
            Map.entry("views timeline.journey", List.of("", ALL)),
            Map.entry("views attendance.kept", List.of("", ALL)),
            Map.entry("views attendance.journey", List.of("", ALL)),
            Map.entry("views attendance.week", List.of("", ALL)),
            Map.entry("views outcome.kept", List.of("", ALL)),
            Map.entry("views outcome.bundle", List.of("", ALL)),
            Map.entry("views outcome.journey", List.of("", ALL)),
            Map.entry("views program.program", List.of("", ALL)),
            Map.entry("views program.policy", List.of("", ALL)),
            Map.entry("views session.session", List.of("", ALL)));

    private static final Map<String, List<String>> FUNCTIONS = Map.of(
            "feed.drop_schema", List.of("", "EXECUTE"),
            "feed.make_next_schema", List.of("", "EXECUTE"),
            "feed.swap_schema", List.of("", "EXECUTE"));

    @BeforeAll
    static void something_is_recorded() {
        Clinic.open(0).journey();
    }

    @Test
    void are_decided_for_every_table_and_are_what_was_decided() {
        var rights = new TreeMap<String, List<String>>();
        for (var database : Database.values()) {
            for (var table : tables(database)) {
                rights.put(
                        name(database) + " " + table,
                        List.of(on(database, table, Login.COMMAND), on(database, table, Login.QUERY)));
            }
        }
        // a schema that a rebuild of another test is just making
        rights.keySet().removeIf(table -> table.matches("views [a-z]+_(next|old)\\..*"));

        assertThat(rights).isEqualTo(new TreeMap<>(TABLES));
    }

    private static String name(Database database) {
        return database.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> tables(Database database) {
        return Login.OWNER
                .on(database)
                .sql("""
                        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'm', 'v', 'f', 'S') and n.nspname <> 'information_schema'
                          and n.nspname !~ '^pg_'""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String on(Database database, String table, Login login) {
        return Login.OWNER
                .on(database)
                .sql("""
                        with whole as (
                            select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES',
                                'TRIGGER', 'MAINTAIN']) p
                            join pg_class c on c.oid = :table::regclass and c.relkind <> 'S'
                            where has_table_privilege(:login, c.oid, p)),
                        sequences as (
                            select p from unnest(array['SELECT', 'UPDATE', 'USAGE']) p
                            join pg_class c on c.oid = :table::regclass and c.relkind = 'S'
                            where has_sequence_privilege(:login, c.oid, p)),
                        columns as (
                            select p || '(' || string_agg(a.attname, ', ' order by a.attname) || ')' as p
                            from unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
                            join pg_attribute a on a.attrelid = :table::regclass and a.attnum > 0 and not a.attisdropped
                            join pg_class c on c.oid = a.attrelid and c.relkind <> 'S'
                            where p not in (select p from whole) and has_column_privilege(:login, a.attrelid, a.attnum, p)
                            group by p)
                        select coalesce(string_agg(p, ' ' order by p), '')
                        from (select p from whole union all select p from sequences union all select p from columns) r""")
                .param("table", table)
                .param("login", login.user())
                .query(String.class)
                .single();
    }

    @Test
    void are_decided_for_every_function_that_acts_for_another() {
        var rights = new TreeMap<String, List<String>>();
        for (var database : Database.values()) {
            Login.OWNER
                    .on(database)
                    .sql("""
                            select n.nspname || '.' || p.proname, has_function_privilege(?, p.oid, 'EXECUTE'),
                                has_function_privilege(?, p.oid, 'EXECUTE'), p.proconfig is not null
                            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                            where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')""")
                    .params(Login.COMMAND.user(), Login.QUERY.user())
                    .query(row -> {
                        assertThat(row.getBoolean(4))
                                .as(row.getString(1) + " looks for names in one place only")
                                .isTrue();
                        rights.put(
                                row.getString(1),
                                List.of(row.getBoolean(2) ? "EXECUTE" : "", row.getBoolean(3) ? "EXECUTE" : ""));
                    });
        }

        assertThat(rights).isEqualTo(new TreeMap<>(FUNCTIONS));
    }

    @Test
    void make_no_login_more_than_a_login() {
        var special =
                Login.OWNER.on(Database.RECORD).sql("""
                        select rolname from pg_roles where rolname like 'throughline%' and (rolsuper or rolcreatedb
                            or rolcreaterole or rolreplication or rolbypassrls or not rolcanlogin
                            or exists (select from pg_auth_members m where m.member = pg_roles.oid
                                or m.roleid = pg_roles.oid))""").query(String.class).list();

        assertThat(special).isEmpty();
    }

    @Test
    void let_applications_make_nothing_in_a_database_and_strangers_not_even_connect() {
        for (var database : Database.values()) {
            for (var login : List.of(Login.COMMAND, Login.QUERY)) {
                var may = Login.OWNER
                        .on(database)
                        .sql("""
                                select has_database_privilege(:login, current_database(), 'CREATE') or exists (
                                    select from pg_namespace where nspname in ('public', 'feed')
                                      and has_schema_privilege(:login, oid, 'CREATE'))""")
                        .param("login", login.user())
                        .query(Boolean.class)
                        .single();
                assertThat(may).as("%s makes things in %s", login, database).isFalse();
            }
            assertThat(Login.OWNER.on(database).sql("""
                                    select exists (select from pg_database d, aclexplode(d.datacl) a
                                    where d.datname = current_database() and a.grantee = 0)""").query(Boolean.class).single())
                    .as("everybody may do something with %s", database)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Login.class)
    void let_nobody_change_or_remove_history(Login login) {
        for (var table : List.of("event", "access_log", "skipped_event")) {
            for (var sql : List.of(
                    "update %s set %s = 'x'",
                    "update %s set %s = 'x' where false",
                    "delete from %s",
                    "delete from %s where false",
                    "truncate %s",
                    "truncate %s cascade")) {
                refused(login, sql.formatted(table, table.equals("event") ? "payload" : "who"));
            }
        }
        refused(login, "insert into event select * from event on conflict (position) do update set payload = ''");
        refused(login, "merge into access_log a using event e on a.id = e.position when matched then delete");
    }

    @ParameterizedTest
    @EnumSource(value = Login.class, names = "OWNER", mode = EnumSource.Mode.EXCLUDE)
    void let_no_application_take_the_guards_away(Login login) {
        for (var table : List.of("event", "access_log", "skipped_event")) {
            for (var sql : List.of(
                    "alter table %s disable trigger all",
                    "drop trigger only_added_to on %s",
                    "drop table %s cascade",
                    "alter table %s add column mine int",
                    "alter table %s owner to current_user",
                    "alter table %s rename to mine",
                    "create trigger mine before insert on %s for each row execute function suppress_redundant_updates_trigger()",
                    "create rule mine as on insert to %s do instead nothing",
                    "create index on %s (mine)",
                    "comment on table %s is ''")) {
                refused(login, sql.formatted(table));
            }
        }
        for (var sql : List.of(
                "set session_replication_role = replica",
                "set role throughline_owner",
                "create table mine (a int)",
                "create schema mine",
                "create function mine() returns int language sql as 'select 1'",
                "create or replace function refuse_to_change_history() returns trigger language plpgsql as 'begin end'",
                "alter database record set session_replication_role = replica",
                "copy event to program 'true'",
                "select pg_read_file('/etc/hostname')",
                "alter role current_user superuser",
                "select lo_import('/etc/hostname')")) {
            refused(login, sql);
        }
    }

    private static void refused(Login login, String sql) {
        assertThatThrownBy(() -> login.run(Database.RECORD, sql))
                .as("%s as %s", sql, login)
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(sql).isEqualTo("42501"));
    }
}
