//! Who is asked: a person of the case or one who is added by being asked, about the own data or about the child.

use std::{fmt, str::FromStr};

use ::web::Page;
use wire::{Subject, SubjectId, SubjectRole};

use crate::AskedAbout;

/// A person of the case, or a further one in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web::handovers) enum Who {
    /// Known in the case.
    Known(SubjectId),
    /// Not in the case yet.
    Further(SubjectRole),
}

/// Who is asked about whom, as a form carries it: the id or `new-` and the role, and `.child` when it is about the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web::handovers) struct Person {
    pub who: Who,
    pub about: AskedAbout,
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.who {
            Who::Known(id) => write!(f, "{id}")?,
            Who::Further(role) => write!(f, "new-{role}")?,
        }
        f.write_str(if self.about == AskedAbout::Child { ".child" } else { "" })
    }
}

impl FromStr for Person {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (text, about) = text.strip_suffix(".child").map_or((text, AskedAbout::Own), |text| (text, AskedAbout::Child));
        let who = match text.strip_prefix("new-") {
            Some(role) => Who::Further(role.parse().map_err(drop)?),
            None => Who::Known(text.parse().map_err(drop)?),
        };
        Ok(Self { who, about })
    }
}

impl Person {
    /// The role, when the person is of the case or is added to it.
    pub(in crate::web::handovers) fn role(&self, known: &[Subject]) -> Option<SubjectRole> {
        match self.who {
            Who::Known(id) => known.iter().find(|subject| subject.id == id).map(|subject| subject.role),
            Who::Further(role) => Some(role),
        }
    }

    /// Role, number among several, and about whom.
    pub(super) fn words(&self, page: &Page, known: &[Subject]) -> String {
        let who = match self.who {
            Who::Known(id) => numbered(page, known, id),
            Who::Further(role) if known.iter().any(|subject| subject.role == role) => {
                page.words.with("consent-another", &[("who", page.text(&format!("subject-{role}")))])
            }
            Who::Further(role) => page.text(&format!("subject-{role}")),
        };
        match (self.about, self.role(known)) {
            (AskedAbout::Child, _) => page.words.with("consent-about-child", &[("who", who)]),
            (AskedAbout::Own, Some(SubjectRole::Custodian)) => page.words.with("consent-about-own", &[("who", who)]),
            _ => who,
        }
    }
}

/// The role of a person, numbered when the case has several in it.
pub(in crate::web::handovers) fn numbered(page: &Page, known: &[Subject], id: SubjectId) -> String {
    let Some(role) = known.iter().find(|subject| subject.id == id).map(|subject| subject.role) else { return String::new() };
    let alike: Vec<SubjectId> = known.iter().filter(|subject| subject.role == role).map(|subject| subject.id).collect();
    let words = page.text(&format!("subject-{role}"));
    match alike.iter().position(|known| *known == id) {
        Some(place) if alike.len() > 1 => format!("{words} {}", place + 1),
        _ => words,
    }
}

/// Everybody who can be asked: the persons of the case, and those who are not in it yet. A custodian is asked about the
/// child and about the own data apart, and there may be two.
pub(super) fn everybody(known: &[Subject]) -> Vec<Person> {
    let mut all = Vec::new();
    for role in [SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Custodian] {
        let is_custodian = role == SubjectRole::Custodian;
        let mut people: Vec<Who> = known.iter().filter(|subject| subject.role == role).map(|subject| Who::Known(subject.id)).collect();
        if is_custodian || people.is_empty() {
            people.push(Who::Further(role));
        }
        for who in people {
            if is_custodian {
                all.push(Person { who, about: AskedAbout::Child });
            }
            all.push(Person { who, about: AskedAbout::Own });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_a_person_there_and_back() {
        let mother = Subject { id: SubjectId(uuid::Uuid::from_bytes([7; 16])), role: SubjectRole::Custodian };
        let all = everybody(&[mother]);
        assert_eq!(all.len(), 6, "two more, and her and another, about the child and about themselves");
        for person in all {
            assert_eq!(person.to_string().parse(), Ok(person));
        }
        for wrong in ["", "new-", "new-victim.childish", "x", ".child", "new-boss"] {
            assert!(wrong.parse::<Person>().is_err(), "{wrong}");
        }
    }
}
