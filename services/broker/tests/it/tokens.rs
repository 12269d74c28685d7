//! Machine calls: a token for this agency, this door, this body, this minute.

use std::sync::Arc;

use jiff::SignedDuration;
use reqwest::Method;
use web::machine::{Call, MachineSigner};

use crate::{
    on_both,
    town::{BROKER, Town},
};

on_both!(every_door_asks_for_a_token, a_token_is_good_for_one_call, a_message_of_another_agency_is_refused);

const CLOSED: [(&str, &str); 15] = [
    ("POST", "/api/v1/consents"),
    ("POST", "/api/v1/consents/withdraw"),
    ("POST", "/api/v1/consents/withdraw-by-code"),
    ("POST", "/api/v1/offers"),
    ("GET", "/api/v1/notices"),
    ("POST", "/api/v1/parcels/0199a1b2-0000-7000-8000-000000000000/fetch"),
    ("POST", "/api/v1/receipts"),
    ("POST", "/api/v1/recalls"),
    ("GET", "/api/v1/rulebook"),
    ("GET", "/api/v1/rulebook/2026-11-28.1"),
    ("GET", "/api/v1/directory"),
    ("GET", "/api/v1/checkpoint"),
    ("POST", "/log/cosignatures"),
    ("GET", "/log/entries/0"),
    ("GET", "/log/cosigned/polisen-exempelstad?from=1"),
];

async fn every_door_asks_for_a_token(town: Arc<Town>) {
    let server = town.open().await;
    for (method, path) in CLOSED {
        let body: &[u8] = if method == "POST" && !path.ends_with("fetch") { b"{}" } else { b"" };
        let method: Method = method.parse().unwrap();
        server.send(method.clone(), path, body, None).await.refused(401, "token-missing");
        // A key that nobody has registered.
        let unknown = MachineSigner::from_seed(&[99; 32], "0123456789abcdef", "polisen-exempelstad");
        let call = Call { audience: BROKER, method: method.as_str(), path, body };
        let token = unknown.authorization(&call, town.now(), [1; 16]).unwrap();
        server.send(method, path, body, Some(&token)).await.refused(401, "token-refused");
    }
}

async fn a_token_is_good_for_one_call(town: Arc<Town>) {
    let server = town.open().await;
    let (path, body) = ("/api/v1/offers", town.sign_offer(&town.concern_offer()));
    let good = Call { audience: BROKER, method: "POST", path, body: &body };
    let now = town.now();
    let wrong = [
        (&town.police, Call { audience: "samordningen-annanstad", ..good }, now),
        (&town.police, Call { method: "PUT", ..good }, now),
        (&town.police, Call { path: "/api/v1/receipts", ..good }, now),
        (&town.police, Call { path: "/api/v1/offers?again=1", ..good }, now),
        (&town.police, Call { body: b"{}", ..good }, now),
        (&town.police, good, now - SignedDuration::from_secs(70)),
        (&town.police, good, now + SignedDuration::from_secs(70)),
    ];
    for (agency, call, at) in wrong {
        let token = agency.token.authorization(&call, at, [2; 16]).unwrap();
        server.send(Method::POST, path, &body, Some(&token)).await.refused(401, "token-refused");
    }
    let token = town.police.token.authorization(&good, now, [3; 16]).unwrap();
    assert_eq!(server.send(Method::POST, path, &body, Some(&token)).await.status, 200);
    // Nor once more for the same call.
    server.send(Method::POST, path, &body, Some(&token)).await.refused(401, "token-refused");
}

async fn a_message_of_another_agency_is_refused(town: Arc<Town>) {
    let server = town.open().await;
    let body = town.sign_offer(&town.concern_offer());
    // The stranger's token for the police's message: the stranger has no such signing key.
    server.post(&town.stranger, "/api/v1/offers", &body).await.refused(403, "unknown-key");
    // The stranger signs it itself: it is not the sender that the header names.
    let own = crate::town::json(&town.stranger.sign(wire::MessageKind::Offer, &town.concern_offer()));
    server.post(&town.stranger, "/api/v1/offers", &own).await.refused(422, "wrong-address");
}
