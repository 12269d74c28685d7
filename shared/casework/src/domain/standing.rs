//! How a handover's state stands in tables and on pages.

use protocol::handover::HandoverState;

use super::HandoverStateCode;

/// State and what belongs to it, as tables and pages have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) state: HandoverStateCode,
    pub(crate) detail: Option<String>,
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
    use wire::StaffRole;

    use super::*;

    #[test]
    fn an_acknowledgement_shows_its_role() {
        let standing = standing(&HandoverState::Acknowledged { role: StaffRole::DutyWorker }).unwrap();
        assert_eq!(standing, Standing { state: HandoverStateCode::Acknowledged, detail: Some("duty_worker".to_owned()) });
    }
}
