package org.throughline.query.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.testing.Histories.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.throughline.events.DischargeReason;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.worklist.Worklist.Reason;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysThatNeedSomeoneTest {
    /** A Wednesday; the last full week began on 2026-02-09. */
    private static final Instant NOW = Histories.at("2026-02-18T12:00").at();

    private QueryHouse house;
    private Node node;

    @BeforeAll
    void tell() {
        house = QueryHouse.fresh("worklist");
        var told = new ArrayList<HistoryEvent>(List.of(Histories.published(), Histories.adopted()));
        for (int number = 1; number <= 7; number++) {
            told.add(Histories.registered(Histories.patient(number), "Given" + number, "Family" + number));
        }
        told.addAll(fullWeek(journey(1).enrolled("2026-02-02T09:00")).events());
        told.addAll(fullWeek(journey(2).enrolled("2026-02-02T09:00"))
                .relapsed("2026-02-16T20:00")
                .events());
        told.addAll(fullWeek(journey(3).enrolled("2026-02-02T09:00"))
                .missed("2026-02-16T09:00", 180)
                .missed("2026-02-17T09:00", 180)
                .missed("2026-02-18T09:00", 180)
                .events());
        told.addAll(journey(4)
                .enrolled("2026-02-02T09:00")
                .attended("2026-02-03T09:00", 180)
                .events());
        told.addAll(journey(5)
                .enrolled("2026-02-02T09:00")
                .attended("2026-02-10T09:00", 180)
                .relapsed("2026-02-16T20:00")
                .followedUp("2026-02-17T10:00", FollowUpStatus.RETURNED_TO_USE)
                .events());
        told.addAll(journey(6)
                .enrolled("2026-02-02T09:00")
                .discharged("2026-02-12T09:00", DischargeReason.DROPPED_OUT)
                .events());
        told.addAll(journey(7).enrolled("2026-02-16T09:00").events());
        house.append(told);
        node = house.start().caughtUp();
    }

    private static JourneyHistory fullWeek(JourneyHistory journey) {
        return journey.attended("2026-02-10T09:00", 180)
                .attended("2026-02-11T09:00", 180)
                .attended("2026-02-12T09:00", 180);
    }

    @AfterAll
    void close() {
        house.close();
    }

    private Worklist.Page list() {
        return node.part(Worklist.class).of(List.of(Histories.PROGRAM), NOW, 100, 0);
    }

    private Worklist.Row row(int number) {
        return list().rows().stream()
                .filter(row -> row.journey().equals(Histories.journeyId(number)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void come_first_with_their_reasons() {
        assertThat(row(1).reasons()).isEmpty();
        assertThat(row(2).reasons()).containsExactly(Reason.RELAPSE_WITHOUT_CONTACT);
        assertThat(row(3).reasons()).containsExactly(Reason.ABSENCES_IN_A_ROW);
        assertThat(row(4).reasons()).containsExactly(Reason.SILENCE, Reason.HOURS_SHORT);
        assertThat(row(5).reasons()).containsExactly(Reason.HOURS_SHORT);
        assertThat(row(7).reasons()).isEmpty();
        assertThat(list().rows().stream().map(Worklist.Row::journey))
                .startsWith(Histories.journeyId(2), Histories.journeyId(3), Histories.journeyId(4));
    }

    @Test
    void say_what_the_reasons_rest_on() {
        assertThat(row(3).absencesInARow()).isEqualTo(3);
        assertThat(row(4).silentDays()).isEqualTo(15);
        assertThat(row(5).lastWeekCredited()).isEqualTo(180);
        assertThat(row(5).lastWeekRequired()).isEqualTo(540);
        assertThat(row(7).lastWeekRequired()).as("was not there last week").isNull();
        assertThat(row(2).lastRelapse()).isEqualTo("2026-02-16");
        assertThat(row(2).name()).get().hasToString("PersonName[…]").returns("Given2", name -> name.given());
    }

    @Test
    void are_counted_however_few_are_asked_for() {
        var page = node.part(Worklist.class).of(List.of(Histories.PROGRAM), NOW, 2, 0);
        assertThat(page.rows()).hasSize(2);
        assertThat(page.open()).isEqualTo(6);
        assertThat(page.needing()).isEqualTo(4);
        assertThat(node.part(Worklist.class).of(List.of(Histories.PROGRAM), NOW, 2, 50))
                .returns(6L, Worklist.Page::open)
                .returns(List.of(), Worklist.Page::rows);
    }

    @Test
    void are_shown_to_their_own_program_only() {
        var others = node.part(Worklist.class).of(List.of(Histories.program(2)), NOW, 100, 0);
        assertThat(others).isEqualTo(new Worklist.Page(List.of(), 0, 0));
    }
}
