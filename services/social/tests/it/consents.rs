//! Consent asked for in a case: read aloud, answered, until when, and taken back.

use casework::{ChildAsked, ConsentOutcome, ConsentRecord, ConsentState};
use reqwest::StatusCode;
use wire::{AskedWhere, CaseCode, Category, Purpose, SubjectRole};

use crate::{
    browser::{Answer, Browser, between, goes_to},
    night::{NAME, Night, Told, nights, until},
};

nights!(
    what_a_draft_lacks_is_asked_for_and_then_goes,
    nothing_is_answered_for_the_person,
    a_yes_within_earshot_opens_nothing,
    a_no_ends_the_same_question_alone,
    it_is_taken_back_in_two_taps_and_stops_what_has_not_gone,
    every_custodian_says_yes_for_a_child,
    what_is_hers_to_say_is_not_ticked_for_a_custodian,
    a_custodian_is_not_asked_when_one_is_suspected_nor_against_the_child,
    who_ends_soon_is_asked_in_time,
    another_unit_sees_no_answer,
);

/// Her yes, and no concern for a child.
pub const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
/// The patrols' unit.
pub const POLICE: &str = "polisen-exempelstad/ingripande";
const BOARD: &str = "polisen-exempelstad/polismyndigheten";
/// A yes by telephone that nobody else could hear.
pub const YES: [(&str, &str); 4] = [("answer", "yes"), ("earshot", "no"), ("form", "spoken_by_phone"), ("interpreter", "no")];

/// A draft to the police with one field.
async fn draft_with(lead: &Browser, code: CaseCode, purpose: &str, category: &str, fields: &[(&str, &str)]) -> String {
    let new = [("to", POLICE), ("purpose", purpose), ("phase", "care"), ("urgency", "same_day")];
    let draft = goes_to(lead.post(&format!("/cases/{code}/handovers/new"), &new).await);
    let fields: Vec<_> = [("version", "1")].into_iter().chain(fields.iter().copied()).collect();
    assert_eq!(goes_to(lead.post(&format!("{draft}/fields/{category}"), &fields).await), draft);
    draft
}

async fn goes(lead: &Browser, draft: &str) -> bool {
    !lead.get(&format!("{draft}/review")).await.text.contains("Inget lämnas")
}

/// The answers of the case, newest first.
async fn answers(night: &Night, code: CaseCode) -> Vec<ConsentRecord> {
    let read = move |conn: &mut store::Conn| {
        let case = casework::cases::by_code(conn, &code, &"polisen-exempelstad".parse().unwrap())?.unwrap();
        casework::consents::of_case(conn, case.id)
    };
    night.db.read(read).await.unwrap()
}

/// Records an answer by the form of the page, for a person as the page names one.
pub async fn say(lead: &Browser, code: CaseCode, person: &str, purpose: &str, fields: &[(&str, &str)]) -> Answer {
    let carried = [("person", person), ("to", BOARD), ("purpose", purpose)];
    let fields: Vec<_> = carried.into_iter().chain(fields.iter().copied()).collect();
    lead.post(&format!("/cases/{code}/consents"), &fields).await
}

/// The first person of the form in a role: the case has one since the alarm.
pub async fn person(lead: &Browser, code: CaseCode, words: &str) -> String {
    let form = lead.get(&format!("/cases/{code}/consents/new")).await.text;
    let label = form.split("<label").find(|label| label.contains(&format!("<span>{words}</span>"))).unwrap_or_else(|| panic!("{form}"));
    between(label, "value=\"", "\"").to_owned()
}

