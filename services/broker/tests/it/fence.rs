//! Two brokers on one log: the newer wins, the older writes nothing more.

use std::sync::Arc;

use wire::{NoticeKind, OfferOutcome};

use crate::{
    on_both,
    story::{answer_of, of_kind},
    town::Town,
};

on_both!(a_newer_epoch_makes_the_older_roll_back);

async fn a_newer_epoch_makes_the_older_roll_back(town: Arc<Town>) {
    let older = town.open().await;
    let first = town.concern_offer();
    older.post(&town.police, "/api/v1/offers", &town.sign_offer(&first)).await;
    let size = crate::log::published(&older).await.size;
    let newer = town.serve();
    let second = town.concern_offer();
    older.post(&town.police, "/api/v1/offers", &town.sign_offer(&second)).await.refused(503, "log-fenced");
    // Nothing of it is anywhere: the newer one judges it as new, at the next index.
    assert_eq!(of_kind(&newer, &town.social, NoticeKind::ParcelWaiting).await.len(), 1);
    let answer = answer_of(&newer.post(&town.police, "/api/v1/offers", &town.sign_offer(&second)).await, &town);
    assert_eq!((answer.outcome, answer.log_index), (OfferOutcome::Released, size));
    // What the newer one has answered is known to the older one too; anything new is not taken.
    assert_eq!(older.post(&town.police, "/api/v1/offers", &town.sign_offer(&second)).await.status, 200);
    older.post(&town.police, "/api/v1/offers", &town.sign_offer(&town.concern_offer())).await.refused(503, "log-fenced");
    let page = older.page("/", "en").await.text();
    assert!(page.contains("The log is locked"), "{page}");
    crate::log::whole_log_holds(&town, &newer).await;
}
