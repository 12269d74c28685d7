//! What the police do when something comes: keep it, and tell the pages that show it.

use casework::{Casework, HandoverChange, HandoverStateCode, OpenedParcel, Reception, Way, handovers};
use jiff::Timestamp;
use store::{Conn, ErrorKind, Id, events};
use wire::{HandoverId, Notice, NoticeKind, Subject, UnitId, Value};

use crate::{
    db::{
        call_outs,
        incoming::{self, Incoming},
        replies::{self, Reply},
    },
    flow::{FlowError, Loaded, withdraw_consent::forget_answer},
};

/// Name of a unit's stream: its pages hear of its own call-outs alone.
pub fn stream_of(unit: &UnitId) -> String {
    format!("call_outs/{unit}")
}

/// The hooks of the police service. They run in casework's own transactions.
#[derive(Debug, Clone, Copy, Default)]
pub struct PoliceReception;

/// Keeps on the call-out that nobody has fetched a handover of it.
fn note_unfetched(casework: &Casework, conn: &mut Conn, case: Id, handover: HandoverId) -> store::Result<()> {
    let noted = Loaded::of_case(conn, casework, case).and_then(|loaded| {
        let Some(mut loaded) = loaded.filter(|loaded| !loaded.content.unfetched.contains(&handover)) else { return Ok(()) };
        loaded.content.unfetched.push(handover);
        loaded.write(conn, casework)
    });
    tried_again(noted, "nobody has fetched a handover, and its call-out can't say so: ring")
}

/// Keeps neither name nor number of a person who took back what she said yes to, as when she says it here.
fn note_withdrawal(casework: &Casework, conn: &mut Conn, case: Id, giver: Subject) -> store::Result<()> {
    let noted = Loaded::of_case(conn, casework, case).and_then(|loaded| match loaded {
        Some(mut loaded) => forget_answer(conn, casework, &mut loaded, giver),
        None => Ok(()),
    });
    tried_again(noted, "a consent is withdrawn, and its call-out still holds a name")
}

/// What trying again may mend is tried again; a call-out that can't be opened goes to the log, for the notices after it must
/// come through.
fn tried_again(noted: Result<(), FlowError>, otherwise: &'static str) -> store::Result<()> {
    match noted {
        Ok(()) => Ok(()),
        Err(FlowError::Store(error)) => Err(error),
        Err(changed @ FlowError::Meanwhile) => Err(store::Error::new(ErrorKind::Serialization, changed)),
        Err(error) => {
            tracing::error!(%error, "{otherwise}");
            Ok(())
        }
    }
}

impl Reception for PoliceReception {
    /// A crash here is before casework's commit: the notice is told again.
    fn notice_arrived(&self, casework: &Casework, conn: &mut Conn, notice: &Notice, now: Timestamp) -> store::Result<()> {
        let (NoticeKind::Unfetched, Some(id)) = (notice.kind, notice.handover) else { return Ok(()) };
        let Some(handover) = handovers::find(conn, id)? else { return Ok(()) };
        note_unfetched(casework, conn, handover.case, id)?;
        tell(conn, handover.case, "handover_unfetched", now)
    }

    /// A crash here is before casework's commit: the parcel is opened again.
    fn parcel_opened(&self, _casework: &Casework, conn: &mut Conn, parcel: &OpenedParcel, now: Timestamp) -> store::Result<()> {
        let call_out = call_outs::of_case(conn, parcel.case.id)?;
        // Words about the state of the case stand on their call-out. All else waits for a person: nothing is silent.
        if call_out.is_none() || !parcel.fields.iter().all(|field| matches!(field.value, Value::CaseState(_))) {
            incoming::insert(conn, &came(parcel, now))?;
            events::append(conn, &stream_of(&parcel.to.unit), "received", &parcel.case.code.to_string(), now)?;
        }
        if call_out.is_none() {
            return Ok(());
        }
        for field in &parcel.fields {
            if let Value::CaseState(state) = &field.value {
                replies::insert(conn, parcel.handover, parcel.case.id, &Reply { word: state.state, at: parcel.made_at })?;
            }
        }
        tell(conn, parcel.case.id, "reply_received", now)
    }

    /// A crash here is before casework's commit: the code is typed, or the notice told, again.
    fn consent_withdrawn(&self, casework: &Casework, conn: &mut Conn, case: Id, giver: Subject, now: Timestamp) -> store::Result<()> {
        note_withdrawal(casework, conn, case, giver)?;
        tell(conn, case, "consent_withdrawn", now)
    }

    fn handover_changed(&self, _casework: &Casework, conn: &mut Conn, change: &HandoverChange, now: Timestamp) -> store::Result<()> {
        if change.way == Way::Received && !matches!(change.state, HandoverStateCode::Fetched | HandoverStateCode::Received) {
            incoming::settle(conn, change.handover, now)?;
        }
        tell(conn, change.case, "handover_changed", now)
    }
}

