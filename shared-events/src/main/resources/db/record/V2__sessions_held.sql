-- whether a session was held is asked before it is cancelled
create index event_session_held on event ((payload::json ->> 'sessionId'))
    where name in ('journey.session-attended', 'journey.session-missed');
