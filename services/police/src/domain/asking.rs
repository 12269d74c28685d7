//! Step 2: what the person exposed to violence answered. No answer is ever prefilled.

use std::fmt;

use casework::CouldNotAsk;
use serde::{Deserialize, Serialize};
use wire::{
    AskedWhere, Category, PersonText, Protection, codes,
    value::{CallWindow, CodeSet, PhoneNumber},
};

use super::none_chosen;

codes!(
    /// The answer to the question that was read aloud.
    Answer, "answer" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// The question was not put.
        CouldNotAsk = "could_not_ask",
    }
);

codes!(
    /// Whether the person has a protected identity.
    ProtectionAnswer, "answer about protected identity" {
        /// No: only then may a number or an address travel.
        No = "no",
        /// Yes.
        Yes = "yes",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// What the person says about the telephone besides when to call.
    Besides, "about the telephone" {
        /// A voice message may be left.
        Message = "message",
        /// A text may be sent.
        Text = "text",
        /// Somebody else uses it.
        SharedPhone = "shared_phone",
    }
);

/// What the words that are read aloud name: name, number, and that the police were here. A wider consent needs wider
/// words.
pub const ASKED_CATEGORIES: [Category; 3] = [Category::Identity, Category::SafeContact, Category::Incident];

/// Longest name of a person, in characters.
pub const NAME_CHARACTERS_MAX: usize = wire::value::Identity::NAME_CHARACTERS_MAX;

/// The question and its answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asking {
    /// Was the suspect out of earshot?
    pub out_of_earshot: Option<bool>,
    /// The answer.
    pub answer: Option<Answer>,
    /// Why the question was not put.
    pub reason: Option<CouldNotAsk>,
    /// Name.
    pub name: Option<PersonText>,
    /// Safe number.
    pub phone: Option<PhoneNumber>,
    /// Protected identity.
    pub protection: Option<ProtectionAnswer>,
    /// Which kind of protection, when it is known.
    pub level: Option<Protection>,
    /// When it is safe to call.
    #[serde(default = "none_chosen")]
    pub windows: CodeSet<CallWindow>,
    /// What besides a call is safe; off until somebody says so.
    #[serde(default = "none_chosen")]
    pub besides: CodeSet<Besides>,
    /// Word that tells that it is safe to talk.
    pub code_word: Option<PersonText>,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            out_of_earshot: None,
            answer: None,
            reason: None,
            name: None,
            phone: None,
            protection: None,
            level: None,
            windows: none_chosen(),
            besides: none_chosen(),
            code_word: None,
        }
    }
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asking(…)")
    }
}

impl Asking {
    /// What may be kept of the answer: after a no, or when nobody asked, no name and no number (dataskyddsförordningen
    /// 5.1 c). Protection is no contact but a safety fact: it decides whether an address may be written at all.
    #[must_use]
    pub fn kept(self) -> Self {
        let (out_of_earshot, answer, protection) = (self.out_of_earshot, self.answer, self.protection);
        let level = self.level.filter(|_| protection == Some(ProtectionAnswer::Yes));
        match answer {
            Some(Answer::No) => Self { out_of_earshot, answer, protection, level, ..Self::default() },
            Some(Answer::CouldNotAsk) => Self { out_of_earshot, answer, reason: self.reason, protection, level, ..Self::default() },
            Some(Answer::Yes) | None => Self { reason: None, level, ..self },
        }
    }

    /// Protection as it is answered beside the address; nothing answered changes nothing.
    pub fn answer_protection(&mut self, answer: Option<ProtectionAnswer>) {
        self.protection = answer.or(self.protection);
        self.level = self.level.filter(|_| self.protection == Some(ProtectionAnswer::Yes));
    }

    /// Level of protection; whoever was not asked is treated as protected.
    pub fn protection_level(&self) -> Protection {
        match self.protection {
            Some(ProtectionAnswer::No) => Protection::None,
            Some(ProtectionAnswer::Yes) => self.level.filter(|level| *level != Protection::None).unwrap_or(Protection::Unknown),
            Some(ProtectionAnswer::Unknown) | None => Protection::Unknown,
        }
    }

    /// Only a plain “yes, out of earshot” makes a consent that opens anything.
    pub fn asked(&self) -> AskedWhere {
        if self.out_of_earshot == Some(true) { AskedWhere::OutOfEarshot } else { AskedWhere::WithinEarshot }
    }

    /// Whether a consent was given.
    pub fn is_yes(&self) -> bool {
        self.answer == Some(Answer::Yes)
    }

    /// Whether somebody is named or can be reached: looking at it is a view of a person.
    pub fn shows_a_person(&self) -> bool {
        self.name.is_some() || self.phone.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(answer: Answer) -> Asking {
        Asking {
            out_of_earshot: Some(true),
            answer: Some(answer),
            reason: Some(CouldNotAsk::InCare),
            name: Some(PersonText::parse("Exempel Exempelsson", 80).unwrap()),
            phone: Some(PhoneNumber::parse("070-174 06 05").unwrap()),
            protection: Some(ProtectionAnswer::No),
            level: Some(Protection::FictitiousIdentity),
            windows: CodeSet::new([CallWindow::Now]),
            besides: CodeSet::new([Besides::Message, Besides::SharedPhone]),
            code_word: PersonText::parse("Tulpan", 30).ok(),
        }
    }

    #[test]
    fn after_a_no_neither_name_nor_number_is_kept() {
        for answer in [Answer::No, Answer::CouldNotAsk] {
            let kept = full(answer).kept();
            assert!(!kept.shows_a_person(), "{answer}");
            assert!(kept.windows.is_empty() && kept.besides.is_empty() && kept.code_word.is_none());
            assert_eq!((kept.protection, kept.level), (Some(ProtectionAnswer::No), None), "a safety fact, no contact");
            let protected = Asking { protection: Some(ProtectionAnswer::Yes), ..full(answer) }.kept();
            assert_eq!(protected.protection_level(), Protection::FictitiousIdentity, "{answer}");
        }
        assert_eq!(full(Answer::CouldNotAsk).kept().reason, Some(CouldNotAsk::InCare));
        assert!(full(Answer::Yes).kept().shows_a_person());
        assert_eq!(full(Answer::Yes).kept().reason, None);
    }

    #[test]
    fn only_a_plain_no_is_unprotected() {
        let level = |protection| Asking { protection, ..Asking::default() }.protection_level();
        assert!(level(Some(ProtectionAnswer::No)).unprotected().is_some());
        for other in [None, Some(ProtectionAnswer::Yes), Some(ProtectionAnswer::Unknown)] {
            assert!(level(other).unprotected().is_none(), "{other:?}");
        }
        let none_of_them = Asking { protection: Some(ProtectionAnswer::Yes), level: Some(Protection::None), ..Asking::default() };
        assert!(none_of_them.protection_level().unprotected().is_none(), "a yes is never undone by its kind");
    }

    #[test]
    fn earshot_must_be_answered_for_a_consent_to_open_anything() {
        assert_eq!(Asking::default().asked(), AskedWhere::WithinEarshot);
        assert_eq!(full(Answer::Yes).asked(), AskedWhere::OutOfEarshot);
    }
}
