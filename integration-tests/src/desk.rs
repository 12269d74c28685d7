//! A duty worker's case system: calls the social services' API.

use serde_json::{Value, json};

use crate::{Answer, Caller, eventually};

/// One who acts as a duty worker.
pub struct Desk(pub Caller);

impl Desk {
    /// Every item of the desk.
    ///
    /// # Errors
    /// The service does not answer.
    pub fn try_items(&self) -> Result<Vec<Value>, String> {
        let answer = self.0.attempt("GET", "/api/v1/duty-items", b"")?;
        Ok(answer.ok()["items"].as_array().cloned().unwrap_or_default())
    }

    /// Every item of the desk.
    #[track_caller]
    pub fn items(&self) -> Vec<Value> {
        self.try_items().expect("the social services answer")
    }

    /// Waits until the item has come and is opened for the desk.
    #[track_caller]
    pub fn rings(&self, handover: &str) -> Value {
        eventually(&format!("{handover} to be at the desk"), || {
            let items = self.try_items()?;
            let found = items.iter().find(|item| item["handover"] == handover).cloned();
            let there = found.filter(|item| item["state"] != "announced");
            there.ok_or_else(|| serde_json::to_string(&items).unwrap_or_default())
        })
    }

    /// The item with its opened fields. Leaves an access entry.
    #[track_caller]
    pub fn open(&self, handover: &str) -> Value {
        self.0.get(&format!("/api/v1/duty-items/{handover}")).ok()
    }

    /// “I own it.”
    #[track_caller]
    pub fn acknowledge(&self, handover: &str) -> Answer {
        self.0.post(&format!("/api/v1/duty-items/{handover}/acknowledge"), &json!({}))
    }

    /// Not ours, with a reason.
    #[track_caller]
    pub fn decline(&self, handover: &str, reason: &str) -> Answer {
        self.0.post(&format!("/api/v1/duty-items/{handover}/decline"), &json!({ "reason": reason }))
    }

    /// Word of state back to the police.
    #[track_caller]
    pub fn state(&self, handover: &str, word: &str) -> Answer {
        self.0.post(&format!("/api/v1/duty-items/{handover}/state"), &json!({ "state": word }))
    }
}