async fn what_a_draft_lacks_is_asked_for_and_then_goes(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let fields = [("about", "victim"), ("v-wanted", "talk")];
    let draft = draft_with(&lead, code, "protection_planning", "support_wanted", &fields).await;
    assert!(!goes(&lead, &draft).await);
    let review = lead.get(&format!("{draft}/review")).await.text;
    let link = between(&review, &format!("href=\"/cases/{code}/consents/new"), "\"").replace("&#38;", "&").replace("&amp;", "&");
    let form = lead.get(&format!("/cases/{code}/consents/new{link}")).await.text;
    for chosen in [BOARD, "protection_planning"] {
        assert!(form.contains(&format!("value=\"{chosen}\" checked")), "the draft says to whom and what for: {form}");
    }
    let person = link.split_once("person=").unwrap().1.to_owned();
    let id = draft.rsplit_once('/').unwrap().1.to_owned();
    let carried = [("person", person.as_str()), ("to", BOARD), ("purpose", "protection_planning"), ("draft", &id)];
    let words = lead.post(&format!("/cases/{code}/consents/new"), &carried).await;
    assert_eq!(words.status, StatusCode::OK);
    assert!(words.text.contains("Jag läser upp vem som får veta") && words.text.contains("Planering av skydd"));
    assert!(words.text.contains("value=\"support_wanted\" checked"), "what the draft lacks is read aloud");
    assert!(!words.text.contains("value=\"yes\" checked") && !words.text.contains("value=\"identity\" checked"), "nothing else");
    assert!(answers(night, code).await.is_empty(), "to read the words keeps nothing");

    let said: Vec<_> = carried.into_iter().chain(YES).chain([("categories", "support_wanted")]).collect();
    assert_eq!(goes_to(lead.post(&format!("/cases/{code}/consents"), &said).await), format!("{draft}/review"));
    assert!(goes(&lead, &draft).await);
    let record = answers(night, code).await.remove(0);
    let grant = record.grant().unwrap();
    assert_eq!(grant.categories.codes(), [Category::SupportWanted]);
    assert_eq!((grant.purpose, grant.to.as_str(), grant.text.id.as_str()), (Purpose::ProtectionPlanning, BOARD, "support"));
    assert_eq!((grant.asked, grant.text.interpreter), (AskedWhere::OutOfEarshot, false));
    let list = lead.get(&format!("/cases/{code}/consents")).await.text;
    assert!(list.contains("Ja, till och med") && list.contains("Muntligt, på telefon") && list.contains("Önskat stöd"), "{list}");
    assert!(!list.contains(NAME), "a list of answers names nobody");
}

async fn nothing_is_answered_for_the_person(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let form = lead.get(&format!("/cases/{code}/consents/new")).await.text;
    assert!(!form.contains(" checked"));
    let victim = person(&lead, code, "Våldsutsatt").await;
    let empty = lead.post(&format!("/cases/{code}/consents/new"), &[("person", victim.as_str())]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.text.contains(&format!("value=\"{victim}\" checked")) && empty.text.contains("id=\"to-error\""),
        "what was chosen is kept"
    );
    // Each missing answer is asked for at its field, and what was ticked stays.
    let unanswered = say(&lead, code, &victim, "coordination", &[("categories", "risk_level"), ("form", "written")]).await;
    assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unanswered.text.contains("id=\"answer-error\"") && unanswered.text.contains("value=\"risk_level\" checked"));
    let half = say(&lead, code, &victim, "coordination", &[("answer", "yes"), ("categories", "risk_level")]).await;
    for field in ["earshot", "form", "interpreter"] {
        assert!(half.text.contains(&format!("id=\"{field}-error\"")), "{field}: {}", half.text);
    }
    let unable = say(&lead, code, &victim, "coordination", &[("answer", "could_not_ask")]).await;
    assert!(unable.text.contains("id=\"reason-error\""));
    // What no consent opens is no question: it is neither offered nor taken.
    let forged: Vec<_> = YES.into_iter().chain([("categories", "custody_status")]).collect();
    let forged = say(&lead, code, &victim, "coordination", &forged).await;
    assert!(forged.status == StatusCode::UNPROCESSABLE_ENTITY && forged.text.contains("id=\"categories-error\""));
    let nobody = say(&lead, code, "new-child", "coordination", &YES).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answers(night, code).await.is_empty());
}

async fn a_yes_within_earshot_opens_nothing(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let draft = draft_with(&lead, code, "referral", "support_wanted", &[("about", "victim"), ("v-wanted", "talk")]).await;
    let victim = person(&lead, code, "Våldsutsatt").await;
    let heard =
        [("answer", "yes"), ("earshot", "yes"), ("form", "spoken_on_scene"), ("interpreter", "yes"), ("categories", "support_wanted")];
    goes_to(say(&lead, code, &victim, "referral", &heard).await);
    assert!(!goes(&lead, &draft).await);
    let list = lead.get(&format!("/cases/{code}/consents")).await.text;
    assert!(list.contains("Preliminärt ja") && list.contains("Fråga igen") && list.contains("genom tolk"), "{list}");
}

