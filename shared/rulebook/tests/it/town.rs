//! A case in Exempelstad: builders that say only what a test is about.

use std::sync::LazyLock;

use jiff::Timestamp;
use rulebook::{Decision, Edition, Judged, Moment, Reason, Verdict, WayForward, decide};
use wire::{
    AgencyKind, AskedWhere, Category, ConsentForm, ConsentGrant, ConsentText, Direction, Fact, FactCode, Language, Outline, OutlineField,
    Phase, Purpose, StaffRole, Subject, SubjectRole, UnitAddress,
};

pub const STAFF: &str = "00000000000000000000000000000001";
pub const NOW: &str = "2026-11-22T22:12:00Z";

pub fn subject(role: SubjectRole, number: u8) -> Subject {
    let id = format!("00000000-0000-4000-8000-{:02x}00000000{number:02x}", role as u8);
    Subject { id: id.parse().expect("a written id"), role }
}

pub fn victim() -> Subject {
    subject(SubjectRole::Victim, 1)
}

pub fn person_using_violence() -> Subject {
    subject(SubjectRole::PersonUsingViolence, 1)
}

pub fn child() -> Subject {
    subject(SubjectRole::Child, 1)
}

pub fn custodian() -> Subject {
    subject(SubjectRole::Custodian, 1)
}

pub fn address(agency: &str, board: &str, unit: &str) -> UnitAddress {
    let path = |name: &str| format!("{agency}/{name}");
    let written = "a written name";
    UnitAddress {
        agency: agency.parse().expect(written),
        board: path(board).parse().expect(written),
        unit: path(unit).parse().expect(written),
    }
}

pub fn police() -> UnitAddress {
    address("polisen-exempelstad", "polisen", "yttre-tjanst")
}

pub fn duty_desk() -> UnitAddress {
    address("socialtjansten-exempelstad", "socialnamnden", "socialjouren")
}

pub fn other_board() -> UnitAddress {
    address("socialtjansten-grannstad", "socialnamnden", "mottagningen")
}

pub fn moment(text: &str) -> Moment {
    Moment::in_sweden(text.parse().expect("a written moment"))
}

pub fn now() -> Timestamp {
    NOW.parse().expect("a written moment")
}

/// What OSL 10:18 c asks for from 2025-04-01.
pub const FEARED: [FactCode; 5] = [
    FactCode::ConcreteCircumstances,
    FactCode::ClosePerson,
    FactCode::FearedCrimeReachesThreshold,
    FactCode::NotUnsuitable,
    FactCode::NotCommittedCrime,
];

/// What OSL 10:18 c asked for until 2025-03-31.
pub const FEARED_OLD: [FactCode; 5] = [
    FactCode::SpecialCircumstances,
    FactCode::ClosePerson,
    FactCode::FearedCrimeReachesThreshold,
    FactCode::HelpsPrevent,
    FactCode::NotUnsuitable,
];

/// What OSL 10:27 asks for.
pub const OBVIOUS: [FactCode; 3] = [FactCode::InterestObviouslyOutweighs, FactCode::NecessityWeighed, FactCode::LeadHasCleared];

/// The newest edition, read once.
pub fn edition() -> &'static Edition {
    static SHIPPED: LazyLock<Edition> = LazyLock::new(Edition::shipped);
    &SHIPPED
}

/// A role whose answer counts.
pub fn role_for(code: FactCode) -> StaffRole {
    let fact = edition().fact(code).expect("every fact can be answered");
    *fact.answered_by.first().expect("by somebody")
}

pub fn fact(code: FactCode, yes: bool, role: StaffRole) -> Fact {
    Fact { code, yes, answered_at: now(), role, staff: STAFF.parse().expect("a written reference") }
}

pub fn consent(number: u8, giver: Subject, outline: &Outline, categories: &[Category]) -> ConsentGrant {
    ConsentGrant {
        id: format!("00000000-0000-4000-9000-0000000000{number:02x}").parse().expect("a written id"),
        case_code: case_code(),
        giver,
        from: outline.from.agency.clone(),
        to: outline.to.board.clone(),
        categories: categories.iter().copied().collect(),
        purpose: outline.purpose,
        valid_from: "2026-11-22T22:10:00Z".parse().expect("a written moment"),
        valid_until: "2026-12-06T22:10:00Z".parse().expect("a written moment"),
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: STAFF.parse().expect("a written reference"),
        edition: edition().id().clone(),
        card_code_hash: None,
    }
}

