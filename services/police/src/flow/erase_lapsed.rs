//! What has lapsed is removed: focus persons with all that was said of them, and the cards of briefings whose shift is over. No
//! page shows them from that moment on; this makes it so that nothing is kept either.

use casework::Casework;
use jiff::Timestamp;
use store::Conn;

use crate::db::{focus_persons, shift_briefings};

/// Removes what has lapsed.
///
/// # Errors
/// [`store::Error`].
pub fn erase(conn: &mut Conn, now: Timestamp) -> store::Result<()> {
    let (persons, briefings) = (focus_persons::lapsed(conn, now)?, shift_briefings::over(conn, now)?);
    for person in &persons {
        focus_persons::remove(conn, *person)?;
    }
    for briefing in &briefings {
        shift_briefings::remove_cards(conn, *briefing)?;
    }
    tracing::info!(persons = persons.len(), briefings = briefings.len(), "removed what has lapsed");
    Ok(())
}

/// Removes it when there is any.
///
/// # Errors
/// [`store::Error`].
pub async fn look(casework: &Casework, now: Timestamp) -> store::Result<()> {
    let due =
        casework.db().read(move |conn| Ok(!focus_persons::lapsed(conn, now)?.is_empty() || !shift_briefings::over(conn, now)?.is_empty()));
    if due.await? { casework.db().write("erase_lapsed", move |conn| erase(conn, now)).await } else { Ok(()) }
}
