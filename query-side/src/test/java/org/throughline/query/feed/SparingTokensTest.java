package org.throughline.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.throughline.query.QueryHouse;
import org.throughline.testing.Role;

/** The position, written with the rows, decides how far a segment is: a token only has to be near it and never beyond. */
class SparingTokensTest extends TokenStoreContract {
    private static final Duration NOTHING_SPARED = Duration.ofNanos(10);

    private final QueryHouse house = QueryHouse.fresh("tokens");
    private long written = Long.MAX_VALUE;

    @AfterEach
    void close() {
        house.close();
    }

    @Override
    TokenStore store(String node, Duration claim) {
        return Processors.tokens(house.views(Role.QUERY), node, claim.dividedBy(2), (_, _) -> written);
    }

    /** A token that is left out tells nobody anything: who has lost a segment finds its position elsewhere. */
    @Override
    void assertNotStored(ThrowingCallable storing) {
        assertThatCode(storing).doesNotThrowAnyException();
    }

    /** Few tokens are written: what is handed out again is found done. */
    @Override
    void assertRemembered(TrackingToken remembered, TrackingToken stored) {
        assertThat(remembered).isEqualTo(at(1));
    }

    @Test
    void are_written_when_the_last_one_was_written_a_while_ago() {
        var store = store("one", NOTHING_SPARED);
        store.fetchToken(PROCESSOR, 0);

        store.storeToken(at(5), PROCESSOR, 0);

        assertThat(store("one", LONG).fetchToken(PROCESSOR, 0)).isEqualTo(at(5));
    }

    @Test
    void never_say_more_than_is_in_the_read_model() {
        written = 3;
        var store = store("one", NOTHING_SPARED);
        store.fetchToken(PROCESSOR, 0);

        store.storeToken(at(5), PROCESSOR, 0);

        assertThat(store("one", LONG).fetchToken(PROCESSOR, 0)).isEqualTo(at(3));
    }
}
