package org.throughline.command.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small clinic's file and what its columns mean. */
final class ClinicFile {
    static final String HEADER = "No,First,Last,Born,Begin,End,Why,Days,Sub\n";
    static final String ROWS = """
            1,Ana,Ruiz,1990-02-28,2024-03-04,2024-05-06,done,70,2
            2,"O'Neil, Jr.",Bo,1985-07-01,2024-02-29,,,,5
            3,ليلى,الحسيني,1999-12-31,2024-11-03,2024-11-03,left,,
            4,Sunny 🌻,Li,2001-01-01,2025-01-15,2025-03-01,moved,60,4
            """;

    private static final String MAPPING = """
            {
              "name": "clinic",
              "format": "%s",
              "key": "No",
              "clinician": "clinic-import",
              "programs": [{"code": "iop", "id": "11111111-2222-7333-8444-555555555555", "name": "Clinic",
                "levelOfCare": "2.1", "population": "adult", "timeZone": "America/Chicago",
                "policyFrom": "2020-01-01", "weeklyMinutes": 540}],
              "patient": {"given": {"column": "First"}, "family": {"column": "Last"}, "birthDate": {"column": "Born"}},
              "enrolment": {"program": {"constant": "iop"}, "admitted": {"on": {"column": "Begin"}},
                "teds": {"SUB1": {"column": "Sub"}}},
              "events": [
                {"kind": "discharge", "purpose": "end", "when": {"column": "End", "present": true},
                  "day": {"on": {"column": "End"}},
                  "reason": {"column": "Why", "codes": {"done": "1", "left": "2", "moved": "4"}}},
                {"kind": "follow-up", "purpose": "call", "when": {"column": "Days", "present": true},
                  "day": {"daysAfterAdmission": {"column": "Days"}},
                  "method": {"constant": "telephone"}, "status": {"constant": "no-return-reported"}}
              ]
            }
            """;

    private ClinicFile() {}

    static Mapping mapping() {
        return mapping(MAPPING.formatted("csv"));
    }

    static Mapping mappingOfLines() {
        return mapping(MAPPING.formatted("ndjson"));
    }

    static byte[] mappingText() {
        return MAPPING.formatted("csv").getBytes(StandardCharsets.UTF_8);
    }

    static Mapping mapping(String json) {
        return Intake.mapping(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    static Path write(Path folder, String text) {
        return write(folder, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("file"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