fn came(parcel: &OpenedParcel, now: Timestamp) -> Incoming {
    Incoming {
        handover: parcel.handover,
        case: parcel.case.id,
        code: parcel.case.code,
        unit: parcel.to.unit.clone(),
        from: parcel.from.unit.clone(),
        purpose: parcel.purpose,
        urgency: parcel.urgency,
        received_at: now,
        alarmed_at: None,
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
        flow::{incoming as incoming_flow, open_call_out, preview_handover, record_situation, send_handover, show_call_outs},
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
            withdrawn: None,
            repaired_from: None,
            trace: None,
            receipt: None,
            at,
        }
    }

    #[tokio::test]
    async fn what_nobody_has_fetched_is_kept_on_its_call_out_once() {
        let now = "2026-11-22T01:14:00Z".parse().unwrap();
        let (town, clock, hooks) = (Town::new(now), Arc::new(ManualClock::at(now)), PoliceReception);
        let database = TestDatabase::sqlite();
        let db = database.open(&crate::schema().unwrap());
        let casework = town.casework(AgencyName::Police, db, clock, "http://127.0.0.1:9", Arc::new(hooks)).await;
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
            let door = casework.clone();
            casework.db().write("test_notice", move |conn| hooks.notice_arrived(&door, conn, &notice(id, now), now)).await.unwrap();
        }
        let loaded = show_call_outs::one(&casework, code, &staff).await.unwrap();
        assert_eq!(loaded.content.unfetched, [id]);
        let mut handover = show_call_outs::progress(&casework, code, &staff).await.unwrap().sent.remove(0).0;
        handover.state = HandoverStateCode::Released;
        let stands = |handover: &casework::Handover| standing(loaded.row.state, std::slice::from_ref(handover), &[id]).0;
        assert_eq!(stands(&handover), Standing::Ring);
        handover.state = HandoverStateCode::Fetched;
        assert_eq!(stands(&handover), Standing::Sent, "somebody has it after all");
    }

    #[tokio::test]
    async fn what_comes_waits_for_a_person_and_is_told_when_nobody_takes_it() {
        let now: Timestamp = "2026-11-22T01:14:00Z".parse().unwrap();
        let (town, clock, hooks) = (Town::new(now), Arc::new(ManualClock::at(now)), PoliceReception);
        let database = TestDatabase::sqlite();
        let db = database.open(&crate::schema().unwrap());
        let casework = town.casework(AgencyName::Police, db, clock, "http://127.0.0.1:9", Arc::new(hooks)).await;
        let staff = casework.staff_named("lo").await;
        let code = open_call_out::open_call_out(&casework, Default::default(), &staff, now).await.unwrap();
        let loaded = show_call_outs::one(&casework, code, &staff).await.unwrap();
        let draft = casework.draft(&loaded.case, wire::Purpose::Request, wire::Phase::Coordination, wire::Urgency::Immediate);
        let parcel = || OpenedParcel {
            handover: HandoverId(Id::generate(now).into()),
            case: loaded.case.clone(),
            from: draft.to.clone(),
            to: draft.from.clone(),
            purpose: draft.purpose,
            phase: draft.phase,
            urgency: draft.urgency,
            basis: casework::Basis::StateOnly,
            subjects: Vec::new(),
            facts: Vec::new(),
            fields: vec![question_field()],
            made_at: now,
            answers: None,
        };
        let question = parcel();
        let id = question.handover;
        let patience =
            crate::domain::waiting::Patience { remind: jiff::SignedDuration::from_mins(5), ring: jiff::SignedDuration::from_mins(10) };
        let door = casework.clone();
        casework.db().write("test_parcels", move |conn| hooks.parcel_opened(&door, conn, &question, now)).await.unwrap();
        let (rows, _) = incoming_flow::of_unit(&casework, &staff, patience, now).await.unwrap();
        assert_eq!(
            rows.iter().map(|row| (row.came.handover, row.late)).collect::<Vec<_>>(),
            [(id, false)],
            "it waits from the moment it came"
        );
        let late = now + jiff::SignedDuration::from_mins(10);
        assert!(incoming_flow::of_unit(&casework, &staff, patience, late).await.unwrap().0[0].late);
        let kinds = casework.db().write("test_escalate", move |conn| {
            incoming_flow::escalate(conn, patience, late)?;
            incoming::waiting(conn)
        });
        assert_eq!(kinds.await.unwrap()[0].alarmed_at, Some(late));
        let stranger = casework::Staff { unit: "polisen-exempelstad/annan".parse().unwrap(), ..staff.clone() };
        assert!(incoming_flow::of_unit(&casework, &stranger, patience, late).await.unwrap().0.is_empty(), "another unit sees nothing");
        assert!(matches!(incoming_flow::answer(&casework, id, None, &stranger, late).await, Err(FlowError::NotFound)));
        let (case, case_code, door) = (loaded.case.id, code, casework.clone());
        casework
            .db()
            .write("test_taken", move |conn| {
                let state = HandoverStateCode::Acknowledged;
                hooks.handover_changed(
                    &door,
                    conn,
                    &HandoverChange { handover: id, case, case_code, way: Way::Received, state, detail: None },
                    late,
                )
            })
            .await
            .unwrap();
        assert!(incoming_flow::of_unit(&casework, &staff, patience, late).await.unwrap().0.is_empty(), "somebody has it");
    }

    fn question_field() -> casework::OpenedField {
        let categories = [wire::Category::SafeContact].into_iter().collect();
        let value = Value::Request(wire::value::Request { categories, purpose: wire::Purpose::AcuteSupport, needed_by: None });
        casework::OpenedField { n: 0, category: value.category(), subject: None, value }
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
