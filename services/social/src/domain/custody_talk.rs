//! What is answered before a talk with a person in custody. Codes alone: there is no place for what was said.

use std::fmt;

use jiff::Timestamp;
use practice::{TalkFact, TalkFacts};
use serde::{Deserialize, Serialize};
use wire::codes;

codes!(
    /// Who agreed to the talk.
    TalkAgreed, "agreement to a talk" {
        /// The lead of the investigation.
        InvestigationLead = "investigation_lead",
        /// The prosecutor.
        Prosecutor = "prosecutor",
        /// Nobody, or something forbids it.
        No = "no",
    }
);

codes!(
    /// Whether the purpose was read and an officer sits in.
    TalkOfficer, "officer at a talk" {
        /// Read, and an officer sits in.
        Present = "present",
        /// Read, and no officer in the room.
        Absent = "absent",
        /// Not read yet.
        NotRead = "not_read",
    }
);

codes!(
    /// Whether a decision keeps the person from home.
    TalkDecisions, "decisions at a talk" {
        /// One does.
        Yes = "yes",
        /// None does.
        No = "no",
        /// Not clear: planned as if one did.
        Unclear = "unclear",
    }
);

codes!(
    /// Who judged that the talk raises no danger.
    TalkDanger, "judgement of danger before a talk" {
        /// The police.
        Police = "police",
        /// Social services.
        Social = "social",
        /// Both together.
        Both = "both",
        /// It may raise it, or nobody has judged.
        Raised = "raised",
    }
);

codes!(
    /// Children, and who was there when they were talked with.
    TalkChildren, "children at a talk" {
        /// No children.
        None = "none",
        /// Children, and no police at the talk with them, or none of them was talked with.
        WithoutPolice = "without_police",
        /// Children, and police at the talk with them.
        WithPolice = "with_police",
    }
);

codes!(
    /// Whether the inquiry may be told of.
    TalkInquiry, "inquiry at a talk" {
        /// It is opened, the person is a custodian, and there is no reason to wait.
        Tell = "tell",
        /// One of the three is not so.
        Keep = "keep",
    }
);

codes!(
    /// Whether there is an interpreter.
    TalkInterpreter, "interpreter at a talk" {
        /// None is needed.
        NotNeeded = "not_needed",
        /// One is there: everything is said twice.
        There = "there",
        /// One is needed and is not there.
        Missing = "missing",
    }
);

codes!(
    /// Yes or no.
    TalkYesNo, "yes or no" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
);

codes!(
    /// Why there is no talk now.
    TalkShut, "reason against a talk" {
        /// Nobody has agreed.
        NotAgreed = "not_agreed",
        /// The purpose was not read.
        NotRead = "not_read",
        /// The police have not made the first contact, judged and asked.
        PoliceFirst = "police_first",
        /// It may raise the danger.
        Danger = "danger",
        /// Children, and no officer in the room.
        ChildrenWithoutOfficer = "children_without_officer",
        /// An interpreter is missing.
        Interpreter = "interpreter",
        /// No colleague knows.
        Colleague = "colleague",
    }
);

/// The answers before the talk. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TalkGate {
    /// Who agreed.
    pub agreed: TalkAgreed,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_at: Option<Timestamp>,
    /// The officer.
    pub officer: TalkOfficer,
    /// Decisions against going home.
    pub decisions: TalkDecisions,
    /// Have the police made the first contact, judged that a talk is suitable and asked whether the person wants to?
    pub police_first: TalkYesNo,
    /// Who judged the danger.
    pub danger: TalkDanger,
    /// The children.
    pub children: TalkChildren,
    /// The inquiry; where there are children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<TalkInquiry>,
    /// The interpreter.
    pub interpreter: TalkInterpreter,
    /// Does a colleague know?
    pub colleague: TalkYesNo,
}

impl fmt::Debug for TalkGate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl TalkGate {
    /// Why there is no talk now; nothing when there may be one.
    pub fn shut(&self) -> Vec<TalkShut> {
        let shuts = [
            (self.agreed == TalkAgreed::No, TalkShut::NotAgreed),
            (self.officer == TalkOfficer::NotRead, TalkShut::NotRead),
            (self.police_first == TalkYesNo::No, TalkShut::PoliceFirst),
            (self.danger == TalkDanger::Raised, TalkShut::Danger),
            (self.has_children() && self.officer == TalkOfficer::Absent, TalkShut::ChildrenWithoutOfficer),
            (self.interpreter == TalkInterpreter::Missing, TalkShut::Interpreter),
            (self.colleague == TalkYesNo::No, TalkShut::Colleague),
        ];
        shuts.into_iter().filter_map(|(shut, why)| shut.then_some(why)).collect()
    }

