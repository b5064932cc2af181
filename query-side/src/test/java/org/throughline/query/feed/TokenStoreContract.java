package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Axon's processors expect of where their tokens are kept; ours and Axon's own must both pass. Where ours differs,
 * what is expected can be overridden, and the override says why.
 */
abstract class TokenStoreContract {
    static final String PROCESSOR = "any";
    static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    /** The tokens as a node sees them that leaves the claims of others alone for so long. */
    abstract TokenStore store(String node, Duration claim);

    private TokenStore store(String node) {
        return store(node, LONG);
    }

    @BeforeEach
    void divide() {
        store("one").initializeTokenSegments(PROCESSOR, 2, at(1));
    }

    static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    @Test
    void begins_every_segment_where_it_is_told_to() {
        assertThat(store("one").fetchSegments(PROCESSOR)).containsExactly(0, 1);
        assertThat(store("one").fetchToken(PROCESSOR, 0)).isEqualTo(at(1));
        assertThat(store("one").fetchToken(PROCESSOR, 1)).isEqualTo(at(1));
        assertThat(store("one").fetchSegments("another")).isEmpty();
    }

    @Test
    void refuses_to_divide_the_work_once_more() {
        assertThatThrownBy(() -> store("other").initializeTokenSegments(PROCESSOR, 4, at(9)))
                .isInstanceOf(UnableToClaimTokenException.class);

        assertThat(store("one").fetchSegments(PROCESSOR)).containsExactly(0, 1);
        assertThat(store("one").fetchToken(PROCESSOR, 0)).isEqualTo(at(1));
    }

    @Test
    void gives_a_segment_to_one_node_only() {
        store("one").fetchToken(PROCESSOR, 0);

        assertThatThrownBy(() -> store("other").fetchToken(PROCESSOR, 0))
                .isInstanceOf(UnableToClaimTokenException.class);

        assertThat(store("other").fetchAvailableSegments(PROCESSOR))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
        assertThat(store("other").fetchToken(PROCESSOR, 1)).isEqualTo(at(1));
        // and it keeps it
        assertThat(store("one").fetchToken(PROCESSOR, 0)).isEqualTo(at(1));
        store("one").extendClaim(PROCESSOR, 0);
    }

    @Test
    void gives_what_one_node_has_let_go_of_to_another() {
        store("one").fetchToken(PROCESSOR, 0);

        // which is not for others to do
        store("other").releaseClaim(PROCESSOR, 0);
        assertThatThrownBy(() -> store("other").fetchToken(PROCESSOR, 0))
                .isInstanceOf(UnableToClaimTokenException.class);
        store("one").releaseClaim(PROCESSOR, 0);

        assertThat(store("other").fetchToken(PROCESSOR, 0)).isEqualTo(at(1));
    }

    @Test
    void gives_what_a_silent_node_holds_to_another_after_a_while() {
        var silent = store("one");
        silent.fetchToken(PROCESSOR, 0);
        var impatient = store("other", SHORT);

        await().ignoreExceptionsInstanceOf(UnableToClaimTokenException.class)
                .until(() -> impatient.fetchToken(PROCESSOR, 0).equals(at(1)));

        assertThatThrownBy(() -> silent.extendClaim(PROCESSOR, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertNotStored(() -> silent.storeToken(at(5), PROCESSOR, 0));
        assertThat(impatient.fetchToken(PROCESSOR, 0)).isEqualTo(at(1));
    }

    /** Who has lost a segment learns it with the next token. */
    void assertNotStored(ThrowingCallable storing) {
        assertThatThrownBy(storing).isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void knows_after_a_restart_where_a_segment_was() {
        var before = store("one");
        before.fetchToken(PROCESSOR, 0);
        before.storeToken(at(5), PROCESSOR, 0);
        before.releaseClaim(PROCESSOR, 0);

        assertRemembered(store("restarted").fetchToken(PROCESSOR, 0), at(5));
        assertThat(store("restarted").fetchToken(PROCESSOR, 1)).isEqualTo(at(1));
    }

    /** A token is as it was stored. */
    void assertRemembered(TrackingToken remembered, TrackingToken stored) {
        assertThat(remembered).isEqualTo(stored);
    }

    @Test
    void takes_a_segment_more_and_forgets_one() {
        store("one").initializeSegment(at(3), PROCESSOR, 2);
        store("one").fetchToken(PROCESSOR, 0);
        store("one").deleteToken(PROCESSOR, 0);

        assertThat(store("one").fetchSegments(PROCESSOR)).containsExactly(1, 2);
        assertThat(store("one").fetchToken(PROCESSOR, 2)).isEqualTo(at(3));
        assertThatThrownBy(() -> store("one").fetchToken(PROCESSOR, 0)).isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void is_the_same_for_every_node() {
        assertThat(store("one").retrieveStorageIdentifier())
                .isPresent()
                .isEqualTo(store("other").retrieveStorageIdentifier());
    }
}
