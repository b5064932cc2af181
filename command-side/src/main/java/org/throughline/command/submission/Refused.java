package org.throughline.command.submission;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.throughline.events.EntryId;

/** A command was refused by a rule and changed nothing. Its text never holds what was asked for. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An entry that stands against a command.
     *
     * @param entry which
     * @param rule the code of the rule that would be broken
     * @param sentence what the rule says, to a person
     */
    public record Conflict(EntryId entry, String rule, String sentence) {
        /** An entry that would break a rule. */
        public Conflict(EntryId entry, Rule rule) {
            this(entry, rule.code(), rule.sentence());
        }
    }

    /**
     * What is wrong with one field.
     *
     * @param field its path in what was asked for
     * @param detail for people, without what was sent
     */
    public record Problem(String field, Rule rule, String detail) {}

    private final Rule rule;
    private final @Nullable String field;
    private final String detail;
    private final transient List<Conflict> conflicts;
    private final transient List<Problem> problems;

    private Refused(
            Rule rule, @Nullable String field, String detail, List<Conflict> conflicts, List<Problem> problems) {
        // a refusal is an answer, not a fault: its stack trace would tell nothing
        super(rule.code() + ": " + detail, null, false, false);
        this.rule = rule;
        this.field = field;
        this.detail = detail;
        this.conflicts = List.copyOf(conflicts);
        this.problems = List.copyOf(problems);
    }

    /**
     * Refused by a rule.
     *
     * @param detail for people, without what was sent
     */
    public Refused(Rule rule, @Nullable String field, String detail, List<Conflict> conflicts) {
        this(rule, field, detail, conflicts, field == null ? List.of() : List.of(new Problem(field, rule, detail)));
    }

    /** Refused by a rule. */
    public Refused(Rule rule) {
        this(rule, null, rule.sentence(), List.of());
    }

    /** Refused because of one field. */
    public Refused(Rule rule, String field) {
        this(rule, field, rule.sentence(), List.of());
    }

    /** Refused because of one field, in particular words. */
    public static Refused because(Rule rule, String field, String detail) {
        return new Refused(rule, field, detail, List.of());
    }

    /** Refused because of what is recorded. */
    public static Refused because(Rule rule, List<Conflict> conflicts) {
        return new Refused(rule, null, rule.sentence(), conflicts);
    }

    /** Refused because of fields: by the rule that all of them break, or as not valid. */
    static Refused because(List<Problem> problems) {
        var first = problems.getFirst();
        return problems.size() == 1
                ? new Refused(first.rule(), first.field(), first.detail(), List.of())
                : new Refused(
                        problems.stream().map(Problem::rule).distinct().count() == 1 ? first.rule() : Rule.INVALID,
                        first.field(),
                        problems.size() + " fields are not valid.",
                        List.of(),
                        problems);
    }

    /** The rule. */
    public Rule rule() {
        return rule;
    }

    /** The field it is about, the first of them if there are several. */
    public @Nullable String field() {
        return field;
    }

    /** What is wrong this time. */
    public String detail() {
        return detail;
    }

    /** The entries that stand against it. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /** Every field that is not valid. */
    public List<Problem> problems() {
        return problems;
    }
}
