//! The cell `när`: what somebody wants to hand over.

use wire::{Category, value::InquiryOutcome};

use super::{
    CaseFault,
    given::Person,
    words::{Opener, Thing, after, plain, words},
};

/// One field, or something that no field can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A field about a person, or about the case.
    Field(Category, Option<Person>),
    /// A feedback with its value as written, and the value when there is such a one.
    Feedback { person: Option<Person>, written: String, outcome: Option<InquiryOutcome> },
    /// Place in the list of things that can't be expressed.
    Thing(usize),
}

impl Asked {
    /// The thing that can't be expressed.
    pub fn thing(place: usize) -> Option<&'static Thing> {
        words().things.get(place)
    }
}

/// Reads the whole cell; at least one field.
pub(super) fn read(cell: &str) -> Result<Vec<Asked>, CaseFault> {
    let fields: Vec<Asked> = cell.split(';').map(str::trim).filter(|field| !field.is_empty()).map(field).collect::<Result<_, _>>()?;
    if fields.is_empty() { Err(CaseFault::Empty) } else { Ok(fields) }
}

fn field(text: &str) -> Result<Asked, CaseFault> {
    let asked = plain(text);
    if let Some(place) = words().things.iter().position(|thing| plain(&thing.words) == asked) {
        return Ok(Asked::Thing(place));
    }
    if let Some(category) = words().category.read(text) {
        return Ok(Asked::Field(category, None));
    }
    if let Some(feedback) = feedback(text) {
        return feedback;
    }
    let (what, whom) = about(text).ok_or_else(|| not_known(text))?;
    Ok(Asked::Field(category(what)?, Some(Person::read(whom)?)))
}

/// The feedback with its value between quotation marks.
fn feedback(text: &str) -> Option<Result<Asked, CaseFault>> {
    let is_mark = |character: char| matches!(character, '«' | '»' | '“' | '”' | '„' | '"');
    let rest = after(text, words().opener.say(Opener::Feedback))?.strip_prefix(is_mark)?;
    let (written, whom) = rest.split_once(is_mark)?;
    let person = about(&format!(" {whom}")).map(|(_, whom)| Person::read(whom)).transpose();
    let outcome = words().feedback.read(written);
    Some(person.map(|person| Asked::Feedback { person, written: written.trim().to_owned(), outcome }))
}

/// Parts a field at its last “about”: some categories have the word in their names.
fn about(text: &str) -> Option<(&str, &str)> {
    let about = format!(" {} ", words().opener.say(Opener::About));
    text.rsplit_once(about.as_str()).map(|(what, whom)| (what.trim(), whom.trim()))
}

/// Reads a category.
pub(super) fn category(text: &str) -> Result<Category, CaseFault> {
    words().category.read(text).ok_or_else(|| CaseFault::unknown(text, "category", words().category.all()))
}

fn not_known(text: &str) -> CaseFault {
    let things = words().things.iter().map(|thing| thing.words.as_str());
    CaseFault::unknown(text, "when", words().category.all().chain(things))
}
