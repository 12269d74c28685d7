//! What the tests of the talk with a person in custody begin with: a case, its gate, and the taps of a talk.

use casework::Interaction;
use wire::{CaseCode, SubjectRole};

use crate::{
    browser::{Answer, Browser, between, goes_to},
    night::{Night, Told},
};

const ALL: Told = Told { consent: true, concern: true, protected: false, custody: true };

/// Every answer for a talk, with children and police at the talk with them.
pub const OPEN: [(&str, &str); 10] = [
    ("agreed", "prosecutor"),
    ("agreed_time", "02:10"),
    ("officer", "present"),
    ("decisions", "no"),
    ("police_first", "yes"),
    ("danger", "both"),
    ("children", "with_police"),
    ("inquiry", "tell"),
    ("interpreter", "not_needed"),
    ("colleague", "yes"),
];

/// The answers for a talk, with these in place of their own.
pub fn but<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = OPEN.iter().filter(|(name, _)| !other.iter().any(|(new, _)| new == name));
    own.chain(other).copied().collect()
}

/// A case, and where its talk is.
pub struct Held<'a> {
    pub night: &'a Night,
    pub lo: Browser,
    pub code: CaseCode,
    pub path: String,
}

impl<'a> Held<'a> {
    /// The exposed person was reached and the gate answered with yes.
    pub async fn gated(night: &'a Night) -> Self {
        let held = Self::shut(night).await;
        let contacts = format!("/cases/{}/contacts", held.code);
        let victim = held.subject(SubjectRole::Victim).await;
        goes_to(held.lo.post(&contacts, &[("person", &victim), ("outcome", "reached")]).await);
        for question in casework::GateQuestion::ALL {
            let answered = [("question", question.code()), ("answer", "yes")];
            goes_to(held.lo.post(&format!("/cases/{}/contact-gate", held.code), &answered).await);
        }
        held
    }

    pub async fn shut(night: &'a Night) -> Self {
        let (code, _) = night.alarm(ALL).await;
        Self { lo: Browser::of(night, "lo").await, path: format!("/cases/{code}/custody-talk"), night, code }
    }

    /// A talk that has begun.
    pub async fn begun(night: &'a Night, other: &[(&str, &str)]) -> Self {
        let held = Self::gated(night).await;
        assert_eq!(goes_to(held.lo.post(&held.path, &but(other)).await), held.path);
        held
    }

    pub async fn subject(&self, role: SubjectRole) -> String {
        let code = self.code;
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            casework::subjects::of_case(conn, case.id)
        };
        self.night.db.read(read).await.unwrap().into_iter().find(|subject| subject.role == role).unwrap().id.to_string()
    }

    pub async fn page(&self) -> String {
        self.lo.get(&self.path).await.text
    }

    pub async fn tap_as(&self, who: &Browser, after: usize, tap: &str) -> Answer {
        who.post(&format!("{}/taps", self.path), &[("after", &after.to_string()), ("tap", tap)]).await
    }

    pub async fn taps(&self, taps: &[&str]) {
        for tap in taps {
            let after = between(&self.page().await, "data-after=\"", "\"").parse().unwrap();
            assert_eq!(goes_to(self.tap_as(&self.lo, after, tap).await), self.path, "{tap}");
        }
    }

    /// To its end: another place, and the number taken.
    pub async fn to_the_end(&self) {
        let to_the_plan = ["chip.yes", "go_on", "go_on", "chip.ok", "chip.yes", "chip.friend", "chip.tomorrow", "chip.arranged"];
        self.taps(&to_the_plan).await;
        self.taps(&["go_on", "chip.no", "chip.later", "go_on"]).await;
    }

    pub async fn interactions(&self) -> Vec<Interaction> {
        let code = self.code;
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            casework::interactions::of_case(conn, case.id)
        };
        let all = self.night.db.read(read).await.unwrap();
        all.into_iter().filter(|one| one.concerned.role == SubjectRole::PersonUsingViolence).collect()
    }
}

/// What is between the header and the footer of the page.
pub fn main(page: &str) -> &str {
    between(page, "<main", "</main>")
}

/// How many rows a table has.
pub async fn count(night: &Night, table: &'static str) -> i64 {
    #[derive(diesel::QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let read = move |conn: &mut store::Conn| -> store::Result<i64> {
        let query = diesel::sql_query(format!("SELECT COUNT(*) AS n FROM {table}"));
        let found: Vec<Count> = store::on!(conn, c => diesel::RunQueryDsl::load(query, c))?;
        Ok(found[0].n)
    };
    night.db.read(read).await.unwrap()
}
