# The rule book
rulebook-title = The rule book
rulebook-what = The rule book decides for each datum whether it may pass between the police and social services. An edition comes into force when two persons have signed it, one of them a lawyer. Nothing is changed afterwards: a change is a new edition.
rulebook-read = The rule book, for those who answer for it
back-to-rulebook = To the rule book
status-nav = State
list-and = and
days-from = from { $from }
days-until = until { $until }
days-from-until = from { $from } until { $until }
nothing-said = nothing

# Directions and persons
direction-police_to_social = Police → social services
direction-social_to_police = Social services → police
direction-social_to_social = Social services → social services
about-victim = about the victim
about-person_using_violence = about the person using violence
about-child = about the child
about-custodian = about the custodian
person-victim = the victim
person-person_using_violence = the person using violence
person-child = the child
person-custodian = the custodian

# Editions
edition-title = Edition { $id }
edition-places = Pages of the edition
edition-overview = Overview
edition-rules = Rules with the law
edition-cases = The lawyers' cases
edition-replay = Past decisions
edition-file = The edition as a file
edition-cases-file = The cases as a file
edition-proposed = Proposed by { $who } on { $day }.
edition-shipped = Came with the program. Entered on { $day }.
edition-withdrawn = Taken back by { $who } on { $day }.
edition-since = In force since
edition-log-index = no. { $index } in the log
edition-from-day = Comes into force on { $day }.
edition-passed-over = Can't come into force.
edition-passed-over-do = An edition with a later number is in force. Propose it anew with a number that comes after.
edition-kept = The proposal is received. Read what it changes.
state-under_review = Under review
state-approved = Approved
state-active = In force
state-replaced = Replaced
state-withdrawn = Taken back
editions-active = In force now
editions-approved = Coming
editions-under_review = Under review
editions-replaced = Replaced
editions-withdrawn = Taken back
editions-none-active = No edition is in force yet.
editions-none-approved = No edition waits for its day.
editions-none-under_review = No proposal waits for review.
editions-none-replaced = No edition has been replaced.
editions-none-withdrawn = No proposal has been taken back.

# The law is read again
texts-title = When the law must be read again
texts-what = Each provision of the edition in force must be compared with the law at least once a year. If something has changed, a new edition is needed.
texts-none = The edition in force has no law beside its rules.
texts-late = { $n ->
    [one] 1 provision should have been read again already.
   *[other] { $n } provisions should have been read again already.
  }
texts-soon = { $n ->
    [one] 1 provision must be read again within 30 days.
   *[other] { $n } provisions must be read again within 30 days.
  }
texts-see = See which
texts-provision = Provision
texts-last = Last read
texts-due = To be read again by
texts-standing = Standing
text-days-left = { $days ->
    [0] the last day
    [one] 1 day left
   *[other] { $days } days left
  }
text-days-late = { $days ->
    [one] 1 day late
   *[other] { $days } days late
  }
text-newest = { $who }: { $outcome }
text-kept = The reading is noted.
standing-in_time = in time
standing-soon = soon
standing-overdue = overdue
check-title = Note that the law was read
check-what = Compare the text of the edition word for word with the law as it stands today.
check-which = Which provision?
check-choose = Choose a provision
check-all = All provisions in the list
check-on = On which day was the text compared?
check-outcome = What did the comparison show?
check-note = Note
check-note-help = Write what has changed and by which act. No personal data.
check-do = Note the reading
outcome-unchanged = Unchanged
outcome-changed = Changed: a new edition is needed

# Narrower than the law, and open questions
narrowings-title = Narrower than the law
narrowings-what = Here less goes through the hub than the law lets go. It is a choice, and it stands here so that it can be reconsidered.
narrowings-none = The edition does not say that it is narrower than the law anywhere.
switches-title = Open legal questions
switches-what = Questions that the law gives no certain answer to. Off is the safe state. An agency can turn more off for itself, never on.
switches-id = Question
switches-on = State
switches-means = What it means that it is on
switch-is-true = On
switch-is-false = Off

