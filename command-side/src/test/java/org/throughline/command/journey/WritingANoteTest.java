package org.throughline.command.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.throughline.command.journey.Riverside.enrol;
import static org.throughline.command.journey.Riverside.followUp;
import static org.throughline.command.journey.Situation.given;

import org.junit.jupiter.api.Test;
import org.throughline.command.submission.Rule;
import org.throughline.events.JourneyEntry.FollowUpRecorded;
import org.throughline.events.Personal;

/** An entry has a free text. */
class WritingANoteTest {
    @Test
    void keeps_any_script() {
        var note = "مرحبا 👋 '); drop table event; --<b>";

        assertThat(given(enrol())
                        .then(FollowUpRecorded.class, followUp(2, "2026-03-03T09:00", note))
                        .note())
                .isEqualTo(Personal.known(note));
    }

    @Test
    void has_a_limit_in_characters_that_people_count() {
        given(enrol()).accepts(followUp(2, "2026-03-03T09:00", "👋".repeat(4_000)));
        given(enrol()).refuses(followUp(2, "2026-03-03T09:00", "x".repeat(4_001)), Rule.INVALID, "note");
    }

    @Test
    void is_refused_if_it_cannot_be_stored() {
        given(enrol()).refuses(followUp(2, "2026-03-03T09:00", "a\0b"), Rule.INVALID, "note");
        given(enrol()).refuses(followUp(2, "2026-03-03T09:00", "half \ud83d"), Rule.INVALID, "note");
    }

    @Test
    void never_reaches_the_state_that_rules_see() {
        assertThat(given(enrol(), followUp(2, "2026-03-03T09:00", "is well"))
                        .journey()
                        .followUps())
                .allSatisfy(followUp -> assertThat(followUp.note()).isNull());
    }
}
