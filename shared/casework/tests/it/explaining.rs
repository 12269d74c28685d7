//! A decision of the past is explained by the edition and the day it was made by, to the sender with what stayed.

use std::sync::Arc;

use casework::{
    Casework, ExplainProblem, Explained, HandoverStateCode, OperatorProblem, Way, access_entries, explain_from, handovers, parcels,
    testing::{AgencyName, Approval, approve, edition_with},
};
use store::{Db, testing::TestDatabase};
use wire::{Category, HandoverId, SubjectRole};

use crate::setting::{CallOut, NAME, Setting, answer, call_out, draft, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    each_side_explains_by_the_edition_that_judged,
    what_stayed_is_the_senders_alone,
    without_a_kept_decision_it_is_rebuilt_from_what_was_signed,
    the_operator_explains_without_a_service_and_leaves_an_entry,
);

/// A report of concern; the identity of the exposed person stays, for nobody asked her.
async fn concern(setting: &Setting) -> (CallOut, HandoverId) {
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    (call_out, sent[0].id)
}

async fn explained(casework: &Casework, id: HandoverId) -> Result<Explained, ExplainProblem> {
    let own = casework.clone();
    casework.db().try_read(move |conn| own.explain(conn, id)).await
}

async fn arrived(setting: &Setting, id: HandoverId) {
    until("it is there", || async {
        let found = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
        found.state == HandoverStateCode::Received
    })
    .await;
}

