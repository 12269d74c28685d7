//! A witness as an agency runs one.

use ledger::{Commitment, Witness, checkpoint::LogKey};
use serde::Deserialize;

use crate::{agency::TestAgency, server::Server};

#[derive(Deserialize)]
pub struct Shown {
    pub checkpoint: String,
    pub tree_size: u64,
    pub wanted: bool,
    pub leaves: Vec<Commitment>,
}

pub struct TestWitness<'a> {
    pub agency: &'a TestAgency,
    key: LogKey,
    pub state: Witness,
}

impl<'a> TestWitness<'a> {
    pub fn new(agency: &'a TestAgency, key: LogKey) -> Self {
        Self { agency, state: Witness::new(key.name().clone()), key }
    }

    pub async fn look(&self, server: &Server, wait_seconds: u64) -> Shown {
        let path = format!("/api/v1/checkpoint?after={}&wait_seconds={wait_seconds}", self.state.size());
        server.get(self.agency, &path).await.json()
    }

    /// Follows the log to what is shown and cosigns it. Gives the size.
    pub async fn follow(&mut self, server: &Server) -> u64 {
        let shown = self.look(server, 0).await;
        if shown.tree_size > self.state.size() {
            self.cosign(server, &shown).await;
        }
        shown.tree_size
    }

    /// Follows the log, and the call that brings its cosignature does not arrive.
    pub fn lose_cosignature(&mut self, shown: &Shown) {
        let leaves = shown.leaves.iter().map(Commitment::leaf);
        self.state = self.state.step(&shown.checkpoint, &self.key, leaves).unwrap().next;
    }

    pub async fn cosign(&mut self, server: &Server, shown: &Shown) {
        let leaves = shown.leaves.iter().map(Commitment::leaf);
        let step = self.state.step(&shown.checkpoint, &self.key, leaves).unwrap();
        let line = self.agency.cosigner.cosign(&step.cosignable, server.now());
        self.state = step.next;
        let body = serde_json::to_vec(&serde_json::json!({ "tree_size": shown.tree_size, "lines": [line] })).unwrap();
        let answer: serde_json::Value = server.post(self.agency, "/log/cosignatures", &body).await.json();
        assert_eq!(answer["tree_size"], shown.tree_size);
    }
}
