//! The form of a decision by a named person, and what a complete one gives. Empty answers deny.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rulebook::Edition;
use wire::{
    Category, FactCode, StaffRole, Subject, codes,
    value::{CodeSet, ConcreteCircumstance, FearedCrime},
};

use super::{
    Member, Text2,
    reason_text::{NotAReason, ReasonText},
};

codes!(
    /// What is wrong with an answer.
    MemberProblem, "problem of an answer" {
        /// Nothing was answered.
        Missing = "missing",
        /// It is not one of the answers.
        NotInList = "not_in_list",
        /// It is too long.
        TooLong = "too_long",
    }
);

/// What somebody who may decide is asked, for a rule and a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionForm {
    /// Id of the rule.
    pub rule: String,
    /// First day of its wording.
    pub wording_from: Date,
    /// Short name of the basis.
    pub label: Text2,
    /// What the rule says.
    pub text: Text2,
    /// Statute.
    pub citation: Text2,
    /// Whether it is the harm test for another person in the datum.
    pub harm_test: bool,
    /// What is asked, in order.
    pub members: Vec<Member>,
    /// Who may decide.
    pub decided_by: Vec<StaffRole>,
    /// What the decision would be about.
    pub covers: Vec<(Category, Option<Subject>)>,
    pub(crate) facts: Vec<FactCode>,
}

/// Answers as they were typed: yes and no as `yes` and `no`, others as codes or words. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PermissionAnswers(BTreeMap<Member, Vec<String>>);

impl PermissionAnswers {
    /// Sets what was answered.
    pub fn set(&mut self, member: Member, answers: Vec<String>) {
        self.0.insert(member, answers);
    }

    /// What was answered.
    pub fn get(&self, member: Member) -> &[String] {
        self.0.get(&member).map_or(&[], Vec::as_slice)
    }

    fn one(&self, member: Member) -> Result<&str, MemberProblem> {
        match self.get(member) {
            [] => Err(MemberProblem::Missing),
            [answer] if answer.trim().is_empty() => Err(MemberProblem::Missing),
            [answer] => Ok(answer.trim()),
            _ => Err(MemberProblem::NotInList),
        }
    }

    fn code<T: std::str::FromStr>(&self, member: Member) -> Result<T, MemberProblem> {
        self.one(member)?.parse().map_err(|_| MemberProblem::NotInList)
    }

    fn yes(&self, member: Member) -> Result<bool, MemberProblem> {
        match self.one(member)? {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(MemberProblem::NotInList),
        }
    }

    fn circumstances(&self) -> Result<CodeSet<ConcreteCircumstance>, MemberProblem> {
        let chosen = self.get(Member::Circumstances).iter().map(|code| code.parse().map_err(|_| MemberProblem::NotInList));
        let chosen: CodeSet<ConcreteCircumstance> = chosen.collect::<Result<Vec<_>, _>>()?.into_iter().collect();
        if chosen.is_empty() { Err(MemberProblem::Missing) } else { Ok(chosen) }
    }

    pub(crate) fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let named: BTreeMap<String, &Vec<String>> = self.0.iter().map(|(member, answers)| (member.name(), answers)).collect();
        serde_json::to_vec(&named)
    }

    /// Reads what [`Self::to_json`] wrote; a member this version does not know is left out.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let named: BTreeMap<String, Vec<String>> = serde_json::from_slice(bytes)?;
        Ok(Self(named.into_iter().filter_map(|(name, answers)| Some((name.parse().ok()?, answers))).collect()))
    }
}

impl std::fmt::Debug for PermissionAnswers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// A form in which everything is answered. Only [`PermissionForm::complete`] makes one.
#[derive(Debug, Clone)]
pub struct CompletePermission {
    pub(crate) rule: String,
    pub(crate) facts: Vec<(FactCode, bool)>,
    pub(crate) feared_crime: Option<FearedCrime>,
    pub(crate) answers: PermissionAnswers,
}

impl CompletePermission {
    /// Whether every answer is yes. One no, or a crime below the threshold, is a decision against.
    pub fn allows(&self) -> bool {
        self.facts.iter().all(|(_, yes)| *yes)
    }
}

impl PermissionForm {
    /// Reads the answers; `date` is the day whose penalties count.
    ///
    /// # Errors
    /// Every member that is not answered or not in its list, in the order of the form: then nothing is decided.
    pub fn complete(
        &self,
        answers: &PermissionAnswers,
        edition: &Edition,
        date: Date,
    ) -> Result<CompletePermission, Vec<(Member, MemberProblem)>> {
        let wrong = self.members.iter().filter_map(|member| check(*member, answers).err().map(|problem| (*member, problem)));
        let wrong: Vec<_> = wrong.collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let own = self.members.iter().map(|member| (*member, answers.get(*member).to_vec())).collect();
        let feared_crime = self.members.contains(&Member::Crime).then(|| feared_crime(answers).ok()).flatten();
        let reaches = feared_crime.as_ref().is_some_and(|feared| reaches_threshold(edition, feared, date));
        let answered = |fact: &FactCode| match fact {
            FactCode::FearedCrimeReachesThreshold => (*fact, reaches),
            FactCode::ConcreteCircumstances => (*fact, answers.circumstances().is_ok()),
            // `check` has seen every answer: an unreadable one can't be a yes.
            _ => (*fact, answers.yes(Member::Question(*fact)).unwrap_or(false)),
        };
        let facts = self.facts.iter().map(answered).collect();
        Ok(CompletePermission { rule: self.rule.clone(), facts, feared_crime, answers: PermissionAnswers(own) })
    }
}

fn check(member: Member, answers: &PermissionAnswers) -> Result<(), MemberProblem> {
    match member {
        Member::Crime => answers.code::<wire::value::CrimeCode>(member).map(drop),
        Member::Against => answers.code::<wire::SubjectRole>(member).map(drop),
        Member::HowSoon => answers.code::<wire::value::HowSoon>(member).map(drop),
        Member::Circumstances => answers.circumstances().map(drop),
        Member::Question(_) => answers.yes(member).map(drop),
        Member::Interest(_) | Member::Reason(_) | Member::Proportion(_) => {
            ReasonText::parse(answers.one(member)?).map(drop).map_err(|problem| match problem {
                NotAReason::Missing => MemberProblem::Missing,
                NotAReason::TooLong => MemberProblem::TooLong,
            })
        }
    }
}

fn feared_crime(answers: &PermissionAnswers) -> Result<FearedCrime, MemberProblem> {
    Ok(FearedCrime {
        crime: answers.code(Member::Crime)?,
        against_role: answers.code(Member::Against)?,
        how_soon: answers.code(Member::HowSoon)?,
        circumstances: answers.circumstances().unwrap_or_else(|_| CodeSet::new([])),
    })
}

fn reaches_threshold(edition: &Edition, feared: &FearedCrime, date: Date) -> bool {
    edition.crimes(date).any(|crime| crime.code == feared.crime && crime.reaches)
}
