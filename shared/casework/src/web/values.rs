//! Values in the reader's language, line by line. A page shows them exactly as the other agency receives them.

use std::fmt;

use ::web::{Page, Phone};
use wire::{
    Protection, Value,
    value::{
        AcuteNeeds, AgeBand, Child, ChildConcern, ChildrenPresent, CodeSet, CustodyStatus, DangerSigns, Identity, Incident, SafeContact,
        Stated, Weapons,
    },
};

/// One line of a value. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownLine {
    /// The words.
    pub text: String,
    /// A number to ring: the line is a link then.
    pub phone: Option<Phone>,
    /// Whether it deserves the reader's first look.
    pub strong: bool,
}

impl fmt::Debug for ShownLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl ShownLine {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), phone: None, strong: false }
    }

    fn strong(text: impl Into<String>) -> Self {
        Self { strong: true, ..Self::plain(text) }
    }
}

/// A value in words.
#[must_use]
pub fn value_lines(page: &Page, value: &Value) -> Vec<ShownLine> {
    match value {
        Value::Identity(identity) => identity_lines(page, identity),
        Value::SafeContact(contact) => contact_lines(page, contact),
        Value::Incident(incident) => incident_lines(page, incident),
        Value::IncidentAddress(address) => vec![ShownLine::plain(address.street().expose())],
        Value::ChildrenPresent(present) => children_lines(page, present),
        Value::ChildConcern(concern) => concern_lines(page, concern),
        Value::AcuteNeeds(AcuteNeeds { needs }) => vec![listed(page, "need", needs)],
        Value::DangerSigns(DangerSigns { signs }) => vec![listed(page, "sign", signs)],
        Value::CustodyStatus(custody) => custody_lines(page, custody),
        Value::Weapons(weapons) => weapon_lines(page, weapons),
        Value::CaseState(state) => vec![coded(page, "case-state", state.state.code())],
        other => super::value_forms::shown(page, other).into_iter().map(ShownLine::plain).collect(),
    }
}

/// Instead of the number of the person who uses violence, before the gate to that person is open.
#[must_use]
pub fn number_shut(page: &Page) -> Vec<ShownLine> {
    vec![ShownLine::plain(page.text("contact-number-shut"))]
}

/// Level of protected identity as a warning; `None` when there is none after asking.
#[must_use]
pub fn protection_words(page: &Page, protection: Protection) -> Option<String> {
    (protection != Protection::None).then(|| page.text(&format!("protection-{}", protection.code())))
}

fn identity_lines(page: &Page, identity: &Identity) -> Vec<ShownLine> {
    let name = identity.name.as_ref().map(|name| ShownLine::plain(name.expose()));
    let number = identity.number.as_ref().map(|number| ShownLine::plain(spaced_number(number.expose())));
    let year = identity.birth_year.map(|year| ShownLine::plain(page.words.with("value-born", &[("year", year.to_string())])));
    let protection = protection_words(page, identity.protection).map(ShownLine::strong);
    [name, number, year, protection].into_iter().flatten().collect()
}

/// `19900101-2389`: the way people write it.
pub(super) fn spaced_number(digits: &str) -> String {
    digits.split_at_checked(8).map_or_else(|| digits.to_owned(), |(date, rest)| format!("{date}-{rest}"))
}

fn contact_lines(page: &Page, contact: &SafeContact) -> Vec<ShownLine> {
    let number = written_number(contact.phone.expose());
    let phone = Some(Phone { whom: page.text("subject-victim"), number: number.clone() });
    let mut lines = vec![ShownLine { text: number, phone, strong: true }];
    if !contact.may_call.is_empty() {
        lines.push(ShownLine::plain(page.words.with("value-may-call", &[("when", codes_text(page, "call", &contact.may_call))])));
    }
    lines.push(channel(page, "text", contact.may_text));
    lines.push(channel(page, "message", contact.may_leave_message));
    if contact.shared_phone == Stated::Yes {
        lines.push(ShownLine::strong(page.text("value-shared-phone")));
    }
    if let Some(word) = &contact.code_word {
        lines.push(ShownLine::plain(page.words.with("value-code-word", &[("word", word.expose())])));
    }
    if let Some(language) = contact.interpreter {
        let language = page.text(&format!("interpreter-{}", language.code()));
        lines.push(ShownLine::plain(page.words.with("value-interpreter", &[("language", language)])));
    }
    lines
}

/// May a text be sent, may a message be left: anything but yes is no.
fn channel(page: &Page, what: &str, answer: Stated) -> ShownLine {
    let word = if answer == Stated::Yes { "yes" } else { "no" };
    coded(page, &format!("value-{what}"), word)
}

