//! Calls to a witness outside the agencies: the one connection that a broker opens by itself.

use std::time::Duration;

use ledger::{checkpoint::CosignerKey, witness::AddCheckpoint};
use reqwest::{Response, header::CONTENT_TYPE};

use crate::{
    app::StartError,
    config::WitnessPlace,
    domain::outside_witness::{Answer, WitnessTrouble},
};

/// How long it may take to be connected.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the whole answer may take.
const ANSWER: Duration = Duration::from_secs(10);
/// More than this of an answer is not read, in bytes: some lines of signatures.
const ANSWER_MAX: usize = 32 * 1024;

/// The way to a witness.
pub(super) struct WitnessClient {
    http: reqwest::Client,
    address: String,
    key: CosignerKey,
}

impl WitnessClient {
    /// A client for a configured witness; connects to nothing yet.
    pub(super) fn new(place: &WitnessPlace) -> Result<Self, StartError> {
        let http = reqwest::Client::builder().connect_timeout(CONNECT).timeout(ANSWER).redirect(reqwest::redirect::Policy::none()).build();
        let http = http.map_err(|error| StartError::Witness(error.to_string()))?;
        let address = format!("{}/add-checkpoint", place.url.trim_end_matches('/'));
        Ok(Self { http, address, key: place.key.clone() })
    }

    /// The witness's key.
    pub(super) fn key(&self) -> &CosignerKey {
        &self.key
    }

    /// Asks for a cosignature. What is sent is public: size, root and nodes of the tree.
    pub(super) async fn add_checkpoint(&self, asked: &AddCheckpoint) -> Result<Answer, WitnessTrouble> {
        let request = self.http.post(&self.address).header(CONTENT_TYPE, "text/plain; charset=utf-8").body(asked.to_string());
        let silent = |error: reqwest::Error| {
            let error = error.without_url();
            tracing::debug!(witness = %self.key.name(), %error, "the witness did not answer");
            WitnessTrouble::Silent
        };
        let response = request.send().await.map_err(silent)?;
        let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let content_type = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let status = response.status().as_u16();
        let body = beginning(response).await.map_err(silent)?;
        Ok(Answer { status, content_type, body: String::from_utf8(body).unwrap_or_default() })
    }
}

/// As much of the body as is read; what has no end must not fill the memory.
async fn beginning(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await? {
        let room = ANSWER_MAX - body.len();
        body.extend_from_slice(&piece[..piece.len().min(room)]);
        if body.len() == ANSWER_MAX {
            break;
        }
    }
    Ok(body)
}
