package org.throughline.query.outcomes;

import static java.util.Comparator.comparing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.throughline.events.Coded;
import org.throughline.events.Source;

/** Where journeys come from. Kinds are never counted together: invented patients say nothing about real ones. */
public enum DataKind implements Coded {
    /** Recorded as care was given. */
    RECORDED("recorded", "Recorded here", "Journeys that were recorded here as care was given."),
    /** Taken over from a file. */
    IMPORTED(
            "imported",
            "Imported",
            "Journeys that were imported from a file, as a study's data. What the file did not tell, such as the days of"
                    + " admission, may be assumed; times between events are as in the file."),
    /** Made by the generator. */
    SYNTHETIC(
            "synthetic",
            "Synthetic",
            "Journeys that were generated to demonstrate Throughline. No patient is behind them: they say nothing about"
                    + " any treatment.");

    private final String code;
    private final String label;
    private final String note;

    DataKind(String code, String label, String note) {
        this.code = code;
        this.label = label;
        this.note = note;
    }

    @Override
    public String code() {
        return code;
    }

    /** What it is called on pages. */
    public String label() {
        return label;
    }

    /** What has to be known of it. */
    public String note() {
        return note;
    }

    /** The kind that an admission through this door is of. */
    static DataKind of(Source source) {
        return switch (source) {
            case API, PAGE, PROCESS -> RECORDED;
            case IMPORT -> IMPORTED;
            case DEMONSTRATION -> SYNTHETIC;
        };
    }

    /** The kind with a code. */
    static Optional<DataKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    /** The kind that most journeys are of. */
    static DataKind most(Map<DataKind, Long> journeys) {
        return journeys.entrySet().stream()
                .max(comparing(Map.Entry<DataKind, Long>::getValue)
                        .thenComparing(
                                comparing(Map.Entry<DataKind, Long>::getKey).reversed()))
                .map(Map.Entry::getKey)
                .orElse(RECORDED);
    }
}
