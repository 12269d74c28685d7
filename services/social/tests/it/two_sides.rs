//! What the tests of the partner contact begin with: a treatment with its therapist, and the contact person on the other side.

use casework::StaffConfig;
use wire::StaffRole;

use crate::{
    browser::{Answer, Browser, goes_to},
    night::{Night, colleague},
};

/// Who is in treatment, and of whom he tells: canaries, and a number from the series reserved for fiction.
pub const HIM: &str = "Ture Påhittad";
/// Her name, as he gave it: a canary.
pub const HER: &str = "Kanarie Partnersson";
/// Her number, as he gave it: reserved for fiction.
pub const HER_NUMBER: &str = "070-174 06 55";

/// Two therapists and the head of one unit, a therapist of another, and two contact persons.
pub fn staff() -> Vec<StaffConfig> {
    let (his, hers) = ("socialtjansten-exempelstad/mansmottagningen", "socialtjansten-exempelstad/relationsvaldscentrum");
    vec![
        colleague("tove", StaffRole::Therapist, his),
        colleague("tor", StaffRole::Therapist, his),
        colleague("ulf", StaffRole::UnitHead, his),
        colleague("tess", StaffRole::Therapist, "socialtjansten-exempelstad/norra"),
        colleague("pia", StaffRole::PartnerContactWorker, hers),
        colleague("per", StaffRole::PartnerContactWorker, hers),
    ]
}

/// A treatment and its partner contact.
pub struct Sides<'a> {
    pub night: &'a Night,
    /// Address of the treatment.
    pub his: String,
    /// Address of the partner contact.
    pub hers: String,
}

impl<'a> Sides<'a> {
    /// Just begun: nobody has answered, and he has told nothing.
    pub async fn begun(night: &'a Night) -> Self {
        let pia = night.casework.staff_named("pia").await.reference.to_string();
        let tove = Browser::of(night, "tove").await;
        let his = goes_to(tove.post("/treatments", &[("person", HIM), ("contact_person", &pia)]).await);
        let list = Browser::of(night, "pia").await.get("/partner-contacts").await.text;
        let id = list.rsplit_once("href=\"/partner-contacts/").unwrap().1.split_once('"').unwrap().0.to_owned();
        Self { night, his, hers: format!("/partner-contacts/{id}") }
    }

    /// He has told of her, nobody else opens her letters, and he has said yes to the first part.
    pub async fn agreed(night: &'a Night) -> Self {
        let sides = Self::begun(night).await;
        sides.tell("nobody").await;
        sides.he_answers("in_treatment", "given").await;
        sides
    }

    /// His therapist, logged in now.
    pub async fn tove(&self) -> Browser {
        Browser::of(self.night, "tove").await
    }

    /// Her contact person, logged in now.
    pub async fn pia(&self) -> Browser {
        Browser::of(self.night, "pia").await
    }

    pub async fn at_his(&self, form: &str, fields: &[(&str, &str)]) -> Answer {
        self.tove().await.post(&format!("{}/{form}", self.his), fields).await
    }

    pub async fn at_hers(&self, form: &str, fields: &[(&str, &str)]) -> Answer {
        self.pia().await.post(&format!("{}/{form}", self.hers), fields).await
    }

    pub async fn his_page(&self) -> String {
        self.tove().await.get(&self.his).await.text
    }

    pub async fn her_page(&self) -> String {
        self.pia().await.get(&self.hers).await.text
    }

    pub async fn tell(&self, letters: &str) {
        let told = [("name", HER), ("phone", HER_NUMBER), ("answers", "unknown"), ("letters", letters)];
        goes_to(self.at_his("partners", &told).await);
    }

    pub async fn he_answers(&self, part: &str, answer: &str) {
        let said = [("part", part), ("answer", answer), ("answered_on", "2026-11-22"), ("form", "written")];
        goes_to(self.at_his("answers", &said).await);
        // The order of two answers is that of their times.
        self.night.after(1);
    }

    pub async fn happens(&self, kind: &str, wording: &str) {
        goes_to(self.at_his("events", &[("kind", kind), ("wording", wording), ("happened_on", "2026-11-22")]).await);
        self.night.after(1);
    }

    pub async fn she_answers(&self, answer: &str) {
        goes_to(self.at_hers("answers", &[("answer", answer), ("answered_on", "2026-11-22"), ("form", "spoken")]).await);
        self.night.after(1);
    }

    pub async fn tap(&self, channel: &str, outcome: &str) {
        goes_to(self.at_hers("contacts", &[("channel", channel), ("outcome", outcome)]).await);
        self.night.after(1);
    }

    /// Something for the therapist, with her yes when it is hers.
    pub async fn pass_on(&self, source: &str, wording: &str) {
        let said = [
            ("source", source),
            ("wording", wording),
            ("blind", "yes"),
            ("her_yes", "yes"),
            ("yes_on", "2026-11-22"),
            ("yes_form", "spoken"),
        ];
        goes_to(self.at_hers("wordings", &said).await);
        self.night.after(1);
    }

    /// Ends an open task by its words.
    pub async fn finish(&self, words: &str, how: &str) {
        let page = self.her_page().await;
        let task = task_of(&page, words).unwrap_or_else(|| panic!("no task “{words}”: {page}"));
        goes_to(self.at_hers("tasks", &[("task", &task), ("how", how)]).await);
        self.night.after(1);
    }
}

/// The id of an open task by its words.
pub fn task_of(page: &str, words: &str) -> Option<String> {
    let mut forms = page.split("name=\"task\" value=\"").skip(1);
    let form = forms.find(|form| form.split("</p>").next().is_some_and(|head| head.contains(words)))?;
    form.split_once('"').map(|(id, _)| id.to_owned())
}

/// How many tasks are open.
pub fn open_tasks(page: &str) -> usize {
    page.matches("name=\"task\"").count()
}
