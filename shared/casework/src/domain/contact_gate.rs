//! Before any contact with the person who uses violence: the exposed person comes first, and nothing may get worse for
//! anybody by it.

use jiff::Timestamp;
use wire::{StaffRole, codes};

codes!(
    /// What is asked before. That the exposed person has been reached is no question: it is read from the contacts.
    GateQuestion, "question of the gate" {
        /// Support and protection were offered to the exposed person.
        ProtectionOffered = "protection_offered",
        /// The person using violence is judged not too dangerous to be contacted.
        NotTooDangerous = "not_too_dangerous",
        /// The contact does not raise the danger to the exposed person or the children.
        NoAddedDanger = "no_added_danger",
    }
);

codes!(
    /// An answer.
    GateAnswer, "answer of the gate" {
        /// Yes.
        Yes = "yes",
        /// No: nobody makes contact.
        No = "no",
        /// Not stated, or not any more.
        NotStated = "not_stated",
    }
);

/// An answer as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateAnswered {
    /// To what.
    pub question: GateQuestion,
    /// What.
    pub answer: GateAnswer,
    /// By whom, by role.
    pub staff_role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// The gate of a case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactGate {
    /// When the exposed person was last reached. Careful: an attempt is not enough, also at night, for who was not reached
    /// has not been offered anything by us.
    pub reached_at: Option<Timestamp>,
    /// Every answer that was given, the oldest first.
    pub answers: Vec<GateAnswered>,
}

impl ContactGate {
    /// The answer that holds: the latest.
    pub fn answer(&self, question: GateQuestion) -> Option<GateAnswered> {
        self.answers.iter().rev().find(|answered| answered.question == question).copied()
    }

    /// Whether contact may be made.
    pub fn is_open(&self) -> bool {
        let yes = |question: &GateQuestion| self.answer(*question).is_some_and(|answered| answered.answer == GateAnswer::Yes);
        self.reached_at.is_some() && GateQuestion::ALL.iter().all(yes)
    }

    /// Whether somebody has said no: then it is not a matter of answering more.
    pub fn is_refused(&self) -> bool {
        let no = |question: &GateQuestion| self.answer(*question).is_some_and(|answered| answered.answer == GateAnswer::No);
        GateQuestion::ALL.iter().any(no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(question: GateQuestion, answer: GateAnswer, second: i64) -> GateAnswered {
        let at = Timestamp::from_second(1_800_000_000 + second).unwrap();
        GateAnswered { question, answer, staff_role: StaffRole::DutyWorker, at }
    }

    fn all_yes() -> ContactGate {
        let yes = |question: &GateQuestion| answered(*question, GateAnswer::Yes, 1);
        ContactGate { reached_at: Some(Timestamp::UNIX_EPOCH), answers: GateQuestion::ALL.iter().map(yes).collect() }
    }

    #[test]
    fn it_opens_by_three_yes_and_a_contact_with_the_exposed_person() {
        assert!(all_yes().is_open());
        assert!(!ContactGate { reached_at: None, ..all_yes() }.is_open());
        for missing in 0..GateQuestion::ALL.len() {
            let mut gate = all_yes();
            gate.answers.remove(missing);
            assert!(!gate.is_open() && !gate.is_refused(), "{missing}");
        }
    }

    #[test]
    fn a_later_answer_closes_it_again() {
        for question in GateQuestion::ALL {
            for closing in [GateAnswer::No, GateAnswer::NotStated] {
                let mut gate = all_yes();
                gate.answers.push(answered(*question, closing, 2));
                assert!(!gate.is_open(), "{question} {closing}");
                assert_eq!(gate.is_refused(), closing == GateAnswer::No);
                gate.answers.push(answered(*question, GateAnswer::Yes, 3));
                assert!(gate.is_open());
            }
        }
    }
}
