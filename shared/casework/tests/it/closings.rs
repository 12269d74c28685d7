//! A case is closed at one agency and taken up again, on both databases. Nobody but the unit learns why.

use casework::{CaseStanding, Casework, ClosingProblem, ClosingReason, Staff, TakeUpReason, Tie};
use jiff::{SignedDuration, Timestamp};
use store::Db;

use crate::setting::{CallOut, Setting, call_out, draft, night, send, until};

store::test_on_both!(
    casework::testing::schema(),
    it_is_closed_once_and_taken_up_again,
    a_unit_of_social_services_closes_for_itself,
    what_was_under_way_at_a_close_came_after_it,
    there_is_nobody_to_tell_where_nobody_knows,
    the_database_refuses_what_can_not_be,
);

fn at(minutes: i64) -> Timestamp {
    night() + SignedDuration::from_mins(minutes)
}

async fn close(own: &Casework, of: &CallOut, staff: &Staff, minute: i64) -> Result<(), ClosingProblem> {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    own.db()
        .try_write("test_close", move |conn| work.close_case(conn, &case, ClosingReason::InPlace, (&staff, Tie::Works), at(minute)))
        .await
}

async fn take_up(own: &Casework, of: &CallOut, staff: &Staff, minute: i64) -> Result<(), ClosingProblem> {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    own.db().try_write("test_take_up", move |conn| work.take_up_case(conn, &case, TakeUpReason::CameBack, &staff, at(minute))).await
}

async fn standing(own: &Casework, of: &CallOut, staff: &Staff) -> CaseStanding {
    let (work, case, staff) = (own.clone(), of.case.clone(), staff.clone());
    own.db().try_write("test_view", move |conn| work.view_standing(conn, &case, (&staff, Tie::Works), at(99))).await.unwrap()
}

async fn it_is_closed_once_and_taken_up_again(db: Db) {
    let setting = Setting::of_police(db).await;
    let (own, of) = (&setting.police, call_out(&setting.police).await);
    assert!(matches!(take_up(own, &of, &of.staff, 1).await, Err(ClosingProblem::Meanwhile)), "what is open is not taken up");
    close(own, &of, &of.staff, 2).await.unwrap();
    assert!(matches!(close(own, &of, &of.staff, 3).await, Err(ClosingProblem::Meanwhile)), "one close stands");
    let shown = standing(own, &of, &of.staff).await;
    let closed = shown.closed.unwrap();
    assert_eq!((closed.reason, closed.closed, closed.told_at), (ClosingReason::InPlace, (of.staff.role, at(2)), None));
    assert!(!shown.came_after && shown.other.is_none() && shown.earlier.is_empty());
    take_up(own, &of, &of.staff, 4).await.unwrap();
    close(own, &of, &of.staff, 5).await.unwrap();
    let shown = standing(own, &of, &of.staff).await;
    assert_eq!(shown.closed.unwrap().closed.1, at(5));
    assert_eq!(shown.earlier[0].taken_up, Some((TakeUpReason::CameBack, of.staff.role, at(4))), "the earlier one stays");
}

/// In social services a wall stands between units: that one has ended its work tells the other nothing.
async fn a_unit_of_social_services_closes_for_itself(db: Db) {
    let setting = Setting::new(db).await;
    let (own, of) = (&setting.social, call_out(&setting.social).await);
    let desk = setting.worker().await;
    let other = Staff { unit: "socialtjansten-exempelstad/mansmottagningen".parse().unwrap(), ..desk.clone() };
    close(own, &of, &desk, 1).await.unwrap();
    assert!(standing(own, &of, &desk).await.closed.is_some() && standing(own, &of, &other).await.closed.is_none());
    close(own, &of, &other, 2).await.unwrap();
    take_up(own, &of, &other, 3).await.unwrap();
    assert!(standing(own, &of, &desk).await.closed.is_some(), "the desk's own close stands");
}

/// Made before the close, here after it.
async fn what_was_under_way_at_a_close_came_after_it(db: Db) {
    let setting = Setting::new(db).await;
    let (police, social) = (setting.police.workers(), setting.social.workers());
    let of = call_out(&setting.police).await;
    let first = send(&setting.police, &of, draft(&setting.police, &of, Vec::new(), true)).await.unwrap();
    let here = CallOut { case: setting.kept_case(&first).await, ..of.clone() };
    social.stop().await;
    let second = send(&setting.police, &of, draft(&setting.police, &of, Vec::new(), true)).await.unwrap();
    until("it waits at the broker", || async { setting.broker.offers().len() == 2 }).await;

    let (own, desk) = (&setting.social, setting.worker().await);
    setting.clock.set(at(5));
    close(own, &here, &desk, 5).await.unwrap();
    assert!(!standing(own, &here, &desk).await.came_after, "control: nothing is here yet");
    setting.clock.set(at(10));
    let social = setting.social.workers();
    setting.kept_case(&second).await;
    assert!(standing(own, &here, &desk).await.came_after, "by the clock here");
    for workers in [police, social] {
        workers.stop().await;
    }
}

async fn there_is_nobody_to_tell_where_nobody_knows(db: Db) {
    let setting = Setting::of_police(db).await;
    let (own, of) = (&setting.police, call_out(&setting.police).await);
    close(own, &of, &of.staff, 1).await.unwrap();
    assert!(standing(own, &of, &of.staff).await.knows.is_none());
    let (work, case, staff) = (own.clone(), of.case.clone(), of.staff.clone());
    let told = own.db().try_write("test_tell", move |conn| work.tell_closed(conn, &case, (&staff, Tie::Works), at(2))).await;
    assert!(matches!(told, Err(ClosingProblem::NobodyToTell)), "{told:?}");
    assert_eq!(standing(own, &of, &of.staff).await.closed.unwrap().told_at, None, "and nothing says that somebody was");
}

async fn the_database_refuses_what_can_not_be(db: Db) {
    let setting = Setting::of_police(db).await;
    let of = call_out(&setting.police).await;
    close(&setting.police, &of, &of.staff, 1).await.unwrap();
    for wrong in [
        "UPDATE case_closings SET reason = 'tired'",
        "UPDATE case_closings SET told_at = 1",
        "UPDATE case_closings SET taken_up_why = 'came_back'",
        "UPDATE case_closings SET taken_up_at = closed_at",
        "UPDATE case_closings SET taken_up_why = 'x', taken_up_by = closed_by, taken_up_role = closed_role, taken_up_at = closed_at",
    ] {
        let refused = setting.police.db().write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(wrong), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{wrong}");
    }
}
