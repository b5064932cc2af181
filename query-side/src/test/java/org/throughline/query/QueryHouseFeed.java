package org.throughline.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.throughline.query.feed.Projection;

/** What a node is made of that keeps the timeline only: how a read model is kept, others would only repeat. */
@Configuration
@Import(QueryDatabases.class)
@ComponentScan(basePackages = "org.throughline.query.feed", excludeFilters = @ComponentScan.Filter(Controller.class))
@ComponentScan(
        basePackages = "org.throughline.query.timeline",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Projection.class))
class QueryHouseFeed {}
