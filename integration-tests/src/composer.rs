//! A handover put together on the pages, as a person does it: begin, fill in, decide, look through, send.

use serde_json::Value;

use crate::{Caller, Seen, Visitor, eventually};

/// A draft on somebody's screen.
pub struct Composer<'a> {
    who: &'a Visitor,
    code: String,
    path: String,
}

/// To whom and what for.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    /// Id of the unit.
    pub to: &'a str,
    /// Code of the purpose.
    pub purpose: &'a str,
}

/// The desk's unit.
pub const DESK: &str = "socialtjansten-exempelstad/socialjouren";
/// The other board's unit.
pub const OTHER_BOARD: &str = "socialtjansten-exempelstad/aldreenheten";
/// The patrols' unit.
pub const PATROLS: &str = "polisen-exempelstad/ingripande";

impl<'a> Composer<'a> {
    /// Begins a handover in a case.
    #[track_caller]
    pub fn begin(who: &'a Visitor, code: &str, beginning: Beginning<'_>) -> Self {
        let place = format!("/cases/{code}/handovers/new");
        let Beginning { to, purpose } = beginning;
        let answers = [("to", to), ("purpose", purpose), ("phase", "care"), ("urgency", "same_day")];
        Self::at(who, code, &who.send(&who.visit(&place), &place, &answers))
    }

    /// Asks the other agency for categories; what is left is to look through and send.
    #[track_caller]
    pub fn ask(who: &'a Visitor, code: &str, beginning: Beginning<'_>, categories: &[&str]) -> Self {
        let place = format!("/cases/{code}/handovers/new");
        let form = who.visit(&format!("{place}?kind=ask")).form(&place).clone();
        let mut answers = vec![("kind", "ask"), ("to", beginning.to), ("v-purpose", beginning.purpose)];
        answers.extend(categories.iter().map(|category| ("v-categories", *category)));
        Self::at(who, code, &who.submit(&form, &answers))
    }

    /// Begins the answer to a question that has come.
    #[track_caller]
    pub fn answer(who: &'a Visitor, code: &str, request: &str) -> Self {
        let case = who.visit(&format!("/cases/{code}/handovers"));
        Self::at(who, code, &who.send(&case, &format!("/cases/{code}/handovers/{request}/answer"), &[]))
    }

    /// Begins a correction of a field that was sent.
    #[track_caller]
    pub fn correct(who: &'a Visitor, code: &str, handover: &str, n: u64, how: &str) -> Self {
        let place = format!("/cases/{code}/handovers/{handover}/correct");
        let form = who.visit(&format!("{place}?n={n}"));
        Self::at(who, code, &who.send(&form, &place, &[("how", how)]))
    }

    /// Begins anew what another unit should have had.
    #[track_caller]
    pub fn send_on(who: &'a Visitor, code: &str, handover: &str, to: &str) -> Self {
        let place = format!("/cases/{code}/handovers/{handover}/redirected");
        let form = who.visit(&place);
        Self::at(who, code, &who.send(&form, &place, &[("to", to)]))
    }

    /// The draft a page led to.
    #[track_caller]
    fn at(who: &'a Visitor, code: &str, seen: &Seen) -> Self {
        let beginning = format!("/cases/{code}/drafts/");
        let rest = seen.path.strip_prefix(&beginning);
        let rest = rest.unwrap_or_else(|| panic!("{} is no draft of {code}: {:?} {}", seen.path, seen.page.errors, seen.page.text));
        let id = rest.split(['/', '?']).next().unwrap_or_default();
        Self { who, code: code.to_owned(), path: format!("{beginning}{id}") }
    }

    /// Address of the draft.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The draft as it stands.
    #[track_caller]
    pub fn show(&self) -> Seen {
        self.who.visit(&self.path)
    }

    /// Fills in a field. Names of members are those of the value's type.
    #[track_caller]
    pub fn put(&self, category: &str, about: &str, members: &[(&str, &str)]) -> Seen {
        let after = self.try_put(category, about, members);
        assert_eq!(after.path, self.path, "{category} is kept: {:?} {:?}", after.page.errors, after.page.messages);
        after
    }

    /// The same, whatever comes of it.
    #[track_caller]
    pub fn try_put(&self, category: &str, about: &str, members: &[(&str, &str)]) -> Seen {
        let place = format!("{}/fields/{category}", self.path);
        let form = self.who.visit(&place).form(&place).clone();
        let named: Vec<(String, &str)> = members.iter().map(|(name, value)| (format!("v-{name}"), *value)).collect();
        let mut answers: Vec<(&str, &str)> = named.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        if !about.is_empty() {
            answers.push(("about", about));
        }
        self.who.submit(&form, &answers)
    }

    /// Answers a plain question.
    #[track_caller]
    pub fn fact(&self, code: &str, answer: &str) {
        let form = self.show().form_with(&self.path, "fact", code).clone();
        let after = self.who.submit(&form, &[("answer", answer)]);
        assert_eq!(after.status, 200, "{code} {answer}: {}", after.page.text);
    }

    /// Fills in the form of a decision.
    #[track_caller]
    pub fn decide(&self, rule: &str, answers: &[(&str, &str)]) -> Seen {
        let place = format!("{}/permissions/{rule}", self.path);
        let form = self.who.visit(&place).form(&place).clone();
        self.who.submit(&form, answers)
    }

    /// What goes and what stays.
    #[track_caller]
    pub fn review(&self) -> Seen {
        self.who.visit(&format!("{}/review", self.path))
    }

    /// Sends what the preview shows.
    #[track_caller]
    pub fn send(&self) -> Seen {
        let place = format!("{}/send", self.path);
        let review = self.review();
        self.who.send(&review, &place, &[])
    }

    /// Sends, and finds what was sent by the agency's own case system: the newest first.
    #[track_caller]
    pub fn sent(&self, system: &Caller) -> Vec<String> {
        let before = handovers(system, &self.code, "sent");
        self.send();
        let after = handovers(system, &self.code, "sent");
        let known: Vec<&str> = before.iter().filter_map(|handover| handover["id"].as_str()).collect();
        let ids = after.iter().filter_map(|handover| handover["id"].as_str()).filter(|id| !known.contains(id));
        let ids: Vec<String> = ids.map(str::to_owned).collect();
        assert!(!ids.is_empty(), "something was sent of {}", self.code);
        ids
    }
}

/// Handovers of a case, as its agency's case system sees them.
#[track_caller]
pub fn handovers(system: &Caller, code: &str, way: &str) -> Vec<Value> {
    let shown = system.get(&format!("/api/v1/cases/{code}")).ok();
    let all = shown["handovers"].as_array().cloned().unwrap_or_default();
    all.into_iter().filter(|handover| handover["way"] == way).collect()
}

/// Waits until a handover has come to an agency and is opened there.
#[track_caller]
pub fn has_come(system: &Caller, code: &str, handover: &str) -> Value {
    eventually(&format!("{handover} of {code} to come"), || {
        let answer = system.attempt("GET", &format!("/api/v1/cases/{code}"), b"")?;
        let all = answer.json()["handovers"].as_array().cloned().unwrap_or_default();
        let found = all.into_iter().find(|one| one["id"] == handover && one["way"] == "received");
        found.filter(|one| one["state"] == "received").ok_or_else(|| answer.text())
    })
}

/// The fields of a handover, opened.
#[track_caller]
pub fn opened(system: &Caller, handover: &str) -> Vec<Value> {
    let shown = system.get(&format!("/api/v1/handovers/{handover}")).ok();
    shown["fields"].as_array().cloned().unwrap_or_default()
}
