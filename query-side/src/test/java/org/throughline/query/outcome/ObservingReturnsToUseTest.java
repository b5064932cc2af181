package org.throughline.query.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.DischargeReason;
import org.throughline.events.FollowUpStatus;
import org.throughline.events.HistoryEvent;
import org.throughline.events.Source;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Histories;
import org.throughline.testing.JourneyHistory;

class ObservingReturnsToUseTest {
    private final QueryHouse house = QueryHouse.fresh("observing");

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void reports_after_the_last_contact_do_not_make_everybody_relapse() {
        var node = house.start().ready();
        var events = new ArrayList<HistoryEvent>();
        for (var number = 1; number <= 100; number++) {
            var journey = discharged(number);
            // days 70 to 110
            events.addAll(
                    (number <= 5 ? journey.relapsed("2026-0%d-20T09:00".formatted(3 + number % 2)) : journey).events());
        }
        house.append(events);
        node.caughtUp();

        var sums = house.views().sql("""
            select count(*) as journeys, count(first_relapse_day) as events,
                count(*) filter (where relapse_after_day > 60) as later, min(found_until_day) as from_day,
                max(found_until_day) as to_day
            from outcome.journey\
            """).query().singleRow();
        // a curve of five events after everybody else is gone comes down to nothing
        assertThat(sums)
                .containsOnly(
                        entry("journeys", 100L),
                        entry("events", 0L),
                        entry("later", 5L),
                        entry("from_day", 60),
                        entry("to_day", 60));
    }

    @Test
    void a_follow_up_that_finds_the_patient_goes_on_observing() {
        var node = house.start().ready();
        house.append(discharged(1)
                .relapsed("2026-03-20T09:00")
                .followedUp("2026-04-20T09:00", FollowUpStatus.RETURNED_TO_USE)
                .events());
        house.append(discharged(2)
                .followedUp("2026-04-20T09:00", FollowUpStatus.LOST)
                .events());
        house.append(discharged(3)
                .followedUp("2026-04-20T09:00", FollowUpStatus.DIED)
                .events());
        node.caughtUp();

        assertThat(row(1)).contains(entry("first_relapse_day", 74), entry("found_until_day", 105));
        assertThat(row(2))
                .contains(
                        entry("first_relapse_day", null),
                        entry("relapse_or_lost_day", 105),
                        entry("found_until_day", 60),
                        entry("asked_until_day", 105));
        assertThat(row(3)).contains(entry("died_day", 105), entry("found_until_day", 105));
    }

    @Test
    void an_invented_patient_stays_one_whoever_corrects_the_admission() {
        var node = house.start().ready();
        var journey = Histories.journey(1).enrolled("2026-01-05T09:00");
        house.append(journey.events(), ignored -> Source.DEMONSTRATION);
        var before = journey.events().size();
        var corrected = journey.correcting("2026-01-06T09:00", journey.last())
                .enrolled("2026-01-04T09:00")
                .events();
        house.append(corrected.subList(before, corrected.size()), ignored -> Source.PAGE);
        node.caughtUp();

        assertThat(row(1)).contains(entry("source", "demonstration"));
        assertThat(house.views()
                        .sql("select source from timeline.journey")
                        .query(String.class)
                        .single())
                .isEqualTo("demonstration");
    }

    private static JourneyHistory discharged(int number) {
        return Histories.journey(number)
                .enrolled("2026-01-05T09:00")
                .discharged("2026-03-06T09:00", DischargeReason.DROPPED_OUT);
    }

    private Map<String, @Nullable Object> row(int number) {
        return house.views()
                .sql("select * from outcome.journey where journey = ?")
                .param(Histories.journeyId(number).value())
                .query()
                .singleRow();
    }
}
