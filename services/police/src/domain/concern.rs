//! What the officer judges before sending: concern for a child (SoL 19:1) and the harm test. Never automatic, no default.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{
    Fact, FactCode, PersonText, StaffRef, StaffRole,
    value::{ChildConcern, ChildPlace, CodeSet, ConcernGround, Stated},
};

use super::none_chosen;

/// Who judged, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// When.
    pub at: Timestamp,
    /// In which role.
    pub role: StaffRole,
    /// Who, opaque outside the agency.
    pub staff: StaffRef,
}

impl Judged {
    /// The fact this judgement answers with yes.
    pub fn yes(&self, code: FactCode) -> Fact {
        Fact { code, yes: true, answered_at: self.at, role: self.role, staff: self.staff.clone() }
    }
}

/// “Misstänker du att barnet far illa?”, judged by a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// The answer.
    pub suspected: bool,
    /// Grounds.
    #[serde(default = "none_chosen")]
    pub grounds: CodeSet<ConcernGround>,
    /// Must somebody act at once?
    pub immediate: Stated,
    /// Where the child is now; `None` is not stated.
    #[serde(default)]
    pub place: Option<ChildPlace>,
    /// Do event, address and the suspect's state belong to the concern?
    #[serde(default)]
    pub all_belongs: bool,
    /// Street address of the event.
    #[serde(default)]
    pub address: Option<PersonText>,
    /// Who judged.
    pub judged: Judged,
}

impl fmt::Debug for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Concern(…)")
    }
}

impl Concern {
    /// An answer without anything more.
    pub fn answered(suspected: bool, judged: Judged) -> Self {
        Self { suspected, grounds: none_chosen(), immediate: Stated::NotStated, place: None, all_belongs: false, address: None, judged }
    }

    /// The value that is reported; `None` without a ground.
    pub fn value(&self) -> Option<ChildConcern> {
        (self.suspected && !self.grounds.is_empty()).then(|| ChildConcern {
            grounds: self.grounds.clone(),
            immediate: self.immediate,
            place: self.place.unwrap_or(ChildPlace::Unknown),
            police_present: Stated::NotStated,
        })
    }

    /// The facts it answers. A no is not told to anybody: it stays with the sender.
    pub fn facts(&self) -> Vec<Fact> {
        if !self.suspected {
            return Vec::new();
        }
        let mut facts = vec![self.judged.yes(FactCode::ChildUnder18), self.judged.yes(FactCode::ConcernForChild)];
        if self.all_belongs {
            facts.push(self.judged.yes(FactCode::RelevantToChild));
        }
        facts
    }
}
