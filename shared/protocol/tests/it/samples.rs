//! States, events and moments to walk through.

use jiff::{SignedDuration, Timestamp};
use protocol::{
    Basis, ClockLimits, Terms,
    consent::Standing,
    handover::{Fetched, HandoverEvent, HandoverState, Paging, Refused, Released, Step, step},
};
use wire::{DeclineReason, OfferOutcome, Purpose, ReceiptState, RejectCode, StaffRole, UnitId};

/// When every sample begins.
pub fn start() -> Timestamp {
    "2026-11-22T21:04:00Z".parse().expect("a moment")
}

pub fn after(minutes: i64) -> Timestamp {
    start() + SignedDuration::from_mins(minutes)
}

pub fn limits() -> ClockLimits {
    ClockLimits::default()
}

pub fn terms(basis: Basis) -> Terms {
    Terms::made(basis, Purpose::AcuteSupport, start(), &limits())
}

pub fn unit() -> UnitId {
    "socialtjansten-exempelstad/barn-och-unga".parse().expect("a unit")
}

pub fn receipts() -> Vec<ReceiptState> {
    vec![
        ReceiptState::Received,
        ReceiptState::Rejected { code: RejectCode::BadSeal },
        ReceiptState::Acknowledged { role: StaffRole::DutyWorker },
        ReceiptState::TakenOver { unit: unit() },
        ReceiptState::Declined { reason: DeclineReason::NotResponsible },
        ReceiptState::Redirected { unit: unit() },
    ]
}

pub const RELEASE: HandoverEvent = HandoverEvent::Decide { outcome: OfferOutcome::Released, consents: Standing::Effective };
pub const REFUSE: HandoverEvent = HandoverEvent::Decide { outcome: OfferOutcome::Refused, consents: Standing::Effective };
pub const FETCH: HandoverEvent = HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true };

/// Every event with a name for the table; the offer is of this basis.
pub fn events(basis: Basis) -> Vec<(String, HandoverEvent)> {
    let mut events = vec![("offer".to_owned(), HandoverEvent::Offer { terms: terms(basis) })];
    for consents in Standing::ALL {
        for outcome in OfferOutcome::ALL {
            events
                .push((format!("decide {outcome}, consents {consents}"), HandoverEvent::Decide { outcome: *outcome, consents: *consents }));
        }
        for rules_allow in [true, false] {
            let rules = if rules_allow { "" } else { ", rules changed" };
            events.push((format!("fetch, consents {consents}{rules}"), HandoverEvent::Fetch { consents: *consents, rules_allow }));
        }
    }
    events.extend(receipts().into_iter().map(|state| (format!("receipt {}", state.code()), HandoverEvent::Receipt(state))));
    events.push(("withdraw".to_owned(), HandoverEvent::Withdraw));
    events.push(("recall".to_owned(), HandoverEvent::Recall));
    events.push(("clock".to_owned(), HandoverEvent::Clock));
    events
}

/// The states of an offer of this basis, with a name for the table.
pub fn states(basis: Basis) -> Vec<(String, HandoverState)> {
    let mut states = vec![HandoverState::Drafted, HandoverState::Offered { terms: terms(basis) }];
    for paging in Paging::ALL {
        states.push(HandoverState::Released(Released { terms: terms(basis), since: start(), paging: *paging }));
        states.push(HandoverState::Fetched(Fetched { basis, since: start(), paging: *paging }));
    }
    let role = StaffRole::DutyWorker;
    states.extend([HandoverState::Received, HandoverState::Acknowledged { role }]);
    states.extend([HandoverState::Rejected { code: RejectCode::BadSeal }, HandoverState::TakenOver { unit: unit(), acknowledged: role }]);
    for acknowledged in [None, Some(role)] {
        states.push(HandoverState::Declined { reason: DeclineReason::NotResponsible, acknowledged });
        states.push(HandoverState::Redirected { unit: unit(), acknowledged });
    }
    states.extend([HandoverState::Refused, HandoverState::Withdrawn, HandoverState::Expired, HandoverState::Recalled]);
    states.into_iter().map(|state| (name(&state), state)).collect()
}

fn name(state: &HandoverState) -> String {
    match state {
        HandoverState::Released(Released { paging, .. }) | HandoverState::Fetched(Fetched { paging, .. }) if *paging != Paging::Nobody => {
            format!("{}, paged {paging}", state.code())
        }
        HandoverState::Declined { acknowledged: Some(_), .. } | HandoverState::Redirected { acknowledged: Some(_), .. } => {
            format!("{} after acknowledged", state.code())
        }
        _ => state.code().to_string(),
    }
}

pub fn go(state: &HandoverState, event: &HandoverEvent, minutes: i64) -> Result<Step, Refused> {
    step(state, event, after(minutes), &limits())
}

/// Takes events one after the other; every one of them must be taken.
pub fn walk(basis: Basis, events: &[HandoverEvent]) -> HandoverState {
    let offer = HandoverEvent::Offer { terms: terms(basis) };
    [&offer].into_iter().chain(events).fold(HandoverState::Drafted, |state, event| go(&state, event, 0).expect("it follows").state)
}
