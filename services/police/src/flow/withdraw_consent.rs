//! A consent ends at once: a word is enough.

use casework::{Casework, ConsentRecord, ConsentState, Staff, consents};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, Subject, WithdrawalChannel};

use super::{FlowError, Loaded, record_consent::victim};
use crate::domain::asking::{Answer, Asking};

/// Ends every consent of the person exposed to violence in this call-out, and keeps neither name nor number here.
/// Nothing to end is no error: it says the same.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn withdraw_consent(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("withdraw_consent", move |conn| {
            // Whoever of the unit she tells: a withdrawal waits for no question about the one who hears it.
            let mut loaded = Loaded::follow(conn, &door, &code, &staff)?;
            let giver = victim(conn, &loaded.case)?;
            for record in consents::of_case(conn, loaded.case.id)? {
                if record.giver == giver && matches!(record.state, ConsentState::Recorded | ConsentState::Registered) {
                    door.withdraw_consent(conn, record.id, WithdrawalChannel::Spoken, &staff, now)?;
                }
            }
            take_no(&mut loaded);
            loaded.write(conn, &door)
        })
        .await
}

/// The same for what was taken back elsewhere or by a card's code: unless another consent of hers is in force, her answer is
/// no, and neither name nor number is kept.
///
/// # Errors
/// [`FlowError::Meanwhile`]; those of the database.
pub(crate) fn forget_answer(conn: &mut Conn, casework: &Casework, loaded: &mut Loaded, giver: Subject) -> Result<(), FlowError> {
    let in_force = |record: &ConsentRecord| matches!(record.state, ConsentState::Recorded | ConsentState::Registered);
    let others = consents::of_case(conn, loaded.case.id)?.iter().any(|record| record.giver == giver && in_force(record));
    if others || !loaded.content.asking.is_yes() || victim(conn, &loaded.case)? != giver {
        return Ok(());
    }
    take_no(loaded);
    loaded.write(conn, casework)
}

fn take_no(loaded: &mut Loaded) {
    let asking = std::mem::take(&mut loaded.content.asking);
    loaded.content.asking = Asking { answer: Some(Answer::No), ..asking }.kept();
}
