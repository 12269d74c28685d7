//! This agency's copy of a handover's state, moved by the protocol's own machine.

use jiff::Timestamp;
use protocol::{
    ClockLimits,
    consent::Standing as Consents,
    handover::{HandoverEvent, HandoverState, Refused, step},
};
use wire::{OfferOutcome, ReceiptState};

use super::HandoverStateCode;

/// State and what belongs to it, as tables and pages have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) state: HandoverStateCode,
    pub(crate) detail: Option<String>,
}

/// The next state, or `None` when the event changes nothing: repeated, or too late.
///
/// An agency hears of what happened at the broker by several ways (the answer to its call, a notice, a receipt), in any
/// order. A later event proves the earlier ones: a fetch that is told before the release was is taken as both.
pub(crate) fn advance(
    state: &HandoverState,
    event: &HandoverEvent,
    now: Timestamp,
    limits: &ClockLimits,
) -> Result<Option<HandoverState>, Refused> {
    match step(state, event, now, limits) {
        Ok(taken) => Ok((!taken.repeated && taken.state != *state).then_some(taken.state)),
        Err(Refused::TooEarly) => match implied_before(state) {
            Some(earlier) => {
                let between = step(state, &earlier, now, limits)?.state;
                advance(&between, event, now, limits).map(|next| next.or(Some(between)))
            }
            None => Err(Refused::TooEarly),
        },
        Err(refused) => Err(refused),
    }
}

/// What must have happened for anything later to have.
fn implied_before(state: &HandoverState) -> Option<HandoverEvent> {
    match state {
        HandoverState::Offered { .. } => Some(HandoverEvent::Decide { outcome: OfferOutcome::Released, consents: Consents::Effective }),
        HandoverState::Released(_) => Some(HandoverEvent::Fetch { consents: Consents::Effective, rules_allow: true }),
        HandoverState::Fetched(_) => Some(HandoverEvent::Receipt(ReceiptState::Received)),
        _ => None,
    }
}

/// How a state stands in tables and on pages; `None` for a draft.
pub(crate) fn standing(state: &HandoverState) -> Option<Standing> {
    use HandoverStateCode as Code;
    let plain = |state| Some(Standing { state, detail: None });
    let with = |state, detail: String| Some(Standing { state, detail: Some(detail) });
    match state {
        HandoverState::Drafted => None,
        HandoverState::Offered { .. } => plain(Code::Offered),
        HandoverState::Refused => plain(Code::Refused),
        HandoverState::Released(_) => plain(Code::Released),
        HandoverState::Fetched(_) => plain(Code::Fetched),
        HandoverState::Received => plain(Code::Received),
        HandoverState::Rejected { code } => with(Code::Rejected, code.to_string()),
        HandoverState::Acknowledged { role } => with(Code::Acknowledged, role.to_string()),
        HandoverState::TakenOver { unit, .. } => with(Code::TakenOver, unit.to_string()),
        HandoverState::Declined { reason, .. } => with(Code::Declined, reason.to_string()),
        HandoverState::Redirected { unit, .. } => with(Code::Redirected, unit.to_string()),
        HandoverState::Withdrawn => plain(Code::Withdrawn),
        HandoverState::Expired => plain(Code::Expired),
        HandoverState::Recalled => plain(Code::Recalled),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Basis, Terms};
    use wire::StaffRole;

    use super::*;

    fn now() -> Timestamp {
        "2026-11-22T01:14:00Z".parse().unwrap()
    }

    fn offered() -> HandoverState {
        let limits = ClockLimits::default();
        HandoverState::Offered { terms: Terms::made(Basis::Consent, wire::Purpose::AcuteSupport, now(), &limits) }
    }

    #[test]
    fn a_receipt_that_comes_before_all_else_proves_release_and_fetch() {
        let limits = ClockLimits::default();
        let received = HandoverEvent::Receipt(ReceiptState::Received);
        assert_eq!(advance(&offered(), &received, now(), &limits), Ok(Some(HandoverState::Received)));
    }

    #[test]
    fn a_release_told_late_changes_nothing() {
        let limits = ClockLimits::default();
        let acknowledged = HandoverState::Acknowledged { role: StaffRole::DutyWorker };
        let released = HandoverEvent::Decide { outcome: OfferOutcome::Released, consents: Consents::Effective };
        assert!(!matches!(advance(&acknowledged, &released, now(), &limits), Ok(Some(_))));
    }

    #[test]
    fn an_acknowledgement_shows_its_role() {
        let standing = standing(&HandoverState::Acknowledged { role: StaffRole::DutyWorker }).unwrap();
        assert_eq!(standing, Standing { state: HandoverStateCode::Acknowledged, detail: Some("duty_worker".to_owned()) });
    }
}