async fn a_no_ends_the_same_question_alone(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let victim = person(&lead, code, "Våldsutsatt").await;
    for (minutes, purpose) in [(0, "referral"), (1, "coordination")] {
        night.after(minutes);
        let yes: Vec<_> = YES.into_iter().chain([("categories", "support_wanted")]).collect();
        goes_to(say(&lead, code, &victim, purpose, &yes).await);
    }
    night.after(1);
    goes_to(say(&lead, code, &victim, "referral", &[("answer", "no")]).await);
    let states = |records: Vec<ConsentRecord>| records.iter().map(|record| record.state).collect::<Vec<_>>();
    let found = answers(night, code).await;
    assert!(matches!(found[0].outcome, ConsentOutcome::Refused));
    assert_eq!(states(found), [ConsentState::Closed, ConsentState::Recorded, ConsentState::Withdrawn]);
    night.after(1);
    goes_to(say(&lead, code, &victim, "coordination", &[("answer", "could_not_ask"), ("reason", "in_care")]).await);
    assert_eq!(answers(night, code).await[2].state, ConsentState::Withdrawn, "that nothing was asked corrects the yes");
    // Refusals stay here: nothing of the case goes to the broker by them.
    assert!(night.broker.offers().iter().all(|offer| offer.header.from.agency.as_str() != "socialtjansten-exempelstad"));
    assert!(night.broker.withdrawals().is_empty(), "nobody was told of these");
}

async fn it_is_taken_back_in_two_taps_and_stops_what_has_not_gone(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let draft = draft_with(&lead, code, "referral", "support_wanted", &[("about", "victim"), ("v-wanted", "talk")]).await;
    let victim = person(&lead, code, "Våldsutsatt").await;
    let yes: Vec<_> = YES.into_iter().chain([("categories", "support_wanted")]).collect();
    goes_to(say(&lead, code, &victim, "referral", &yes).await);
    assert!(goes(&lead, &draft).await);
    let review = lead.get(&format!("{draft}/review")).await.text;
    let digest = between(&review, "name=\"digest\" value=\"", "\"").to_owned();
    let list = lead.get(&format!("/cases/{code}/consents")).await.text;
    let path = format!("/cases/{code}/consents/{}/withdraw", answers(night, code).await[0].id);
    assert!(list.contains(&format!("href=\"{path}\"")));
    assert!(lead.get(&path).await.text.contains("Anmälningar som lagen kräver går ändå"));
    let unsaid = lead.post(&path, &[]).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.text.contains("id=\"channel-error\""));
    goes_to(lead.post(&path, &[("channel", "phone")]).await);
    assert_eq!(lead.post(&format!("{draft}/send"), &[("digest", &digest)]).await.status, StatusCode::CONFLICT, "the preview is no more");
    assert!(!goes(&lead, &draft).await);
    assert_eq!(lead.get(&path).await.status, StatusCode::NOT_FOUND, "it is over");
    assert!(lead.get(&format!("/cases/{code}/consents")).await.text.contains("Återkallat 22 nov. 2026"));
    // What was sent under a consent is told to the broker when it is taken back.
    night.after(1);
    goes_to(say(&lead, code, &victim, "referral", &yes).await);
    let review = lead.get(&format!("{draft}/review")).await.text;
    let digest = between(&review, "name=\"digest\" value=\"", "\"").to_owned();
    goes_to(lead.post(&format!("{draft}/send"), &[("digest", &digest)]).await);
    let again = answers(night, code).await[0].id;
    goes_to(lead.post(&format!("/cases/{code}/consents/{again}/withdraw"), &[("channel", "spoken")]).await);
    until("the broker is told", || async { night.broker.withdrawals().iter().any(|told| told.consent == again) }).await;
}

/// Answers the question of the draft that no custodian is suspected.
async fn nobody_is_suspected(lead: &Browser, draft: &str) {
    let page = lead.get(draft).await.text;
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let fact = [("version", version.as_str()), ("act", "fact"), ("fact", "custodian_not_suspected"), ("answer", "yes")];
    goes_to(lead.post(draft, &fact).await);
}

const FOR_THE_CHILD: [(&str, &str); 3] = [("suspected", "no"), ("child", "too_young"), ("categories", "children_present")];

