# Outreach
outreach-title = Outreach
outreach-case = Outreach
outreach-new = New outreach case
outreach-open = Open
outreach-none = No case is open.
outreach-closed = Closed in the last 30 days
outreach-route = How did it come in?
outreach-route-police_tip = Tip from the police
outreach-route-investigators = From investigators
outreach-route-rvt = From the relationship-violence team
outreach-route-found_by_igor = Found in our own work
outreach-event-on = Day of the event
outreach-event-hint = Leave it empty if the day is not known.
outreach-event = { $n ->
    [0] The event is of today
    [one] 1 day since the event
   *[other] { $n } days since the event
 }
outreach-event-unknown = Day of the event not known
outreach-error-day = Write a day that has been, or leave it empty.
outreach-error-day-form = Write a day, such as 2026-11-22, or leave it empty.
outreach-error-visit-day = Write a day, such as 2026-11-22.
outreach-error-visit-past = That day has been. Write the day on which the visit is to be made.
outreach-area = Area
outreach-area-unknown = Area not stated
outreach-children = Are there children?
outreach-children-yes = There are children
outreach-children-no = No children
outreach-children-unknown = Not known whether there are children
outreach-children-not_stated = Not stated whether there are children
outreach-contacts = Contacts
outreach-sides = Where it stands
outreach-here = Here
outreach-there = At the social services
outreach-there-none = nothing was handed over from here
outreach-is-open = going on
outreach-is-closed = closed here
outreach-follow-ups = Follow-up
outreach-step-first_day = First day
outreach-step-first_week = First week
outreach-due = by
outreach-late-hours = { $n ->
    [0] late, less than an hour
    [one] 1 hour late
   *[other] { $n } hours late
 }
outreach-late-days = { $n } days late
outreach-followed-up = Followed up
outreach-nothing-due = All follow-up is done.
outreach-made-done = Followed up
outreach-made-not = Not followed up
outreach-made-not_applicable = Not applicable
outreach-why-not = Why?
outreach-not-in_contact_already = In contact already
outreach-not-asked_to_wait = Wants to wait
outreach-not-not_safe_now = Not safe now
outreach-not-others_follow_up = Somebody else follows up
outreach-note = Save
outreach-history = Opened and closed
outreach-opened = Opened
outreach-ended = Closed here
outreach-close = Close it in the outreach: why?
outreach-close-button = Close here
outreach-close-helped_elsewhere = Helped by others
outreach-close-declined = Said no
outreach-close-moved = Has moved
outreach-close-no_contact = No contact after several attempts
outreach-close-finished = Finished
outreach-close-wrong_person = Wrong person
outreach-reopen = Came back: open again
outreach-link = Outreach
flash-outreach-closed = Closed here. It can be opened again.
# Visits
visit-title = Visits
visit-none = No visit is planned.
visit-plan = Plan a visit
visit-day = Day
visit-place = Where?
visit-place-at_home = At home
visit-place-agreed_place = At an agreed place
visit-place-at_the_station = At the station
visit-who = Who comes?
visit-alone = The police alone
visit-with = The police and a social worker of { $board }
visit-identity = If a social worker comes along: what may she or he know before the visit?
visit-identity-left_out = Without identity
visit-identity-by_consent = Who it is about, by consent
visit-only-unnamed = A visit together can't be planned so.
visit-unnamed-switch_off = Without a consent beforehand nobody of social services comes along: who comes to a door knows whose it is. Whether the law allows it all the same is an open question (L-05), and the rule book says no. Ask for consent first, or let social services ring.
visit-unnamed-no_consent = There is no consent to the board that covers identity. To ask at the door is too late.
visit-may-name = The consent covers identity. The data is handed over by itself.
visit-hand-over = Nothing is sent from here. That is an ordinary handover, with its preview:
visit-outcome-done = The visit was made
visit-outcome-at_home = At home, no visit
visit-outcome-not_home = Not at home
visit-outcome-refused_at_the_door = Turned away at the door
visit-outcome-called_off = Called off
# Practical help
help-title = Practical help
help-none = No help is promised.
help-promise = Promise help
help-kind = What?
help-drive = A drive
help-fetch_belongings = Fetch belongings
help-pet = A pet to a safe place
help-day = Promised for
help-promised = promised for
help-outcome-done = Done
help-outcome-not_needed = Not needed any more
