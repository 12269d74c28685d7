//! The next state of a handover.

use jiff::Timestamp;
use wire::{NoticeKind, OfferOutcome};

use super::{
    Effect, Fetched, HandoverEvent, HandoverState, LogKind, Paged, Paging, Party, Refused, Released, StateCode, Step, receipt, waiting,
};
use crate::{Basis, ClockLimits, Terms, consent::Standing};

/// What an event makes of a state. Pure and total.
///
/// # Errors
/// [`Refused`] when the event does not follow from the state; the state stays as it is.
pub fn step(state: &HandoverState, event: &HandoverEvent, now: Timestamp, limits: &ClockLimits) -> Result<Step, Refused> {
    match event {
        HandoverEvent::Offer { terms } => offer(state, *terms, now),
        HandoverEvent::Decide { outcome, consents } => decide(state, *outcome, *consents, now),
        HandoverEvent::Fetch { consents, rules_allow } => fetch(state, *consents, *rules_allow, now),
        HandoverEvent::Receipt(answer) => receipt::step(state, answer),
        HandoverEvent::Withdraw => Ok(withdraw(state)),
        HandoverEvent::Recall => recall(state),
        HandoverEvent::Clock => Ok(waiting::step(state, now, limits)),
    }
}

fn offer(state: &HandoverState, terms: Terms, now: Timestamp) -> Result<Step, Refused> {
    match state {
        HandoverState::Drafted if terms.is_past(now) => Err(Refused::PastItsTime),
        HandoverState::Drafted => Ok(Step::to(HandoverState::Offered { terms }, [])),
        HandoverState::Offered { terms: taken } | HandoverState::Released(Released { terms: taken, .. }) if *taken != terms => {
            Err(Refused::Conflict)
        }
        _ => Ok(Step::repeated(state)),
    }
}

fn decide(state: &HandoverState, outcome: OfferOutcome, consents: Standing, now: Timestamp) -> Result<Step, Refused> {
    match state {
        HandoverState::Drafted => Err(Refused::TooEarly),
        HandoverState::Offered { terms } => Ok(decide_offered(*terms, outcome, consents, now)),
        _ if outcome == OfferOutcome::Refused && !state.code().is_gone() => Err(Refused::Conflict),
        _ => Ok(Step::repeated(state)),
    }
}

/// Fails closed: a consent that ended, or a time that ran out, between judging and deciding refuses the whole.
fn decide_offered(terms: Terms, outcome: OfferOutcome, consents: Standing, now: Timestamp) -> Step {
    if outcome == OfferOutcome::Released && consents_hold(terms.basis(), consents) && !terms.is_past(now) {
        let waiting = Effect::Notify { who: Party::Recipient, kind: NoticeKind::ParcelWaiting };
        Step::to(HandoverState::released(terms, now), [Effect::Log(LogKind::OfferReleased), waiting])
    } else {
        Step::to(HandoverState::Refused, [Effect::Log(LogKind::OfferRefused), Effect::DestroyCiphertext])
    }
}

/// A consent counts only where the offer goes by consent: nothing about it stops a duty.
fn consents_hold(basis: Basis, consents: Standing) -> bool {
    basis != Basis::Consent || consents == Standing::Effective
}

fn fetch(state: &HandoverState, consents: Standing, rules_allow: bool, now: Timestamp) -> Result<Step, Refused> {
    match state {
        HandoverState::Drafted | HandoverState::Offered { .. } => Err(Refused::TooEarly),
        HandoverState::Released(parcel) => Ok(fetch_released(*parcel, consents, rules_allow, now)),
        _ => Ok(Step::repeated(state)),
    }
}

/// Everything that was judged at the decision is judged again. A withdrawal is named before an expiry.
fn fetch_released(parcel: Released, consents: Standing, rules_allow: bool, now: Timestamp) -> Step {
    let basis = parcel.terms.basis();
    if !consents_hold(basis, consents) && consents == Standing::Withdrawn {
        return gone(HandoverState::Withdrawn, None, true);
    }
    if parcel.terms.is_past(now) || !consents_hold(basis, consents) {
        return gone(HandoverState::Expired, Some(LogKind::Expired), true);
    }
    if !rules_allow {
        return refuse_at_fetch(basis);
    }
    let told = Effect::Notify { who: Party::Sender, kind: NoticeKind::ParcelFetched };
    let fetched = Fetched { basis, since: now, paging: Paging::Nobody };
    Step::to(HandoverState::Fetched(fetched), [Effect::Log(LogKind::ParcelFetched), told])
}

/// The rule book changed while it waited. A duty is never silently denied: both are paged and it is said by telephone.
fn refuse_at_fetch(basis: Basis) -> Step {
    let mut step = gone(HandoverState::Refused, Some(LogKind::OfferRefused), true);
    if basis == Basis::Duty {
        step.effects.push(Effect::Page(Paged::Both));
    }
    step
}

/// A withdrawal stops what waits and goes by consent. What was fetched before stays with the recipient, and
/// nothing about consent stops a duty or a permission: there it changes nothing.
fn withdraw(state: &HandoverState) -> Step {
    match state {
        HandoverState::Offered { terms } if terms.basis() == Basis::Consent => gone(HandoverState::Withdrawn, None, false),
        HandoverState::Released(parcel) if parcel.terms.basis() == Basis::Consent => gone(HandoverState::Withdrawn, None, true),
        _ => Step::repeated(state),
    }
}

fn recall(state: &HandoverState) -> Result<Step, Refused> {
    match state.code() {
        StateCode::Drafted => Err(Refused::TooEarly),
        StateCode::Offered => Ok(gone(HandoverState::Recalled, Some(LogKind::Recalled), false)),
        StateCode::Released => Ok(gone(HandoverState::Recalled, Some(LogKind::Recalled), true)),
        code if code.is_gone() => Ok(Step::repeated(state)),
        _ => Err(Refused::TooLate),
    }
}

/// The end before a fetch. An addressee that was never told that something waits is not told that it is gone.
pub(super) fn gone(state: HandoverState, log: Option<LogKind>, was_announced: bool) -> Step {
    let mut effects: Vec<Effect> = log.map(Effect::Log).into_iter().collect();
    effects.push(Effect::DestroyCiphertext);
    effects.push(Effect::Notify { who: Party::Sender, kind: NoticeKind::ParcelGone });
    if was_announced {
        effects.push(Effect::Notify { who: Party::Recipient, kind: NoticeKind::ParcelGone });
    }
    Step { state, effects, repeated: false }
}

impl Step {
    pub(super) fn to(state: HandoverState, effects: impl IntoIterator<Item = Effect>) -> Self {
        Self { state, effects: effects.into_iter().collect(), repeated: false }
    }

    pub(super) fn repeated(state: &HandoverState) -> Self {
        Self { state: state.clone(), effects: Vec::new(), repeated: true }
    }
}
