//! The rule book changes under way: a duty goes again by itself, word for word, or a person is told at once.

use casework::{
    Basis, Casework, DraftProblem, FieldOf, Handover, HandoverStateCode, SendProblem, StaleDetail, editions, handovers,
    testing::{Approval, approve, edition_with},
};
use store::Db;
use wire::{Category, EditionRef, FactCode, HandoverId, Offer, SubjectRole};

use crate::{
    composing::{drafted, edit, in_one},
    setting::{CallOut, NAME, Setting, answer, call_out, concern, draft, identity, night, send, until, yes_to},
};

store::test_on_both!(
    casework::testing::schema(),
    a_duty_goes_again_by_itself_and_a_consent_waits_for_a_person,
    what_is_no_duty_any_more_is_not_sent,
    a_duty_waits_until_the_new_edition_is_believed,
    a_page_that_was_open_sends_nothing_and_names_both_editions,
    a_draft_is_reviewed_again_under_the_new_edition,
);

fn other() -> String {
    edition_with("2027-01-01.1", "SOL-19-1-B", "orosanmälan (skyldighet)", "anmälan om oro (skyldighet)")
}

/// One more question must be answered with yes before the duty is one.
fn stricter() -> String {
    let (from, to) = (r#"["child_under_18", "concern_for_child"]"#, r#"["child_under_18", "concern_for_child", "relevant_to_child"]"#);
    edition_with("2027-01-01.1", "SOL-19-1-B", from, to)
}

/// Approved as it must be, and active without a word to anybody.
fn activate(setting: &Setting, file: &str, seeds: &[u8]) -> EditionRef {
    let replaces = setting.police.edition().reference().clone();
    let approval = Approval { file: file.to_owned(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    setting.broker.activate_silently(file, approve(&approval, seeds))
}

async fn found(casework: &Casework, id: HandoverId) -> Handover {
    casework.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap()
}

async fn all_of(casework: &Casework, call_out: &CallOut) -> Vec<Handover> {
    let case = call_out.case.id;
    casework.db().read(move |conn| handovers::of_case(conn, case)).await.unwrap()
}

/// A duty and a consent handover, made by the edition that is replaced a moment later.
async fn sent_too_late(setting: &Setting, file: &str, seeds: &[u8]) -> (CallOut, HandoverId, HandoverId) {
    setting.police.ask_for_rulebook().await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], true)).await.unwrap();
    assert_eq!(sent.iter().map(|sent| sent.basis).collect::<Vec<_>>(), [Basis::Duty, Basis::Consent]);
    activate(setting, file, seeds);
    (call_out, sent[0].id, sent[1].id)
}

async fn a_duty_goes_again_by_itself_and_a_consent_waits_for_a_person(db: Db) {
    let setting = Setting::of_police(db).await;
    // The recipient has asked for the rule book and does so again in a minute.
    let receiving = setting.social.workers();
    until("the recipient has the founding edition", || async { setting.social.db().read(editions::all).await.unwrap().len() == 1 }).await;
    let (call_out, duty, consent) = sent_too_late(&setting, &other(), &[41, 42]).await;
    let workers = [setting.police.workers(), receiving];
    until("the duty went again", || async { all_of(&setting.police, &call_out).await.len() == 3 }).await;
    let all = all_of(&setting.police, &call_out).await;
    let anew = all.iter().find(|handover| ![duty, consent].contains(&handover.id)).unwrap().clone();
    until("it is there", || async { found(&setting.police, anew.id).await.state == HandoverStateCode::Received }).await;
    until("the consent is stale", || async { found(&setting.police, consent).await.state == HandoverStateCode::Stale }).await;
    let (duty, consent) = (found(&setting.police, duty).await, found(&setting.police, consent).await);
    assert_eq!((duty.state, duty.detail.as_deref()), (HandoverStateCode::Stale, Some(StaleDetail::SentAnew.code())));
    assert_eq!(consent.detail, None, "a person looks again");
    let offers: Vec<Offer> = setting.broker.offers();
    assert_eq!(offers.len(), 1, "what the old edition judged never left");
    assert_eq!((offers[0].header.id, &offers[0].header.edition.id), (anew.id, setting.police.edition().id()));
    assert_eq!((anew.basis, &anew.categories, &anew.to), (Basis::Duty, &duty.categories, &duty.to));
    // Word for word, and the recipient opens it by an edition that is not in force there.
    let opened = setting.desk.opened.lock().unwrap().clone();
    assert_eq!(opened.iter().map(|parcel| (parcel.handover, parcel.fields[0].value.clone())).collect::<Vec<_>>(), [(anew.id, concern())]);
    assert_ne!(setting.social.edition().id(), setting.police.edition().id());
    assert!(setting.social.edition_named(&offers[0].header.edition).is_some(), "fetched and believed for the parcel");
    let told = setting.car.changes.lock().unwrap().iter().any(|change| change.handover == anew.id);
    assert!(told, "the service was told, and its pages");
    for workers in workers {
        workers.stop().await;
    }
}

