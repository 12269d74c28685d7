# More people on the call-out
join-title = Go on with the call-out
join-text = Somebody else began this call-out. What you answer is kept.
join-legend = Why do you open it?
join-button = Open the call-out
relation-same_patrol = Same patrol
relation-took_over = Took it over
relation-custody_duty = Duty criminal investigators
relation-leads_investigation = Lead the investigation
problem-no-relation = You are not on this call-out
problem-no-relation-detail = Open it from the list and answer why. The answer is kept.
# Contact card
card-title = Contact card
card-link = Contact card
card-print = Print
card-print-hint = Without a printer: write down the number and the code. The card says nothing of what has happened.
card-version = The text of the card is version { $version }.
card-older = The card that was given is version { $version }.
card-tick = Card left
card-remember = To remember
card-once = The code of twelve characters is shown only now. Print the card, or copy it by hand, before you go on.
card-once-hint = The code is not kept and can not be shown again. If the card is lost: leave a new one in the same way, or let the person tell you.
# Told by phone
told-link = Told by phone: enter it afterwards
told-title = Told by phone
told-heading = Told by phone
told-text = Enter what you said in an emergency. Only the kinds of data are written here, not what they said. Nothing is sent.
told-at = When did you say it? (time of day)
told-to = To whom?
told-categories = Which data?
told-necessity = Why could it be said?
told-review-hint = The head of the unit reviews it within a day.
told-button = Save
told-unreviewed = Waits for a review
told-outcome-in_order = In order
told-outcome-follow_up = To be followed up
told-list-title = Told by phone: review
told-list-text = What was said in emergencies and entered afterwards. Kinds of data, no persons. Somebody else than the one who said it reviews it within a day.
told-list-empty = Nothing waits for a review.
told-list-link = { $n ->
    [one] Told by phone: 1 waits for a review
   *[other] Told by phone: { $n } wait for a review
 }
told-late = More than a day old
told-due = Review before
told-own = You said it yourself. Somebody else reviews it.
told-reviewed = Reviewed
necessity-life_or_health = Danger to life or health (necessity, BrB 24:4)
necessity-report_of_concern = Concern for a child (SoL 19:1)
necessity-own_task = Needed for the police's own task (OSL 10:2)
necessity-prevent_crime = To prevent certain crimes (OSL 10:15 a)
necessity-interest_outweighs = The interest clearly outweighed (OSL 10:27)
necessity-said_yes = The person said yes (OSL 12:2)
error-told-at = Write the time of day, such as 02:20.
error-told-categories = Choose at least one kind of data.
error-told-necessity = Choose why it could be said.
problem-nothing-to-review = There is nothing to review
problem-nothing-to-review-detail = It is done already, or you said it yourself. Then somebody else reviews it.
flash-told = Saved. Nothing was sent.
# The telephone on step 2
besides-legend = What does she say about the phone?
besides-message = A message is fine
besides-text = A text is fine
besides-shared_phone = Shared phone
code-word-label = Code word (optional)
read-by-interpreter = Read through an interpreter: { $language }.
# A duty that is not sent
duty-reason-legend = Why is it not sent? The decision is kept.
duty-leave-out = Do not send
duty-left-out = Decision:
duty-reason-told_by_phone = already told by phone
duty-reason-reported_already = already reported in another way
duty-reason-not_about_the_child = not about the child's protection
duty-reason-wrong_value = the value is wrong
error-duty-reason = This must be passed on. Choose why it is not sent.
# The looks of the review
looks = Ways to see it
look-ours = What leaves
look-receiver = As the receiver sees it
look-difference = Difference from last time
look-receiver-hint = The receiver sees nothing of what stays, nor that there is any.
difference-new = New: not passed on before
difference-changed = Changed since it was passed on
difference-same = The same as was passed on
difference-gone = Passed on, but no longer here
difference-none = Nothing has been passed on yet to compare with.
difference-hint = What was passed on already is changed by a correction.
to-handovers = Correct or ask
# Ring again
ring-nobody = Nobody has acknowledged. Ring again.
ring-waits-since = Waits for an acknowledgement since
ring-then = Ring again at
rang-now = I have rung
ring-count = { $n ->
    [one] Rung once, last
   *[other] Rung { $n } times, last
 }
# The lead of the investigation, and afterwards
ask-lead = Ask for a decision
lead-asked = The lead of the investigation has been asked and has not answered.
flash-asked-lead = The question was put to the lead of the investigation.
problem-nothing-to-ask = There is nothing to ask about
problem-nothing-to-ask-detail = The field does not wait for the lead of the investigation. Review again.
recall = Take back what nobody has fetched
send-on = Send to the unit that was named
list-clearances = Questions to the lead of the investigation
duty-decisions = A duty that is left out: decisions
duty-taken-back = passed on after all
recall-asked = Taking it back was asked for. The broker has not answered yet.
recall-done = Taken back before anybody fetched it.
recall-too_late = Too late to take back: it has been fetched.
