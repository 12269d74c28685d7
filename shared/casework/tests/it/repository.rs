//! Tables of casework on both databases.

use casework::{CaseError, cases, staff};
use store::Db;
use wire::SubjectRole;

use crate::setting::{Setting, call_out, night};

store::test_on_both!(
    casework::testing::schema(),
    a_case_is_named_by_agency_and_code,
    values_at_rest_open_only_for_their_case_and_label,
    staff_keep_their_reference_and_leave_with_the_configuration,
    the_schema_goes_down_and_up,
);

async fn a_case_is_named_by_agency_and_code(db: Db) {
    let setting = Setting::new(db).await;
    let own = setting.social.clone();
    let cases = setting.social.db().try_write("test_cases", move |conn| -> Result<_, CaseError> {
        let mine = own.open_own_case(conn, night())?;
        let again = own.open_case(conn, mine.code, &mine.opened_by, night())?;
        let theirs = own.open_case(conn, mine.code, &"polisen-exempelstad".parse().expect("an agency"), night())?;
        let all = cases::with_code(conn, &mine.code)?;
        let first = own.subject(conn, &mine, SubjectRole::Victim, night())?;
        let second = own.subject(conn, &mine, SubjectRole::Victim, night())?;
        assert_eq!(first, second);
        Ok((mine, again, theirs, all))
    });
    let (mine, again, theirs, all) = cases.await.unwrap();
    assert_eq!(mine, again);
    assert_ne!(mine.id, theirs.id);
    assert_eq!(all.len(), 2);
    assert!(mine.code.to_string().ends_with("-2611"));
}

async fn values_at_rest_open_only_for_their_case_and_label(db: Db) {
    let setting = Setting::new(db).await;
    let own = setting.social.clone();
    let checked = setting.social.db().try_write("test_at_rest", move |conn| -> Result<(), CaseError> {
        let (one, other) = (own.open_own_case(conn, night())?, own.open_own_case(conn, night())?);
        let sealed = own.seal_for_case(conn, one.id, "call_out/name", b"Kanarie")?;
        assert!(!sealed.windows(7).any(|part| part == b"Kanarie"));
        assert_eq!(&own.open_for_case(conn, one.id, "call_out/name", &sealed)?[..], b"Kanarie");
        assert!(own.open_for_case(conn, other.id, "call_out/name", &sealed).is_err());
        assert!(own.open_for_case(conn, one.id, "call_out/phone", &sealed).is_err());
        Ok(())
    });
    checked.await.unwrap();
}

async fn staff_keep_their_reference_and_leave_with_the_configuration(db: Db) {
    let setting = Setting::new(db.clone()).await;
    let before = setting.worker().await;
    let mut config = setting.town.config(casework::testing::AgencyName::Social, setting.broker.url());
    config.demo_staff.retain(|member| member.login == "lo");
    let keyring = casework::Keyring::load(&config.keys, night()).unwrap();
    let reception = std::sync::Arc::new(casework::NoReception);
    let parts = casework::CaseworkParts { db: db.clone(), clock: setting.clock.clone(), config, keyring, reception };
    let again = casework::Casework::start(parts).await.unwrap();
    let all = again.db().read(staff::list).await.unwrap();
    assert_eq!(all, [before]);
}

async fn the_schema_goes_down_and_up(db: Db) {
    let setting = Setting::new(db.clone()).await;
    call_out(&setting.social).await;
    drop(setting);
    let down = tokio::task::spawn_blocking(move || db.revert_all(&casework::testing::schema()));
    down.await.unwrap().unwrap();
}
