package org.throughline.query;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.throughline.query.access.AccessLog;
import org.throughline.query.attendance.Attendance;
import org.throughline.query.feed.Projection;
import org.throughline.query.identity.Patients;
import org.throughline.query.program.Programs;
import org.throughline.query.replay.Replays;
import org.throughline.query.session.Sessions;
import org.throughline.query.timeline.Timelines;
import org.throughline.query.worklist.Worklist;

/** What a node without pages and without a key store of its own is made of: the feed, all projections, the readers. */
@Configuration
@Import({
    QueryDatabases.class,
    AccessLog.class,
    Attendance.class,
    Patients.class,
    Programs.class,
    Replays.class,
    Sessions.class,
    Timelines.class,
    Worklist.class
})
@ComponentScan(basePackages = "org.throughline.query.feed", excludeFilters = @ComponentScan.Filter(Controller.class))
@ComponentScan(
        basePackages = {
            "org.throughline.query.timeline",
            "org.throughline.query.attendance",
            "org.throughline.query.outcome",
            "org.throughline.query.identity",
            "org.throughline.query.program",
            "org.throughline.query.session"
        },
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Projection.class))
class QueryHouseNode {}
