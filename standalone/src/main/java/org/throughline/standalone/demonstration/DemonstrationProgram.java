package org.throughline.standalone.demonstration;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.throughline.events.Modality;
import org.throughline.events.Population;
import org.throughline.events.ProgramId;
import org.throughline.events.ProgramPolicy;

/** The four programs of the demonstration. Their ids never change, so that accounts can name them. */
@SuppressWarnings("ImmutableEnumChecker") // an id is a value, and the list is a copy
public enum DemonstrationProgram {
    /** Adults, evenings, on the east coast. */
    HARBOR(
            "0195d000-0000-7000-8000-000000000001",
            "Harbor Evening IOP (demonstration)",
            Population.ADULT,
            "America/New_York",
            List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY),
            LocalTime.of(17, 30),
            Modality.IN_PERSON),
    /** Adults, by day, in the middle of the country. */
    PRAIRIE(
            "0195d000-0000-7000-8000-000000000002",
            "Prairie Day IOP (demonstration)",
            Population.ADULT,
            "America/Chicago",
            List.of(DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY),
            LocalTime.of(9, 0),
            Modality.IN_PERSON),
    /** Adolescents, after school, in the mountains. */
    JUNIPER(
            "0195d000-0000-7000-8000-000000000003",
            "Juniper Adolescent IOP (demonstration)",
            Population.ADOLESCENT,
            "America/Denver",
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.THURSDAY),
            LocalTime.of(16, 0),
            Modality.IN_PERSON),
    /** Adults, evenings, by telehealth, on the west coast. */
    BAYLINE(
            "0195d000-0000-7000-8000-000000000004",
            "Bayline Telehealth IOP (demonstration)",
            Population.ADULT,
            "America/Los_Angeles",
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.THURSDAY),
            LocalTime.of(18, 0),
            Modality.VIDEO);

    private final ProgramId id;
    private final String title;
    private final Population population;
    private final ZoneId zone;
    private final List<DayOfWeek> meetings;
    private final LocalTime begin;
    private final Modality modality;

    DemonstrationProgram(
            String id,
            String title,
            Population population,
            String zone,
            List<DayOfWeek> meetings,
            LocalTime begin,
            Modality modality) {
        this.id = new ProgramId(UUID.fromString(id));
        this.title = title;
        this.population = population;
        this.zone = ZoneId.of(zone);
        this.meetings = List.copyOf(meetings);
        this.begin = begin;
        this.modality = modality;
    }

    /** Its id. */
    public ProgramId id() {
        return id;
    }

    String title() {
        return title;
    }

    Population population() {
        return population;
    }

    ZoneId zone() {
        return zone;
    }

    List<DayOfWeek> meetings() {
        return meetings;
    }

    LocalTime begin() {
        return begin;
    }

    Modality modality() {
        return modality;
    }

    boolean adolescent() {
        return population == Population.ADOLESCENT;
    }

    ProgramPolicy policy() {
        return adolescent() ? ProgramPolicy.ADOLESCENT : ProgramPolicy.ADULT;
    }

    /** How long its groups meet: three meetings give the hours of a week. */
    int groupMinutes() {
        return policy().weeklyMinutes() / meetings.size();
    }

    /** A short word for codes. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