# Propose
propose-title = Propose an edition
propose-what = An edition is a file. Its exact content is what two persons sign later.
propose-begin = You may begin from { $id }, which is in force:
propose-edition = The edition
propose-file = Choose the file of the edition (TOML)
propose-text = Or paste the edition here
propose-text-help = A chosen file goes before what is in the box. Give the edition a new number: the day and a figure, such as 2027-01-01.1.
propose-cases = The lawyers' cases
propose-cases-help = Without cases the edition is tried on those of the edition in force. All cases must pass before anybody can approve.
propose-cases-file = Choose the file of the cases (CSV, UTF-8)
propose-cases-text = Or paste the cases here
propose-do = Propose
fault-file-missing = Choose a file or paste the edition.
fault-too-large = The file is larger than { $limit } KiB. Shorten it.
fault-id = The number { $id } is not a day and a figure. Write for example id = "2027-01-01.1".
fault-id-not-later = The number { $id } does not come after { $active }, which is in force. Give the edition a later number.
fault-id-used = The number { $id } was used before. A number is used once only: give the edition the next.
fault-bytes-used = Exactly this file is known already as { $id }.
fault-edition-not-text = The file is not text in UTF-8. Save it again with that encoding.
fault-edition-line = Line { $line }: the file has not the expected shape. See what was read and correct the line.
fault-edition-shape = The file has not the expected shape. See what was read.
fault-edition-format = The file has format { $format }. The program reads formats 1 to 3.
fault-edition-too-many-rules = The file has more than 500 rules. Take away rules that can't be needed any more.
fault-edition-twice = “{ $id }” stands twice. Give one of them another id or take it away.
fault-edition-dates = “{ $rule }” ends before it begins, or is in force twice at the same time. Correct from and until.
fault-edition-rule = The rule { $rule } { $lack }.
fault-edition-source = The provision { $source } { $lack }.
fault-edition-switch = The edition lacks the question { $switch }.
fault-edition-unknown-switch = The rule { $rule } names the question { $switch }, which is not in the file. Add it or correct the name.
fault-edition-unknown-source = “{ $by }” names the provision { $source }, which is not in the file. Add it or correct the name.
fault-edition-fact = The rule { $rule } needs the answer { $fact }, which none of those who decide may give. Change answered_by or decided_by.
fault-edition-consent-length = The consent text { $text } is valid for no day, or for longer than is allowed. Change days.
fault-edition-words = There are no words for “{ $code }”. Add them in both languages.
lack-names-no-source = names no provision: fill in sources
lack-ends-before-it-begins = ends before it begins: correct from and until
lack-was-not-read-and-has-a-text = was not read and has a text: change reading or take the text away
lack-was-read-and-has-no-text = was read and has no text: fill in text
lack-does-not-say-what-was-not-read = does not say what was not read: fill in note
lack-was-checked-after-the-cut-off-day-of-the-edition = was read after the text_cutoff of the edition: correct one of the days
lack-closes-nothing-and-does-not-say-what-holds-it = closes nothing and does not say what holds it: fill in opens or held_by
lack-opens-nothing = opens nothing: fill in opens
lack-has-no-direction = has no direction: fill in directions
lack-has-no-purpose = has no purpose: fill in purposes
lack-opens-something-in-a-direction-that-is-not-its-own = opens something in a direction that is not its own: correct directions
lack-is-a-duty-under-another-purpose-than-child-protection = is a duty under another purpose than protection of a child: correct purposes
lack-needs-no-fact = needs nobody's answer: fill in needs
lack-does-not-say-who-decides = does not say who decides: fill in decided_by
lack-is-about-a-person = is about a person, which this kind of rule may not be: take roles away
lack-is-about-nobody = does not say whom it is about: fill in roles

