//! The members of a decision in the reader's language.

use ::web::{FieldErrors, Page};
use jiff::civil::Date;
use rulebook::Edition;
use wire::{
    FactCode, SubjectRole,
    value::{ConcreteCircumstance, HowSoon},
};

use super::words::language_of;
use crate::{
    Member, PermissionForm,
    web::{value_forms::Typed, values::capital},
};

/// One thing to answer.
pub(super) struct MemberView {
    pub name: String,
    pub label: String,
    pub error: Option<String>,
    /// Words of one's own; otherwise something is chosen.
    pub is_text: bool,
    pub text: String,
    pub many: bool,
    /// Value, words, what stands beside it, whether it is chosen.
    pub options: Vec<(String, String, String, bool)>,
}

/// Every member of a form, with what was typed. `date` is the day whose penalties count.
pub(super) fn members(
    page: &Page,
    edition: &Edition,
    date: Date,
    form: &PermissionForm,
    typed: &Typed,
    errors: &FieldErrors,
) -> Vec<MemberView> {
    form.members.iter().map(|member| view(page, edition, date, *member, typed, errors)).collect()
}

fn view(page: &Page, edition: &Edition, date: Date, member: Member, typed: &Typed, errors: &FieldErrors) -> MemberView {
    let name = member.name();
    let options = match member {
        Member::Question(_) => codes(page, "stated", &["yes", "no"]),
        Member::Crime => crimes(page, edition, date),
        Member::Against => codes(page, "subject", &SubjectRole::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        Member::HowSoon => codes(page, "how-soon", &HowSoon::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        Member::Circumstances => codes(page, "circumstance", &ConcreteCircumstance::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        Member::Reason(_) | Member::Interest(_) | Member::Proportion(_) => Vec::new(),
    };
    let chosen: Vec<&str> = typed.all(&name).collect();
    MemberView {
        label: label(page, member),
        error: errors.of(&name).map(|key| page.text(key)),
        is_text: member.is_text(),
        text: if member.is_text() { typed.one(&name).to_owned() } else { String::new() },
        many: member == Member::Circumstances,
        options: options
            .into_iter()
            .map(|(code, words, beside)| {
                let is_chosen = chosen.contains(&code.as_str());
                (code, words, beside, is_chosen)
            })
            .collect(),
        name,
    }
}

fn label(page: &Page, member: Member) -> String {
    match member {
        Member::Crime => page.text("ask-crime"),
        Member::Against => page.text("ask-against"),
        Member::HowSoon => page.text("ask-how-soon"),
        Member::Circumstances => page.text("ask-circumstances"),
        Member::Question(fact) => page.text(&format!("fact-{fact}")),
        Member::Reason(fact) => of_fact(page, "sharing-member-reason", fact),
        Member::Interest(fact) => of_fact(page, "sharing-member-interest", fact),
        Member::Proportion(fact) => of_fact(page, "sharing-member-proportion", fact),
    }
}

/// With the question in it: a form asks for several reasons, and who hears one label alone must know whose it is.
fn of_fact(page: &Page, key: &str, fact: FactCode) -> String {
    format!("{}: {}", page.text(key), page.text(&format!("fact-{fact}")))
}

type Written = (String, String, String);

fn codes(page: &Page, list: &str, codes: &[&'static str]) -> Vec<Written> {
    codes.iter().map(|code| ((*code).to_owned(), capital(&page.text(&format!("{list}-{code}"))), String::new())).collect()
}

/// Each crime with its lowest penalty on that day, and whether it reaches the threshold: nobody has to know the penal code.
fn crimes(page: &Page, edition: &Edition, date: Date) -> Vec<Written> {
    let language = language_of(page);
    let beside = |months: Option<u32>, reaches: bool| {
        let lowest = match months {
            Some(months) if months % 12 == 0 => page.words.with("sharing-crime-years", &[("n", months / 12)]),
            Some(months) => page.words.with("sharing-crime-months", &[("n", months)]),
            None => page.text("sharing-crime-no-minimum"),
        };
        let reaches = page.text(if reaches { "sharing-crime-reaches" } else { "sharing-crime-below" });
        format!("{lowest}, {reaches}")
    };
    let crimes = edition.crimes(date);
    crimes.map(|crime| (crime.code.to_string(), capital(crime.words.get(language)), beside(crime.minimum_months, crime.reaches))).collect()
}
