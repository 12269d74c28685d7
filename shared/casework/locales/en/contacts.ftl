# Contacts
contacts-title = Contacts
contact-days = { $n ->
    [0] Same day as the event
    [one] { $n } day since the event
   *[other] { $n } days since the event
}
contact-here = From here: { $how } { $day }, { $role }
contact-here-none = From here: no contact yet
contact-there = The other agency: { $how } { $day }, { $role }
contact-was-reached = contact
contact-was-tried = attempt
contact-next = Next contact { $day }
contact-overdue = { $n ->
    [one] Overdue by { $n } day
   *[other] Overdue by { $n } days
}
contact-load-none = Talks in the last seven days: none
contact-load = Talks in the last seven days: { $n }, { $people } ({ $roles })
contact-load-people = { $n ->
    [one] with one person from here
   *[other] with { $n } people from here
}
contact-load-many = Many talks with many people tire a person out, and the formal interview may come later. Ask whom the person wants to talk to, and let one of you keep the contact.
contact-do-not-call = Do not call.
contact-do-not-call-do = Wait until the person gets in touch, or keep contact the way you have agreed. In danger to life your routines for protection apply.
contact-said = Said by
contact-said-by-person = The person
contact-said-by-close_person = Somebody close
contact-said-by-counsel = Counsel
contact-said-by-staff = Own judgement
contact-said-by-another-unit = Another unit here
contact-no-answer = No answer
contact-we-talked = We talked
contact-log = What has been done
contact-log-none = Nothing yet.
contact-correct = Correct
contact-corrected = Corrected { $day } { $time } by { $by }
contact-colleague = a former colleague
contact-save = Save
contact-outcome = How did it go?
contact-outcome-reached = Reached
contact-outcome-failed = No answer
contact-outcome-did_not_happen = This did not happen
contact-channel = Which way?
contact-channel-in_person = In person
contact-channel-phone = Phone
contact-channel-video = Video
contact-channel-text_message = Text message
contact-channel-letter = Letter
contact-topics = About what? Several can apply.
contact-topic-support_for_violence = Taking support for violence
contact-topic-police_report = Making a police report
contact-topic-investigation = Taking part in the investigation
contact-topic-substance_treatment = Treatment for substance misuse
contact-topic-safety_planning = Safety planning
contact-topic-risk_assessment = Risk assessment
contact-topic-check_in = Check-in
contact-topic-practical_help = Practical help
contact-topic-information = Information
contact-wishes = How the person wants to be contacted
contact-pace = How often?
contact-pace-none = Pace: not stated
contact-pace-each_day = Each day
contact-pace-twice_a_week = Twice a week
contact-pace-weekly = Weekly
contact-pace-every_other_week = Every other week
contact-pace-monthly = Monthly
contact-pace-she_calls = The person calls
contact-next-day = Next contact, the day you have agreed on
contact-next-do = Save the day
contact-next-none = No day holds any more
contact-error-day = Choose a day from today on
contact-do-not-call-who = Do not call. Who says so?
contact-may-call = May be called again. Who says so?
contact-gate-title = Before the suspect is contacted
contact-gate-explained = The exposed person comes first. Nobody contacts the suspect before all four answers are yes, and a later no closes again.
contact-gate-open = Every answer is yes: contact may be made.
contact-gate-shut = No contact yet: every answer must be yes.
contact-gate-refused = One answer is no: make no contact.
contact-gate-reached = Has the exposed person been reached from here?
contact-gate-reached-yes = Yes,
contact-gate-reached-no = No. An attempt is not enough.
contact-gate-protection_offered = Has the exposed person been offered support and protection?
contact-gate-not_too_dangerous = Is it judged safe enough to contact the suspect?
contact-gate-no_added_danger = Is it clear that the contact does not raise the danger to the exposed person or the children?
contact-answer-yes = Yes
contact-answer-no = No
contact-answer-not_stated = Not stated
contact-told = Told of a crime
contact-told-explained = Tells the investigator that the person told of a crime, when and to which role. Never what.
contact-told-do = The person told of a crime
contact-role-more = More to read aloud
contact-told-sent = Said
contact-told-taken = Taken
contact-told-waits = No investigator has taken it yet.
contact-number-shut = The number is shown when the questions before the suspect is contacted are answered, on the page Contacts.
contact-logged = That you see the contacts is written in the access log.
flash-contact-recorded = Noted. Please say which way and about what.
flash-contact-saved = Saved.
problem-contact-gate-shut = The suspect may not be contacted yet
problem-contact-gate-shut-detail = Answer the questions on the page Contacts. Every answer must be yes, and the exposed person must have been reached.
problem-contact-replaced = Somebody else has corrected the line meanwhile
problem-contact-replaced-detail = Go back, load the page again and redo it.
