//! A patrol officer's case system: calls the police's API.

use serde_json::{Value, json};

use crate::{Answer, Caller, eventually};

/// One who acts as an officer.
pub struct Officer(pub Caller);

/// What an officer records of one night.
#[derive(Debug, Clone)]
pub struct Night {
    /// Step 1.
    pub situation: Value,
    /// Step 2.
    pub consent: Value,
    /// Concern for a child, when it was judged.
    pub concern: Option<Value>,
}

/// A handover as the sender sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: String,
    /// `duty`, `consent` and so on.
    pub basis: String,
    /// How far it has come.
    pub state: String,
    /// Role, reason or code of the state.
    pub detail: String,
    /// Categories that went with it.
    pub categories: Vec<String>,
}

impl Night {
    /// Violence, nobody else in the home; she says yes and gives name and number.
    pub fn consent(name: &str, phone: &str) -> Self {
        Self {
            situation: json!({ "kind": "violence", "children": "none", "suspect": "left_the_scene", "acute": ["very_afraid"] }),
            consent: json!({
                "answer": "yes", "out_of_earshot": "yes", "name": name, "phone": phone, "protection": "no",
                "windows": ["tomorrow_morning"], "language": "sv",
            }),
            concern: Some(json!({ "harm_test_passed": true })),
        }
    }

    /// The same with two children who saw or heard it, and a concern for them.
    pub fn with_children(name: &str, phone: &str) -> Self {
        Self::consent(name, phone).and_children()
    }

    /// She says no.
    pub fn refused() -> Self {
        let consent = json!({ "answer": "no", "out_of_earshot": "yes" });
        Self { consent, concern: None, ..Self::consent("", "") }
    }

    /// There are children, and the officer suspects that they are harmed.
    #[must_use]
    pub fn and_children(mut self) -> Self {
        self.situation["children"] = json!("two");
        self.situation["children_state"] = json!("saw_or_heard");
        let details = json!({ "grounds": ["saw_or_heard_violence"], "immediate": "no", "place": "at_home" });
        let harm_test = self.concern.is_some().then_some(true);
        self.concern = Some(json!({ "suspected": true, "details": details, "harm_test_passed": harm_test }));
        self
    }
}

impl Officer {
    /// A new call-out; its case code.
    #[track_caller]
    pub fn open(&self) -> String {
        text(&self.0.post("/api/v1/call-outs", &json!({})).ok(), "code")
    }

    /// A new call-out with everything of the night recorded.
    #[track_caller]
    pub fn record(&self, night: &Night) -> String {
        let code = self.open();
        self.situation(&code, &night.situation).ok();
        self.consent(&code, &night.consent).ok();
        if let Some(concern) = &night.concern {
            self.concern(&code, concern).ok();
        }
        code
    }

    /// Step 1.
    #[track_caller]
    pub fn situation(&self, code: &str, situation: &Value) -> Answer {
        self.0.put(&format!("/api/v1/call-outs/{code}/situation"), situation)
    }

    /// Step 2.
    #[track_caller]
    pub fn consent(&self, code: &str, consent: &Value) -> Answer {
        self.0.put(&format!("/api/v1/call-outs/{code}/consent"), consent)
    }

    /// Judges the concern.
    #[track_caller]
    pub fn concern(&self, code: &str, concern: &Value) -> Answer {
        self.0.put(&format!("/api/v1/call-outs/{code}/concern"), concern)
    }

    /// What would leave now.
    #[track_caller]
    pub fn preview(&self, code: &str) -> Value {
        self.0.get(&format!("/api/v1/call-outs/{code}/preview")).ok()
    }

    /// Presses the button under a preview with this digest.
    #[track_caller]
    pub fn send(&self, code: &str, digest: &str) -> Answer {
        self.0.post(&format!("/api/v1/call-outs/{code}/send"), &json!({ "digest": digest }))
    }

    /// Records the night, looks at the preview and sends what it shows.
    #[track_caller]
    pub fn hand_over(&self, night: &Night) -> (String, Vec<Handover>) {
        let code = self.record(night);
        let digest = text(&self.preview(&code), "digest");
        self.send(&code, &digest).ok();
        let sent = self.handovers(&code);
        assert!(!sent.is_empty(), "something was sent");
        (code, sent)
    }

    /// The call-out as the officer sees it.
    #[track_caller]
    pub fn show(&self, code: &str) -> Value {
        self.0.get(&format!("/api/v1/call-outs/{code}")).ok()
    }

    /// What was sent of a call-out, in the order of sending.
    #[track_caller]
    pub fn handovers(&self, code: &str) -> Vec<Handover> {
        Self::handovers_in(&self.show(code))
    }

    /// Waits until this handover has come so far, as the officer sees it.
    #[track_caller]
    pub fn sees(&self, code: &str, id: &str, state: &str) -> Handover {
        eventually(&format!("the officer to see {state} of {code} {id}"), || {
            // The service may be just starting again.
            let answer = self.0.attempt("GET", &format!("/api/v1/call-outs/{code}"), b"")?;
            let found = Self::handovers_in(&answer.ok()).into_iter().find(|handover| handover.id == id);
            found.as_ref().filter(|handover| handover.state == state).cloned().ok_or_else(|| format!("{found:?}"))
        })
    }

    /// Waits until this handover of a case has come so far, however it was sent.
    #[track_caller]
    pub fn sees_case(&self, code: &str, id: &str, state: &str) -> Value {
        eventually(&format!("the officer to see {state} of {code} {id}"), || {
            let answer = self.0.attempt("GET", &format!("/api/v1/cases/{code}"), b"")?;
            let all = answer.json()["handovers"].as_array().cloned().unwrap_or_default();
            all.into_iter().find(|one| one["id"] == id && one["state"] == state).ok_or_else(|| answer.text())
        })
    }

    /// The handovers of a call-out as the API shows it.
    pub fn handovers_in(shown: &Value) -> Vec<Handover> {
        let list = shown["handovers"].as_array().cloned().unwrap_or_default();
        let of = |row: &Value| Handover {
            id: text(row, "id"),
            basis: text(row, "basis"),
            state: text(row, "state"),
            detail: row["detail"].as_str().unwrap_or_default().to_owned(),
            categories: row["categories"].as_array().into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned)).collect(),
        };
        list.iter().map(of).collect()
    }
}

#[track_caller]
fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_else(|| panic!("no text “{member}” in {value}")).to_owned()
}
