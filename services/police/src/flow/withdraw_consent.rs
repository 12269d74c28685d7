//! A consent ends at once: a word is enough.

use casework::{Casework, ConsentState, Staff, consents};
use jiff::Timestamp;
use wire::{CaseCode, WithdrawalChannel};

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
            loaded.content.asking = Asking { answer: Some(Answer::No), ..loaded.content.asking }.kept();
            loaded.write(conn, &door)
        })
        .await
}