pub fn case_code() -> wire::CaseCode {
    wire::CaseCode::new(wire::PairingCode::from_draw(4711), 26, 11).expect("a month")
}

/// An outline with its consents.
#[derive(Debug, Clone)]
pub struct Case {
    pub outline: Outline,
    pub grants: Vec<ConsentGrant>,
}

impl Case {
    pub fn new(direction: Direction, purpose: Purpose) -> Self {
        let (from, from_kind, to, to_kind) = match direction {
            Direction::PoliceToSocial => (police(), AgencyKind::Police, duty_desk(), AgencyKind::Social),
            Direction::SocialToPolice => (duty_desk(), AgencyKind::Social, police(), AgencyKind::Police),
            Direction::SocialToSocial => (duty_desk(), AgencyKind::Social, other_board(), AgencyKind::Social),
        };
        let subjects = vec![victim(), person_using_violence(), child(), custodian()];
        let empty = (Vec::new(), Vec::new(), Vec::new());
        let (fields, facts, consents) = empty;
        let outline = Outline {
            case_code: case_code(),
            from,
            from_kind,
            to,
            to_kind,
            purpose,
            phase: Phase::Alarm,
            subjects,
            fields,
            facts,
            consents,
            answers: None,
        };
        Self { outline, grants: Vec::new() }
    }

    /// The police call-out of most tests.
    pub fn call_out() -> Self {
        Self::new(Direction::PoliceToSocial, Purpose::AcuteSupport)
    }

    pub fn field(mut self, category: Category, person: Option<Subject>) -> Self {
        let n = u32::try_from(self.outline.fields.len()).expect("a short outline");
        self.outline.fields.push(OutlineField { n, category, subject: person.map(|person| person.id) });
        self
    }

    pub fn facts(mut self, codes: &[FactCode]) -> Self {
        self.outline.facts.extend(codes.iter().map(|code| fact(*code, true, role_for(*code))));
        self
    }

    pub fn concern(self) -> Self {
        self.facts(&[FactCode::ChildUnder18, FactCode::ConcernForChild])
    }

    pub fn consent(self, giver: Subject, categories: &[Category]) -> Self {
        self.consent_but(giver, categories, |_| ())
    }

    /// A consent with one thing changed.
    pub fn consent_but(mut self, giver: Subject, categories: &[Category], change: impl FnOnce(&mut ConsentGrant)) -> Self {
        let number = u8::try_from(self.grants.len() + 1).expect("few consents");
        let mut grant = consent(number, giver, &self.outline, categories);
        change(&mut grant);
        self.outline.consents.push(grant.id);
        self.grants.push(grant);
        self
    }

    pub fn decide_at(&self, at: Moment) -> Decision {
        self.decide_by(edition(), at)
    }

    pub fn decide_by(&self, edition: &Edition, at: Moment) -> Decision {
        decide(&self.outline, &self.grants, edition, at)
    }

    pub fn decide(&self) -> Decision {
        self.decide_at(moment(NOW))
    }

    /// Rule ids, one for each role, of the only field; or the reason it stays.
    pub fn only(&self) -> Result<Vec<String>, Reason> {
        self.only_at(moment(NOW))
    }

    pub fn only_at(&self, at: Moment) -> Result<Vec<String>, Reason> {
        let decision = self.decide_at(at);
        assert_eq!(decision.fields().len(), 1, "the test has one field");
        rules(&decision.fields()[0])
    }

    pub fn way(&self) -> Option<WayForward> {
        match self.decide().fields()[0].verdict {
            Verdict::Disclose(_) => panic!("the field goes"),
            Verdict::Withhold { way_forward, .. } => way_forward,
        }
    }
}

pub fn rules(field: &Judged) -> Result<Vec<String>, Reason> {
    rules_by(field, edition())
}

pub fn rules_by(field: &Judged, edition: &Edition) -> Result<Vec<String>, Reason> {
    let id = |cover: &rulebook::Cover| edition.rule(cover.rule).expect("a rule of this edition").id.clone();
    match &field.verdict {
        Verdict::Disclose(disclosure) => Ok(disclosure.covers().map(id).collect()),
        Verdict::Withhold { why, .. } => Err(*why),
    }
}

pub fn goes_by(ids: &[&str]) -> Result<Vec<String>, Reason> {
    Ok(ids.iter().map(|id| (*id).to_owned()).collect())
}
