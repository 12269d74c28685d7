//! A log that was set back to an old copy: it writes nothing more, and is repaired only from what holds.

use std::sync::Arc;

use broker::flow::repair::repair_on;
use ledger::{
    Commitment, Witness,
    checkpoint::{Cosigner, LogSigner},
};
use serde_json::json;
use wire::{Bytes32, LogCopy};

use crate::{agency::TestAgency, on_both, server::Server, town::Town, town::log_signer};

on_both!(only_what_the_log_has_signed_is_believed, a_log_that_is_behind_writes_nothing, two_histories_repair_nothing);

/// The log's head with these leaves, as its key would sign it, cosigned by this agency's witness.
fn head(town: &Town, signer: &LogSigner, leaves: &[Commitment], cosigner: &Cosigner) -> String {
    let mut frontier = ledger::tree::Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(leaf.leaf()));
    let note = signer.sign(frontier.size(), frontier.root());
    let witness = Witness::new(signer.key().name().clone());
    let step = witness.step(&note.to_string(), &signer.key(), leaves.iter().map(Commitment::leaf)).unwrap();
    note.with(cosigner.cosign(&step.cosignable, town.now())).to_string()
}

/// Leaves that no log of this town has.
fn other_leaves(count: usize, seed: u8) -> Vec<Commitment> {
    (0..count).map(|place| Commitment::from_bytes([seed ^ place.to_le_bytes()[0]; 32])).collect()
}

async fn shown(server: &Server, agency: &TestAgency, checkpoint: &str) -> crate::server::Answer {
    let body = serde_json::to_vec(&json!({ "checkpoint": checkpoint })).unwrap();
    server.post(agency, "/log/followed", &body).await
}

async fn only_what_the_log_has_signed_is_believed(town: Arc<Town>) {
    let server = town.open().await;
    let forged = LogSigner::new(log_signer().key().name().clone(), [20; 32]);
    let note = head(&town, &forged, &other_leaves(40, 1), &town.police.cosigner);
    shown(&server, &town.police, &note).await.refused(403, "bad-signature");
    shown(&server, &town.police, "nothing").await.refused(403, "bad-signature");
    // What it leads to is no reason to stop.
    let published = crate::log::published(&server).await;
    let leads: serde_json::Value = shown(&server, &town.police, &published.note).await.json();
    assert_eq!(leads["leads"], true);
    let offer = town.concern_offer();
    assert_eq!(server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await.status, 200);
}

async fn a_log_that_is_behind_writes_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let body = town.sign_offer(&offer);
    // One whose witness has seen more is not taken from, even before it is proved.
    let token = server.token(&town.police, "POST", "/api/v1/offers", &body);
    let request = reqwest::Client::new().post(format!("http://{}/api/v1/offers", server.address));
    let request = request.header("Authorization", token).header("Content-Type", "application/json").header("Stafett-Followed", "1000");
    assert_eq!(request.body(body.clone()).send().await.unwrap().status(), 503);
    let note = head(&town, &log_signer(), &other_leaves(40, 1), &town.police.cosigner);
    let leads: serde_json::Value = shown(&server, &town.police, &note).await.json();
    assert_eq!(leads["leads"], false);
    server.post(&town.police, "/api/v1/offers", &body).await.refused(503, "log-fenced");
    assert!(server.page("/", "en").await.text().contains("set back to an old copy"));
    let size = crate::log::published(&server).await.size;
    server.stop();
    // It remembers.
    let server = town.serve();
    server.post(&town.police, "/api/v1/offers", &body).await.refused(503, "log-fenced");
    assert_eq!(crate::log::published(&server).await.size, size);
}

async fn two_histories_repair_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let size = usize::try_from(crate::log::published(&server).await.size).unwrap();
    let leaves = crate::log::commitments(&server, size as u64).await;
    let copy = |agency: &TestAgency, more: Vec<Commitment>| {
        let all = [leaves.clone(), more.clone()].concat();
        LogCopy {
            agency: agency.address.agency.clone(),
            from: size as u64,
            checkpoint: head(&town, &log_signer(), &all, &agency.cosigner),
            leaves: more.iter().map(|leaf| Bytes32(*leaf.as_bytes())).collect(),
            entries: Vec::new(),
            messages: Vec::new(),
            notices_heard: 0,
        }
    };
    let config = town.config();
    let three = |more: Vec<Commitment>| [copy(&town.social, more.clone()), copy(&town.stranger, more)];
    let mut forked = three(other_leaves(3, 1)).to_vec();
    forked.push(copy(&town.police, other_leaves(4, 2)));
    let refused = repair_on(server.db.clone(), &config, town.clock.clone(), forked).await.unwrap_err().to_string();
    assert!(refused.contains("two histories"), "{refused}");
    assert_eq!(crate::log::published(&server).await.size, size as u64);
    // The same leaves, one witness further than the others: the log leads to the furthest. Nobody could read them.
    let mut agreeing = three(other_leaves(3, 1)).to_vec();
    agreeing.push(copy(&town.police, other_leaves(4, 1)));
    let repaired = repair_on(server.db.clone(), &config, town.clock.clone(), agreeing).await.unwrap();
    assert_eq!((repaired.from, repaired.to, repaired.unread.len()), (size as u64, size as u64 + 4, 4));
    // Who ran meanwhile is fenced; the next one goes on.
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&town.concern_offer())).await.refused(503, "log-fenced");
    server.stop();
    let server = town.serve();
    assert_eq!(server.post(&town.police, "/api/v1/offers", &town.sign_offer(&town.concern_offer())).await.status, 200);
    crate::log::whole_log_holds(&town, &server).await;
}
