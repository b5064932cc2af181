package org.throughline.query.worklist;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.throughline.events.JourneyId;
import org.throughline.events.ProgramId;

/** Finds the journeys that have ended; opens nothing. */
@Component
class Finished {
    private final JdbcClient views;

    Finished(@Qualifier("views") JdbcClient views) {
        this.views = views;
    }

    /** The journeys of some programs that have ended, the latest first. */
    List<JourneyId> of(Collection<ProgramId> programs, int limit, int offset) {
        return views.sql("""
                        select journey from timeline.journey where program = any (?::uuid[]) and status = 'discharged'
                        order by discharged_at desc, journey limit ? offset ?""")
                .params(programs.stream().map(ProgramId::toString).toArray(String[]::new), limit, offset)
                .query((row, ignored) -> new JourneyId(row.getObject("journey", UUID.class)))
                .list();
    }

    /** How many there are. */
    long count(Collection<ProgramId> programs) {
        return views.sql(
                        "select count(*) from timeline.journey where program = any (?::uuid[]) and status = 'discharged'")
                .param(programs.stream().map(ProgramId::toString).toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
