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
     * @param rule the code of the rule that it would break
     */
    public record Conflict(EntryId entry, String rule) {}

    private final Rule rule;
    private final @Nullable String field;
    private final String detail;
    private final transient List<Conflict> conflicts;

    private Refused(Rule rule, @Nullable String field, String detail, List<Conflict> conflicts) {
        super(rule.code());
        this.rule = rule;
        this.field = field;
        this.detail = detail;
        this.conflicts = List.copyOf(conflicts);
    }

    /** Refused by a rule. */
    public Refused(Rule rule) {
        this(rule, null, rule.sentence(), List.of());
    }

    /** Refused because of one field. */
    public Refused(Rule rule, String field) {
        this(rule, field, rule.sentence(), List.of());
    }

    /**
     * Refused because of one field, in particular words.
     *
     * @param detail for people, without what was sent
     */
    public static Refused because(Rule rule, String field, String detail) {
        return new Refused(rule, field, detail, List.of());
    }

    /** Refused because of what is recorded. */
    public static Refused because(Rule rule, List<Conflict> conflicts) {
        return new Refused(rule, null, rule.sentence(), conflicts);
    }

    /** The rule. */
    public Rule rule() {
        return rule;
    }

    /** The field it is about, if it is about one. */
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
}
