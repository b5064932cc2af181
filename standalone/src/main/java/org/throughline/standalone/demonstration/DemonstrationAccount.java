package org.throughline.standalone.demonstration;

import static org.throughline.standalone.demonstration.DemonstrationProgram.BAYLINE;
import static org.throughline.standalone.demonstration.DemonstrationProgram.HARBOR;
import static org.throughline.standalone.demonstration.DemonstrationProgram.JUNIPER;
import static org.throughline.standalone.demonstration.DemonstrationProgram.PRAIRIE;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.throughline.command.submission.Actor;
import org.throughline.events.ProgramId;
import org.throughline.events.Role;

/** The people of the demonstration: who recorded its journeys, and who one can sign in as. */
@SuppressWarnings("ImmutableEnumChecker") // the set is a copy
public enum DemonstrationAccount {
    /** Works in the two eastern programs. */
    CLINICIAN("clinician", "Dana Whitfield", Role.CLINICIAN, EnumSet.of(HARBOR, PRAIRIE)),
    /** A colleague there. */
    COUNSELLOR("counsellor", "Luis Ortega", Role.CLINICIAN, EnumSet.of(HARBOR, PRAIRIE)),
    /** Supervises there. */
    SUPERVISOR("supervisor", "Ruth Adeyemi", Role.SUPERVISOR, EnumSet.of(HARBOR, PRAIRIE)),
    /** Works in the two western programs. */
    CLINICIAN_WEST("clinician-west", "Mei Tanaka", Role.CLINICIAN, EnumSet.of(JUNIPER, BAYLINE)),
    /** A colleague there. */
    COUNSELLOR_WEST("counsellor-west", "Jonas Lindqvist", Role.CLINICIAN, EnumSet.of(JUNIPER, BAYLINE)),
    /** Supervises there. */
    SUPERVISOR_WEST("supervisor-west", "Aisha Rahman", Role.SUPERVISOR, EnumSet.of(JUNIPER, BAYLINE)),
    /** Replays everything. */
    AUDITOR("auditor", "Inge Brandt", Role.AUDITOR, EnumSet.allOf(DemonstrationProgram.class)),
    /** Measures outcomes. */
    RESEARCHER("researcher", "Pavel Novák", Role.RESEARCHER, EnumSet.allOf(DemonstrationProgram.class)),
    /** Runs the programs. */
    MANAGER("manager", "Gloria Mensah", Role.MANAGER, EnumSet.allOf(DemonstrationProgram.class)),
    /** Publishes programs and imports. */
    ADMINISTRATOR("administrator", "Tom Okafor", Role.ADMINISTRATOR, EnumSet.allOf(DemonstrationProgram.class));

    private final String account;
    private final String display;
    private final Role role;
    private final Set<ProgramId> programs;

    DemonstrationAccount(String account, String display, Role role, EnumSet<DemonstrationProgram> programs) {
        this.account = account;
        this.display = display;
        this.role = role;
        this.programs = programs.stream().map(DemonstrationProgram::id).collect(Collectors.toUnmodifiableSet());
    }

    /** What to sign in with, and how entries name the person. */
    public String account() {
        return account;
    }

    /** How pages call the person, who does not exist. */
    public String display() {
        return display;
    }

    /** What the person may do. */
    public Role role() {
        return role;
    }

    /** Where the person works. */
    public Set<ProgramId> programs() {
        return programs;
    }

    /** The person as one who submits commands. */
    public Actor actor() {
        return new Actor(account, Set.of(role), programs);
    }

    static DemonstrationAccount clinician(DemonstrationProgram program, boolean first) {
        return switch (program) {
            case HARBOR, PRAIRIE -> first ? CLINICIAN : COUNSELLOR;
            case JUNIPER, BAYLINE -> first ? CLINICIAN_WEST : COUNSELLOR_WEST;
        };
    }

    static DemonstrationAccount supervisor(DemonstrationProgram program) {
        return switch (program) {
            case HARBOR, PRAIRIE -> SUPERVISOR;
            case JUNIPER, BAYLINE -> SUPERVISOR_WEST;
        };
    }
}
