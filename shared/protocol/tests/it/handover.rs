//! Single steps that matter most, one by one.

use protocol::{
    Basis,
    consent::Standing,
    handover::{Effect, HandoverEvent, HandoverState, LogKind, Paged, Paging, Party, Refused, StateCode},
};
use wire::{DeclineReason, NoticeKind, OfferOutcome, ProblemCode, ReceiptState, RejectCode, StaffRole};

use crate::samples::{FETCH, REFUSE, RELEASE, go, receipts, states, terms, unit, walk};

fn notify(who: Party, kind: NoticeKind) -> Effect {
    Effect::Notify { who, kind }
}

#[test]
fn the_ordinary_way() {
    let steps: [(HandoverEvent, StateCode, Vec<Effect>); 3] = [
        (RELEASE, StateCode::Released, vec![Effect::Log(LogKind::OfferReleased), notify(Party::Recipient, NoticeKind::ParcelWaiting)]),
        (FETCH, StateCode::Fetched, vec![Effect::Log(LogKind::ParcelFetched), notify(Party::Sender, NoticeKind::ParcelFetched)]),
        (
            HandoverEvent::Receipt(ReceiptState::Received),
            StateCode::Received,
            vec![Effect::Log(LogKind::Receipt), notify(Party::Sender, NoticeKind::Receipt), Effect::DestroyCiphertext],
        ),
    ];
    let mut state = walk(Basis::Consent, &[]);
    for (event, code, effects) in steps {
        let step = go(&state, &event, 1).expect("it follows");
        assert_eq!((step.state.code(), step.effects, step.repeated), (code, effects, false));
        state = step.state;
    }
}

#[test]
fn a_consent_that_ended_refuses_the_whole_at_the_decision() {
    for consents in [Standing::Withdrawn, Standing::Expired] {
        let decide = HandoverEvent::Decide { outcome: OfferOutcome::Released, consents };
        assert_eq!(walk(Basis::Consent, std::slice::from_ref(&decide)), HandoverState::Refused);
        assert_eq!(walk(Basis::Duty, &[decide]).code(), StateCode::Released);
    }
}

#[test]
fn a_consent_that_ended_stops_the_fetch() {
    let released = walk(Basis::Consent, &[RELEASE]);
    for (consents, code) in [(Standing::Withdrawn, StateCode::Withdrawn), (Standing::Expired, StateCode::Expired)] {
        let step = go(&released, &HandoverEvent::Fetch { consents, rules_allow: true }, 1).expect("judged");
        assert_eq!(step.state.code(), code);
        assert!(step.effects.contains(&Effect::DestroyCiphertext));
    }
}

/// The addressee learns that nothing is there, and not why.
#[test]
fn every_no_sounds_alike_to_the_addressee() {
    for basis in Basis::ALL {
        for (name, state) in states(*basis) {
            let expected = (!state.code().is_fetched()).then_some(ProblemCode::NotFound);
            assert_eq!(state.fetch_problem(), expected, "{name}");
        }
    }
}

#[test]
fn who_was_never_told_is_not_told_that_it_is_gone() {
    let offered = walk(Basis::Consent, &[]);
    for event in [HandoverEvent::Withdraw, HandoverEvent::Recall, REFUSE] {
        let effects = go(&offered, &event, 0).expect("it follows").effects;
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Notify { who: Party::Recipient, .. })), "{event:?}");
    }
    let gone = go(&walk(Basis::Consent, &[RELEASE]), &HandoverEvent::Withdraw, 0).expect("it follows");
    assert!(gone.effects.contains(&notify(Party::Recipient, NoticeKind::ParcelGone)));
}

#[test]
fn a_withdrawal_stops_only_what_goes_by_consent_and_waits() {
    for basis in Basis::ALL {
        for (name, state) in states(*basis) {
            let step = go(&state, &HandoverEvent::Withdraw, 0).expect("always answered");
            let stopped = *basis == Basis::Consent && matches!(state.code(), StateCode::Offered | StateCode::Released);
            assert_eq!((step.state == HandoverState::Withdrawn) && !step.repeated, stopped, "{basis} {name}");
            assert!(stopped || step.state == state, "{basis} {name}");
        }
    }
}

#[test]
fn the_sender_hears_that_it_is_too_late_to_recall() {
    let fetched = walk(Basis::Duty, &[RELEASE, FETCH]);
    assert_eq!(go(&fetched, &HandoverEvent::Recall, 0), Err(Refused::TooLate));
    assert_eq!(go(&walk(Basis::Duty, &[RELEASE]), &HandoverEvent::Recall, 0).map(|step| step.state), Ok(HandoverState::Recalled));
}

#[test]
fn an_unfetched_duty_pages_at_fifteen_and_sixty_minutes_once_each() {
    let mut state = walk(Basis::Duty, &[RELEASE]);
    let mut pages = Vec::new();
    for minute in 0..200 {
        let step = go(&state, &HandoverEvent::Clock, minute).expect("always answered");
        pages.extend(step.effects.iter().filter_map(|effect| matches!(effect, Effect::Page(_)).then_some((minute, *effect))));
        state = step.state;
    }
    assert_eq!(pages, [(15, Effect::Page(Paged::Recipient)), (60, Effect::Page(Paged::Both))]);
    assert_eq!(state.code(), StateCode::Released, "and it waits on");
}