/// Area codes of two digits after the zero (Post- och telestyrelsen, Svensk nummerplan för telefoni); mobile numbers are
/// grouped as they are.
const TWO_DIGIT_AREAS: [&str; 25] = [
    "10", "11", "13", "16", "18", "19", "21", "23", "26", "31", "33", "35", "36", "40", "42", "44", "46", "54", "60", "63", "70", "72",
    "73", "76", "79",
];

/// A number in E.164 as people write it: a Swedish one of nine digits with its zero and groups, others as they are.
#[must_use]
pub fn written_number(number: &str) -> String {
    let Some(national) = number.strip_prefix("+46").filter(|national| national.is_ascii()) else { return number.to_owned() };
    let area = national.get(..2).unwrap_or_default();
    match national.len() {
        9 if national.starts_with('8') => format!("08-{} {} {}", &national[1..4], &national[4..7], &national[7..]),
        9 if area == "90" || TWO_DIGIT_AREAS.contains(&area) => {
            format!("0{area}-{} {} {}", &national[2..5], &national[5..7], &national[7..])
        }
        9 => format!("0{}-{} {}", &national[..3], &national[3..6], &national[6..]),
        _ => format!("0{national}"),
    }
}

fn incident_lines(page: &Page, incident: &Incident) -> Vec<ShownLine> {
    let end = incident.hour + jiff::SignedDuration::from_hours(1);
    let hour = page
        .words
        .with("value-hour", &[("day", page.day(&incident.hour)), ("from", page.time(&incident.hour)), ("until", page.time(&end))]);
    vec![coded(page, "incident", incident.kind.code()), ShownLine::plain(hour), coded(page, "place", incident.place.code())]
}

fn children_lines(page: &Page, present: &ChildrenPresent) -> Vec<ShownLine> {
    let mut lines = vec![coded(page, "children", present.count.code())];
    let known = present.children.iter().map(|child| child_line(page, child));
    lines.extend(known);
    // Children of whom the same is known are said once: the number stands above.
    lines.dedup();
    lines
}

fn child_line(page: &Page, child: &Child) -> ShownLine {
    let state = page.text(&format!("child-state-{}", child.state.code()));
    if child.age == AgeBand::Unknown {
        return ShownLine::plain(capital(&state));
    }
    let age = page.text(&format!("age-{}", child.age.code()));
    ShownLine::plain(page.words.with("value-child", &[("age", age), ("state", state)]))
}

fn concern_lines(page: &Page, concern: &ChildConcern) -> Vec<ShownLine> {
    let mut lines = vec![listed(page, "ground", &concern.grounds)];
    if concern.immediate == Stated::Yes {
        lines.push(ShownLine::strong(page.text("value-immediate")));
    }
    lines.push(coded(page, "child-place", concern.place.code()));
    if concern.police_present != Stated::NotStated {
        lines.push(coded(page, "police-present", concern.police_present.code()));
    }
    lines
}

fn custody_lines(page: &Page, custody: &CustodyStatus) -> Vec<ShownLine> {
    let status = page.text(&format!("custody-{}", custody.status.code()));
    let since = custody.since.map(|since| page.words.with("value-since", &[("time", page.time(&since))]));
    vec![ShownLine::plain(since.map_or(status.clone(), |since| format!("{status}, {since}")))]
}

fn weapon_lines(page: &Page, weapons: &Weapons) -> Vec<ShownLine> {
    let mut lines = vec![coded(page, "weapons", weapons.access.code())];
    if weapons.staff_safety == Stated::Yes {
        lines.push(ShownLine::strong(page.text("value-staff-safety")));
    }
    lines
}

fn coded(page: &Page, list: &str, code: &str) -> ShownLine {
    ShownLine::plain(page.text(&format!("{list}-{code}")))
}

fn listed<T: fmt::Display + Ord>(page: &Page, list: &str, codes: &CodeSet<T>) -> ShownLine {
    ShownLine::plain(capital(&codes_text(page, list, codes)))
}

fn codes_text<T: fmt::Display + Ord>(page: &Page, list: &str, codes: &CodeSet<T>) -> String {
    codes.codes().iter().map(|code| page.text(&format!("{list}-{code}"))).collect::<Vec<_>>().join(", ")
}

/// The same words with a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (number, expected) in [
            ("+46701740605", "070-174 06 05"),
            ("+46846500400", "08-465 004 00"),
            ("+46313900601", "031-390 06 01"),
            ("+46980319200", "0980-319 200"),
            ("+4684650", "084650"),
            ("+4312345678", "+4312345678"),
        ] {
            assert_eq!(written_number(number), expected);
        }
        assert_eq!(spaced_number("199001012389"), "19900101-2389");
    }
}
