//! Contacts in the reader's language.

use ::web::{Page, Phone};
use jiff::Timestamp;
use wire::{StaffRef, Subject, SubjectRole};

use super::super::consents::{Person, Who, numbered};
use crate::{
    AskedAbout, CaseContacts, Concerned, ContactChannel, ContactTopic, GateAnswer, GateQuestion, InteractionOutcome, InteractionShown,
    SaidOfInteraction,
    web::values::{ShownLine, value_lines},
};

/// To choose from: value, words, whether it is what holds.
pub(super) type Choice = (&'static str, String, bool);

/// A person, with the two taps.
pub(super) struct PersonView {
    /// As forms name one.
    pub person: String,
    /// Role, and number among several.
    pub who: String,
    /// The number to ring.
    pub phone: Option<Phone>,
    /// What may be done with it.
    pub how: Vec<ShownLine>,
    /// The gate is shut: no taps.
    pub is_shut: bool,
}

/// One contact.
pub(super) struct ContactView {
    pub id: String,
    /// With whom, how it went, by which way, and about what.
    pub words: String,
    pub at: Timestamp,
    /// The role of who made it.
    pub role: String,
    /// What was said before and taken back, with who corrected it and when.
    pub corrected: Vec<(String, String)>,
    /// This unit's: it may be corrected.
    pub is_own: bool,
    /// The latest, and nothing is said of way and topics yet: it is asked at once.
    pub is_asked: bool,
    pub outcomes: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub topics: Vec<Choice>,
}

/// One question of the gate.
pub(super) struct GateView {
    pub code: &'static str,
    pub question: String,
    pub answers: Vec<Choice>,
    /// Who said what holds, and when.
    pub by: Option<String>,
}

/// Everybody who may be contacted: the persons of the case, and the two who are always there. At social services a talk with a
/// child is care, noted once an inquiry is opened: there is no tap for it here.
pub(super) fn people(page: &Page, contacts: &CaseContacts, with_children: bool) -> Vec<PersonView> {
    let known = &contacts.persons;
    let mut people: Vec<Concerned> = Vec::new();
    for role in [SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Custodian, SubjectRole::Child] {
        if role == SubjectRole::Child && !with_children {
            continue;
        }
        let own = known.iter().copied().filter(|subject| subject.role == role);
        let before = people.len();
        people.extend(own.map(Concerned::from));
        if before == people.len() && matches!(role, SubjectRole::Victim | SubjectRole::PersonUsingViolence) {
            people.push(Concerned::in_role(role));
        }
    }
    people.into_iter().map(|whom| person(page, contacts, whom)).collect()
}

fn person(page: &Page, contacts: &CaseContacts, whom: Concerned) -> PersonView {
    let number = contacts.numbers.iter().find(|number| Some(number.whom.id) == whom.subject);
    let mut lines = number.map(|number| value_lines(page, &wire::Value::SafeContact(number.contact.clone()))).unwrap_or_default();
    let who = who(page, &contacts.persons, whom);
    let phone = lines.iter().find_map(|line| line.phone.clone()).map(|phone| Phone { whom: who.clone(), ..phone });
    lines.retain(|line| line.phone.is_none());
    let named = whom.subject.map_or(Who::Further(whom.role), Who::Known);
    PersonView {
        person: Person { who: named, about: AskedAbout::Own }.to_string(),
        is_shut: whom.role == SubjectRole::PersonUsingViolence && !contacts.gate.is_open(),
        phone,
        how: lines,
        who,
    }
}

fn who(page: &Page, known: &[Subject], whom: Concerned) -> String {
    whom.subject.map_or_else(|| page.text(&format!("subject-{}", whom.role)), |id| numbered(page, known, id))
}

/// The contacts, the newest first. `name`: of a colleague.
pub(super) fn log(page: &Page, contacts: &CaseContacts, own_unit: &str, name: impl Fn(&StaffRef) -> String) -> Vec<ContactView> {
    let newest = contacts.contacts.iter().find(|contact| contact.now.unit.as_str() == own_unit && contact.happened());
    let newest = newest.map(|contact| contact.now.id);
    contacts.contacts.iter().map(|shown| contact(page, contacts, shown, (own_unit, newest == Some(shown.now.id)), &name)).collect()
}

fn contact(
    page: &Page,
    contacts: &CaseContacts,
    shown: &InteractionShown,
    (own_unit, is_newest): (&str, bool),
    name: &impl Fn(&StaffRef) -> String,
) -> ContactView {
    let now = &shown.now;
    let words = |said: &SaidOfInteraction| {
        let whom = who(page, &contacts.persons, now.concerned);
        std::iter::once(whom).chain(said_words(page, said)).collect::<Vec<_>>().join(" · ")
    };
    let how = |by: &StaffRef, at: &Timestamp| {
        page.words.with("contact-corrected", &[("by", name(by)), ("day", page.day(at)), ("time", page.time(at))])
    };
    let said = now.said();
    ContactView {
        id: now.id.to_string(),
        words: words(&said),
        at: now.at,
        role: page.text(&format!("role-{}", now.staff_role)).to_lowercase(),
        corrected: shown.corrected.iter().map(|one| (words(&one.was.said()), how(&one.by, &one.at))).collect(),
        is_own: now.unit.as_str() == own_unit,
        is_asked: is_newest && said.channel.is_none() && said.topics.is_empty(),
        outcomes: choices(page, "contact-outcome", InteractionOutcome::ALL, |one| one.code(), |one| one == said.outcome),
        channels: choices(page, "contact-channel", ContactChannel::ALL, |one| one.code(), |one| Some(one) == said.channel),
        topics: choices(page, "contact-topic", ContactTopic::ALL, |one| one.code(), |one| said.topics.contains(&one)),
    }
}

fn said_words(page: &Page, said: &SaidOfInteraction) -> Vec<String> {
    let outcome = page.text(&format!("contact-outcome-{}", said.outcome)).to_lowercase();
    let channel = said.channel.map(|channel| page.text(&format!("contact-channel-{channel}")).to_lowercase());
    let topics: Vec<String> = said.topics.iter().map(|topic| page.text(&format!("contact-topic-{topic}")).to_lowercase()).collect();
    let topics = (!topics.is_empty()).then(|| topics.join(", "));
    [Some(outcome), channel, topics].into_iter().flatten().collect()
}

fn choices<T: Copy>(page: &Page, list: &str, all: &[T], code: impl Fn(T) -> &'static str, holds: impl Fn(T) -> bool) -> Vec<Choice> {
    all.iter().map(|one| (code(*one), page.text(&format!("{list}-{}", code(*one))), holds(*one))).collect()
}

/// The questions of the gate.
pub(super) fn gate(page: &Page, contacts: &CaseContacts) -> Vec<GateView> {
    let view = |question: &GateQuestion| {
        let holds = contacts.gate.answer(*question);
        GateView {
            code: question.code(),
            question: page.text(&format!("contact-gate-{question}")),
            answers: choices(page, "contact-answer", GateAnswer::ALL, |one| one.code(), |one| holds.is_some_and(|held| held.answer == one)),
            by: holds.map(|held| {
                let role = page.text(&format!("role-{}", held.staff_role)).to_lowercase();
                format!("{role}, {} {}", page.day(&held.at), page.time(&held.at))
            }),
        }
    };
    GateQuestion::ALL.iter().map(view).collect()
}
