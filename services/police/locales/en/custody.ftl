# Custody, release and the offer of a talk
custody-title = Custody and release
custody-link = Custody
custody-none = Nothing is noted
custody-since = since
custody-expected = Release expected
custody-released = Released
custody-part-status = Change the status
custody-part-release = Release
custody-part-talk = Offer a talk
custody-talk = Talk in custody
custody-talk-text = You meet the person first. Judge whether a talk is suitable, ask whether the person wants one, and say that it is voluntary. Never tell whom anybody else has talked with.
custody-purpose = The purpose, read aloud
custody-consent = Ask the person for consent
custody-written = Noted
custody-tell = To { $whom }
custody-tell-text = Status, release and a yes to a talk are put in a draft. Where the person goes is never in it. You see everything before anything is sent.
custody-draft = Make a draft
custody-owes = The exposed person is to be told.
custody-owes-do = When somebody who was apprehended, arrested or remanded is released, the injured party is to be told as soon as possible, if it is needed.
custody-owes-who = Waits for the lead of the investigation.
custody-notice-told = Has told
custody-notice-not_reached = Did not reach
custody-notice-not_needed = Not needed
custody-notices = Word to the exposed person
custody-notices-title = Releases to tell of
custody-notices-empty = Nothing waits.
custody-earlier = Earlier notes
custody-not-sent = Nothing is sent when you save.
custody-error-later = That time has not come yet. Write a time that has been.
custody-error-suitable = Answer yes or no: is a talk suitable?
custody-error-unsuitable = A talk that is not suitable is not offered. Take the rest away, or change the judgement.
custody-notices-waiting = { $n ->
    [one] Releases to tell of: 1
   *[other] Releases to tell of: { $n }
}
custody-release-talk = The words of the release talk
custody-release-talk-purpose = Before the talk
custody-release-talk-decisions = (the decisions that apply)
custody-release-talk-ban = Nobody has applied for a restraining order. Is one in force already? While that is not clear, these are the words for somebody who may not go home.
custody-release-talk-no-ban = I have checked: no restraining order is in force
custody-release-talk-after = Nothing of what is said is kept. That you talked, you write among the contacts.
custody-release-talk-contact = To the contacts
