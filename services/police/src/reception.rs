//! What the police do when something comes: keep it, and tell the pages that show it.

use std::sync::OnceLock;

use casework::{Casework, HandoverChange, OpenedParcel, Reception, handovers};
use jiff::Timestamp;
use store::{Conn, ErrorKind, Id, events};
use wire::{HandoverId, Notice, NoticeKind, UnitId, Value};

use crate::{
    db::{
        call_outs,
        replies::{self, Reply},
    },
    flow::{FlowError, Loaded},
};

/// Name of a unit's stream: its pages hear of its own call-outs alone.
pub fn stream_of(unit: &UnitId) -> String {
    format!("call_outs/{unit}")
}

/// The hooks of the police service. They run in casework's own transactions.
#[derive(Debug, Default)]
pub struct PoliceReception {
    /// Casework itself, whose keys open a call-out. It starts with these hooks, so it comes afterwards.
    casework: OnceLock<Casework>,
}

impl PoliceReception {
    /// Gives the hooks the library they work in. The second call changes nothing.
    pub fn open(&self, casework: Casework) {
        let _ = self.casework.set(casework);
    }

    /// Keeps on the call-out that nobody has fetched a handover of it. What trying again may mend is tried again; a
    /// call-out that can't be opened goes to the log, for the notices after it must come through.
    fn note_unfetched(&self, conn: &mut Conn, case: Id, handover: HandoverId) -> store::Result<()> {
        let Some(casework) = self.casework.get() else { return Ok(()) };
        let noted = Loaded::of_case(conn, casework, case).and_then(|loaded| {
            let Some(mut loaded) = loaded.filter(|loaded| !loaded.content.unfetched.contains(&handover)) else { return Ok(()) };
            loaded.content.unfetched.push(handover);
            loaded.write(conn, casework)
        });
        match noted {
            Ok(()) => Ok(()),
            Err(FlowError::Store(error)) => Err(error),
            Err(changed @ FlowError::Meanwhile) => Err(store::Error::new(ErrorKind::Serialization, changed)),
            Err(error) => {
                tracing::error!(%error, %handover, "nobody has fetched a handover, and its call-out can't say so: ring");
                Ok(())
            }
        }
    }
}

impl Reception for PoliceReception {
    /// A crash here is before casework's commit: the notice is told again.
    fn notice_arrived(&self, conn: &mut Conn, notice: &Notice, now: Timestamp) -> store::Result<()> {
        let (NoticeKind::Unfetched, Some(id)) = (notice.kind, notice.handover) else { return Ok(()) };
        let Some(handover) = handovers::find(conn, id)? else { return Ok(()) };
        self.note_unfetched(conn, handover.case, id)?;
        tell(conn, handover.case, "handover_unfetched", now)
    }

    /// A crash here is before casework's commit: the parcel is opened again.
    fn parcel_opened(&self, conn: &mut Conn, parcel: &OpenedParcel, now: Timestamp) -> store::Result<()> {
        if call_outs::of_case(conn, parcel.case.id)?.is_none() {
            return Ok(());
        }
        for field in &parcel.fields {
            if let Value::CaseState(state) = &field.value {
                replies::insert(conn, parcel.handover, parcel.case.id, &Reply { word: state.state, at: parcel.made_at })?;
            }
        }
        tell(conn, parcel.case.id, "reply_received", now)
    }

    fn handover_changed(&self, conn: &mut Conn, change: &HandoverChange, now: Timestamp) -> store::Result<()> {
        tell(conn, change.case, "handover_changed", now)
    }
}

/// Tells the pages of the unit whose call-out it is, when the transaction commits.
fn tell(conn: &mut Conn, case: Id, kind: &str, now: Timestamp) -> store::Result<()> {
    let Some(row) = call_outs::of_case(conn, case)? else { return Ok(()) };
    events::append(conn, &stream_of(&row.unit), kind, &row.code.to_string(), now).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use casework::testing::{AgencyName, Town};
    use store::{clock::ManualClock, testing::TestDatabase};

    use super::*;
    use crate::{
        domain::{
            concern::{Concern, Judged},
            situation::{ChildrenInHome, Situation},
            standing::{Standing, standing},
        },
        flow::{open_call_out, preview_handover, record_situation, send_handover, show_call_outs},
    };

    fn notice(handover: HandoverId, at: Timestamp) -> Notice {
        let kind = NoticeKind::Unfetched;
        Notice {
            number: 1,
            kind,
            handover: Some(handover),
            case_code: None,
            unit: None,
            purpose: None,
            urgency: None,
            from: None,
            sequence: None,
            gone: None,
            trace: None,
            receipt: None,
            at,
        }
    }

    #[tokio::test]
    async fn what_nobody_has_fetched_is_kept_on_its_call_out_once() {
        let now = "2026-11-22T01:14:00Z".parse().unwrap();
        let (town, clock, hooks) = (Town::new(now), Arc::new(ManualClock::at(now)), Arc::new(PoliceReception::default()));
        let database = TestDatabase::sqlite();
        let db = database.open(&crate::schema().unwrap());
        let casework = town.casework(AgencyName::Police, db, clock, "http://127.0.0.1:9", hooks.clone()).await;
        hooks.open(casework.clone());
        casework.take_registrations(&town.registrations()).await.unwrap();
        let staff = casework.staff_named("lo").await;
        let code = open_call_out::open_call_out(&casework, Default::default(), &staff, now).await.unwrap();
        let situation = Situation { children: Some(ChildrenInHome::One), ..Situation::default() };
        record_situation::record_situation(&casework, code, situation, &staff, now).await.unwrap();
        concern(&casework, code, &staff, now).await;
        let made = preview_handover::preview(&casework, code, &staff, now).await.unwrap();
        let sent = send_handover::send_handover(&casework, code, made.preview.digest, &staff, now).await.unwrap();
        let id = sent[0].id;
        for _ in 0..2 {
            let hooks = hooks.clone();
            casework.db().write("test_notice", move |conn| hooks.notice_arrived(conn, &notice(id, now), now)).await.unwrap();
        }
        let loaded = show_call_outs::one(&casework, code, &staff).await.unwrap();
        assert_eq!(loaded.content.unfetched, [id]);
        let mut handover = show_call_outs::progress(&casework, code, &staff).await.unwrap().sent.remove(0).0;
        handover.state = casework::HandoverStateCode::Released;
        let stands = |handover: &casework::Handover| standing(loaded.row.state, std::slice::from_ref(handover), &[id]).0;
        assert_eq!(stands(&handover), Standing::Ring);
        handover.state = casework::HandoverStateCode::Fetched;
        assert_eq!(stands(&handover), Standing::Sent, "somebody has it after all");
    }

    async fn concern(casework: &Casework, code: wire::CaseCode, staff: &casework::Staff, now: Timestamp) {
        let (door, staff) = (casework.clone(), staff.clone());
        let written = casework.db().try_write("test_concern", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            let judged = Judged { at: now, role: staff.role, staff: staff.reference.clone() };
            loaded.content.concern = Some(Concern::answered(true, judged));
            loaded.write(conn, &door)
        });
        written.await.unwrap();
    }
}
