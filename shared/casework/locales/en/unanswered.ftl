# Unanswered
unanswered-title = Unanswered
unanswered-text = What the unit has sent or asked and nobody has taken or answered in time. The oldest first.
unanswered-none = Nothing waits too long.
unanswered-question = Question
unanswered-nobody-owns = Nobody has taken it
unanswered-no-answer = No answer has come
unanswered-never-came = It never arrived
unanswered-minutes = { $n ->
    [one] 1 minute late
   *[other] { $n } minutes late
 }
unanswered-hours = { $n ->
    [one] 1 hour late
   *[other] { $n } hours late
 }
unanswered-days = { $n ->
    [one] 1 day late
   *[other] { $n } days late
 }
sharing-area = Area of the case: { $area }. The unit for that area is proposed.
