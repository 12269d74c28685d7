//! The four switches of the partner contact: two that he answers, one that she answers, and one of hers for each single thing that may
//! go back. A later answer holds; a no is never the end of the offer.

use jiff::{Timestamp, civil::Date};
use wire::{StaffRef, StaffRole, codes};

codes!(
    /// What he is asked, each part on its own.
    TreatmentPart, "part of his consent" {
        /// She may be told that he is in treatment, that he misses sessions, ends early or completes.
        InTreatment = "in_treatment",
        /// What he says that bears on her and the children's safety may be passed on to her.
        Safety = "safety",
    }
);

codes!(
    /// How a switch was answered.
    SwitchAnswer, "answer to a switch" {
        /// Yes.
        Given = "given",
        /// No. She may always say yes later.
        Refused = "refused",
        /// A yes taken back. It works forward only.
        Withdrawn = "withdrawn",
    }
);

codes!(
    /// In what form it was answered.
    SwitchForm, "form of an answer" {
        /// On paper.
        Written = "written",
        /// By word of mouth.
        Spoken = "spoken",
    }
);

/// What is said when a switch is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// What.
    pub answer: SwitchAnswer,
    /// The day.
    pub on: Date,
    /// In what form.
    pub form: SwitchForm,
}

impl Answered {
    /// Whether it follows from what holds: only a yes is taken back, and it is not given twice.
    pub fn follows(self, earlier: Option<SwitchAnswer>) -> bool {
        match self.answer {
            SwitchAnswer::Withdrawn => earlier == Some(SwitchAnswer::Given),
            SwitchAnswer::Given => earlier != Some(SwitchAnswer::Given),
            SwitchAnswer::Refused => earlier != Some(SwitchAnswer::Given),
        }
    }
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchRow {
    /// What was said.
    pub answered: Answered,
    /// Id and version of what was read out; none when a yes was taken back.
    pub text: Option<(String, String)>,
    /// Who heard it.
    pub heard_by: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When it was written.
    pub at: Timestamp,
}

/// What he has answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HisSwitches {
    /// The first part.
    pub in_treatment: Option<SwitchAnswer>,
    /// The second part.
    pub safety: Option<SwitchAnswer>,
}

impl HisSwitches {
    /// What holds of rows in the order they were written.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a (TreatmentPart, SwitchRow)>) -> Self {
        let mut switches = Self::default();
        for (part, row) in rows {
            match part {
                TreatmentPart::InTreatment => switches.in_treatment = Some(row.answered.answer),
                TreatmentPart::Safety => switches.safety = Some(row.answered.answer),
            }
        }
        switches
    }

    /// What holds of a part.
    pub const fn answer(&self, part: TreatmentPart) -> Option<SwitchAnswer> {
        match part {
            TreatmentPart::InTreatment => self.in_treatment,
            TreatmentPart::Safety => self.safety,
        }
    }

    /// Whether a part stands now.
    pub fn stands(&self, part: TreatmentPart) -> bool {
        self.answer(part) == Some(SwitchAnswer::Given)
    }

    /// Whether anything stands now.
    pub fn any_stands(&self) -> bool {
        TreatmentPart::ALL.iter().any(|part| self.stands(*part))
    }

    /// He has said no, and nothing stands: the team decides whether the treatment goes on. What follows from his no is a local
    /// policy, so the software asks for a decision and takes none.
    pub fn needs_decision(&self) -> bool {
        !self.any_stands() && TreatmentPart::ALL.iter().any(|part| self.answer(*part).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_taken_back_and_a_no_never_closes() {
        let said = |answer| Answered { answer, on: "2026-11-22".parse().unwrap(), form: SwitchForm::Spoken };
        use SwitchAnswer::{Given, Refused, Withdrawn};
        for (answer, earlier, follows) in [
            (Given, None, true),
            (Given, Some(Refused), true),
            (Given, Some(Withdrawn), true),
            (Given, Some(Given), false),
            (Refused, None, true),
            (Refused, Some(Given), false),
            (Withdrawn, Some(Given), true),
            (Withdrawn, Some(Refused), false),
            (Withdrawn, None, false),
        ] {
            assert_eq!(said(answer).follows(earlier), follows, "{answer} after {earlier:?}");
        }
    }

    #[test]
    fn the_team_decides_when_he_says_no_to_everything() {
        use SwitchAnswer::{Given, Refused, Withdrawn};
        let of = |in_treatment, safety| HisSwitches { in_treatment, safety };
        assert!(!of(None, None).needs_decision(), "nobody has asked");
        assert!(of(Some(Refused), Some(Refused)).needs_decision());
        assert!(of(Some(Withdrawn), None).needs_decision());
        assert!(!of(Some(Given), Some(Refused)).needs_decision());
        assert!(of(Some(Given), None).any_stands() && !of(Some(Given), None).stands(TreatmentPart::Safety));
    }
}