async fn every_custodian_says_yes_for_a_child(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let draft = draft_with(&lead, code, "protection_planning", "children_present", &[("v-count", "one")]).await;
    nobody_is_suspected(&lead, &draft).await;
    assert!(!goes(&lead, &draft).await);
    let words = [("person", "new-custodian.child"), ("to", BOARD), ("purpose", "protection_planning")];
    let words = lead.post(&format!("/cases/{code}/consents/new"), &words).await.text;
    assert!(words.contains("Varje vårdnadshavare behöver säga ja") && words.contains("Har barnet frågats?"), "{words}");
    let yes: Vec<_> = YES.into_iter().chain(FOR_THE_CHILD).collect();
    goes_to(say(&lead, code, "new-custodian.child", "protection_planning", &yes).await);
    assert!(goes(&lead, &draft).await, "the only custodian of the case has said yes");
    let record = answers(night, code).await.remove(0);
    assert_eq!((record.giver.role, record.child_asked), (SubjectRole::Custodian, Some(ChildAsked::TooYoung)));
    // Another custodian is found, who could not be asked: it takes both.
    night.after(1);
    goes_to(say(&lead, code, "new-custodian.child", "protection_planning", &[("answer", "could_not_ask"), ("reason", "in_care")]).await);
    assert!(!goes(&lead, &draft).await);
    let review = lead.get(&format!("{draft}/review")).await.text;
    let other = between(&review, "&#38;person=", "\"").to_owned();
    assert!(other.ends_with(".child"), "it is the other one who is asked now, for the child: {other}");
    night.after(1);
    goes_to(say(&lead, code, &other, "protection_planning", &yes).await);
    assert!(goes(&lead, &draft).await);
    let list = lead.get(&format!("/cases/{code}/consents")).await.text;
    assert!(list.contains("Vårdnadshavare 1") && list.contains("Vårdnadshavare 2") && list.contains("Barnet är för litet"), "{list}");
}

async fn what_is_hers_to_say_is_not_ticked_for_a_custodian(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let fields = [("about", "victim"), ("v-name", NAME), ("v-protection", "none")];
    let draft = draft_with(&lead, code, "protection_planning", "identity", &fields).await;
    let id = draft.rsplit_once('/').unwrap().1.to_owned();
    let victim = person(&lead, code, "Våldsutsatt").await;
    let words = |person: String| {
        let asked = [("person", person), ("to", BOARD.into()), ("purpose", "protection_planning".into()), ("draft", id.clone())];
        let (lead, path) = (&lead, format!("/cases/{code}/consents/new"));
        async move { lead.post(&path, &asked.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>()).await.text }
    };
    assert!(words(victim).await.contains("value=\"identity\" checked"));
    let custodian = words("new-custodian.child".to_owned()).await;
    assert!(custodian.contains("value=\"identity\"") && !custodian.contains("value=\"identity\" checked"), "{custodian}");
}

async fn a_custodian_is_not_asked_when_one_is_suspected_nor_against_the_child(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let with = |suspected, child| {
        let own = [("suspected", suspected), ("child", child), ("categories", "children_present")];
        YES.into_iter().chain(own).collect::<Vec<_>>()
    };
    for (suspected, child, field) in
        [("yes", "agrees", "suspected"), ("no", "disagrees", "child"), ("", "agrees", "suspected"), ("no", "", "child")]
    {
        let answer = say(&lead, code, "new-custodian.child", "referral", &with(suspected, child)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{suspected} {child}");
        assert!(answer.text.contains(&format!("id=\"{field}-error\"")), "{suspected} {child}: {}", answer.text);
    }
    assert!(answers(night, code).await.is_empty());
}

async fn who_ends_soon_is_asked_in_time(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let victim = person(&lead, code, "Våldsutsatt").await;
    let yes: Vec<_> = YES.into_iter().chain([("categories", "support_wanted")]).collect();
    goes_to(say(&lead, code, &victim, "referral", &yes).await);
    let case = format!("/cases/{code}/handovers");
    let told = "Fråga igen i tid";
    assert!(!lead.get(&case).await.text.contains(told));
    night.after(60 * 24 * 84);
    let lead = Browser::of(night, "anna").await;
    let page = lead.get(&case).await.text;
    assert!(page.contains(told) && page.contains("till och med 20 feb. 2027"), "{page}");
    night.after(60 * 24 * 7);
    let lead = Browser::of(night, "anna").await;
    assert!(!lead.get(&case).await.text.contains(told), "it is over");
    assert!(lead.get(&format!("/cases/{code}/consents")).await.text.contains("Gick ut 20 feb. 2027"));
}

async fn another_unit_sees_no_answer(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (lead, elin) = (Browser::of(night, "anna").await, Browser::of(night, "elin").await);
    let victim = person(&lead, code, "Våldsutsatt").await;
    goes_to(say(&lead, code, &victim, "referral", &[("answer", "no")]).await);
    let consent = answers(night, code).await[0].id;
    for path in
        [format!("/cases/{code}/consents"), format!("/cases/{code}/consents/new"), format!("/cases/{code}/consents/{consent}/withdraw")]
    {
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        let fields = [("person", victim.as_str()), ("to", BOARD), ("purpose", "referral"), ("answer", "no"), ("channel", "phone")];
        assert_eq!(elin.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
