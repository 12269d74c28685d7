//! The situations of the printed matrix: one for each kind of basis, and for what lacks a part of it.

use jiff::civil::Date;
use wire::{Category, Direction, FactCode, Purpose, Subject, SubjectRole};

use crate::town::{Case, FEARED, FEARED_OLD, OBVIOUS, child, custodian, person_using_violence, victim};

/// One line: a name, what it is for, what is affirmed, who says yes to everything, and another day than today's.
pub struct Situation {
    pub name: &'static str,
    purpose: Purpose,
    facts: &'static [FactCode],
    givers: &'static [SubjectRole],
    pub day: Option<&'static str>,
}

const fn situation(name: &'static str, purpose: Purpose, facts: &'static [FactCode], givers: &'static [SubjectRole]) -> Situation {
    Situation { name, purpose, facts, givers, day: None }
}

const fn on(day: &'static str, name: &'static str, facts: &'static [FactCode]) -> Situation {
    Situation { day: Some(day), ..situation(name, PreventionOfSeriousCrime, facts, NOBODY) }
}

const NOBODY: &[SubjectRole] = &[];
const SHE: &[SubjectRole] = &[SubjectRole::Victim];
const HE: &[SubjectRole] = &[SubjectRole::PersonUsingViolence];
const CUSTODIANS: &[SubjectRole] = &[SubjectRole::Custodian];
const ADULTS: &[SubjectRole] = &[SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Custodian];

const BEFORE: &str = "2025-03-31";
const AFTER: &str = "2025-04-01";

/// A day on which nothing of the kind was in force yet.
const LONG_AGO: &str = "2021-07-31";

use FactCode::{
    ChildInquiryOpened, ChildUnder18, ConcernForChild, ConcreteCircumstances, CustodianNotSuspected, CustodianOrInHome, DecisionIsPublic,
    FormNamesPolice, HarmTestPassed, ImmediatePoliceAction, ImminentDangerOrCaught, InterestObviouslyOutweighs, JudgedSuitable,
    LeadHasCleared, NecessityWeighed, NeededToPreventCrime, NoPreponderantSecrecyInterest, NotCommittedCrime, NotUnsuitable, PersonUnder21,
    PoliceMadeReport, PresumedUnder18, RelevantToChild, ReporterAsked,
};
use Purpose::{AcuteSupport, ChildProtection, Coordination, PreventionOfSeriousCrime};

pub const ALL: &[Situation] = &[
    situation("she consents", AcuteSupport, &[], SHE),
    situation("she consents, harm test passed", AcuteSupport, &[HarmTestPassed], SHE),
    situation("she consents, the lead clears", AcuteSupport, &[LeadHasCleared], SHE),
    situation("she consents, a named person weighs", AcuteSupport, &[NecessityWeighed], SHE),
    situation("she consents, the decision is public", AcuteSupport, &[DecisionIsPublic], SHE),
    situation("the decision is public", AcuteSupport, &[DecisionIsPublic], NOBODY),
    situation("he consents", AcuteSupport, &[], HE),
    situation("he consents, the lead clears", AcuteSupport, &[LeadHasCleared], HE),
    situation("he consents, suitable, the lead clears", AcuteSupport, &[JudgedSuitable, LeadHasCleared], HE),
    situation("he consents, the form names the police", AcuteSupport, &[FormNamesPolice], HE),
    situation("every adult consents", AcuteSupport, &[], ADULTS),
    situation("custodians consent, none suspected", AcuteSupport, &[CustodianNotSuspected], CUSTODIANS),
    situation("custodians consent, none suspected, weighed", AcuteSupport, &[CustodianNotSuspected, NecessityWeighed], CUSTODIANS),
    situation("concern for a child", ChildProtection, &[ChildUnder18, ConcernForChild], NOBODY),
    situation("concern, relevant", ChildProtection, &[ChildUnder18, ConcernForChild, RelevantToChild], NOBODY),
    situation(
        "concern, relevant, custodian or in the home",
        ChildProtection,
        &[ChildUnder18, ConcernForChild, RelevantToChild, CustodianOrInHome],
        NOBODY,
    ),
    situation("inquiry opened, relevant", ChildProtection, &[ChildInquiryOpened, RelevantToChild], NOBODY),
    situation(
        "inquiry, relevant, custodian or in the home",
        ChildProtection,
        &[ChildInquiryOpened, RelevantToChild, CustodianOrInHome],
        NOBODY,
    ),
    situation("10:27, the lead clears", AcuteSupport, &OBVIOUS, NOBODY),
    situation("10:27, the lead has not cleared", AcuteSupport, &[InterestObviouslyOutweighs, NecessityWeighed], NOBODY),
    situation("10:27 for a consultation, the lead clears", Coordination, &OBVIOUS, NOBODY),
    situation(
        "10:15 a, the lead clears",
        PreventionOfSeriousCrime,
        &[NeededToPreventCrime, NoPreponderantSecrecyInterest, NecessityWeighed, LeadHasCleared],
        NOBODY,
    ),
    situation("10:18 c, concrete circumstances", PreventionOfSeriousCrime, &FEARED, NOBODY),
    on(AFTER, "10:18 c of 2025-04-01, concrete circumstances", &FEARED),
    on(AFTER, "10:18 c of 2025-04-01, special circumstances", &FEARED_OLD),
    on(BEFORE, "10:18 c of 2025-03-31, special circumstances", &FEARED_OLD),
    on(BEFORE, "10:18 c of 2025-03-31, concrete circumstances", &FEARED),
    on(LONG_AGO, "10:18 c of 2021-07-31, special circumstances", &FEARED_OLD),
    situation("10:18 a", PreventionOfSeriousCrime, &[PersonUnder21, ConcreteCircumstances, NotUnsuitable, NotCommittedCrime], NOBODY),
    situation("10:20", AcuteSupport, &[PresumedUnder18, ImminentDangerOrCaught, ImmediatePoliceAction], NOBODY),
    situation("the police reported", ChildProtection, &[PoliceMadeReport], NOBODY),
    situation("the police reported and ask, not unsuitable", ChildProtection, &[PoliceMadeReport, ReporterAsked, NotUnsuitable], NOBODY),
];

impl Situation {
    pub fn nothing() -> Self {
        situation("nothing", AcuteSupport, &[], NOBODY)
    }

    /// The case for one field.
    pub fn case(&self, direction: Direction, category: Category, person: Option<Subject>) -> Case {
        let everybody = [victim(), person_using_violence(), child(), custodian()];
        let givers = everybody.into_iter().filter(|person| self.givers.contains(&person.role));
        let case = Case::new(direction, self.purpose).facts(self.facts).field(category, person);
        givers.fold(case, |case, giver| case.consent(giver, Category::ALL))
    }

    /// Whether this is another situation with something added.
    pub fn holds_all_of(&self, other: &Self) -> bool {
        self.day == other.day
            && self.purpose == other.purpose
            && other.facts.iter().all(|fact| self.facts.contains(fact))
            && other.givers.iter().all(|giver| self.givers.contains(giver))
    }

    /// The day it is judged at; none for today.
    pub fn date(&self) -> Option<Date> {
        self.day.map(|day| day.parse().expect("a date"))
    }
}
