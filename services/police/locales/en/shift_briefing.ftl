# Shift briefing
briefing-title = Shift briefing
briefing-new = New briefing
briefing-none = No briefing is shown now.
briefing-nobody = No item is cleared. Somebody other than who wrote it clears it.
briefing-persons = Whom? Five at the most
briefing-error-persons = Choose at least one. Somebody who is gone can’t be chosen.
briefing-error-many = Choose five at the most.
briefing-starts = The shift begins
briefing-ends = The shift ends
briefing-new-hint = When the shift ends the briefing is gone.
briefing-make = Make the briefing
briefing-shift = Shift { $from }–{ $until }
briefing-cards = { $n ->
    [one] 1 card
   *[other] { $n } cards
 }
briefing-gone = Gone
briefing-show = Show
briefing-print = Numbered copy
briefing-print-now = Print
briefing-end = Take down
briefing-over = Earlier
briefing-copy = Copy { $n }
briefing-destroyed = Destroyed
briefing-destroy-at = To be destroyed
briefing-readings = { $n ->
    [one] Shown once
   *[other] Shown { $n } times
 }
briefing-shown-screen = Shown
briefing-shown-paper = On paper
briefing-shown-to = Shown to
briefing-card-of = Card { $n } of { $count }
briefing-previous = Previous
briefing-next = Next
briefing-finish = Done
briefing-empty = No card is left.
briefing-ask = Ask
briefing-observations = Observations are written in the intelligence system, not here.
briefing-passed = Passed
shift-no_time = Write times, such as 07:00.
shift-too_early = The shift may begin three hours from now at the most.
shift-over = The shift is over already.
shift-too_long = A shift is twelve hours at the most.
shift-taken = The unit has a briefing for that time already. Take it down first.
flash-briefing-ended = Taken down.
flash-briefing-destroyed = Noted: destroyed.
