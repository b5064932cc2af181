package org.throughline.query.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.throughline.events.privacy.KeyStore;
import org.throughline.query.Node;
import org.throughline.query.QueryHouse;
import org.throughline.query.feed.DeadLetters;
import org.throughline.query.feed.Feed;
import org.throughline.query.feed.Positions;
import org.throughline.testing.Histories;
import org.throughline.testing.MemoryKeyStore;

class FindingAPatientTest {
    private QueryHouse house;
    private Node node;

    @BeforeEach
    void open() {
        house = QueryHouse.fresh("identity");
        house.append(
                Histories.registered(Histories.patient(1), "Zoë", "O’Brien-García"),
                Histories.registered(Histories.patient(2), "عمر", "חיים"),
                Histories.registered(Histories.patient(3), "100%", "_under\\"));
        node = house.start().caughtUp();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> found(String text) {
        return node.part(Patients.class).search(text, List.of(Histories.PROGRAM)).stream()
                .map(identity -> identity.name().family())
                .toList();
    }

    @Test
    void works_by_any_part_of_name_and_identifier_without_marks_and_case() {
        assertThat(found("garcia zoe")).containsExactly("O’Brien-García");
        assertThat(found("R-")).hasSize(3);
        assertThat(found("עמר")).isEmpty();
        assertThat(found("עמר חיים")).isEmpty();
        assertThat(found("חיי")).containsExactly("חיים");
        assertThat(found("عمر")).containsExactly("חיים");
        assertThat(found("zoe nobody")).isEmpty();
        assertThat(found("  ")).isEmpty();
    }

    @Test
    void takes_no_sign_for_a_wildcard() {
        assertThat(found("%")).containsExactly("_under\\");
        assertThat(found("_")).containsExactly("_under\\");
        assertThat(found("\\")).containsExactly("_under\\");
        assertThat(found("'; drop table identity.patient; --")).isEmpty();
    }

    @Test
    void passes_over_one_whose_key_is_missing_until_it_is_found() throws Exception {
        house.keys().lose(Histories.patient(1));
        assertThat(node.part(Feed.class).rebuild("identity").get()).isTrue();

        assertThat(found("zoe")).isEmpty();
        assertThat(found("R-")).hasSize(2);
        assertThat(node.part(Patients.class).erased(Histories.patient(1))).isFalse();

        house.keys().keyFor(Histories.patient(1));
        assertThat(node.part(Feed.class).retryDeadLetters("identity")).isOne();
        assertThat(found("zoe")).hasSize(1);
    }

    @Test
    void is_for_the_patients_own_program() {
        assertThat(node.part(Patients.class).search("zoe", List.of(Histories.program(2))))
                .isEmpty();
    }

    @Test
    void ends_with_the_key_and_no_rebuild_brings_the_name_back() throws Exception {
        var patient = Histories.patient(1);
        var key = MemoryKeyStore.keyIdFor(patient);
        house.append(Histories.erased(patient, key));
        house.keys().destroy(List.of(new KeyStore.Doomed(key, patient)));
        node.caughtUp();
        assertThat(node.part(Patients.class).of(patient)).isEmpty();
        assertThat(node.part(Feed.class).rebuild("identity").get()).isTrue();
        assertThat(node.part(Patients.class).of(patient)).isEmpty();
        assertThat(node.part(Patients.class).of(Histories.patient(2))).isPresent();
    }

    @Test
    void waits_for_a_key_store_that_does_not_answer_and_takes_nobody_for_erased() {
        house.keyStoreAnswers(false);
        var last = house.append(Histories.registered(Histories.patient(4), "Later", "Known"))
                .getLast()
                .position();
        assertThat(node.part(Positions.class).await(last, "timeline", "session"))
                .isTrue();
        assertThat(node.part(Positions.class).await(last, "identity")).isFalse();
        assertThat(node.part(DeadLetters.class).all()).isEmpty();
        house.keyStoreAnswers(true);
        node.caughtUp();
        assertThat(found("known")).containsExactly("Known");
    }
}
