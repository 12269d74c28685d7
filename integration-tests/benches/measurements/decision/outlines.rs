//! Outlines of 25 fields, with more or less of what could open them.

use std::sync::Arc;

use jiff::Timestamp;
use rulebook::Edition;
use wire::{
    AgencyKind, AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentText, Fact, FactCode, Language, Outline, OutlineField,
    PairingCode, Phase, Purpose, StaffRole, Subject, SubjectRole, UnitAddress,
};

use super::NOW;
use crate::{Outcome, chance::Chance};

/// Fields of an outline.
pub const FIELDS: usize = 25;
const OUTLINES: usize = 256;

/// How much of what could open a field there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    Everything,
    ByChance,
    Nothing,
}

/// An outline, as sender, broker and recipient have it before they judge, and the consents at hand.
pub struct Case {
    pub outline: Arc<Outline>,
    pub grants: Vec<ConsentGrant>,
}

pub fn cases(openness: Openness, edition: &Edition) -> Outcome<Vec<Case>> {
    let mut chance = Chance::seeded(25);
    (0..OUTLINES).map(|_| case(openness, edition, &mut chance)).collect()
}

fn case(openness: Openness, edition: &Edition, chance: &mut Chance) -> Outcome<Case> {
    let mut is_there = |_: usize| match openness {
        Openness::Everything => true,
        Openness::ByChance => chance.below(2) == 1,
        Openness::Nothing => false,
    };
    let codes = FactCode::ALL.iter().enumerate().filter(|(place, _)| is_there(*place)).map(|(_, code)| *code).collect::<Vec<_>>();
    let facts = codes.into_iter().map(|code| fact(code, edition)).collect::<Outcome<Vec<_>>>()?;
    let subjects = SubjectRole::ALL.iter().enumerate().map(|(place, role)| subject(place, *role)).collect::<Outcome<Vec<_>>>()?;
    let mut outline = Outline {
        case_code: CaseCode::new(PairingCode::from_draw(4711), 26, 11)?,
        from: address("polisen-exempelstad", "polismyndigheten", "ingripande")?,
        from_kind: AgencyKind::Police,
        to: address("socialtjansten-exempelstad", "socialnamnden", "socialjouren")?,
        to_kind: AgencyKind::Social,
        purpose: Purpose::AcuteSupport,
        phase: Phase::Alarm,
        fields: fields(&subjects),
        subjects,
        facts,
        consents: Vec::new(),
        answers: None,
    };
    let givers: Vec<Subject> = outline.subjects.iter().enumerate().filter(|(place, _)| is_there(*place)).map(|(_, giver)| *giver).collect();
    let grants =
        givers.into_iter().zip(1..).map(|(giver, number)| consent(number, giver, &outline, edition)).collect::<Outcome<Vec<_>>>()?;
    outline.consents = grants.iter().map(|grant| grant.id).collect();
    Ok(Case { outline: Arc::new(outline), grants })
}

/// Every category about everybody it can be about, over and over, until there are 25.
fn fields(subjects: &[Subject]) -> Vec<OutlineField> {
    let about = |category: Category| -> Vec<_> {
        let roles = category.subjects();
        let persons = subjects.iter().filter(|subject| roles.contains(&subject.role)).map(|subject| Some(subject.id));
        if roles.is_empty() { vec![None] } else { persons.collect() }
    };
    let all: Vec<_> = Category::ALL.iter().flat_map(|category| about(*category).into_iter().map(|subject| (*category, subject))).collect();
    let numbered = all.iter().cycle().take(FIELDS).zip(0..);
    numbered.map(|((category, subject), n)| OutlineField { n, category: *category, subject: *subject }).collect()
}

fn subject(place: usize, role: SubjectRole) -> Outcome<Subject> {
    Ok(Subject { id: format!("00000000-0000-4000-8000-{place:012x}").parse()?, role })
}

fn address(agency: &str, board: &str, unit: &str) -> Outcome<UnitAddress> {
    Ok(UnitAddress { agency: agency.parse()?, board: format!("{agency}/{board}").parse()?, unit: format!("{agency}/{unit}").parse()? })
}

/// Answered with yes by somebody whose answer counts.
fn fact(code: FactCode, edition: &Edition) -> Outcome<Fact> {
    let rule = edition.facts().iter().find(|known| known.code == code);
    let role = rule.and_then(|known| known.answered_by.first()).copied().unwrap_or(StaffRole::PatrolOfficer);
    Ok(Fact { code, yes: true, answered_at: NOW.parse()?, role, staff: "00000000000000000000000000000001".parse()? })
}

fn consent(number: u8, giver: Subject, outline: &Outline, edition: &Edition) -> Outcome<ConsentGrant> {
    let valid_from: Timestamp = "2026-11-22T22:10:00Z".parse()?;
    Ok(ConsentGrant {
        id: format!("00000000-0000-4000-9000-0000000000{number:02x}").parse()?,
        case_code: outline.case_code,
        giver,
        from: outline.from.agency.clone(),
        to: outline.to.board.clone(),
        categories: Category::ALL.iter().copied().collect(),
        purpose: outline.purpose,
        valid_from,
        valid_until: "2026-12-06T22:10:00Z".parse()?,
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: "00000000000000000000000000000001".parse()?,
        edition: edition.id().clone(),
        card_code_hash: None,
    })
}
