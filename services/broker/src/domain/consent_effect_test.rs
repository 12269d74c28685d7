//! Consents that end earlier, or open nothing any more, are counted and nothing else is.

use jiff::ToSpan;
use wire::{
    AgencyKind, CaseCode, ConsentForm, ConsentId, ConsentText, Language, PairingCode, Purpose, StaffRole, Subject, SubjectId,
    value::CodeSet,
};

use super::*;

const DAY: &str = "2026-12-01";

fn now() -> Now {
    Now { at: "2026-12-01T09:00:00Z".parse().unwrap(), day: DAY.parse().unwrap() }
}

fn edition(change: impl Fn(String) -> String) -> Edition {
    let text = String::from_utf8(Edition::SHIPPED.to_vec()).unwrap();
    let changed = change(text.clone());
    Edition::parse(changed.as_bytes()).unwrap()
}

/// A consent of the exposed person, asked on the scene an hour ago.
fn consent() -> StandingConsent {
    let from = now().at - SignedDuration::from_hours(1);
    let grant = ConsentGrant {
        id: ConsentId(uuid::Uuid::nil()),
        case_code: CaseCode::new(PairingCode::from_draw(1), 26, 11).unwrap(),
        giver: Subject { id: SubjectId(uuid::Uuid::nil()), role: SubjectRole::Victim },
        from: "polisen-exempelstad".parse().unwrap(),
        to: "socialtjansten-exempelstad/namnden".parse().unwrap(),
        categories: CodeSet::new([Category::Identity]),
        purpose: Purpose::AcuteSupport,
        valid_from: from,
        valid_until: from + SignedDuration::from_hours(14 * 24),
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: "0123456789abcdef0123456789abcdef".parse().unwrap(),
        edition: Edition::shipped().id().clone(),
        card_code_hash: None,
    };
    StandingConsent { grant, direction: Direction::between(AgencyKind::Police, AgencyKind::Social) }
}

fn counted(consent: StandingConsent, new: &Edition) -> (u64, u64, u64) {
    let ConsentEffect { open, end_earlier, open_nothing } = effect([&consent], &Edition::shipped(), new, now());
    (open, end_earlier, open_nothing)
}

fn shorter(days: &str) -> Edition {
    let changed = edition(|text| text.replace("id = \"call-out\"\ndays = 14", &format!("id = \"call-out\"\ndays = {days}")));
    assert_ne!(changed.reference(), Edition::shipped().reference(), "nothing was changed");
    changed
}

#[test]
fn an_edition_that_changes_nothing_touches_no_consent() {
    assert_eq!(counted(consent(), &Edition::shipped()), (1, 0, 0));
}

#[test]
fn a_shorter_text_ends_earlier() {
    assert_eq!(counted(consent(), &shorter("7")), (1, 1, 0));
}

#[test]
fn a_text_that_is_past_by_then_opens_nothing() {
    let mut old = consent();
    old.grant.valid_from = now().at.to_zoned(jiff::tz::TimeZone::UTC).saturating_sub(10.days()).timestamp();
    assert_eq!(counted(old, &shorter("7")), (1, 0, 1));
}

#[test]
fn without_the_rule_that_carries_it_it_opens_nothing() {
    // Every rule of consent is over before the day comes.
    let ended = edition(|text| text.replace("kind = \"consent\"\n", "kind = \"consent\"\nuntil = \"2026-11-30\"\n"));
    assert_ne!(ended.reference(), Edition::shipped().reference(), "nothing was changed");
    assert_eq!(counted(consent(), &ended), (1, 0, 1));
}

#[test]
fn what_opens_nothing_already_is_not_counted() {
    let within_earshot = |mut consent: StandingConsent| {
        consent.grant.asked = AskedWhere::WithinEarshot;
        consent
    };
    let past = |mut consent: StandingConsent| {
        consent.grant.valid_until = now().at;
        consent
    };
    let nowhere = |consent: StandingConsent| StandingConsent { direction: None, ..consent };
    for consent in [within_earshot(consent()), past(consent()), nowhere(consent())] {
        assert_eq!(counted(consent, &shorter("7")), (0, 0, 0));
    }
}
