//! What the page showed leaves, or nothing does.

use casework::{Casework, PreviewDigest, SentHandover, Staff, Way, handovers};
use jiff::Timestamp;
use store::{Conn, events};
use wire::CaseCode;

use super::{FlowError, Loaded, preview_handover};
use crate::{
    domain::{
        call_out::CallOutState,
        difference::{self, Trace},
        standing::has_failed,
    },
    reception::stream_of,
};

/// Hands over what the preview with this digest showed. The same digest again changes nothing while something of
/// it lives: a button pressed twice. Returns what was made now.
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
            if is_repeat(conn, &loaded, &shown)? {
                return Ok(Vec::new());
            }
            let made = preview_handover::make(conn, &door, loaded, now)?;
            let sent = door.send(conn, &made.loaded.case, &made.draft, &staff, &shown, now)?;
            let mut loaded = made.loaded;
            loaded.content.sent_digest = Some(shown.to_string());
            loaded.content.sent_handovers = sent.iter().map(|handover| handover.id).collect();
            difference::keep(&mut loaded.content.sent, made.preview.goes.iter().map(Trace::of).collect());
            loaded.row.state = CallOutState::Sent;
            loaded.row.sent_at = Some(now);
            loaded.write(conn, &door)?;
            events::append(conn, &stream_of(&loaded.row.unit), "call_out_sent", &code.to_string(), now)?;
            Ok(sent)
        })
        .await
}

/// A press is a repeat while one of the handovers it made has not failed; after that the same page sends anew.
fn is_repeat(conn: &mut Conn, loaded: &Loaded, shown: &PreviewDigest) -> Result<bool, FlowError> {
    if loaded.content.sent_digest.as_deref() != Some(&shown.to_string()) {
        return Ok(false);
    }
    let made = &loaded.content.sent_handovers;
    let of_case = handovers::of_case(conn, loaded.case.id)?;
    Ok(of_case.iter().any(|handover| made.contains(&handover.id) && !has_failed(handover.state)))
}

/// Ends a call-out from which nothing leaves.
///
/// # Errors
/// [`FlowError::NotOpen`] when something was sent or it has ended; [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn close_without_sending(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("close_call_out", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            let was_sent = handovers::of_case(conn, loaded.case.id)?.iter().any(|handover| handover.way == Way::Sent);
            if loaded.row.state != CallOutState::Open || was_sent {
                return Err(FlowError::NotOpen);
            }
            loaded.row.state = CallOutState::Closed;
            loaded.write(conn, &door)?;
            events::append(conn, &stream_of(&loaded.row.unit), "call_out_closed", &code.to_string(), now)?;
            Ok(())
        })
        .await
}
