//! Random lives of a handover: doubled, repeated later and out of order.

use proptest::{prelude::*, sample::select};
use protocol::{
    Basis,
    handover::{Effect, HandoverEvent, HandoverState, LogKind, Paged, Refused, StateCode},
};
use wire::{ReceiptState, StaffRole};

use crate::samples::{FETCH, RELEASE, events, go, receipts, terms};

/// Events with the minutes that pass before each; the ordinary way is drawn more often than the rest.
fn lives(basis: Basis) -> impl Strategy<Value = Vec<(HandoverEvent, i64)>> {
    let all: Vec<HandoverEvent> = events(basis).into_iter().map(|(_, event)| event).collect();
    let mut usual = vec![HandoverEvent::Offer { terms: terms(basis) }, RELEASE, FETCH, HandoverEvent::Clock];
    usual.extend(receipts().into_iter().map(HandoverEvent::Receipt));
    usual.push(HandoverEvent::Receipt(ReceiptState::Acknowledged { role: StaffRole::DutyLead }));
    let event = prop_oneof![3 => select(usual), 1 => select(all)];
    prop::collection::vec((event, prop_oneof![8 => 0_i64..20, 1 => 0_i64..12_000]), 1..40)
}

fn basis_and_life() -> impl Strategy<Value = (Basis, Vec<(HandoverEvent, i64)>)> {
    select(Basis::ALL).prop_flat_map(|basis| (Just(basis), lives(basis)))
}

/// What a life comes to: states in order, effects in order, events that were new, minutes in all.
#[derive(Default)]
struct Lived {
    states: Vec<HandoverState>,
    effects: Vec<Effect>,
    taken: Vec<HandoverEvent>,
    minutes: i64,
}

impl Lived {
    fn last(&self) -> HandoverState {
        self.states.last().cloned().unwrap_or(HandoverState::Drafted)
    }
}

fn live(life: &[(HandoverEvent, i64)], times: usize) -> Lived {
    let mut lived = Lived::default();
    for (event, minutes) in life {
        lived.minutes += minutes;
        for _ in 0..times {
            if let Ok(step) = go(&lived.last(), event, lived.minutes) {
                assert!(!step.repeated || (step.effects.is_empty() && step.state == lived.last()), "a repetition does nothing");
                lived.taken.extend((!step.repeated).then(|| event.clone()));
                lived.effects.extend(step.effects);
                lived.states.push(step.state);
            }
        }
    }
    lived
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_life_keeps_its_order((basis, life) in basis_and_life()) {
        let lived = live(&life, 1);
        let codes: Vec<StateCode> = lived.states.iter().map(HandoverState::code).collect();
        for (n, code) in codes.iter().enumerate() {
            prop_assert!(!code.is_final() || codes[n..].iter().all(|later| later == code), "final stays final");
            prop_assert!(!code.is_gone() || codes[n..].iter().all(|later| !later.is_fetched()), "never fetched after withdrawn");
            prop_assert!(!code.is_fetched() || codes[..=n].contains(&StateCode::Fetched), "never received without fetched");
        }
        prop_assert!(basis != Basis::Duty || !codes.iter().any(|code| matches!(code, StateCode::Expired | StateCode::Withdrawn)));
    }

    #[test]
    fn every_effect_happens_once((_, life) in basis_and_life()) {
        let effects = live(&life, 1).effects;
        let count = |wanted: Effect| effects.iter().filter(|effect| **effect == wanted).count();
        prop_assert!(count(Effect::DestroyCiphertext) <= 1);
        prop_assert!(count(Effect::Log(LogKind::Receipt)) <= 3, "received, acknowledged, taken over");
        for kind in LogKind::ALL.iter().filter(|kind| **kind != LogKind::Receipt) {
            prop_assert!(count(Effect::Log(*kind)) <= 1, "{}", kind);
        }
        // Once while it waits and once after the fetch; a duty that was refused or rejected pages both once more.
        prop_assert!(count(Effect::Page(Paged::Recipient)) <= 2 && count(Effect::Page(Paged::Both)) <= 3);
    }

    #[test]
    fn a_doubled_event_changes_nothing((_, life) in basis_and_life()) {
        let (once, twice) = (live(&life, 1), live(&life, 2));
        prop_assert_eq!(once.last(), twice.last());
        prop_assert_eq!(once.effects, twice.effects);
    }

    #[test]
    fn what_was_taken_once_is_answered_the_same_for_ever((_, life) in basis_and_life(), order in any::<prop::sample::Index>()) {
        let lived = live(&life, 1);
        let mut again: Vec<HandoverEvent> = lived.taken.iter().filter(|event| **event != HandoverEvent::Clock).cloned().collect();
        let turn = if again.is_empty() { 0 } else { order.index(again.len()) };
        again.rotate_left(turn);
        for event in again {
            let step = go(&lived.last(), &event, lived.minutes);
            prop_assert!(step.as_ref().is_ok_and(|step| step.repeated && step.state == lived.last() && step.effects.is_empty()), "{:?} in {:?}: {:?}", event, lived.last(), step);
        }
    }

    /// Messages come in any order; one that comes too early is sent again.
    #[test]
    fn any_order_leads_to_the_same_end(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), basis in select(Basis::ALL)) {
        let receipts = receipts();
        let way = [HandoverEvent::Offer { terms: terms(basis) }, RELEASE, FETCH,
            HandoverEvent::Receipt(receipts[0].clone()), HandoverEvent::Receipt(receipts[2].clone()), HandoverEvent::Receipt(receipts[3].clone())];
        let (mut state, mut effects, mut waiting) = (HandoverState::Drafted, 0, order);
        for _ in 0..way.len() {
            waiting.retain(|n| match go(&state, &way[*n], 0) {
                Ok(step) => { state = step.state; effects += step.effects.len(); false }
                Err(refused) => { assert_eq!(refused, Refused::TooEarly); true }
            });
        }
        prop_assert_eq!(state.code(), StateCode::TakenOver);
        prop_assert_eq!(effects, 2 + 2 + 3 + 2 + 2);
    }
}
