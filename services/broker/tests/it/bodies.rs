//! Bodies no honest agency sends.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::Arc,
};

use diesel::prelude::*;
use store::on;
use wire::MessageKind;

use crate::{
    on_both,
    server::Server,
    town::{Town, json},
};

on_both!(
    a_signature_that_does_not_fit_is_refused_before_anything_is_read,
    another_spelling_is_refused,
    an_unknown_category_is_said_apart,
    a_body_that_is_too_large_is_refused_unread,
    half_a_body_leaves_nothing,
);

async fn a_signature_that_does_not_fit_is_refused_before_anything_is_read(town: Arc<Town>) {
    let server = town.open().await;
    let mut envelope = town.police.sign(MessageKind::Offer, &town.concern_offer());
    envelope.signature.0[5] ^= 1;
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(403, "bad-signature");
    // Signed as another kind of message.
    let envelope = town.police.sign(MessageKind::Receipt, &town.concern_offer());
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(403, "bad-signature");
    // Even what is no offer at all: the signature comes first.
    let mut envelope = town.police.sign(MessageKind::Offer, &"not an offer");
    envelope.signature.0[5] ^= 1;
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(403, "bad-signature");
    let mut envelope = town.police.sign(MessageKind::Offer, &town.concern_offer());
    envelope.key_id = "0123456789abcdef".parse().unwrap();
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(403, "unknown-key");
}

async fn another_spelling_is_refused(town: Arc<Town>) {
    let server = town.open().await;
    let body = town.sign_offer(&town.concern_offer());
    let spaced = [b" ".as_slice(), &body].concat();
    for other in [spaced.as_slice(), b"{}", b"[]", b"\xff\xfe", &body[..body.len() / 2]] {
        server.post(&town.police, "/api/v1/offers", other).await.refused(400, "not-canonical");
    }
    let envelope = town.police.sign(MessageKind::Offer, &serde_json::json!({ "header": {}, "fields": [] }));
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(400, "not-canonical");
}

async fn an_unknown_category_is_said_apart(town: Arc<Town>) {
    let server = town.open().await;
    let mut offer = serde_json::to_value(town.concern_offer()).unwrap();
    offer["fields"][0]["category"] = "shoe_size".into();
    let envelope = town.police.sign(MessageKind::Offer, &offer);
    server.post(&town.police, "/api/v1/offers", &json(&envelope)).await.refused(422, "unknown-category");
}

async fn a_body_that_is_too_large_is_refused_unread(town: Arc<Town>) {
    let server = town.open().await;
    let large = vec![b'a'; wire::MESSAGE_BYTES_MAX + 1];
    let (method, path) = ("POST", "/api/v1/offers");
    let token = server.token(&town.police, method, path, &large);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        large.len()
    );
    let answer = raw(&server, head.as_bytes(), b"");
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("\"too-large\""), "{answer}");
    // Without an announced length it is cut off while it comes.
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        large.len()
    );
    let answer = raw(&server, head.as_bytes(), &large);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

async fn half_a_body_leaves_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let body = town.sign_offer(&town.concern_offer());
    let (method, path) = ("POST", "/api/v1/offers");
    let token = server.token(&town.police, method, path, &body);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let size = crate::log::published(&server).await.size;
    let mut socket = TcpStream::connect(server.address).unwrap();
    socket.write_all(head.as_bytes()).unwrap();
    socket.write_all(&body[..body.len() / 2]).unwrap();
    socket.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    let _ = socket.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    // The whole of it afterwards is the first anybody hears of it.
    assert_eq!(crate::log::published(&server).await.size, size);
    assert_eq!(server.post(&town.police, path, &body).await.status, 200);
}

/// Sends bytes as they are, and reads what comes before the connection ends or falls silent.
fn raw(server: &Server, head: &[u8], body: &[u8]) -> String {
    let mut socket = TcpStream::connect(server.address).unwrap();
    socket.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
    socket.write_all(head).unwrap();
    // The server may hang up before it has read everything.
    let _ = socket.write_all(body);
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(length) = socket.read(&mut piece) {
        answer.extend_from_slice(&piece[..length]);
        if length == 0 || answer.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

diesel::table! {
    log_entries (log_index) { log_index -> BigInt, entry -> Nullable<Binary>, }
}
diesel::table! {
    notices (agency, number) { agency -> Text, number -> BigInt, body -> Binary, }
}
diesel::table! {
    disclosures (handover) { handover -> Binary, answer -> Binary, headline -> Binary, machine -> Binary, evidence -> Nullable<Binary>, }
}
diesel::table! {
    consent_grants (id) { id -> Binary, envelope -> Binary, }
}
diesel::table! {
    receipts (id) { id -> Binary, envelope -> Binary, }
}
diesel::table! {
    sealed_offers (handover) { handover -> Binary, envelope -> Binary, }
}

/// Everything the broker keeps of handovers, as text; base64 payloads are opened.
pub async fn everything(server: &Server) -> String {
    let blobs = server.db.read(|conn| {
        let mut blobs: Vec<Vec<u8>> = Vec::new();
        let entries: Vec<Option<Vec<u8>>> = on!(conn, c => log_entries::table.select(log_entries::entry).load(c))?;
        blobs.extend(entries.into_iter().flatten());
        blobs.extend(on!(conn, c => notices::table.select(notices::body).load::<Vec<u8>>(c))?);
        blobs.extend(on!(conn, c => disclosures::table.select(disclosures::answer).load::<Vec<u8>>(c))?);
        blobs.extend(on!(conn, c => disclosures::table.select(disclosures::headline).load::<Vec<u8>>(c))?);
        blobs.extend(on!(conn, c => disclosures::table.select(disclosures::machine).load::<Vec<u8>>(c))?);
        let evidence: Vec<Option<Vec<u8>>> = on!(conn, c => disclosures::table.select(disclosures::evidence).load(c))?;
        blobs.extend(evidence.into_iter().flatten());
        blobs.extend(on!(conn, c => consent_grants::table.select(consent_grants::envelope).load::<Vec<u8>>(c))?);
        blobs.extend(on!(conn, c => receipts::table.select(receipts::envelope).load::<Vec<u8>>(c))?);
        blobs.extend(on!(conn, c => sealed_offers::table.select(sealed_offers::envelope).load::<Vec<u8>>(c))?);
        Ok(blobs)
    });
    let blobs = blobs.await.unwrap();
    assert!(!blobs.is_empty());
    let opened = blobs.iter().filter_map(|blob| serde_json::from_slice::<wire::Envelope>(blob).ok()).map(|envelope| envelope.payload.0);
    let opened: Vec<Vec<u8>> = opened.collect();
    blobs.iter().chain(&opened).map(|blob| String::from_utf8_lossy(blob).into_owned()).collect::<Vec<_>>().join("\n")
}
