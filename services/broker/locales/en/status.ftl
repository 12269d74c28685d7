status-title = State of the coordination
status-what = The coordination takes sealed handovers, judges them by the rule book and keeps the log. It can't read what they hold. There is nothing here about persons or cases.
status-works = The service is running.
status-behind = The log is locked: it was set back to an old copy or changed, and does not lead to what the agencies have cosigned. Nothing goes out before it is repaired. Ring instead.
status-fenced = The log is locked: another server has taken over. Nothing goes out from here. Ring instead.
status-log = The log
status-log-origin = Name of the log
status-log-size = Entries
status-log-root = Root
status-checkpoint = Latest checkpoint
status-minutes-ago = { $minutes ->
    [one] 1 minute ago
   *[other] { $minutes } minutes ago
  }
status-checkpoint-link = The signed checkpoint
status-edition = Edition of the rule book
status-agencies = Agencies taking part
status-no-agencies = No agency takes part yet.
status-cosigned = Last cosigned
status-cosigned-newest = the newest checkpoint
status-never-cosigned = Has not cosigned yet.
status-registrations = Registrations of agencies: { $waiting } waiting, { $parked } to be looked at.
agency-kind-police = police
agency-kind-social = social services
agency-kind-broker = coordination