async fn what_is_no_duty_any_more_is_not_sent(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, duty, _) = sent_too_late(&setting, &stricter(), &[41, 42]).await;
    let workers = setting.police.workers();
    until("somebody is told", || async { found(&setting.police, duty).await.detail.as_deref() == Some(StaleDetail::ReviewAgain.code()) })
        .await;
    assert_eq!(all_of(&setting.police, &call_out).await.len(), 2, "nothing was made");
    assert!(setting.broker.offers().is_empty());
    // The other part may be told of after it.
    let changes = setting.car.changes.lock().unwrap().clone();
    let told = changes.iter().rfind(|change| change.handover == duty).map(|change| (change.state, change.detail.clone()));
    assert_eq!(told, Some((HandoverStateCode::Stale, Some("review_again".to_owned()))));
    workers.stop().await;
}

async fn a_duty_waits_until_the_new_edition_is_believed(db: Db) {
    let setting = Setting::of_police(db).await;
    let file = other();
    let (call_out, duty, _) = sent_too_late(&setting, &file, &[42, 43]).await;
    let workers = setting.police.workers();
    until("it is stale", || async { found(&setting.police, duty).await.state == HandoverStateCode::Stale }).await;
    setting.police.ask_for_rulebook().await;
    assert_eq!(found(&setting.police, duty).await.detail, None, "nobody has approved that edition: it is not sent by it, nor given up");
    let next = edition_with("2027-01-02.1", "SOL-19-1-B", "orosanmälan (skyldighet)", "anmälan (skyldighet)");
    activate(&setting, &next, &[41, 42]);
    setting.police.ask_for_rulebook().await;
    assert_eq!(all_of(&setting.police, &call_out).await.len(), 3, "it went the moment it could");
    workers.stop().await;
}

async fn a_page_that_was_open_sends_nothing_and_names_both_editions(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let before = setting.police.edition().id().clone();
    let call_out = call_out(&setting.police).await;
    let draft = draft(&setting.police, &call_out, Vec::new(), true);
    let (own, shown) = (setting.police.clone(), draft.clone());
    let preview = setting.police.db().try_read(move |conn| own.preview(conn, &shown, night())).await.unwrap();
    activate(&setting, &other(), &[41, 42]);
    setting.police.ask_for_rulebook().await;
    let own = setting.police.clone();
    let sent = setting
        .police
        .db()
        .try_write("test_send", move |conn| own.send(conn, &call_out.case, &draft, &call_out.staff, &preview.digest, night()));
    let Err(SendProblem::Changed(now)) = sent.await else { panic!("it was sent") };
    assert_eq!((preview.edition.id, now.edition.id.as_str()), (before, "2027-01-01.1"));
}

async fn a_draft_is_reviewed_again_under_the_new_edition(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let call_out = call_out(&setting.police).await;
    answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let at = call_out.clone();
    // By consent, by duty, and one that stays.
    let (draft, sent) = in_one(&setting.police, move |own, conn| {
        let values = vec![(FieldOf::Person(at.victim), identity()), (FieldOf::Role(SubjectRole::Child), concern())];
        let mut draft = drafted(own, conn, &at.case, &at.staff, values)?;
        for code in [FactCode::ChildUnder18, FactCode::ConcernForChild] {
            draft = own.answer_fact(conn, &edit(&draft, &at.staff), code, true)?;
        }
        draft = own.put_field(conn, &edit(&draft, &at.staff), FieldOf::Role(SubjectRole::PersonUsingViolence), identity())?;
        let digest = own.preview_draft(conn, draft.id, &at.staff, night())?.digest;
        Ok((draft.id, own.send_draft(conn, draft.id, &digest, &at.staff, night())?))
    })
    .await
    .unwrap();
    activate(&setting, &other(), &[41, 42]);
    let workers = setting.police.workers();
    let (duty, consent) = (sent[0].id, sent[1].id);
    until("the duty went again", || async { found(&setting.police, duty).await.detail.is_some() }).await;
    until("the consent is stale", || async { found(&setting.police, consent).await.state == HandoverStateCode::Stale }).await;
    let at = call_out.clone();
    let (refused, again) = in_one(&setting.police, move |own, conn| {
        let refused = own.review_again(conn, duty, &at.staff, night());
        let again = own.review_again(conn, consent, &at.staff, night())?;
        let preview = own.preview_draft(conn, again.id, &at.staff, night())?;
        Ok((refused, (again, preview)))
    })
    .await
    .unwrap();
    assert!(matches!(refused, Err(DraftProblem::NothingToCorrect)), "it went again by itself");
    let (again, preview) = again;
    assert_ne!(again.id, draft);
    assert_eq!(preview.edition.id.as_str(), "2027-01-01.1");
    let rows = |rows: &[casework::Row]| rows.iter().map(|row| (row.category, row.subject.map(|person| person.role))).collect::<Vec<_>>();
    assert_eq!(rows(&preview.goes), [(Category::Identity, Some(SubjectRole::Victim))], "the concern is on its way: it is not sent twice");
    assert_eq!(rows(&preview.stays), [(Category::Identity, Some(SubjectRole::PersonUsingViolence))], "what stayed is there to be seen");
    workers.stop().await;
    assert!(!serde_json::to_string(&setting.broker.offers()).unwrap().contains(NAME));
}
