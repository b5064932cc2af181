package org.throughline.query.outcome;

import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts journeys straight into the read model, for those who count them. */
public final class Bundles {
    /** A journey of a patient. */
    public record Of(UUID patient, CountedJourney journey) {}

    private Bundles() {}

    public static void fill(JdbcClient views, List<Of> journeys) {
        var bundles = new TreeMap<Integer, Bundle>();
        for (var journey : journeys) {
            bundles.computeIfAbsent(Bundle.of(journey.patient), _ -> new Bundle())
                    .put(journey.patient, UUID.randomUUID(), journey.journey);
        }
        bundles.forEach(
                (number, bundle) -> views.sql("insert into outcome.bundle (bundle, members, counted) values (?, ?, ?)")
                        .params(number, bundle.members(), bundle.counted())
                        .update());
    }
}
