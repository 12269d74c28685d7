//! Somebody who holds an agency's machine keys and talks to the broker without that agency's own service: what a broken
//! or captured service could send.

use std::{fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey};
use envelope::ServiceSigner;
use serde_json::Value;
use wire::{Bytes64, Envelope, MessageKind, Octets};

use crate::{Answer, Caller, Kind};

/// An agency's keys in the hands of the test.
pub struct Outside {
    /// Calls with the agency's token key.
    pub caller: Caller,
    signer: ServiceSigner,
    raw: SigningKey,
}

impl Outside {
    pub(crate) fn new(keys: &Path, kind: Kind, broker: &str) -> Self {
        let token = seed(&keys.join("token.key"));
        let key_id = ServiceSigner::from_seed(&token).id().to_string();
        let caller = Caller::new(broker, &token, &key_id, kind.agency(), Kind::Broker.agency());
        let service = seed(&keys.join("service.key"));
        Self { caller, signer: ServiceSigner::from_seed(&service), raw: SigningKey::from_bytes(&service) }
    }

    /// A message signed with the agency's service key, as it is posted.
    pub fn signed(&self, kind: MessageKind, message: &Value) -> Vec<u8> {
        let envelope = envelope::sign(kind, message, &self.signer).expect("a message that can be signed");
        envelope::envelope_to_json(&envelope)
    }

    /// A payload signed as it is, whatever it is: right signature, wrong content.
    pub fn signed_as_is(&self, kind: MessageKind, payload: &[u8]) -> Vec<u8> {
        let signature = self.raw.sign(&[kind.signature_prefix().as_slice(), payload].concat());
        let signature = Bytes64(signature.to_bytes());
        envelope::envelope_to_json(&Envelope { key_id: self.signer.id().clone(), signature, payload: Octets(payload.to_vec()) })
    }

    /// Posts bytes as they are, with a token for them.
    #[track_caller]
    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.caller.call("POST", path, body)
    }

    /// All notices the agency was told, oldest first.
    #[track_caller]
    pub fn notices(&self) -> Vec<Value> {
        let mut all = Vec::new();
        loop {
            let answer = self.caller.get(&format!("/api/v1/notices?after={}&wait_seconds=0", all.len())).ok();
            let page = answer["notices"].as_array().cloned().unwrap_or_default();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }
}

/// What is inside an envelope.
///
/// # Panics
/// When the bytes are no envelope.
pub fn payload(envelope: &[u8]) -> Value {
    let envelope: Envelope = serde_json::from_slice(envelope).expect("an envelope");
    serde_json::from_slice(&envelope.payload.0).expect("the payload is JSON")
}

fn seed(path: &Path) -> [u8; 32] {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok()).expect("a seed of 32 bytes")
}
