# The phase board: own checklists of the three phases, and how far the other agency has come.
phases-title = The phases
phases-link = Phases and checklists
phases-now = (the work is here now)
phases-move = Move the work to this phase
phases-moved = The phase began
phases-known = What is known:
phases-version = Version { $version }
phases-since = Used in this case since { $day }
phases-not-installed = The list “{ $checklist }” in version { $version } is no longer in the program. What was noted is kept, but its items can't be shown.
phases-answers = Answers
phases-done = Done
phases-undo = Undo
phases-more = Why, and more
phases-source = Source:
phases-under-way = Under way
phases-not-applicable = Does not apply
phases-not-applicable-why = Does not apply, because
phases-earlier = Noted earlier:
phases-hidden = { $n ->
    [one] One item does not apply here, as far as is known
   *[other] { $n } items do not apply here, as far as is known
}
phases-theirs = { $who } have also said
phases-police = The police
phases-social = Social services
phases-tell = Tell { $unit } how far you are
phases-tell-explained = Only the state goes: nothing of what you did or whom it is about. Choose what the other needs to know.
phases-tell-do = Send what is chosen
phases-logged = That you have seen the phase is written down.
phases-copy = Numbered copy
phases-copy-explained = A copy on paper gets a number and holds only the code of the case. Make the copy, then print the page.
phases-copy-line = Copy { $n }, { $who } { $day } { $time }
phases-copy-destroy = Destroy by { $day } { $time }
flash-phase-moved = The work is in this phase now.
flash-phase-told = The state is sent.
flash-phase-copied = The copy has its number. Print the page.
not-applicable-nothing_to_do = There is nothing of the kind here
not-applicable-done_by_others = Somebody else has done it
not-applicable-person_declined = The person does not want it
not-applicable-not_safe_now = It is dangerous now
not-applicable-another_task = It belongs to something else
