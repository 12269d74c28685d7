//! Rego and Cedar say the same of every category, whatever is there to open it.

use engines::{Answer, At, cedar::Cedar, rego::Rego};
use jiff::{SignedDuration, Timestamp};
use wire::{
    AgencyKind, AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentText, Fact, FactCode, Language, Outline, OutlineField,
    PairingCode, Phase, Purpose, StaffRole, Subject, SubjectId, SubjectRole, UnitAddress,
};

const EDITION: &str = include_str!("../../editions/2026-11-28.toml");

/// Numbers by chance, the same in every run (a linear congruential generator, Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

fn now() -> Timestamp {
    "2026-11-28T12:00:00Z".parse().expect("a written moment")
}

fn address(agency: &str, board: &str) -> UnitAddress {
    let path = |name: &str| format!("{agency}/{name}");
    let written = "a written name";
    UnitAddress {
        agency: agency.parse().expect(written),
        board: path(board).parse().expect(written),
        unit: path("mottagningen").parse().expect(written),
    }
}

fn subject(role: SubjectRole, number: usize) -> Subject {
    Subject { id: format!("00000000-0000-4000-8000-{:02x}00000000{number:02x}", role as u8).parse().expect("a written id"), role }
}

fn staff() -> wire::StaffRef {
    "00000000000000000000000000000001".parse().expect("a written reference")
}

/// A case between boards, with every category about somebody it may be about.
fn outline(chance: &mut Chance) -> Outline {
    let (police, social) = (address("polisen-a", "polisen"), address("socialtjansten-b", "socialnamnden"));
    let (from, from_kind, to, to_kind) = match chance.below(3) {
        0 => (social, AgencyKind::Social, police, AgencyKind::Police),
        1 => (social, AgencyKind::Social, address("socialtjansten-c", "socialnamnden"), AgencyKind::Social),
        _ => (police, AgencyKind::Police, social, AgencyKind::Social),
    };
    let subjects: Vec<Subject> = SubjectRole::ALL.iter().flat_map(|role| (0..=chance.below(2)).map(|n| subject(*role, n))).collect();
    let fields = Category::ALL.iter().zip(0..);
    let fields = fields.map(|(&category, n)| OutlineField { n, category, subject: about(category, &subjects, chance) }).collect();
    Outline {
        case_code: CaseCode::new(PairingCode::from_draw(4711), 26, 11).expect("a month"),
        from,
        from_kind,
        to,
        to_kind,
        purpose: chance.one_of(Purpose::ALL),
        phase: Phase::Alarm,
        fields,
        facts: facts(chance),
        subjects,
        consents: Vec::new(),
        answers: None,
    }
}

fn about(category: Category, subjects: &[Subject], chance: &mut Chance) -> Option<SubjectId> {
    let fits: Vec<SubjectId> =
        subjects.iter().filter(|person| category.subjects().contains(&person.role)).map(|person| person.id).collect();
    (!fits.is_empty()).then(|| chance.one_of(&fits))
}

fn facts(chance: &mut Chance) -> Vec<Fact> {
    let share = 1 + chance.below(8);
    let codes = FactCode::ALL.iter().filter(|_| chance.below(8) < share).copied().collect::<Vec<_>>();
    let answer = |code| Fact { code, yes: chance.below(20) > 0, answered_at: now(), role: chance.one_of(StaffRole::ALL), staff: staff() };
    codes.into_iter().map(answer).collect()
}

fn consents(outline: &mut Outline, chance: &mut Chance) -> Vec<ConsentGrant> {
    let grants: Vec<ConsentGrant> = outline.subjects.iter().zip(1..).map(|(giver, n)| consent(n, *giver, outline, chance)).collect();
    outline.consents = grants.iter().filter(|_| chance.below(8) > 0).map(|grant| grant.id).collect();
    grants
}

fn consent(number: u8, giver: Subject, outline: &Outline, chance: &mut Chance) -> ConsentGrant {
    ConsentGrant {
        id: format!("00000000-0000-4000-9000-0000000000{number:02x}").parse().expect("a written id"),
        case_code: outline.case_code,
        giver,
        from: outline.from.agency.clone(),
        to: outline.to.board.clone(),
        categories: Category::ALL.iter().copied().filter(|_| chance.below(4) > 0).collect(),
        purpose: outline.purpose,
        valid_from: now() - SignedDuration::from_hours(1),
        valid_until: now() + SignedDuration::from_hours(chance.below(20) as i64),
        form: ConsentForm::SpokenOnScene,
        asked: chance.one_of(AskedWhere::ALL),
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: staff(),
        edition: "2026-11-28.1".parse().expect("a written edition"),
        card_code_hash: None,
    }
}

#[test]
fn on_every_category() {
    let (cedar, mut rego, mut chance) = (Cedar::of(EDITION), Rego::of(EDITION), Chance(1));
    let (mut goes, mut nevers) = (0, 0);
    for day in ["2020-01-01", "2025-03-31", "2026-11-28"].into_iter().cycle().take(300) {
        let mut outline = outline(&mut chance);
        let grants = consents(&mut outline, &mut chance);
        let at = At { date: day.parse().expect("a date"), now: now() };
        for (field, answer) in outline.fields.iter().zip(rego.judge(&outline, &grants, at)) {
            assert_eq!(answer, cedar.judge(&outline, &grants, at, field), "{} on {day}", field.category);
            goes += usize::from(matches!(answer, Answer::Goes(_)));
            nevers += usize::from(answer == Answer::Never);
        }
    }
    assert!(goes > 500 && nevers > 50, "{goes} go, {nevers} never do");
}