# Faults of the cases
fault-cases-not-text = The file of the cases is not text in UTF-8. Save it from the spreadsheet as CSV with UTF-8.
case-at-row = Row { $row }: { $fault }
case-at-column = Row { $row }, column “{ $column }”: { $fault }
case-fault-too-long = The table is longer than { $most } bytes. Shorten it.
case-fault-too-many = The table has more than { $most } cases. Take some away.
case-fault-no-case = The table has no case. Write a row for each.
case-fault-no-cells = The row can't be parted into cells. Save the table as CSV with semicolons and UTF-8.
case-fault-column-missing = The column is missing. Write its name in the first row.
case-fault-column-unknown = “{ $found }” is no column. Take it away.
case-fault-column-twice = The column stands twice. Take one away.
case-fault-cells-too-many = The row has more cells than columns. Quote a cell that holds a semicolon.
case-fault-empty = The cell is empty. Fill it in.
case-fault-cell-too-long = The cell is longer than { $most } characters. Make several cases of it.
case-fault-not-a-number = “{ $found }” is no number. Write a whole number from 1.
case-fault-number-twice = Another case has the number { $number }. Choose one that is free.
case-fault-not-a-day = “{ $found }” is no day. Write year, month and day, such as 2026-11-23.
case-fault-unknown-but-near = “{ $found }” is not known as { $list }. Did you mean “{ $nearest }”?
case-fault-unknown = “{ $found }” is not known as { $list }. See the words of a table that works.
case-fault-count = { $found } answers for { $fields } data. Write one for each, with semicolons between, or one for all.
case-fault-not-a-rule = “{ $found }” is no name of a rule. Write for example SOL-19-1-B, with + between the rules for several persons.
case-fault-consent-for-what = “{ $found }” does not say what the consent covers. Write a colon and the data, with commas between.
case-list-direction = a direction
case-list-purpose = a purpose
case-list-given = something given
case-list-when = a datum to hand over
case-list-then = an outcome
case-list-reason = a reason
case-list-way = a way forward
case-list-fact = a question
case-list-person = a person
case-list-second-person = a person
case-list-two = persons
case-list-category = a category
case-list-crime = a crime
case-list-staff = a role
case-list-protection = a protection
case-list-flaw = a flaw of a consent
case-list-opener = a word of the table
case-list-task = a thing to do
case-list-feedback = feedback
case-list-lack = a lack of a rule
case-list-thing = something that can't be handed over
case-list-column = a column

# What changes
changes-title = What changes from { $id }
changes-first = The first edition
changes-first-what = The hub began with this edition. There is none before it to compare with.
ways-title = What goes
ways-none = Nothing goes in another way than before.
way-is-new = NEW
way-is-gone = ENDS
way-conditions = All of this must be answered with yes:
way-purposes = Purpose:
way-giver = The consent is given by:
way-decided-by = Decided by:
way-tells = Told at once:
way-tells-at-once = the head of the investigation, and nothing waits
way-suggested = Proposal:
way-not-suggested = the page does not propose it by itself
way-rules = Rules:
way-new-never = now never goes through the hub
way-gone-never = is no longer stopped by what the hub never carries
way-new-duty = now goes as a duty
way-gone-duty = no longer goes as a duty
way-new-consent = now goes with consent
way-gone-consent = no longer goes with consent
way-new-state_only = now goes as a state of work, touching nobody's secrecy
way-gone-state_only = no longer goes as a state of work
way-new-harm_test = now goes after a harm test
way-gone-harm_test = no longer goes after a harm test
way-new-permission_manual = now goes when a named person decides it
way-gone-permission_manual = no longer goes by a named person's decision
way-new-outside_hub = now has a way beside the hub, which the page shows
way-gone-outside_hub = no longer has a way beside the hub that the page shows
change-new = New:
change-gone = Taken away:
change-before = Before:
change-after = After:
said-cutoff = How recent the law is that was read
said-rules = Words and days of the rules
said-sources = The law
said-narrowings = Narrower than the law
said-switches = Open legal questions
said-questions = Questions to the staff
said-consent-texts = How long a consent is valid
said-crimes = Crimes that may be feared
said-words = Reasons and ways forward
consent-days = { $days } days
part-text = law
part-text-sv = text in Swedish
part-text-en = text in English
part-citation-sv = citation in Swedish
part-citation-en = citation in English
part-label-sv = name in Swedish
part-label-en = name in English
part-means-sv = meaning in Swedish
part-means-en = meaning in English
part-note-sv = note in Swedish
part-note-en = note in English
part-way-sv = call in Swedish
part-way-en = call in English
part-claim-sv = claim in Swedish
part-claim-en = claim in English
part-from = first day
part-until = last day
part-confidence = how surely it was read
part-switch = open question
part-lifts = lifts
part-not-lifts = does not lift
part-amending-act = amending act
part-held-by = held by
part-sources = provisions
part-last-checked = last read
part-reading = how much was read
part-answered-by = answered by
part-suggested-about = proposed for data about
part-on = state
part-days = length
part-penalties = scales of punishment
part-text-cutoff = latest day
confidence-verified = text and dates were read
confidence-verified_text_date_not = the text was read, the first day is not settled
confidence-verified_tail_missing = the text was read but for an end that does not concern the rule
confidence-partly = the core is confirmed, a part was not read
confidence-needs_text = the text is missing
reading-whole = the whole text
reading-cut_off = a part of the text is missing
reading-not_read = the text was not read

