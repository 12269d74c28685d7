//! Answers of the recipient.

use std::sync::Arc;

use wire::{DeclineReason, MessageKind, NoticeKind, Receipt, ReceiptState, StaffRole};

use crate::{
    on_both,
    story::{fetch_path, of_kind, receipt},
    town::{Town, json},
};

on_both!(only_the_recipient_answers, answers_come_in_their_order, a_receipt_is_taken_once);

async fn only_the_recipient_answers(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let body = receipt(&town, &offer, ReceiptState::Received);
    let answer: Receipt = wire::canonical::from_bytes(&envelope::envelope_from_json(&body).unwrap().payload.0).unwrap();
    for agency in [&town.stranger, &town.police] {
        let own = Receipt { from: agency.address.agency.clone(), ..answer.clone() };
        server.post(agency, "/api/v1/receipts", &json(&agency.sign(MessageKind::Receipt, &own))).await.refused(404, "not-found");
        // In the recipient's name, under another signature.
        server.post(agency, "/api/v1/receipts", &json(&agency.sign(MessageKind::Receipt, &answer))).await.refused(422, "wrong-address");
    }
    assert!(of_kind(&server, &town.police, NoticeKind::Receipt).await.is_empty());
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &body).await.status, 200);
}

async fn answers_come_in_their_order(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    let early = receipt(&town, &offer, ReceiptState::Received);
    server.post(&town.social, "/api/v1/receipts", &early).await.refused(409, "wrong-state");
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let acknowledged = receipt(&town, &offer, ReceiptState::Acknowledged { role: StaffRole::DutyWorker });
    server.post(&town.social, "/api/v1/receipts", &acknowledged).await.refused(409, "wrong-state");
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &early).await.status, 200, "taken when it follows");
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &acknowledged).await.status, 200);
    let declined = receipt(&town, &offer, ReceiptState::Declined { reason: DeclineReason::NotResponsible });
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &declined).await.status, 200);
    let taken_over = receipt(&town, &offer, ReceiptState::TakenOver { unit: town.social.address.unit.clone() });
    server.post(&town.social, "/api/v1/receipts", &taken_over).await.refused(409, "wrong-state");
}

async fn a_receipt_is_taken_once(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let body = receipt(&town, &offer, ReceiptState::Received);
    let first = server.post(&town.social, "/api/v1/receipts", &body).await;
    assert_eq!(first.status, 200);
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &body).await.body, first.body);
    // Under another id it says nothing new.
    assert_eq!(server.post(&town.social, "/api/v1/receipts", &receipt(&town, &offer, ReceiptState::Received)).await.status, 200);
    assert_eq!(of_kind(&server, &town.police, NoticeKind::Receipt).await.len(), 1, "told once");
    // The same id with other bytes.
    let mut other: Receipt = wire::canonical::from_bytes(&envelope::envelope_from_json(&body).unwrap().payload.0).unwrap();
    other.at += jiff::SignedDuration::from_secs(1);
    server.post(&town.social, "/api/v1/receipts", &json(&town.social.sign(MessageKind::Receipt, &other))).await.refused(409, "other-bytes");
}