    /// Are there children?
    pub fn has_children(&self) -> bool {
        self.children != TalkChildren::None
    }

    /// Is there an interpreter?
    pub fn has_interpreter(&self) -> bool {
        self.interpreter == TalkInterpreter::There
    }

    /// Id of the script.
    pub const fn script(&self) -> &'static str {
        match self.children {
            TalkChildren::None => "custody-talk-no-children",
            TalkChildren::WithoutPolice | TalkChildren::WithPolice => "custody-talk-children",
        }
    }

    /// What the script is told. What was not answered raises nothing.
    pub fn facts(&self) -> TalkFacts {
        let told = self.has_children() && self.inquiry == Some(TalkInquiry::Tell);
        let facts = [
            (self.has_children(), TalkFact::Children),
            (self.children == TalkChildren::WithPolice, TalkFact::ChildTalkPolicePresent),
            (told, TalkFact::InquiryOpened),
            (told, TalkFact::Custodian),
            (self.decisions != TalkDecisions::No, TalkFact::ContactBan),
            (self.officer == TalkOfficer::Absent, TalkFact::OfficerAbsent),
        ];
        facts.into_iter().filter_map(|(raised, fact)| raised.then_some(fact)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> TalkGate {
        TalkGate {
            agreed: TalkAgreed::Prosecutor,
            agreed_at: None,
            officer: TalkOfficer::Present,
            decisions: TalkDecisions::No,
            police_first: TalkYesNo::Yes,
            danger: TalkDanger::Both,
            children: TalkChildren::WithPolice,
            inquiry: Some(TalkInquiry::Tell),
            interpreter: TalkInterpreter::NotNeeded,
            colleague: TalkYesNo::Yes,
        }
    }

    #[test]
    fn each_answer_that_shuts_shuts_alone() {
        assert_eq!(open().shut(), []);
        assert_eq!(format!("{:?}", open()), "…");
        let shut = |gate: TalkGate| gate.shut();
        assert_eq!(shut(TalkGate { agreed: TalkAgreed::No, ..open() }), [TalkShut::NotAgreed]);
        assert_eq!(shut(TalkGate { officer: TalkOfficer::NotRead, ..open() }), [TalkShut::NotRead]);
        assert_eq!(shut(TalkGate { police_first: TalkYesNo::No, ..open() }), [TalkShut::PoliceFirst]);
        assert_eq!(shut(TalkGate { danger: TalkDanger::Raised, ..open() }), [TalkShut::Danger]);
        assert_eq!(shut(TalkGate { officer: TalkOfficer::Absent, ..open() }), [TalkShut::ChildrenWithoutOfficer]);
        assert_eq!(shut(TalkGate { interpreter: TalkInterpreter::Missing, ..open() }), [TalkShut::Interpreter]);
        assert_eq!(shut(TalkGate { colleague: TalkYesNo::No, ..open() }), [TalkShut::Colleague]);
        let alone = TalkGate { officer: TalkOfficer::Absent, children: TalkChildren::None, ..open() };
        assert_eq!(alone.shut(), [], "without children a talk may be held without an officer in the room");
    }

    #[test]
    fn the_script_is_told_what_was_answered_and_no_more() {
        let all = [TalkFact::Children, TalkFact::ChildTalkPolicePresent, TalkFact::InquiryOpened, TalkFact::Custodian];
        assert_eq!(open().facts(), all.into());
        assert_eq!(TalkGate { inquiry: None, children: TalkChildren::WithoutPolice, ..open() }.facts(), [TalkFact::Children].into());
        for unclear in [TalkDecisions::Yes, TalkDecisions::Unclear] {
            assert!(TalkGate { decisions: unclear, ..open() }.facts().contains(&TalkFact::ContactBan), "{unclear}");
        }
        let none = TalkGate { children: TalkChildren::None, officer: TalkOfficer::Absent, ..open() };
        assert_eq!(none.facts(), [TalkFact::OfficerAbsent].into(), "an inquiry without children is told of to nobody");
        let library = practice::Library::shipped();
        for children in TalkChildren::ALL {
            assert!(library.script(TalkGate { children: *children, ..open() }.script()).is_some());
        }
    }
}
