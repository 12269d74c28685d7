//! Numbers of channels: noted where they are told, and people are told of one that does not come.

use jiff::{SignedDuration, Timestamp};
use store::{Conn, events};
use wire::HandoverId;

use super::alarm;
use crate::{
    Casework,
    db::{
        channel_numbers::{self, Channel},
        gaps::{self, Gap},
        handovers,
    },
    domain::{GapKind, GapState, Numbering, Way, judge_number},
};

impl Casework {
    /// Notes the number of a handover. A number that was missing has come; those it skips are waited for; one that is
    /// another's or not the one told before is an alarm at once.
    pub(crate) fn note_number(
        &self,
        conn: &mut Conn,
        channel: &Channel,
        number: u64,
        handover: HandoverId,
        now: Timestamp,
    ) -> store::Result<()> {
        let told = channel_numbers::known(conn, channel, number, handover)?;
        match judge_number(told, number, handover) {
            Numbering::Repeated => Ok(()),
            Numbering::Wrong(what) => self.open_gap(conn, &noticed(channel, number, what, now), now),
            Numbering::New { skipped } => {
                channel_numbers::insert(conn, channel, number, handover, now)?;
                self.close_gap(conn, channel, number, now)?;
                skipped.into_iter().try_for_each(|missing| gaps::put(conn, &noticed(channel, missing, GapKind::Missing, now)))
            }
        }
    }

    /// The recipient says under which number it got what was sent. Another than ours, or none, and the broker does not
    /// tell both ends the same.
    pub(crate) fn compare_number(
        &self,
        conn: &mut Conn,
        channel: &Channel,
        handover: HandoverId,
        theirs: Option<u64>,
        now: Timestamp,
    ) -> store::Result<()> {
        match (theirs, channel_numbers::of_handover(conn, channel.way, handover)?) {
            (Some(number), _) => self.note_number(conn, channel, number, handover, now),
            (None, Some(ours)) => self.open_gap(conn, &noticed(channel, ours, GapKind::Contradicted, now), now),
            (None, None) => Ok(()),
        }
    }

    /// Opens what has been missing for a minute. Gives how many gaps are open.
    pub(super) fn open_late_gaps(&self, conn: &mut Conn, now: Timestamp) -> store::Result<u64> {
        for gap in gaps::in_state(conn, GapState::Noticed)? {
            if now.duration_since(gap.noticed_at) >= self.0.limits.proof_wait.max(SignedDuration::ZERO) && !undecided(conn, &gap)? {
                self.open_gap(conn, &gap, now)?;
            }
        }
        Ok(u64::try_from(gaps::open(conn)?.len()).unwrap_or(u64::MAX))
    }

    fn open_gap(&self, conn: &mut Conn, gap: &Gap, now: Timestamp) -> store::Result<()> {
        let known = gaps::find(conn, &gap.channel, gap.number, gap.what)?;
        if known.is_some_and(|known| known.state == GapState::Open) {
            return Ok(());
        }
        tracing::error!(from = %gap.channel.from, to = %gap.channel.to, number = gap.number, what = %gap.what, "a number of a channel is not right");
        alarm("channel-gap");
        self.put_gap(conn, Gap { state: GapState::Open, opened_at: Some(now), closed_at: None, ..gap.clone() }, now)
    }

    fn close_gap(&self, conn: &mut Conn, channel: &Channel, number: u64, now: Timestamp) -> store::Result<()> {
        let Some(gap) = gaps::find(conn, channel, number, GapKind::Missing)? else { return Ok(()) };
        let closed = Gap { state: GapState::Closed, closed_at: Some(now), ..gap.clone() };
        match gap.state {
            GapState::Noticed => gaps::put(conn, &closed),
            GapState::Open => self.put_gap(conn, closed, now),
            GapState::Closed => Ok(()),
        }
    }

    /// Writes what people see, and tells them.
    fn put_gap(&self, conn: &mut Conn, gap: Gap, now: Timestamp) -> store::Result<()> {
        gaps::put(conn, &gap)?;
        events::append(conn, crate::STREAM, "gap_seen", &format!("{}/{}", gap.channel.way, gap.number), now)?;
        self.0.reception.gap_seen(self, conn, &gap, now)
    }
}

fn noticed(channel: &Channel, number: u64, what: GapKind, now: Timestamp) -> Gap {
    Gap { channel: channel.clone(), number, what, state: GapState::Noticed, noticed_at: now, opened_at: None, closed_at: None }
}

/// The number may be that of an offer whose answer has not come back yet.
fn undecided(conn: &mut Conn, gap: &Gap) -> store::Result<bool> {
    let Channel { way, from, to } = &gap.channel;
    if *way == Way::Sent { handovers::any_undecided(conn, from, to, gap.noticed_at) } else { Ok(false) }
}
