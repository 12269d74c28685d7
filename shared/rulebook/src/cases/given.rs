//! The cell `givet`: what holds before somebody wants to hand something over.

use jiff::civil::Date;
use wire::{Category, FactCode, Protection, StaffRole, SubjectRole, value::CrimeCode};

use super::{
    CaseFault,
    error::shown,
    field::category,
    row::day,
    words::{Opener, after, part, plain, words},
};

wire::codes!(
    /// How a consent differs from a good one.
    Flaw, "flaw of a consent" {
        /// The suspect could hear.
        WithinEarshot = "within_earshot",
        /// Its own time is over.
        Expired = "expired",
        /// It begins in an hour.
        NotYet = "not_yet",
        /// It names another board.
        OtherRecipient = "other_recipient",
        /// Another agency may disclose under it.
        OtherSender = "other_sender",
        /// It is for another purpose.
        OtherPurpose = "other_purpose",
        /// It was given in another case.
        OtherCase = "other_case",
        /// The person has taken it back.
        Withdrawn = "withdrawn",
        /// The handover does not refer to it.
        NotReferredTo = "not_referred_to",
    }
);

/// A person of the case: the first in a role, or the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The role.
    pub role: SubjectRole,
    /// Whether it is the second one.
    pub second: bool,
}

impl Person {
    /// The person's words.
    pub fn words(self) -> &'static str {
        if self.second { words().second_person.say(self.role) } else { words().person.say(self.role) }
    }

    pub(super) fn read(text: &str) -> Result<Self, CaseFault> {
        let first = words().person.read(text).map(|role| Self { role, second: false });
        let second = || words().second_person.read(text).map(|role| Self { role, second: true });
        let known = words().person.all().chain(words().second_person.all());
        first.or_else(second).ok_or_else(|| CaseFault::unknown(text, "person", known))
    }
}

/// A consent that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Yes {
    pub giver: Person,
    pub categories: Vec<Category>,
    pub flaws: Vec<Flaw>,
    /// Id of the text that was read; the first of the edition when none is named.
    pub text: Option<String>,
    /// Day it was given, at noon; the same morning when none is named.
    pub given_on: Option<Date>,
}

/// One thing that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A question is answered, by this role or by the first that may.
    Answered { fact: FactCode, yes: bool, role: Option<StaffRole> },
    /// This crime is feared: the edition tells whether it reaches the threshold on the day.
    Feared(CrimeCode),
    /// A consent.
    Consent(Yes),
    /// The person was asked and said no: nothing is recorded but that there is such a person.
    Refuses(Person),
    /// One person in two roles.
    Also(Person, Person),
    /// There are two of the role.
    Two(SubjectRole),
    /// The person's data are protected, or nobody has asked.
    Protected(Protection, Person),
    /// Sender and recipient are one board.
    SameBoard,
}

/// Reads the whole cell; nothing given is an empty cell or the word for it.
pub(super) fn read(cell: &str) -> Result<Vec<Item>, CaseFault> {
    let nothing = plain(words().opener.say(Opener::Nothing));
    cell.split(';').map(str::trim).filter(|item| !item.is_empty() && plain(item) != nothing).map(item).collect()
}

fn item(text: &str) -> Result<Item, CaseFault> {
    let say = |opener| words().opener.say(opener);
    if let Some(rest) = after(text, say(Opener::Consent)) {
        return consent(rest, text).map(Item::Consent);
    }
    if let Some(rest) = after_colon(text, say(Opener::Feared)) {
        let known = words().crime.read(rest).map(Item::Feared);
        return known.ok_or_else(|| CaseFault::unknown(rest, "crime", words().crime.all()));
    }
    if let Some((one, other)) = part(text, &format!(" {} ", say(Opener::Also))) {
        return Ok(Item::Also(Person::read(one)?, Person::read(other)?));
    }
    if let Some((person, "")) = part(text, &format!(" {}", say(Opener::Refuses))) {
        return Person::read(person).map(Item::Refuses);
    }
    if plain(text) == plain(say(Opener::SameBoard)) {
        return Ok(Item::SameBoard);
    }
    if let Some(role) = words().two.read(text) {
        return Ok(Item::Two(role));
    }
    protected(text).unwrap_or_else(|| answered(text))
}

/// A level of protection, “for”, and a person.
fn protected(text: &str) -> Option<Result<Item, CaseFault>> {
    let (level, person) = part(text, &format!(" {} ", words().opener.say(Opener::ForPerson)))?;
    let level = words().protection.read(level)?;
    Some(Person::read(person).map(|person| Item::Protected(level, person)))
}

/// A question, perhaps answered with no, perhaps by a role that is named.
fn answered(text: &str) -> Result<Item, CaseFault> {
    let (question, role) = match dashed(text) {
        Some((question, by)) => (question, Some(staff(by)?)),
        None => (text, None),
    };
    let no = after_colon(question, words().opener.say(Opener::No));
    let asked = no.unwrap_or(question);
    let known = words().fact.all().chain(words().two.all());
    let fact = words().fact.read(asked).ok_or_else(|| CaseFault::unknown(asked, "given", known))?;
    Ok(Item::Answered { fact, yes: no.is_none(), role })
}

fn staff(text: &str) -> Result<StaffRole, CaseFault> {
    let role = after(text, &format!("{} ", words().opener.say(Opener::ByRole))).unwrap_or(text);
    words().staff.read(role).ok_or_else(|| CaseFault::unknown(role, "staff", words().staff.all()))
}

/// Who: which fields – how it differs, how else.
fn consent(rest: &str, whole: &str) -> Result<Yes, CaseFault> {
    let (main, flaws) = dashed(rest).unwrap_or((rest, ""));
    let (giver, fields) = main.split_once(':').ok_or_else(|| CaseFault::ConsentForWhat { found: shown(whole) })?;
    let categories = if plain(fields) == plain(words().opener.say(Opener::Everything)) {
        Category::ALL.to_vec()
    } else {
        fields.split(',').map(category).collect::<Result<_, _>>()?
    };
    let plain_yes = Yes { giver: Person::read(giver)?, categories, flaws: Vec::new(), text: None, given_on: None };
    flaws.split(',').map(str::trim).filter(|flaw| !flaw.is_empty()).try_fold(plain_yes, differing)
}

fn differing(mut yes: Yes, flaw: &str) -> Result<Yes, CaseFault> {
    if let Some(id) = after_colon(flaw, words().opener.say(Opener::Text)) {
        yes.text = Some(id.to_owned());
    } else if let Some(date) = after(flaw, words().opener.say(Opener::GivenOn)) {
        yes.given_on = Some(day(date)?);
    } else {
        yes.flaws.push(words().flaw.read(flaw).ok_or_else(|| CaseFault::unknown(flaw, "flaw", words().flaw.all()))?);
    }
    Ok(yes)
}

/// Parts a text at a dash with spaces around it.
fn dashed(text: &str) -> Option<(&str, &str)> {
    [" – ", " - ", " — "].into_iter().find_map(|dash| text.split_once(dash)).map(|(before, rest)| (before.trim(), rest.trim()))
}

/// The rest after a phrase and a colon.
fn after_colon<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let (before, rest) = text.split_once(':')?;
    (plain(before) == plain(phrase)).then(|| rest.trim())
}
