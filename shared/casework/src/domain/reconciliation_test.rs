use ledger::LogTime;

use super::*;

const OWN: &str = "polisen-exempelstad";

fn handover() -> HandoverId {
    "0199aa00-0000-7000-8000-000000000001".parse().unwrap()
}

fn consent() -> ConsentId {
    "0199aa00-0000-7000-8000-000000000002".parse().unwrap()
}

fn hash(byte: u8) -> Hash {
    Hash::from_bytes([byte; 32])
}

fn entry(kind: EntryKind) -> EntryFields {
    EntryFields {
        kind,
        at: LogTime::from(Timestamp::UNIX_EPOCH),
        handover: Some(handover().to_string()),
        parties: vec![OWN.to_owned()],
        from_unit: None,
        to_unit: None,
        purpose: None,
        roles: Vec::new(),
        categories: Vec::new(),
        rules: Vec::new(),
        edition: None,
        consents: vec![consent().to_string()],
        sequence: None,
        detail: Some("received".to_owned()),
        object_hash: hash(1),
    }
}

fn sent_by(unit: &str, kind: EntryKind) -> EntryFields {
    EntryFields { from_unit: Some(unit.to_owned()), ..entry(kind) }
}

#[test]
fn a_sent_offer_is_in_the_log_as_it_was_sent() {
    let released = sent_by("polisen-exempelstad/polismyndigheten/ingripande", EntryKind::OfferReleased);
    let sent = |byte| Known { sent: Some(hash(byte)), handover: true, ..Known::default() };
    assert_eq!(judge(&released, OWN, &sent(1)), None);
    assert_eq!(judge(&released, OWN, &sent(2)), Some(DifferenceKind::OtherBytes));
    assert_eq!(judge(&released, OWN, &Known::default()), Some(DifferenceKind::UnknownHere), "somebody sent in this agency's name");
    // An agency whose name begins the same is another.
    let other = sent_by("polisen-exempelstad-norr/polismyndigheten/ingripande", EntryKind::OfferReleased);
    let announced = Known { arrival: Some(ArrivalState::Waiting), ..Known::default() };
    assert_eq!(judge(&other, OWN, &announced), None);
    assert_eq!(judge(&other, OWN, &Known::default()), Some(DifferenceKind::UnknownHere), "released to it and never announced");
}

#[test]
fn what_was_fetched_is_here_or_was_answered() {
    let fetched = entry(EntryKind::ParcelFetched);
    let of = |arrival| Known { arrival, ..Known::default() };
    assert_eq!(judge(&fetched, OWN, &of(None)), Some(DifferenceKind::NotArrived));
    assert_eq!(judge(&fetched, OWN, &of(Some(ArrivalState::Waiting))), Some(DifferenceKind::NotArrived));
    assert_eq!(judge(&fetched, OWN, &of(Some(ArrivalState::Rejected))), None);
    assert_eq!(judge(&fetched, OWN, &Known { handover: true, ..Known::default() }), None);
}

#[test]
fn an_answer_is_one_that_went_or_came() {
    let receipt = entry(EntryKind::Receipt);
    let of = |answers: &[&str]| Known { answers: answers.iter().map(|state| (*state).to_owned()).collect(), ..Known::default() };
    assert_eq!(judge(&receipt, OWN, &of(&["acknowledged", "received"])), None);
    assert_eq!(judge(&receipt, OWN, &of(&["acknowledged"])), Some(DifferenceKind::AnswerUnknown));
}

#[test]
fn a_withdrawal_ends_the_consent_here_too() {
    let withdrawn = entry(EntryKind::ConsentWithdrawn);
    let of = |consent, tombstone| Known { consent, tombstone, ..Known::default() };
    assert_eq!(judge(&withdrawn, OWN, &of(Some(ConsentState::Registered), false)), Some(DifferenceKind::WithdrawalUnheard));
    for known in [of(Some(ConsentState::Registered), true), of(Some(ConsentState::Withdrawn), false), of(None, false)] {
        assert_eq!(judge(&withdrawn, OWN, &known), None);
    }
    assert_eq!(judge(&entry(EntryKind::ConsentRegistered), OWN, &of(None, false)), Some(DifferenceKind::UnknownHere));
}

#[test]
fn what_is_kept_stands_where_it_says() {
    let (handover, hash_of_it) = (handover(), hash(1));
    let kept = [
        (Kept::Offer { handover, hash: hash_of_it }, EntryKind::OfferReleased),
        (Kept::Offer { handover, hash: hash_of_it }, EntryKind::OfferRefused),
        (Kept::Parcel { handover, hash: hash_of_it }, EntryKind::ParcelFetched),
        (Kept::Receipt { handover, state: "received".to_owned() }, EntryKind::Receipt),
        (Kept::Recall { handover }, EntryKind::Recalled),
        (Kept::Consent(consent()), EntryKind::ConsentRegistered),
        (Kept::Withdrawal(consent()), EntryKind::ConsentWithdrawn),
    ];
    for (kept, kind) in kept {
        assert!(kept.stands_in(&entry(kind)), "{kept:?}");
        assert!(!kept.stands_in(&entry(EntryKind::Expired)), "{kept:?} is another kind");
        let elsewhere = EntryFields { handover: None, consents: Vec::new(), ..entry(kind) };
        assert!(!kept.stands_in(&elsewhere), "{kept:?} is about another");
    }
    let late = Kept::Recall { handover };
    assert!(late.stands_in(&entry(EntryKind::OfferReleased)) && late.stands_in(&entry(EntryKind::OfferRefused)), "it had ended before");
    assert!(!late.stands_in(&entry(EntryKind::ParcelFetched)));
    assert!(!Kept::Offer { handover, hash: hash(2) }.stands_in(&entry(EntryKind::OfferReleased)), "other bytes");
    assert!(!Kept::Receipt { handover, state: "declined".to_owned() }.stands_in(&entry(EntryKind::Receipt)), "another answer");
}

#[test]
fn it_is_due_once_a_night_by_the_clock_on_the_wall() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    // Winter: half past three is 02:30 UTC; summer: 01:30.
    for (before, night, after) in [
        ("2026-11-22T02:29:59Z", "2026-11-22T02:30:00Z", "2026-11-23T02:29:59Z"),
        ("2026-07-22T01:29:59Z", "2026-07-22T01:30:00Z", "2026-07-23T01:29:59Z"),
    ] {
        assert!(is_due(None, at(before)), "never done");
        assert!(is_due(Some(at(before)), at(night)));
        assert!(!is_due(Some(at(night)), at(after)));
        assert!(is_due(Some(at(night)), at(after) + SignedDuration::from_secs(1)));
    }
}
