package org.throughline.query.feed;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections are run.
 *
 * @param segments into how many parts each is split, for as many nodes or threads; taken when a read model is built
 * @param batch how many events a processor is told of as one; up to fifty of these are handled in one transaction
 * @param claim how often nodes look for parts that nobody works on
 * @param page how many events a rebuild takes in one transaction
 * @param rebuild read models to rebuild when the program starts
 */
@ConfigurationProperties("throughline.feed")
public record FeedSettings(
        @DefaultValue("2") int segments,
        @DefaultValue("200") int batch,
        @DefaultValue("5s") Duration claim,
        @DefaultValue("2500") int page,
        @DefaultValue List<String> rebuild) {}
