//! What the tests of the safety plans begin with: a case that is at the desk, its two plans, and what the police tell later.

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use store::clock::Clock as _;
use wire::{CaseCode, DraftField, Fact, FactCode, Phase, Purpose, StaffRole, Subject, Urgency, Value, value};

use crate::{
    browser::{Answer, Browser, between},
    night::{CallOut, Night, Told, until},
};

const CONCERN: Told = Told { consent: false, concern: true, protected: false, custody: true };

/// A case, and where its plans are.
pub struct Planned<'a> {
    pub night: &'a Night,
    pub lo: Browser,
    pub code: CaseCode,
    pub hers: String,
    pub his: String,
    call_out: CallOut,
}

impl<'a> Planned<'a> {
    pub async fn begin(night: &'a Night) -> Self {
        let call_out = night.call_out().await;
        for handover in night.send(&call_out, CONCERN).await {
            until("the desk opens it", || async { night.is_open(handover.id).await }).await;
        }
        let code = call_out.case.code;
        let (hers, his) = (format!("/cases/{code}/safety-plan"), format!("/cases/{code}/person-using-violence/safety-plan"));
        night.after(1);
        Self { lo: Browser::of(night, "lo").await, night, code, hers, his, call_out }
    }

    /// The page, and no more than what is between the header and the footer of it.
    pub async fn main(&self, path: &str) -> String {
        main(&self.lo.get(path).await)
    }

    /// Saves with what the form of the page carries: the version, and when the page was made.
    pub async fn save(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.lo.get(path).await.text;
        self.save_from(&page, path, fields).await
    }

    /// The same from a page that was opened before.
    pub async fn save_from(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<_> = carried(page).into_iter().chain(fields.iter().copied()).collect();
        self.lo.post(path, &fields).await
    }

    /// Says of a plan that it was gone through, from the page as it is now.
    pub async fn reviewed(&self, path: &str, next: &str) -> Answer {
        let page = self.lo.get(path).await.text;
        let (_, seen) = (carried(&page)[0], carried(&page)[1].1.to_owned());
        self.lo.post(&format!("{path}/reviewed"), &[("seen", &seen), ("next", next)]).await
    }

    /// The police tell something more, with a report of concern for the child.
    pub async fn told(&self, value: Value, about: Option<Subject>) {
        let (call_out, now) = (&self.call_out, self.night.clock.now());
        let fact = |code, role| Fact { code, yes: true, answered_at: now, role, staff: call_out.officer.reference.clone() };
        let draft = wire::Draft {
            subjects: vec![call_out.victim, call_out.child, call_out.suspect],
            fields: vec![
                DraftField { subject: Some(call_out.child.id), value: concern() },
                DraftField { subject: about.map(|subject| subject.id), value },
            ],
            facts: vec![
                fact(FactCode::ChildUnder18, call_out.officer.role),
                fact(FactCode::ConcernForChild, call_out.officer.role),
                fact(FactCode::RelevantToChild, call_out.officer.role),
                fact(FactCode::LeadHasCleared, StaffRole::InvestigationLead),
            ],
            consents: Vec::new(),
            ..self.night.police.draft(&call_out.case, Purpose::AcuteSupport, Phase::Alarm, Urgency::Immediate)
        };
        let (own, sender) = (self.night.police.clone(), call_out.clone());
        let sent = self.night.police.db().try_write("test_send", move |conn| {
            let digest = own.preview(conn, &draft, now)?.digest;
            own.send(conn, &sender.case, &draft, &sender.officer, &digest, now)
        });
        for handover in sent.await.unwrap() {
            until("the desk opens it", || async { self.night.is_open(handover.id).await }).await;
        }
    }

    pub async fn told_of_release(&self) {
        let now: Timestamp = self.night.clock.now();
        let at = "2026-11-22T05:00:00Z".parse::<Timestamp>().unwrap().max(now + SignedDuration::from_hours(1));
        let release = value::Release { kind: value::ReleaseKind::Expected, at, restraining_order_applied: value::Stated::NotStated };
        self.told(Value::Release(release), Some(self.call_out.suspect)).await;
    }

    pub async fn told_of_new_violence(&self) {
        let violence = value::NewViolence { day: jiff::civil::date(2026, 11, 21), kind: value::IncidentKind::Violence };
        self.told(Value::NewViolence(violence), Some(self.call_out.victim)).await;
    }
}

/// What is between the header and the footer of a page.
pub fn main(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    between(&answer.text, "<main", "</main>").to_owned()
}

/// The version and the moment that the form of a page carries.
pub fn carried(page: &str) -> [(&'static str, &str); 2] {
    [("version", "name=\"version\" value=\""), ("seen", "name=\"seen\" value=\"")].map(|(name, mark)| (name, between(page, mark, "\"")))
}

/// A text as a page writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

fn concern() -> Value {
    Value::ChildConcern(value::ChildConcern {
        grounds: value::CodeSet::new([value::ConcernGround::SawOrHeardViolence]),
        immediate: value::Stated::Yes,
        place: value::ChildPlace::AtHome,
        police_present: value::Stated::Yes,
    })
}