# Cases
cases-title = The lawyers' cases of { $id }
cases-what = Each case says what holds, what somebody wants to hand over and what must come of it. The cases are run by the same code that decides in earnest.
cases-each = All cases
cases-all = Read all cases
cases-of-rule = Cases that try { $rule }
cases-none = No case.
cases-parts = Parts of the table
tried-count = { $n ->
    [one] 1 case
   *[other] { $n } cases
  }
cases-see = See which
cases-all-pass = { $n ->
    [one] The case passes.
   *[other] All { $n } cases pass.
  }
cases-some-fail = { $failed } of { $n } cases do not pass.
cases-fail-do = Change the edition or the cases and propose them anew with a new number. Take this proposal back.
case-passes = Passes
case-fails = Does not pass
case-came = Came instead
case-given = Given
case-when = When
case-then = Then
case-by = by
case-source = Source
tried-title = What the cases try
tried-every-rule = Every rule that is on is tried by at least one case.
tried-no-rule = Rules that no case tries:
tried-every-category = Every category goes in at least one case and stays in at least one.
tried-no-category = Categories that do not both go and stay in some case:
tried-rule = Rule
tried-kind = Kind
tried-cases = Cases
tried-none = none

# Effects
effects-title = Effects
effects-replay = See which past decisions would come out otherwise
effects-consents = { $open ->
    [one] 1 consent is open now.
   *[other] { $open } consents are open now.
  }
effects-end-earlier = { $n ->
    [0] None of them ends earlier.
    [one] 1 of them ends earlier.
   *[other] { $n } of them end earlier.
  }
effects-open-nothing = { $n ->
    [0] None of them stops opening something.
    [one] 1 of them opens nothing any more.
   *[other] { $n } of them open nothing any more.
  }

# Approvals
approvals-title = Approvals
approvals-none = Nobody has signed.
approval-act = In force from { $day }, instead of { $replaces }.
approval-no-more = Does not count any more.
approval-first = Your signature is received. One more is needed.
approval-second = Both signatures are there. The edition comes into force on its day.
missing-word = Missing:
missing-cases = { $failed ->
    [one] 1 case does not pass. Nobody can approve.
   *[other] { $failed } cases do not pass. Nobody can approve.
  }
missing-two = signatures of two persons, one of them a lawyer
missing-one = one more signature, of another person
missing-lawyer = a lawyer's signature
no-signer = Your login is not among those who sign editions. Your key must be entered in the settings of the hub and of every agency.
sign-title = Sign
sign-done = You have signed. Another person must sign too.
sign-who = You sign as { $person }, { $role }, with your own key. The hub can't sign for you.
sign-what = First read what the edition changes, the rules and the cases. The signature is for exactly this file, these cases and this day.
sign-day = First day
sign-day-choose = Choose the day
sign-day-help = A Swedish day, today or later. The edition comes into force at 00:00 on that day, or at once if it is today.
sign-day-fixed = The first signature is for { $day }. The second must be for the same day.
sign-bytes = This is what is signed
sign-by-command = On your own computer
sign-fetch = Fetch:
sign-run = Run in the same folder:
sign-paste = Paste the answer into the box below.
sign-in-browser = Or here in the browser
sign-key-stays = The key is read on this computer and never leaves it: only the signature is sent. The command above also reads the edition and the cases itself.
sign-key = Choose your key file
sign-not-a-key = That is no key file. It must have one line with 32 bytes in base64.
sign-other-key = That is another key than the one that is yours here.
sign-signed = Signed. Read it and hand it in below.
sign-envelope = Signed approval
sign-do = Hand the signature in
fault-approval-none = That is no signed approval. Paste the whole answer, from { "{" } to { "}" }.
fault-approval-state = The proposal is { $state } and can't be approved.
fault-approval-no-signer = Your login is not among those who sign editions.
fault-approval-other-key = Signed with another key than yours. Use your own key.
fault-approval-signature = The signature does not fit the content. Sign again.
fault-approval-other-edition = The signature is for the edition { $id }. Fetch what is to be signed on this page.
fault-approval-other-bytes = The signature is for another content of the file. Fetch the file again and sign.
fault-approval-other-cases = The signature is for other cases. Fetch the cases again and sign.
fault-approval-other-replaced = Since you fetched it { $active } has come into force. Read what changes from that one and sign again.
fault-approval-id-not-later = { $active } is in force and has a later number. Propose the edition anew with a number that comes after.
fault-approval-day-past = The day { $day } is past. Choose today or later and sign again.
fault-approval-other-day = The first signature is for { $day }. Choose the same day and sign again.
fault-approval-cases = { $failed } cases do not pass. Nobody can approve before all do.
fault-approval-same-person = You have signed before. Another person is needed.
fault-approval-needs-lawyer = The other signature must be a lawyer's.
withdraw-title = Take back
withdraw-ask = Take the proposal back …
withdraw-what = The proposal can't be brought up again and its number is not used any more. The same content can be proposed with a new number.
withdraw-do = Take the proposal back
withdraw-done = The proposal is taken back.
fault-withdraw-state = The edition is { $state } and can't be taken back.

