package org.throughline.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a node without pages and without a key store of its own is made of. */
@Configuration
@Import(QueryDatabases.class)
@ComponentScan({
    "org.throughline.query.feed",
    "org.throughline.query.timeline",
    "org.throughline.query.attendance",
    "org.throughline.query.outcome",
    "org.throughline.query.identity",
    "org.throughline.query.program",
    "org.throughline.query.session",
    "org.throughline.query.access",
    "org.throughline.query.worklist",
    "org.throughline.query.replay"
})
class QueryHouseNode {}
