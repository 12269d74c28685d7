//! What the database holds of outcomes by itself: replaced once, one review to come, a reason for a call that was not made.

use casework::{
    AssessedLevel, NewRisk, NotRung, Replacing, ReviewOutcome, RiskId, RiskInstrument, RiskOutcome, RiskProblem, Staff, Tie, risks,
};
use diesel::RunQueryDsl as _;
use jiff::civil::date;
use store::{Db, ErrorKind};
use wire::{StaffRole, Subject, value::CodeSet};

use crate::setting::{CallOut, Setting, call_out, night};

store::test_on_both!(
    casework::testing::schema(),
    a_high_screen_opens_one_call_and_a_correction_of_it_none,
    an_outcome_is_replaced_once_and_its_review_ends_with_it,
    what_came_out_is_kept_sealed,
    the_database_refuses_what_must_not_be,
);

fn outcome(instrument: RiskInstrument, level: AssessedLevel) -> RiskOutcome {
    RiskOutcome::new(instrument, None, level, instrument.is_classification().then(|| CodeSet::new([]))).unwrap()
}

fn new(subject: Subject, outcome: RiskOutcome, replaces: Option<(RiskId, Replacing)>) -> NewRisk {
    let assessor = StaffRole::PatrolOfficer;
    NewRisk { subject, outcome, assessed_on: date(2026, 11, 22), assessor, replaces, review_on: Some(date(2026, 12, 20)) }
}

/// A case of the agency whose database is under test, and somebody of it.
async fn begun(setting: &Setting) -> (CallOut, Staff) {
    (call_out(&setting.social).await, setting.social.staff_named("lo").await)
}

async fn record(setting: &Setting, at: &CallOut, staff: &Staff, minute: i64, new: NewRisk) -> Result<RiskId, RiskProblem> {
    let now = night() + jiff::SignedDuration::from_mins(minute);
    let (own, case, staff) = (setting.social.clone(), at.case.clone(), staff.clone());
    let recorded =
        setting.social.db().try_write("test_risk", move |conn| own.record_risk(conn, &case, new.clone(), (&staff, Tie::Works), now));
    recorded.await
}

async fn view(setting: &Setting, at: &CallOut, staff: &Staff) -> Vec<casework::CaseRisk> {
    let (own, case, staff) = (setting.social.clone(), at.case.clone(), staff.clone());
    let seen = setting.social.db().try_write("test_view", move |conn| own.view_risks(conn, &case, (&staff, Tie::Works), night()));
    seen.await.unwrap()
}

async fn a_high_screen_opens_one_call_and_a_correction_of_it_none(db: Db) {
    let setting = Setting::new(db).await;
    let (at, staff) = begun(&setting).await;
    let high = outcome(RiskInstrument::Lap, AssessedLevel::High);
    let first = record(&setting, &at, &staff, 0, new(at.victim, high.clone(), None)).await.unwrap();
    assert!(view(&setting, &at, &staff).await[0].calls());
    let (own, case, by) = (setting.social.clone(), at.case.clone(), staff.clone());
    let answered = setting
        .social
        .db()
        .try_write("test_call", move |conn| own.answer_risk_call(conn, &case, first, Some(NotRung::Engaged), (&by, Tie::Works), night()));
    answered.await.unwrap();
    assert!(!view(&setting, &at, &staff).await[0].calls());
    let corrected = record(&setting, &at, &staff, 1, new(at.victim, high.clone(), Some((first, Replacing::Corrected)))).await.unwrap();
    assert!(!view(&setting, &at, &staff).await[0].calls(), "the same screen was answered for");
    record(&setting, &at, &staff, 2, new(at.victim, high, Some((corrected, Replacing::Changed)))).await.unwrap();
    assert!(view(&setting, &at, &staff).await[0].calls(), "a new screen calls anew");
}

async fn an_outcome_is_replaced_once_and_its_review_ends_with_it(db: Db) {
    let setting = Setting::new(db).await;
    let (at, staff) = begun(&setting).await;
    let low = outcome(RiskInstrument::Sara, AssessedLevel::Low);
    let first = record(&setting, &at, &staff, 3, new(at.victim, low.clone(), None)).await.unwrap();
    let replacing = new(at.victim, outcome(RiskInstrument::Sara, AssessedLevel::High), Some((first, Replacing::Changed)));
    record(&setting, &at, &staff, 4, replacing.clone()).await.unwrap();
    assert!(matches!(record(&setting, &at, &staff, 5, replacing).await, Err(RiskProblem::Replaced)));
    let all = view(&setting, &at, &staff).await;
    assert_eq!((all.len(), all[1].replaced, &all[1].outcome), (2, Some(Replacing::Changed), &low));
    assert_eq!(all[1].reviews[0].ended.map(|(outcome, ..)| outcome), Some(ReviewOutcome::Changed));
    let unit = staff.unit.clone();
    let coming = setting.social.db().read(move |conn| casework::risk_reviews::coming(conn, &unit)).await.unwrap();
    assert_eq!(coming.len(), 1, "that of the standing one alone");
    let matac = new(at.victim, outcome(RiskInstrument::Matac, AssessedLevel::Red), None);
    assert!(matches!(record(&setting, &at, &staff, 6, matac).await, Err(RiskProblem::WrongPerson)));
}

async fn what_came_out_is_kept_sealed(db: Db) {
    let setting = Setting::new(db).await;
    let (at, staff) = begun(&setting).await;
    record(&setting, &at, &staff, 7, new(at.victim, outcome(RiskInstrument::Freda, AssessedLevel::Elevated), None)).await.unwrap();
    let case = at.case.id;
    let kept = setting.social.db().read(move |conn| risks::of_case(conn, case)).await.unwrap().remove(0);
    for word in ["freda", "elevated"] {
        assert!(!kept.sealed_outcome.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
}

/// Runs a statement that must be refused.
async fn refused(db: &Db, statement: &'static str) {
    let done = db.write("test_refused", move |conn| Ok(store::on!(conn, c => diesel::sql_query(statement).execute(c))?)).await;
    assert!(done.is_err_and(|error| matches!(error.kind(), ErrorKind::ConstraintViolation | ErrorKind::UniqueViolation)));
}

async fn the_database_refuses_what_must_not_be(db: Db) {
    let setting = Setting::new(db.clone()).await;
    let (at, staff) = begun(&setting).await;
    record(&setting, &at, &staff, 8, new(at.victim, outcome(RiskInstrument::Lap, AssessedLevel::High), None)).await.unwrap();
    for wrong in [
        "UPDATE risk_calls SET answer = 'could_not_ring', answered_by = (SELECT recorded_by FROM risks), answered_role = 'x', answered_at = 1",
        "UPDATE risk_calls SET answer = 'rung'",
        "UPDATE risk_reviews SET planned_on = NULL",
        "UPDATE risk_reviews SET outcome = 'kept'",
        "UPDATE risks SET replaces_by = 'changed'",
        "UPDATE risks SET replaces = id, replaces_by = 'changed'",
    ] {
        refused(&db, wrong).await;
    }
    assert_eq!(view(&setting, &at, &staff).await[0].review_on(), Some(date(2026, 12, 20)));
}