# Rules
rules-title = The rules of { $id }
rules-cutoff = The law was read until { $day }.
rules-order = A rule further up goes first: what never goes through the hub, duties, consent, state, harm test, permission. Everything else stays.
rules-contents = Kinds of rules
rules-others = Provisions that no rule names
kind-never = Never through the hub
kind-duty = Duty
kind-consent = Consent
kind-state_only = State of work
kind-harm_test = Harm test
kind-permission_manual = Permission by a named person
kind-outside_hub = Beside the hub
kinds-never = What never goes through the hub
kinds-duty = Duties to hand over
kinds-consent = Consent
kinds-state_only = State of work
kinds-harm_test = Harm test
kinds-permission_manual = Permission by a named person
kinds-outside_hub = Ways beside the hub
rule-days = In force
rule-directions = Direction
rule-lifts = Lifts
rule-not-lifts = Does not lift
rule-held-by = Held by
rule-confidence = How it was read
rule-amending-act = Amending act
rule-opens = Opens:
rule-closes = Closes:
rule-also-needs = Also needs:
rule-needs = All of this must be answered with yes:
rule-is-off = Off.
rule-off-switch = Waits for the open question { $switch }.
rule-off-reading = The law was not read as far as is needed.
rule-no-law = No law stands beside this rule.
law-last-checked = Last read { $day }
reading-warning-cut_off = The text is not whole.
reading-warning-not_read = The text was not read.

# Past decisions
replay-title = Past decisions by { $id }
replay-what = The latest decisions are judged again, and nothing is changed. No case and no person is kept with a decision: only what was asked and which answers there were.
replay-day = Judge as if all came on this day
replay-day-help = Leave it empty to judge each decision on its own day.
replay-do = Judge
replay-against = Compared with { $id }
replay-own-days = Each decision is judged on its own day.
replay-on-day = All decisions are judged as if they came on { $day }.
replay-judged = { $judged ->
    [0] There is no decision to judge.
    [one] 1 decision is judged.
   *[other] { $judged } decisions are judged.
  }
replay-kept = They are the latest of { $kept } that are kept.
replay-changed = { $n ->
    [0] No datum comes out otherwise.
    [one] 1 datum comes out otherwise.
   *[other] { $n } data come out otherwise.
  }
replay-now-go = { $n ->
    [0] None that stayed goes.
    [one] 1 that stayed goes.
   *[other] { $n } that stayed go.
  }
replay-now-stay = { $n ->
    [0] None that went stays.
    [one] 1 that went stays.
   *[other] { $n } that went stay.
  }
replay-nothing = There is no edition to compare with.
replay-decision = Decision
replay-field = Datum
replay-before = Before
replay-after = After
replay-turns-go = Goes now
replay-turns-stay = Stays now
answer-goes = Goes
answer-stays = Stays

# A decision
decision-find = Explain a past decision
decision-find-help = The number stands in the log and on the receipt of the agency. The decision is explained by the law of its day.
decision-number = Number in the log
decision-open = Explain
decision-title = Decision { $number }
decision-what = This is how it was decided, by the edition and the law of that day. There is nothing here about cases or persons.
decision-day = Day
decision-parties = Between
decision-purpose = Purpose
decision-edition = Edition
decision-log = Number in the log
decision-now = What { $id } says on { $day }
decision-same = The same.
decision-law = The law
decision-way = Way forward:
fault-number = Write the number in figures.
fault-no-decision = There is no decision to explain with the number { $number }.

# What to correct
fault-day = Write the day as year, month and day, such as 2027-01-01.
fault-day-past = The day is past. Choose today or later.
fault-day-ahead = The day { $day } has not come. Choose today or earlier.
fault-text-which = Choose which provision was read.
fault-text-outcome = Choose what the comparison showed.
fault-text-unknown = The edition has no such provision, or its wording has ended. Choose one in the list.
fault-note-missing = Write in the note what has changed.
fault-note-too-long = The note is longer than { $letters } letters. Shorten it.
