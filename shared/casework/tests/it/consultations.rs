//! Meetings about a case, on both databases: what is kept is sealed or a code, a wall between units stands, and the database refuses
//! what can't be.

use casework::{Casework, ConsultationEnd, ConsultationKind, ConsultationProblem, NewConsultation, NewDecision, Participant, Staff, Tie};
use jiff::{SignedDuration, Timestamp, civil::date};
use store::{Db, Id};
use wire::value::AgendaItem;

use crate::setting::{CallOut, Setting, call_out, night};

store::test_on_both!(
    casework::testing::schema(),
    what_is_kept_is_sealed_or_a_code,
    a_unit_of_social_services_sees_its_own,
    the_database_refuses_what_can_not_be,
);

fn meeting() -> NewConsultation {
    NewConsultation {
        kind: ConsultationKind::Adult,
        planned_at: "2026-11-24T08:30:00Z".parse().unwrap(),
        agenda: [AgendaItem::Protection].into(),
        participants: [Participant::SocialWorker, Participant::Outreach].into(),
    }
}

fn at(minutes: i64) -> Timestamp {
    night() + SignedDuration::from_mins(minutes)
}

async fn planned(own: &Casework, of: &CallOut, staff: &Staff) -> Id {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    own.db().try_write("test_plan", move |conn| work.plan_consultation(conn, &case, &meeting(), &staff, at(0))).await.unwrap()
}

async fn seen(own: &Casework, of: &CallOut, staff: &Staff) -> Vec<casework::CaseConsultation> {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    own.db().try_write("test_view", move |conn| work.view_consultations(conn, &case, (&staff, Tie::Works), at(9))).await.unwrap()
}

async fn end(own: &Casework, of: &CallOut, id: Id, staff: &Staff) -> Result<(), ConsultationProblem> {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    let said = (ConsultationEnd::Held, "Kanarieanteckning");
    own.db().try_write("test_end", move |conn| work.end_consultation(conn, &case, id, said, (&staff, Tie::Works), at(2))).await
}

#[derive(diesel::QueryableByName)]
struct Sealed {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    sealed: Vec<u8>,
}

async fn what_is_kept_is_sealed_or_a_code(db: Db) {
    let setting = Setting::of_police(db).await;
    let of = call_out(&setting.police).await;
    let own = &setting.police;
    let id = planned(own, &of, &of.staff).await;
    end(own, &of, id, &of.staff).await.unwrap();
    let (work, case, staff) = (own.clone(), of.case.clone(), of.staff.clone());
    let decided = own.db().try_write("test_decide", move |conn| {
        let new = NewDecision::parse("Kanariebeslut", Participant::Outreach, date(2026, 11, 25)).unwrap();
        work.decide_at_consultation(conn, &case, id, &new, (&staff, Tie::Works), at(3))
    });
    decided.await.unwrap();
    let all = seen(own, &of, &of.staff).await;
    assert_eq!((all[0].minutes.as_str(), all[0].decisions[0].words.as_str()), ("Kanarieanteckning", "Kanariebeslut"));
    assert_eq!((&all[0].planned, all[0].decisions[0].due_on), (&meeting(), date(2026, 11, 25)));
    let sql = "SELECT sealed_minutes AS sealed FROM consultations UNION ALL SELECT sealed_words FROM consultation_decisions";
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Sealed>> {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(diesel::sql_query(sql), c))?)
    };
    let kept = own.db().read(read).await.unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|row| !row.sealed.windows(7).any(|bytes| bytes == b"Kanarie")), "sealed with the case's key");
}

/// In social services a wall stands between units: who treats the person using violence learns of no meeting about the other.
async fn a_unit_of_social_services_sees_its_own(db: Db) {
    let setting = Setting::new(db).await;
    let of = call_out(&setting.social).await;
    let (own, desk) = (&setting.social, setting.worker().await);
    let other = Staff { unit: "socialtjansten-exempelstad/mansmottagningen".parse().unwrap(), ..desk.clone() };
    let id = planned(own, &of, &desk).await;
    assert_eq!((seen(own, &of, &desk).await.len(), seen(own, &of, &other).await.len()), (1, 0));
    assert!(matches!(end(own, &of, id, &other).await, Err(ConsultationProblem::NotFound)));
    end(own, &of, id, &desk).await.unwrap();
    assert!(matches!(end(own, &of, id, &desk).await, Err(ConsultationProblem::Over)));
}

async fn the_database_refuses_what_can_not_be(db: Db) {
    let setting = Setting::of_police(db).await;
    let of = call_out(&setting.police).await;
    let id = planned(&setting.police, &of, &of.staff).await;
    for wrong in [
        "UPDATE consultations SET kind = 'party'",
        "UPDATE consultations SET planned_at = 1",
        "UPDATE consultations SET agenda = ''",
        "UPDATE consultations SET participants = ''",
        "UPDATE consultations SET ended = 'held'",
        "UPDATE consultations SET sealed_minutes = id",
    ] {
        let refused = setting.police.db().write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err());
    }
    assert_eq!(seen(&setting.police, &of, &of.staff).await[0].id, id);
}