#[test]
fn a_clock_that_slept_pages_both_at_once() {
    let effects = go(&walk(Basis::Duty, &[RELEASE]), &HandoverEvent::Clock, 600).expect("always answered").effects;
    let both =
        vec![notify(Party::Sender, NoticeKind::Unfetched), notify(Party::Recipient, NoticeKind::Unfetched), Effect::Page(Paged::Both)];
    assert_eq!(effects, both);
}

#[test]
fn a_clock_that_went_backwards_does_nothing() {
    let released = walk(Basis::Duty, &[RELEASE]);
    assert!(go(&released, &HandoverEvent::Clock, -600).expect("always answered").repeated);
}

#[test]
fn a_fetched_parcel_without_an_answer_pages() {
    let paging = |basis, minutes| match go(&walk(basis, &[RELEASE, FETCH]), &HandoverEvent::Clock, minutes).map(|step| step.state) {
        Ok(HandoverState::Fetched(parcel)) => parcel.paging,
        other => panic!("it stays fetched: {other:?}"),
    };
    assert_eq!(
        [paging(Basis::Duty, 14), paging(Basis::Duty, 15), paging(Basis::Duty, 60)],
        [Paging::Nobody, Paging::Recipient, Paging::Both]
    );
    assert_eq!([paging(Basis::Consent, 24 * 60 - 1), paging(Basis::Consent, 24 * 60)], [Paging::Nobody, Paging::Recipient]);
}

#[test]
fn a_duty_that_can_not_be_opened_or_handed_over_is_told_by_telephone() {
    let rejected = HandoverEvent::Receipt(ReceiptState::Rejected { code: RejectCode::BadSeal });
    let changed = HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: false };
    for basis in Basis::ALL {
        let pages = |state: HandoverState, event: &HandoverEvent| {
            go(&state, event, 0).expect("it follows").effects.contains(&Effect::Page(Paged::Both))
        };
        assert_eq!(pages(walk(*basis, &[RELEASE, FETCH]), &rejected), *basis == Basis::Duty);
        assert_eq!(pages(walk(*basis, &[RELEASE]), &changed), *basis == Basis::Duty);
    }
}

#[test]
fn persons_decline_or_redirect_what_is_received_or_acknowledged_alone() {
    for event in [ReceiptState::Declined { reason: DeclineReason::Conflict }, ReceiptState::Redirected { unit: unit() }] {
        for basis in Basis::ALL {
            for (name, state) in states(*basis) {
                let moved = go(&state, &HandoverEvent::Receipt(event.clone()), 0).is_ok_and(|step| !step.repeated);
                assert_eq!(moved, matches!(state.code(), StateCode::Received | StateCode::Acknowledged), "{basis} {name}");
            }
        }
    }
}

#[test]
fn the_first_acknowledgement_counts() {
    let [received, _, acknowledged, ..] = &receipts()[..] else { panic!("six receipts") };
    let (received, first) = (HandoverEvent::Receipt(received.clone()), HandoverEvent::Receipt(acknowledged.clone()));
    let state = walk(Basis::Consent, &[RELEASE, FETCH, received, first.clone()]);
    let second = HandoverEvent::Receipt(ReceiptState::Acknowledged { role: StaffRole::DutyLead });
    assert_eq!(go(&state, &second, 0), Err(Refused::Conflict));
    assert!(go(&state, &first, 0).is_ok_and(|step| step.repeated));
}

#[test]
fn an_offer_past_its_time_is_not_taken_and_other_terms_are_a_conflict() {
    let offer = HandoverEvent::Offer { terms: terms(Basis::Consent) };
    assert_eq!(go(&HandoverState::Drafted, &offer, 7 * 24 * 60), Err(Refused::PastItsTime));
    assert_eq!(Refused::PastItsTime.problem(), ProblemCode::Expired);
    assert_eq!(go(&walk(Basis::Permission, &[]), &offer, 0), Err(Refused::Conflict));
    assert_eq!(go(&walk(Basis::Permission, &[RELEASE]), &offer, 0), Err(Refused::Conflict));
}

#[test]
fn who_holds_content_hears_of_a_withdrawal() {
    let holding = [
        StateCode::Fetched,
        StateCode::Received,
        StateCode::Acknowledged,
        StateCode::TakenOver,
        StateCode::Declined,
        StateCode::Redirected,
    ];
    for (name, state) in states(Basis::Consent) {
        assert_eq!(state.holds_content(), holding.contains(&state.code()), "{name}");
    }
}

#[test]
fn a_state_survives_its_column() {
    for basis in Basis::ALL {
        for (name, state) in states(*basis) {
            let text = serde_json::to_string(&state).expect("it can be written");
            assert!(text.contains(&format!("\"state\":\"{}\"", state.code())), "{text}");
            assert_eq!(serde_json::from_str::<HandoverState>(&text).ok(), Some(state), "{name}");
        }
    }
    let forged = r#"{"state":"offered","terms":{"basis":"duty","expires_at":"2026-11-29T21:04:00Z"}}"#;
    assert!(serde_json::from_str::<HandoverState>(forged).is_err(), "a duty that expires is no state");
}
