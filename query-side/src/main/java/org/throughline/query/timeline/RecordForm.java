package org.throughline.query.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.throughline.events.AbsenceKind;
import org.throughline.events.AbsenceReason;
import org.throughline.events.Coded;
import org.throughline.events.DischargeReason;
import org.throughline.events.FollowUpMethod;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.LateReason;
import org.throughline.events.Modality;
import org.throughline.events.RelapseSeverity;
import org.throughline.events.RelapseSource;
import org.throughline.events.RescindReason;
import org.throughline.events.RetractionReason;
import org.throughline.events.VoidReason;
import org.throughline.query.page.Words;

/**
 * A form for one command on a journey. The script {@code record.js} makes the command's JSON of it: field names are paths
 * in it.
 *
 * @param kind which fields it has
 * @param action where the command goes
 * @param version what {@code If-Match} is to say; null where the command does not ask for it
 * @param prefix before the names of fields: a correction holds the corrected entry as its {@code replacement}
 * @param fixed JSON of what is sent without being asked
 * @param values what the fields hold at first
 * @param sessions the sessions to choose from
 * @param missed the missed sessions that can be made up for
 */
public record RecordForm(
        String kind,
        String title,
        String explanation,
        String button,
        String action,
        @Nullable Long version,
        String zone,
        String prefix,
        String fixed,
        Map<String, String> values,
        List<Choice> sessions,
        List<Choice> missed) {

    public RecordForm {
        values = Map.copyOf(values);
        sessions = List.copyOf(sessions);
        missed = List.copyOf(missed);
    }

    /**
     * One value of a list.
     *
     * @param minutes how long it lasts, for sessions
     */
    public record Choice(
            String value, String label, @Nullable Integer minutes) {
        Choice(String value, String label) {
            this(value, label, null);
        }
    }

    /** Whether it replaces an entry. */
    public boolean correcting() {
        return !prefix.isEmpty();
    }

    /** Whether it is for an entry, rather than for taking one back. */
    public boolean forEntry() {
        return !kind.equals("voiding") && !kind.equals("retraction") && !kind.equals("rescission");
    }

    /** What a field holds at first. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** How well the time is known; what an import assumed stays so until somebody knows better. */
    public List<Choice> precisions() {
        var known = List.of(new Choice("moment", "To the minute"), new Choice("day", "Not at all, only the day"));
        return value("precision").equals("assumed")
                ? Stream.concat(
                                Stream.of(new Choice("", "Neither it nor the day: the import assumed it")),
                                known.stream())
                        .toList()
                : known;
    }

    public List<Choice> modalities() {
        return coded(Modality.values());
    }

    public List<Choice> absences() {
        return coded(AbsenceKind.values());
    }

    public List<Choice> absenceReasons() {
        return coded(AbsenceReason.values());
    }

    public List<Choice> relapseSources() {
        return coded(RelapseSource.values());
    }

    public List<Choice> severities() {
        return coded(RelapseSeverity.values());
    }

    /** Substances that somebody can return to. */
    public List<Choice> substances() {
        return Words.substances().tailMap(2).entrySet().stream()
                .map(substance -> new Choice("" + substance.getKey(), substance.getValue()))
                .toList();
    }

    public List<Choice> methods() {
        return coded(FollowUpMethod.values());
    }

    public List<Choice> statuses() {
        return coded(FollowUpStatus.values());
    }

    public List<Choice> dischargeReasons() {
        return Arrays.stream(DischargeReason.values())
                .map(reason -> new Choice("" + reason.code(), Words.of(reason)))
                .toList();
    }

    public List<Choice> lateReasons() {
        return coded(LateReason.LEARNED_LATER, LateReason.DOCUMENTATION_DELAYED, LateReason.SYSTEM_UNAVAILABLE);
    }

    /** Why an entry is struck out; to correct it is a command of its own. */
    public List<Choice> voidReasons() {
        return coded(VoidReason.RECORDED_IN_ERROR, VoidReason.DUPLICATE, VoidReason.WRONG_PATIENT);
    }

    public List<Choice> retractionReasons() {
        return coded(RetractionReason.values());
    }

    public List<Choice> rescindReasons() {
        return coded(RescindReason.values());
    }

    private static List<Choice> coded(Coded... values) {
        return Arrays.stream(values)
                .map(value -> new Choice(value.code(), Words.of(value)))
                .toList();
    }
}
