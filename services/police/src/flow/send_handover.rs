//! What the page showed leaves, or nothing does.

use casework::{Casework, PreviewDigest, SentHandover, Staff};
use jiff::Timestamp;
use store::events;
use wire::CaseCode;

use super::{FlowError, Loaded, preview_handover};
use crate::{domain::call_out::CallOutState, reception::STREAM};

/// Hands over what the preview with this digest showed. The same digest again changes nothing: a button pressed twice.
/// Returns what was made now.
///
/// # Errors
/// [`FlowError::Changed`] with the preview as it is now, and nothing was sent; [`FlowError`].
pub async fn send_handover(
    casework: &Casework,
    code: CaseCode,
    shown: PreviewDigest,
    staff: &Staff,
    now: Timestamp,
) -> Result<Vec<SentHandover>, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("send_call_out", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            if loaded.content.sent_digest.as_deref() == Some(&shown.to_string()) {
                return Ok(Vec::new());
            }
            let made = preview_handover::make(conn, &door, loaded, now)?;
            let sent = door.send(conn, &made.loaded.case, &made.draft, &staff, &shown, now)?;
            let mut loaded = made.loaded;
            loaded.content.sent_digest = Some(shown.to_string());
            loaded.row.state = CallOutState::Sent;
            loaded.row.sent_at = Some(now);
            loaded.write(conn, &door)?;
            events::append(conn, STREAM, "call_out_sent", &code.to_string(), now)?;
            Ok(sent)
        })
        .await
}

/// Ends a call-out from which nothing leaves.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn close_without_sending(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("close_call_out", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            if loaded.row.state == CallOutState::Open {
                loaded.row.state = CallOutState::Closed;
                loaded.write(conn, &door)?;
                events::append(conn, STREAM, "call_out_closed", &code.to_string(), now)?;
            }
            Ok(())
        })
        .await
}
