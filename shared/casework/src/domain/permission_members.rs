//! The members of the form of a decision: made of the facts that a rule needs.

use std::{fmt, str::FromStr};

use wire::{FactCode, UnknownCode};

/// One thing to answer. None of them has a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    /// Which crime is feared.
    Crime,
    /// Against whom, by role.
    Against,
    /// How soon.
    HowSoon,
    /// What the fear rests on: at least one.
    Circumstances,
    /// The question of the fact itself: yes or no.
    Question(FactCode),
    /// Which interests were held against each other.
    Interest(FactCode),
    /// Why, in words of one's own.
    Reason(FactCode),
    /// Why it is not more than what is needed.
    Proportion(FactCode),
}

/// Makes the member of a fact.
type OfFact = fn(FactCode) -> Member;

const SUFFIXES: [(&str, OfFact); 3] = [("_interest", Member::Interest), ("_reason", Member::Reason), ("_proportion", Member::Proportion)];

impl Member {
    /// Name in forms, kept answers and word keys.
    pub fn name(self) -> String {
        self.to_string()
    }

    /// Whether it is answered in words of one's own.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Interest(_) | Self::Reason(_) | Self::Proportion(_))
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crime => f.write_str("crime"),
            Self::Against => f.write_str("against"),
            Self::HowSoon => f.write_str("how_soon"),
            Self::Circumstances => f.write_str("circumstances"),
            Self::Question(fact) => write!(f, "{fact}"),
            Self::Interest(fact) => write!(f, "{fact}_interest"),
            Self::Reason(fact) => write!(f, "{fact}_reason"),
            Self::Proportion(fact) => write!(f, "{fact}_proportion"),
        }
    }
}

impl FromStr for Member {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        match name {
            "crime" => return Ok(Self::Crime),
            "against" => return Ok(Self::Against),
            "how_soon" => return Ok(Self::HowSoon),
            "circumstances" => return Ok(Self::Circumstances),
            _ => {}
        }
        let with_suffix = SUFFIXES.iter().find_map(|(suffix, member)| name.strip_suffix(suffix)?.parse().ok().map(member));
        with_suffix.map_or_else(|| name.parse().map(Self::Question), Ok)
    }
}

/// What is asked for a fact of a decision; nothing for a fact that is answered plainly in the draft, or by the lead.
pub(crate) fn members_of(fact: FactCode) -> Vec<Member> {
    use FactCode as Code;
    let (question, reason) = (Member::Question(fact), Member::Reason(fact));
    match fact {
        // The answer follows from the crime and its penalty on the day.
        Code::FearedCrimeReachesThreshold => vec![Member::Crime, Member::Against, Member::HowSoon],
        // One from the list and the words for it: together they are the answer.
        Code::ConcreteCircumstances => vec![Member::Circumstances, reason],
        Code::NecessityWeighed => vec![question, reason, Member::Proportion(fact)],
        Code::NoPreponderantSecrecyInterest | Code::InterestObviouslyOutweighs => vec![Member::Interest(fact), question, reason],
        Code::HarmTestPassed | Code::ClosePerson | Code::PersonUnder21 | Code::PresumedUnder18 | Code::NotCommittedCrime => vec![question],
        Code::SpecialCircumstances
        | Code::HelpsPrevent
        | Code::NotUnsuitable
        | Code::NeededToPreventCrime
        | Code::ImminentDangerOrCaught
        | Code::ImmediatePoliceAction
        | Code::CommittedCrimeReachesThreshold
        | Code::ChildExposedToListedCrime => vec![question, reason],
        _ => Vec::new(),
    }
}

/// Whether a fact is answered only by the form of a decision, or by the lead.
pub(crate) fn has_its_own_form(fact: FactCode) -> bool {
    fact == FactCode::LeadHasCleared || !members_of(fact).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_reads_back_from_its_name() {
        for fact in FactCode::ALL {
            for member in members_of(*fact) {
                assert_eq!(member.name().parse(), Ok(member), "{member}");
            }
        }
        assert!("not_a_member".parse::<Member>().is_err());
    }

    #[test]
    fn a_plain_question_about_the_child_needs_no_form_and_the_leads_word_is_nobody_elses() {
        assert!(!has_its_own_form(FactCode::ConcernForChild));
        assert!(has_its_own_form(FactCode::LeadHasCleared));
        assert!(has_its_own_form(FactCode::HarmTestPassed));
    }
}
