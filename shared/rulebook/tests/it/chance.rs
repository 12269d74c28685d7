//! Random cases, leaning towards those where something may go.

use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*, sample::select};
use rulebook::Moment;
use wire::{AskedWhere, Category, ConsentGrant, Direction, Fact, FactCode, OutlineField, Purpose, StaffRole, Subject, SubjectRole};

use crate::town::{Case, FEARED, FEARED_OLD, OBVIOUS, address, consent, fact, now, other_board, role_for, subject};

/// A case and a moment to judge it at.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub case: Case,
    pub at: Moment,
}

fn persons() -> impl Strategy<Value = Vec<Subject>> {
    let usual = select(SubjectRole::ALL).prop_flat_map(|role| (1_u8..=2).prop_map(move |number| subject(role, number)));
    // Seldom the same person in two roles.
    let two_roles = select(SubjectRole::ALL).prop_map(|role| Subject { role, ..subject(SubjectRole::Victim, 1) });
    vec(prop_oneof![9 => usual, 1 => two_roles], 0..6)
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let usual = select(FactCode::ALL).prop_map(|code| fact(code, true, role_for(code)));
    let odd = (select(FactCode::ALL), any::<bool>(), select(StaffRole::ALL)).prop_map(|(code, yes, role)| fact(code, yes, role));
    // What a whole rule asks for, so that permissions are met too.
    let bundles: Vec<&[FactCode]> = vec![&[], &FEARED, &FEARED_OLD, &OBVIOUS];
    let whole = select(bundles).prop_map(|codes| codes.iter().map(|code| fact(*code, true, role_for(*code))).collect::<Vec<_>>());
    (whole, vec(prop_oneof![8 => usual, 1 => odd], 0..9)).prop_map(|(whole, some)| [whole, some].concat())
}

fn moments() -> impl Strategy<Value = Moment> {
    let day = SignedDuration::from_hours(24);
    let start: Timestamp = "2021-06-01T12:00:00Z".parse().expect("a written moment");
    let old = (0_i32..2200).prop_map(move |days| Moment::in_sweden(start + day * days));
    let edge = select(vec![
        "2025-06-30T22:00:00Z",
        "2025-06-30T21:59:59Z",
        "2026-01-14T23:00:00Z",
        "2025-03-31T22:00:00Z",
        "2025-03-31T21:59:59Z",
    ])
    .prop_map(|text| Moment::in_sweden(text.parse().expect("a written moment")));
    prop_oneof![5 => Just(Moment::in_sweden(now())), 3 => old, 1 => edge]
}

fn fields(persons: Vec<Subject>) -> impl Strategy<Value = Vec<OutlineField>> {
    let known: Vec<Option<Subject>> = persons.into_iter().map(Some).chain([None, Some(subject(SubjectRole::Child, 9))]).collect();
    let field = (select(Category::ALL), select(known)).prop_map(|(category, person)| (category, person.map(|person| person.id)));
    vec(field, 0..12).prop_map(|fields| {
        let numbered = fields.into_iter().zip(0..);
        numbered.map(|((category, subject), n)| OutlineField { n, category, subject }).collect()
    })
}

/// One consent; the number makes its id.
pub fn grants(case: Case, at: Moment, number: u8) -> impl Strategy<Value = ConsentGrant> {
    let persons: Vec<Subject> = case.outline.subjects.iter().copied().chain([subject(SubjectRole::Victim, 1)]).collect();
    let from = prop_oneof![8 => Just(-24_i64), 1 => Just(-24 * 13), 1 => Just(-24 * 15), 1 => Just(1)];
    (select(persons), vec(select(Category::ALL), 1..11), from, 0_u8..30).prop_map(move |(giver, mut categories, hours, fault)| {
        categories.sort();
        categories.dedup();
        let mut grant = consent(number, giver, &case.outline, &categories);
        grant.valid_from = at.now() + SignedDuration::from_hours(hours);
        grant.valid_until = grant.valid_from + SignedDuration::from_hours(24 * 20);
        match fault {
            0 => grant.asked = AskedWhere::WithinEarshot,
            1 => grant.to = address("socialtjansten-grannstad", "annan-namnd", "x1").board,
            2 => grant.purpose = Purpose::Request,
            3 => grant.from = other_board().agency,
            4 => grant.text.id = "unknown".to_owned(),
            5 => grant.valid_until = at.now(),
            6 => grant.case_code = wire::CaseCode::new(wire::PairingCode::from_draw(4712), 26, 11).expect("a month"),
            _ => (),
        }
        grant
    })
}

/// Outlines, consents and moments by chance.
pub fn drawn() -> impl Strategy<Value = Drawn> {
    let purpose = prop_oneof![3 => Just(Purpose::AcuteSupport), 1 => Just(Purpose::ChildProtection),
        2 => Just(Purpose::PreventionOfSeriousCrime), 2 => select(Purpose::ALL)];
    let direction = prop_oneof![3 => Just(Direction::PoliceToSocial), 2 => select(Direction::ALL)];
    let case = (direction, purpose, persons(), facts()).prop_map(|(direction, purpose, persons, facts)| {
        let mut case = Case::new(direction, purpose);
        case.outline.subjects = persons;
        case.outline.facts = facts;
        case
    });
    let with_fields = (case, moments()).prop_flat_map(|(case, at)| {
        let persons = case.outline.subjects.clone();
        (Just(case), Just(at), fields(persons)).prop_map(|(mut case, at, fields)| {
            case.outline.fields = fields;
            (case, at)
        })
    });
    with_fields.prop_flat_map(|(case, at)| {
        let few: Vec<_> = (1..=4).map(|number| grants(case.clone(), at, number)).collect();
        (Just(case), Just(at), few, 0..=4_usize, any::<[bool; 4]>()).prop_map(|(mut case, at, few, count, referred)| {
            case.grants = few.into_iter().take(count).collect();
            let named = case.grants.iter().zip(referred).filter(|(_, referred)| *referred || count < 3);
            case.outline.consents = named.map(|(grant, _)| grant.id).collect();
            Drawn { case, at }
        })
    })
}
