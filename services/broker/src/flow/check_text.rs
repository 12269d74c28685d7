//! Writing down that somebody has compared the law in an edition with the law as it stands.

use jiff::Timestamp;
use rulebook::{Edition, Moment};
use store::Conn;
use wire::EditionId;

use super::{Broker, FlowError, VerbError, text_alarm};
use crate::{
    db,
    domain::text_check::{TextDue, all_due, checks},
};

pub use crate::domain::text_check::{Compared, NOTE_LETTERS_MAX, TextFault, Texts};

/// Why a comparison is not written down.
pub type CheckTextError = VerbError<TextFault>;

/// Writes a comparison down, by the login of who made it. Gives how many texts it was of.
///
/// # Errors
/// [`TextFault`]; nothing is kept then.
pub async fn check_text(broker: &Broker, by: &str, edition: &EditionId, compared: Compared) -> Result<usize, CheckTextError> {
    let (by, edition, now) = (by.to_owned(), edition.clone(), broker.now());
    let written = broker.change("check_text", move |conn| keep(conn, &by, &edition, &compared, now)).await?;
    text_alarm::tell(&text_checks_due(broker).await?);
    Ok(written)
}

fn keep(conn: &mut Conn, by: &str, id: &EditionId, compared: &Compared, now: Timestamp) -> Result<usize, CheckTextError> {
    let proposal = db::proposals::find(conn, id)?.ok_or(VerbError::Refused(TextFault::NotFound))?;
    let edition = Edition::parse(&proposal.file).map_err(|_| db::unreadable("edition"))?;
    let new = checks(&edition, by, compared, Moment::in_sweden(now).date(), now).map_err(VerbError::Refused)?;
    db::text_checks::insert(conn, &new)?;
    Ok(new.len())
}

/// When each text of the edition in force must be compared again, the most urgent first; wordings that have ended are left
/// out.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn text_checks_due(broker: &Broker) -> Result<Vec<TextDue>, FlowError> {
    let Some(active) = broker.live.edition() else { return Ok(Vec::new()) };
    let checks = broker.db.read(db::text_checks::all).await?;
    Ok(all_due(&active.rules, &checks, Moment::in_sweden(broker.now()).date()))
}
