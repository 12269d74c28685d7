//! One tap of a talk. The same tap sent again, after the line was down, is the same tap; one made on an old page changes nothing.

use casework::{Case, Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use practice::TalkEvent;
use store::{Conn, ErrorKind};

use super::{
    CustodyTalkProblem,
    custody_talk::{OpenTalk, open_talk, tap_label},
};
use crate::db::{
    custody_talk_events::{self, KeptTap},
    custody_talks,
};

/// So long a tap may have waited for the line.
const WAITED_MAX: SignedDuration = SignedDuration::from_hours(1);

/// What a page sends of a tap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTap {
    /// How many taps there were on the page.
    pub after: usize,
    /// What was tapped.
    pub event: TalkEvent,
    /// How long it has waited for the line.
    pub waited: SignedDuration,
}

/// Makes a tap.
///
/// # Errors
/// [`CustodyTalkProblem::Stale`] when the talk is somewhere else by now; [`CustodyTalkProblem::MustFirst`].
pub fn tap_custody_talk(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    tap: &NewTap,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CustodyTalkProblem> {
    let found = custody_talks::open_for_change(conn, &staff.unit, case.id)?.ok_or(CustodyTalkProblem::Stale)?;
    let open = open_talk(casework, conn, found)?;
    if let Some((known, _)) = open.taps.get(tap.after) {
        return if *known == tap.event { Ok(()) } else { Err(CustodyTalkProblem::Stale) };
    }
    if tap.after != open.taps.len() {
        return Err(CustodyTalkProblem::Stale);
    }
    let at = made_at(&open, tap.waited, now);
    let library = casework.library();
    let mut talk = open.replayed(&library)?;
    talk.apply(&tap.event, at)?;
    let n = i64::try_from(tap.after + 1).map_err(|_| CustodyTalkProblem::Unreadable)?;
    let kept = KeptTap {
        sealed_code: casework.seal_for_case(conn, case.id, &tap_label(open.talk.id, n), tap.event.to_string().as_bytes())?,
        talk: open.talk.id,
        n,
        at,
        staff: staff.reference.clone(),
        role: staff.role,
    };
    custody_talk_events::insert(conn, &kept).map_err(|error| match error.kind() {
        ErrorKind::UniqueViolation => CustodyTalkProblem::Stale,
        _ => error.into(),
    })?;
    if let Some(ending) = talk.ending() {
        custody_talks::end(conn, open.talk.id, ending, at)?;
    }
    Ok(())
}

/// When it was made: before it had to wait, and never before the tap that it follows.
fn made_at(open: &OpenTalk, waited: SignedDuration, now: Timestamp) -> Timestamp {
    let before = open.taps.last().map_or(open.talk.started_at, |(_, at)| *at);
    (now - waited.clamp(SignedDuration::ZERO, WAITED_MAX)).max(before)
}
