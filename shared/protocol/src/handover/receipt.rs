//! What the recipient's answers do.

use wire::{NoticeKind, ReceiptState, RejectCode, StaffRole};

use super::{Effect, Fetched, HandoverState, LogKind, Paged, Party, Refused, StateCode, Step};
use crate::Basis;

pub(super) fn step(state: &HandoverState, answer: &ReceiptState) -> Result<Step, Refused> {
    match state {
        HandoverState::Drafted | HandoverState::Offered { .. } | HandoverState::Released(_) => Err(Refused::TooEarly),
        HandoverState::Fetched(parcel) => answer_fetched(*parcel, answer),
        HandoverState::Received => answer_held(state, None, answer),
        HandoverState::Acknowledged { role } => answer_held(state, Some(*role), answer),
        _ => repeat(state, answer),
    }
}

/// First a machine answers: received or rejected.
fn answer_fetched(parcel: Fetched, answer: &ReceiptState) -> Result<Step, Refused> {
    match answer {
        ReceiptState::Received => Ok(answered(HandoverState::Received, [Effect::DestroyCiphertext])),
        ReceiptState::Rejected { code } => Ok(rejected(parcel.basis, *code)),
        _ => Err(Refused::TooEarly),
    }
}

/// What could not be opened must reach the other side by telephone where the law demands that it is told.
fn rejected(basis: Basis, code: RejectCode) -> Step {
    let page = (basis == Basis::Duty).then_some(Effect::Page(Paged::Both));
    answered(HandoverState::Rejected { code }, [Effect::DestroyCiphertext].into_iter().chain(page))
}

/// Then persons answer what is received (`acknowledged` is `None`) or acknowledged.
fn answer_held(state: &HandoverState, acknowledged: Option<StaffRole>, answer: &ReceiptState) -> Result<Step, Refused> {
    match (answer, acknowledged) {
        (ReceiptState::Received, _) => Ok(Step::repeated(state)),
        (ReceiptState::Rejected { .. }, _) => Err(Refused::Conflict),
        (ReceiptState::Acknowledged { role }, None) => Ok(answered(HandoverState::Acknowledged { role: *role }, [])),
        (ReceiptState::Acknowledged { role }, Some(first)) => same(state, *role == first),
        (ReceiptState::TakenOver { .. }, None) => Err(Refused::TooEarly),
        (ReceiptState::TakenOver { unit }, Some(role)) => {
            Ok(answered(HandoverState::TakenOver { unit: unit.clone(), acknowledged: role }, []))
        }
        (ReceiptState::Declined { reason }, _) => Ok(answered(HandoverState::Declined { reason: *reason, acknowledged }, [])),
        (ReceiptState::Redirected { unit }, _) => Ok(answered(HandoverState::Redirected { unit: unit.clone(), acknowledged }, [])),
    }
}

/// In a final state: the answers that led there are repeated, every other one is refused.
fn repeat(state: &HandoverState, answer: &ReceiptState) -> Result<Step, Refused> {
    if state.code().is_gone() {
        return Err(Refused::TooLate);
    }
    same(state, led_to(state, answer))
}

fn led_to(state: &HandoverState, answer: &ReceiptState) -> bool {
    match (state, answer) {
        (HandoverState::Rejected { code }, ReceiptState::Rejected { code: again }) => code == again,
        (_, ReceiptState::Received) => state.code() != StateCode::Rejected,
        (HandoverState::TakenOver { acknowledged, .. }, ReceiptState::Acknowledged { role }) => acknowledged == role,
        (
            HandoverState::Declined { acknowledged, .. } | HandoverState::Redirected { acknowledged, .. },
            ReceiptState::Acknowledged { role },
        ) => *acknowledged == Some(*role),
        (HandoverState::TakenOver { unit, .. }, ReceiptState::TakenOver { unit: again })
        | (HandoverState::Redirected { unit, .. }, ReceiptState::Redirected { unit: again }) => unit == again,
        (HandoverState::Declined { reason, .. }, ReceiptState::Declined { reason: again }) => reason == again,
        _ => false,
    }
}

fn same(state: &HandoverState, is_same: bool) -> Result<Step, Refused> {
    if is_same { Ok(Step::repeated(state)) } else { Err(Refused::Conflict) }
}

fn answered(state: HandoverState, more: impl IntoIterator<Item = Effect>) -> Step {
    let told = Effect::Notify { who: Party::Sender, kind: NoticeKind::Receipt };
    Step::to(state, [Effect::Log(LogKind::Receipt), told].into_iter().chain(more))
}