async fn each_side_explains_by_the_edition_that_judged(db: Db) {
    let setting = Setting::of_police(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    until("both have the founding edition", || async {
        setting.police.edition_doubt().is_none() && setting.social.edition_doubt().is_none()
    })
    .await;
    setting.police.ask_for_rulebook().await;
    setting.social.ask_for_rulebook().await;
    let shipped = setting.police.edition().reference().clone();
    let (_, id) = concern(&setting).await;
    arrived(&setting, id).await;
    let file = edition_with("2027-01-01.1", "SOL-19-1-B", "Polisen ska genast anmäla", "Polisen bör snart anmäla");
    let approval = Approval { file: file.clone(), replaces: shipped.clone(), takes_effect: "2026-11-22".parse().unwrap() };
    let new = setting.broker.activate_silently(&file, approve(&approval, &[41, 42]));
    for (casework, way) in [(&setting.police, Way::Sent), (&setting.social, Way::Received)] {
        casework.ask_for_rulebook().await;
        assert_eq!(*casework.edition().reference(), new);
        let explained = explained(casework, id).await.unwrap();
        assert_eq!((explained.way, &explained.edition, explained.date.to_string().as_str()), (way, &shipped, "2026-11-22"));
        let [field] = explained.fields.as_slice() else { panic!("one field: {explained:?}") };
        assert_eq!((field.category, field.role), (Category::ChildConcern, Some(SubjectRole::Child)));
        let line = &field.lines[0];
        assert!(line.text.sv.contains("ska genast") && !line.text.sv.contains("bör snart"), "the law of its day: {}", line.text.sv);
        assert!(!line.text.en.is_empty());
        let rule = line.rule.as_ref().unwrap();
        assert_eq!((line.code.as_str(), rule.amending_act.as_deref(), rule.until), ("SOL-19-1-B", Some("Lag (2025:1501)"), None));
        assert_eq!(rule.from.to_string(), "2026-01-15");
        assert!(rule.citation.sv.contains("19 kap. 1 §") && rule.citation.en.contains("19:1"));
        assert!(rule.provisions.iter().any(|provision| !provision.paragraphs.is_empty()), "the statute word for word");
    }
    for workers in workers {
        workers.stop().await;
    }
}

async fn what_stayed_is_the_senders_alone(db: Db) {
    let setting = Setting::of_police(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (call_out, id) = concern(&setting).await;
    arrived(&setting, id).await;
    let ours = explained(&setting.police, id).await.unwrap();
    let stayed = ours.stayed.unwrap();
    let told: Vec<_> = stayed.iter().map(|field| (field.n, field.category, field.role, field.lines[0].code.as_str())).collect();
    assert_eq!(told, [(0, Category::Identity, Some(SubjectRole::Victim), "consent_missing")]);
    assert!(stayed[0].way_forward.is_some());
    assert_eq!(explained(&setting.social, id).await.unwrap().stayed, None);
    // Neither the category nor the reason has left, and the sender keeps it sealed.
    let parcel = setting.social.db().read(move |conn| parcels::bytes(conn, id)).await.unwrap().unwrap();
    let offers = serde_json::to_vec(&setting.broker.offers()).unwrap();
    let here = everything(&setting.social).await;
    let sealed = everything(&setting.police).await;
    for word in ["consent_missing", NAME] {
        for (where_, bytes) in
            [("the parcel", &parcel), ("the broker", &offers), ("the recipient's rows", &here), ("the sender's rows", &sealed)]
        {
            assert!(!contains(bytes, word.as_bytes()), "{word} in {where_}");
        }
    }
    assert!(!contains(&offers, b"\"identity\"") && !contains(&here, b"\"identity\""));
    let victim = call_out.victim.id.0;
    for bytes in [&parcel, &offers, &here] {
        assert!(!contains(bytes, victim.to_string().as_bytes()) && !contains(bytes, victim.as_bytes()), "she is not mentioned");
    }
    for workers in workers {
        workers.stop().await;
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Every row that may hold something of a handover, as bytes.
async fn everything(casework: &Casework) -> Vec<u8> {
    use diesel::RunQueryDsl as _;
    #[derive(diesel::QueryableByName)]
    struct Bytes {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        bytes: Vec<u8>,
    }
    let rows = casework.db().read(|conn| {
        let mut all = Vec::new();
        for sql in [
            "SELECT sealed AS bytes FROM past_decisions",
            "SELECT parcel AS bytes FROM parcels",
            "SELECT sealed AS bytes FROM sealed_fields",
        ] {
            let rows: Vec<Bytes> = store::on!(conn, c => diesel::sql_query(sql).load(c))?;
            all.extend(rows);
        }
        Ok(all)
    });
    rows.await.unwrap().into_iter().flat_map(|row| row.bytes).collect()
}

async fn without_a_kept_decision_it_is_rebuilt_from_what_was_signed(db: Db) {
    use diesel::RunQueryDsl as _;
    let setting = Setting::of_police(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    let kept = explained(&setting.police, sent[0].id).await.unwrap();
    assert_eq!(kept.stayed.as_ref().map(Vec::len), Some(1), "the concern that nobody had judged");
    let forget = |sql: &'static str| {
        setting.police.db().write("test_forget", move |conn| Ok(store::on!(conn, c => diesel::sql_query(sql).execute(c))?))
    };
    assert_eq!(forget("DELETE FROM past_decisions").await.unwrap(), 1);
    let rebuilt = explained(&setting.police, sent[0].id).await.unwrap();
    assert_eq!(rebuilt, Explained { stayed: None, ..kept });
    assert!(matches!(explained(&setting.police, HandoverId(wire_id())).await, Err(ExplainProblem::NotFound)));
}

fn wire_id() -> uuid::Uuid {
    "0199aa00-0000-7000-8000-000000000001".parse().unwrap()
}

async fn the_operator_explains_without_a_service_and_leaves_an_entry(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, id) = concern(&setting).await;
    let (db, clock) = (setting.police.db().clone(), Arc::clone(&setting.clock));
    let config = setting.town.config(AgencyName::Police, "http://127.0.0.1:9");
    let told = explain_from(db.clone(), clock.clone(), config.clone(), id).await.unwrap();
    assert_eq!(told, explained(&setting.police, id).await.unwrap());
    explain_from(db.clone(), clock.clone(), config, id).await.unwrap();
    let case = call_out.case.id;
    let entries = db.read(move |conn| access_entries::of_case(conn, case)).await.unwrap();
    let seen: Vec<_> = entries.iter().map(|entry| (entry.role.code(), entry.purpose.code(), entry.handover)).collect();
    assert_eq!(seen, [("operator", "explain", Some(id)); 2]);
    assert_eq!(entries[0].categories, [Category::Identity, Category::ChildConcern]);
    assert!(
        db.read(casework::staff::list).await.unwrap().iter().all(|staff| staff.role.code() != "operator"),
        "nobody logs in as the tool"
    );
    // Another agency's keys open nothing.
    let strangers = setting.town.config(AgencyName::Social, "http://127.0.0.1:9");
    let empty = TestDatabase::sqlite();
    let other = empty.open(&casework::testing::schema());
    let unknown = explain_from(other, clock, strangers, id).await;
    assert!(matches!(unknown, Err(OperatorProblem::Explain(ExplainProblem::NotFound))), "{unknown:?}");
}
