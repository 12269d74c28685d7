//! What goes, what stays, and that a refusal leaves nothing behind.

use casework::{Basis, ConsentAnswer, SendProblem};
use store::{Db, queue};
use wire::Category;

use crate::setting::{Setting, answer, call_out, draft, night, send, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    consent_and_duty_become_two_offers_the_duty_first,
    a_refused_consent_leaves_nothing_in_the_outbox,
    concern_is_never_automatic,
    a_changed_value_changes_the_digest,
);

async fn consent_and_duty_become_two_offers_the_duty_first(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let draft = draft(&setting.police, &call_out, vec![consent.id], true);
    let own = setting.police.clone();
    let preview = setting.police.db().try_read(move |conn| own.preview(conn, &draft, night())).await.unwrap();
    let bases: Vec<_> = preview.offers.iter().map(|offer| (offer.basis, offer.fields.clone())).collect();
    assert_eq!(bases, [(Basis::Duty, vec![1]), (Basis::Consent, vec![0])]);
    assert!(preview.stays.is_empty());
    assert!(preview.goes.iter().all(|row| !row.lines.is_empty() && !row.lines[0].text.sv.is_empty()), "every row says why");
    assert!(!format!("{preview:?}").contains("Kanarie"), "a preview prints no value");
}

async fn a_refused_consent_leaves_nothing_in_the_outbox(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    answer(&setting.police, &call_out, ConsentAnswer::Refused { giver: call_out.victim, question: crate::setting::question() }).await;
    let draft = draft(&setting.police, &call_out, Vec::new(), false);
    let refused = send(&setting.police, &call_out, draft).await;
    assert!(matches!(refused, Err(SendProblem::NothingToSend)), "{refused:?}");
    let (case, db) = (call_out.case.id, setting.police.db());
    let left = db.read(move |conn| Ok((queue::counts(conn, casework::exchange::OUTBOX)?, casework::handovers::of_case(conn, case)?)));
    let (counts, handovers) = left.await.unwrap();
    assert_eq!((counts.ready, counts.taken, counts.done), (0, 0, 0));
    assert!(handovers.is_empty());
}

async fn concern_is_never_automatic(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let draft = draft(&setting.police, &call_out, Vec::new(), false);
    let own = setting.police.clone();
    let preview = setting.police.db().try_read(move |conn| own.preview(conn, &draft, night())).await.unwrap();
    assert!(preview.goes.is_empty());
    let concern = preview.stays.iter().find(|row| row.category == Category::ChildConcern).unwrap();
    assert!(concern.way_forward.is_some(), "it says that somebody must judge");
}

async fn a_changed_value_changes_the_digest(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let before = draft(&setting.police, &call_out, Vec::new(), true);
    let mut after = before.clone();
    after.urgency = wire::Urgency::SameDay;
    let own = setting.police.clone();
    let digests = setting.police.db().try_read(move |conn| -> Result<_, SendProblem> {
        Ok((
            own.preview(conn, &before, night())?.digest,
            own.preview(conn, &before, night())?.digest,
            own.preview(conn, &after, night())?.digest,
        ))
    });
    let (one, again, other) = digests.await.unwrap();
    assert_eq!(one, again);
    assert_ne!(one, other);
}
