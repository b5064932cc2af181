package org.throughline.standalone.guarded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.dao.DataAccessException;
import org.throughline.standalone.guarded.House.Database;
import org.throughline.standalone.guarded.House.Login;

/** Everything that can be read about a patient: every answer to everybody, every row of every table, every file. */
final class Everything {
    private Everything() {}

    /** What every address answers to everybody who could ask, by who asked what. */
    static Map<String, String> answered(Told told) {
        return answered(told, guests(told.clinic));
    }

    /** What every address answers to some. */
    static Map<String, String> answered(Told told, List<Guest> guests) {
        var said = new TreeMap<String, String>();
        for (var guest : guests) {
            for (var path : paths(told)) {
                said.put(guest.id() + " GET " + path, guest.get(path).body());
            }
            for (var word : List.of(told.family, told.mark + "number", told.mark)) {
                var json = "{\"text\": \"" + word + "\"}";
                for (var path : List.of("/api/journeys/search", "/api/patients/search")) {
                    said.put(
                            guest.id() + " POST " + path + " " + said.size(),
                            guest.post(path, json).body());
                }
                for (var path : List.of("/worklist", "/patients/search", "/erasure/search")) {
                    said.put(
                            guest.id() + " POST " + path + " " + said.size(),
                            guest.form(path, "text=" + word).body());
                }
            }
        }
        return said;
    }

    private static List<Guest> guests(Clinic clinic) {
        var guests = new ArrayList<Guest>();
        for (var role : List.of("clinician", "supervisor", "auditor", "researcher", "manager", "administrator")) {
            guests.add(Guest.of(role + "-here", role, clinic.program()));
        }
        guests.add(clinic.stranger());
        guests.add(Guest.NOBODY);
        return guests;
    }

    private static Collection<String> paths(Told told) {
        var paths = new TreeSet<String>();
        for (var door : Doors.all()) {
            if (door.startsWith("GET ") && !door.contains("*")) {
                var path = door.substring("GET ".length())
                        .replace("{journey}", told.journey)
                        .replace("{program}", told.clinic.program())
                        .replace("{patient}", told.patient)
                        .replace("{kind}", "attendance")
                        .replace("{code}", "invalid")
                        .replace("{id}", told.patient)
                        .replace(" (root)", "")
                        .replaceAll("\\{[a-z]+}", "nothing");
                paths.add(path);
                if (door.contains("{journey}")) {
                    paths.add(path + "?reason=medical-emergency");
                }
            }
        }
        paths.add("/journeys/" + told.journey + "/meanwhile?since=0");
        for (int step = 0; step < 15; step++) {
            paths.add("/journeys/" + told.journey + "/replay?step=" + step);
        }
        for (var entry : told.entries) {
            for (var kind : List.of("attendance", "voiding", "retraction")) {
                paths.add("/journeys/" + told.journey + "/record/" + kind + "?corrects=" + entry);
                paths.add("/journeys/" + told.journey + "/record/" + kind + "?entry=" + entry);
            }
        }
        paths.add("/journeys/new?patient=" + told.patient + "&program=" + told.clinic.program());
        paths.add("/api/journeys?status=ended&program=" + told.clinic.program());
        paths.add("/api/outcomes?program=" + told.clinic.program());
        return paths;
    }

    /** Every row of every table in every database, by table. */
    static Map<String, String> stored() {
        var rows = new TreeMap<String, String>();
        for (var database : Database.values()) {
            Login.OWNER
                    .on(database)
                    .sql("""
                            select format('%I.%I', n.nspname, c.relname) from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                            where c.relkind in ('r', 'p', 'm', 'v')
                              and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'""")
                    .query(String.class)
                    .list()
                    .forEach(table -> rows.put(database + " " + table, rows(database, table)));
        }
        return rows;
    }

    private static String rows(Database database, String table) {
        var sql = "select coalesce(string_agg(t::text, E'\\n'), '') from " + table + " t";
        try {
            return Login.OWNER.on(database).sql(sql).query(String.class).single();
        } catch (DataAccessException notTheOwners) {
            return Login.QUERY.on(database).sql(sql).query(String.class).single();
        }
    }

    /** Every file of the record's folder that is not the database's own, by name. */
    static Map<String, String> filed() {
        var files = new TreeMap<String, String>();
        try (var found = Files.walk(House.data())) {
            found.filter(Files::isRegularFile)
                    .filter(file -> !House.data().relativize(file).startsWith("pgdata"))
                    .filter(file -> !House.data().relativize(file).toString().contains("postgresql-"))
                    .forEach(file -> files.put(file.toString(), text(file)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where any of the secrets stands, in clear, escaped for a page, or as bytes. */
    static List<String> leaks(Map<String, String> said, List<String> secrets) {
        var leaks = new ArrayList<String>();
        said.forEach((where, text) -> secrets.stream()
                .filter(secret -> text.contains(secret)
                        || text.contains(secret.replace("<", "&lt;").replace(">", "&gt;"))
                        || text.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))))
                .forEach(secret -> leaks.add(where + ": " + secret)));
        return leaks;
    }
}
