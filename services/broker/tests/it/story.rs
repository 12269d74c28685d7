//! The whole path, as it runs for real: consent, offer, notice, fetch, both cosignatures, parcel, opening, receipts.

use std::sync::Arc;

use envelope::{Verified, VerifyingKey, open_offer, verify};
use ledger::{EntryKind, EntryProof, Salt, checkpoint::CosignerKey, tree::InclusionProof};
use wire::{
    LogEvidence, MessageKind, Notice, NoticeKind, Offer, OfferAnswer, OfferOutcome, Parcel, Receipt, ReceiptId, ReceiptState, StaffRole,
};

use crate::{
    on_both,
    server::{Answer, Server},
    town::{CANARY, Town, json, random, staff},
    witness::TestWitness,
};

on_both!(a_call_out_reaches_the_duty_desk_and_the_answer_comes_back, a_report_of_concern_needs_the_recipient_alone);

#[derive(serde::Deserialize)]
pub struct Notices {
    pub notices: Vec<Notice>,
    pub next: u64,
}

pub async fn notices(server: &Server, agency: &crate::agency::TestAgency, after: u64) -> Notices {
    server.get(agency, &format!("/api/v1/notices?after={after}&wait_seconds=5")).await.json()
}

pub async fn of_kind(server: &Server, agency: &crate::agency::TestAgency, kind: NoticeKind) -> Vec<Notice> {
    let all: Notices = server.get(agency, "/api/v1/notices?after=0&wait_seconds=0").await.json();
    all.notices.into_iter().filter(|notice| notice.kind == kind).collect()
}

pub fn answer_of(answer: &Answer, town: &Town) -> OfferAnswer {
    let envelope = envelope::envelope_from_json(&answer.body).unwrap_or_else(|_| panic!("{}", answer.text()));
    let trusted = town.broker.trusted(town.now());
    let key = trusted.service_key(&envelope.key_id, town.now()).unwrap();
    verify::<OfferAnswer>(MessageKind::OfferAnswer, &envelope, key).unwrap().into_message()
}

pub fn fetch_path(offer: &Offer, wait_seconds: u64) -> String {
    format!("/api/v1/parcels/{}/fetch?wait_seconds={wait_seconds}", offer.header.id)
}

pub fn receipt(town: &Town, offer: &Offer, outcome: ReceiptState) -> Vec<u8> {
    let machine = matches!(outcome, ReceiptState::Received | ReceiptState::Rejected { .. });
    let receipt = Receipt {
        id: ReceiptId(uuid::Builder::from_random_bytes(random()).into_uuid()),
        handover: offer.header.id,
        from: town.social.address.agency.clone(),
        outcome,
        sequence: None,
        at: town.now(),
        staff: (!machine).then(staff),
    };
    json(&town.social.sign(MessageKind::Receipt, &receipt))
}

/// Checks evidence as a recipient does. Gives the entry's kind.
pub fn proved(town: &Town, evidence: &LogEvidence, required: &[CosignerKey]) -> EntryKind {
    let hashes = evidence.path.iter().map(|hash| ledger::Hash::from_bytes(hash.0)).collect();
    let proof = EntryProof {
        entry: serde_json::from_slice(&evidence.entry.0).unwrap(),
        salt: Salt::from_bytes(evidence.salt.0),
        inclusion: InclusionProof { index: evidence.index, size: evidence.tree_size, hashes },
        checkpoint: evidence.checkpoint.parse().unwrap(),
    };
    let proved = proof.verify(&town.log_key, required).unwrap();
    proved.entry().fields().kind
}

pub fn verified_offer(town: &Town, parcel: &Parcel) -> Verified<Offer> {
    let key: &VerifyingKey = town.police.service.verifying_key();
    verify(MessageKind::Offer, &parcel.offer, key).unwrap()
}

async fn a_call_out_reaches_the_duty_desk_and_the_answer_comes_back(town: Arc<Town>) {
    let server = town.open().await;
    let grant = town.grant(town.victim());
    let registered: serde_json::Value = server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.json();
    let offer = town.consent_offer(&grant);
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Released, "{answer:?}");
    assert!(answer.log_index > registered["log_index"].as_u64().unwrap());

    let told = of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await;
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].handover, told[0].case_code), (Some(offer.header.id), Some(offer.header.case_code)));

    // Fetched, and not proved: nothing is handed over before both have cosigned.
    let first = server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    assert_eq!(first.status, 202, "{}", first.text());
    assert_eq!(of_kind(&server, &town.police, NoticeKind::ParcelFetched).await.len(), 1);
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    let mut car = TestWitness::new(&town.police, town.log_key.clone());
    desk.follow(&server).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202, "one cosignature is not enough");
    car.follow(&server).await;
    let handed_over = server.post(&town.social, &fetch_path(&offer, 5), b"").await;
    let parcel: Parcel = handed_over.json();
    let both = [town.social.cosigner.key().clone(), town.police.cosigner.key().clone()];
    assert_eq!(proved(&town, &parcel.released, &both), EntryKind::OfferReleased);
    assert_eq!(proved(&town, &parcel.fetched, &both), EntryKind::ParcelFetched);
    assert_eq!(parcel.consents.len(), 1);
    let opened = open_offer(&verified_offer(&town, &parcel), &town.social.unit_key).unwrap();
    assert_eq!(opened.len(), 1);

    // The same bytes, whatever is cosigned later.
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    desk.follow(&server).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.body, handed_over.body);

    for outcome in [ReceiptState::Received, ReceiptState::Acknowledged { role: StaffRole::DutyWorker }] {
        let taken = server.post(&town.social, "/api/v1/receipts", &receipt(&town, &offer, outcome.clone())).await;
        assert!(taken.json::<serde_json::Value>()["log_index"].as_u64().unwrap() > parcel.fetched.index);
        let heard = of_kind(&server, &town.police, NoticeKind::Receipt).await;
        let last: Receipt = wire::canonical::from_bytes(&heard.last().unwrap().receipt.as_ref().unwrap().payload.0).unwrap();
        assert_eq!(last.outcome, outcome);
    }
    // The sealed bytes are gone from the broker, and what was in them was never there.
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(410, "not-found");
    assert!(!crate::bodies::everything(&server).await.contains(CANARY));
}

async fn a_report_of_concern_needs_the_recipient_alone(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Released, "{answer:?}");
    // The long poll answers as soon as the parcel is proved, and the witness is asked as soon as it is fetched.
    let witness = async {
        let mut desk = TestWitness::new(&town.social, town.log_key.clone());
        let shown = desk.look(&server, 20).await;
        assert!(shown.wanted, "the desk's own fetch wants its cosignature");
        desk.cosign(&server, &shown).await;
    };
    let path = fetch_path(&offer, 20);
    let (fetched, ()) = tokio::join!(server.post(&town.social, &path, b""), witness);
    let parcel: Parcel = fetched.json();
    assert_eq!(proved(&town, &parcel.fetched, &[town.social.cosigner.key().clone()]), EntryKind::ParcelFetched);
    assert_eq!(open_offer(&verified_offer(&town, &parcel), &town.social.unit_key).unwrap().len(), 2);
}
