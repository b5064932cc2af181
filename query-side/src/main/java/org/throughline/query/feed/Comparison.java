package org.throughline.query.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How tables that were built anew compare with the live ones that they replaced. It tells of tables and numbers of rows,
 * never of what is in them.
 *
 * @param why why they could not be compared; null if they were
 * @param position how far the live ones had read when they were compared; 0 if they were not
 * @param differences the tables that differ
 */
public record Comparison(Outcome outcome, @Nullable Obstacle why, long position, List<Difference> differences) {

    /** What came of it. */
    public enum Outcome {
        /** Every table had the same rows. */
        @JsonProperty("equal")
        EQUAL,
        /** Some table had other rows. */
        @JsonProperty("different")
        DIFFERENT,
        /** There was nothing to compare with. */
        @JsonProperty("not-comparable")
        NOT_COMPARABLE
    }

    /** Why tables cannot be compared. */
    public enum Obstacle {
        /** There were none. */
        @JsonProperty("missing")
        MISSING,
        /** They were defined or filled otherwise. */
        @JsonProperty("other-version")
        OTHER_VERSION,
        /** They were built from another record, or an older state of it. */
        @JsonProperty("other-record")
        OTHER_RECORD,
        /** They had not read as far, and did not get there in time. */
        @JsonProperty("behind")
        BEHIND
    }

    /**
     * A table that differs.
     *
     * @param live how many rows the live one had
     * @param rebuilt how many rows were built
     */
    public record Difference(String table, long live, long rebuilt) {
        @Override
        public String toString() {
            return table + " (" + live + " rows before, " + rebuilt + " now)";
        }
    }

    static Comparison impossible(Obstacle why) {
        return new Comparison(Outcome.NOT_COMPARABLE, why, 0, List.of());
    }

    static Comparison of(long position, List<Difference> differences) {
        return new Comparison(differences.isEmpty() ? Outcome.EQUAL : Outcome.DIFFERENT, null, position, differences);
    }

    /** The tables that differ, in words. */
    String differing() {
        return differences.stream().map(Difference::toString).collect(Collectors.joining(", "));
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static @Nullable Comparison parse(@Nullable String json) {
        return json == null ? null : JsonMapper.shared().readValue(json, Comparison.class);
    }
}
