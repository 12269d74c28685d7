//! A case as an outline with its consents: a fictional Exempelstad, everybody once.

use jiff::{SignedDuration, Timestamp};
use wire::{
    AgencyKind, AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentText, Direction, Fact, FactCode, Language, Outline,
    OutlineField, PairingCode, Phase, Protection, Purpose, StaffRole, Subject, SubjectRole, UnitAddress,
};

use super::{
    Case,
    field::Asked,
    given::{Flaw, Item, Person, Yes},
};
use crate::{Edition, Moment};

/// Longer than any consent text: only the text that was read ends a consent of a case.
const LONG: SignedDuration = SignedDuration::from_hours(366 * 24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const WRITTEN: &str = "a written name";

/// What is judged.
pub(super) struct Scene {
    pub outline: Outline,
    /// The consents at hand: one that was withdrawn is not.
    pub grants: Vec<ConsentGrant>,
    pub at: Moment,
    persons: Vec<(Person, Subject)>,
    protections: Vec<(Person, Protection)>,
}

impl Scene {
    /// The scene of a case, without fields.
    pub fn of(case: &Case, edition: &Edition) -> Self {
        let at = Moment::noon_in_sweden(case.day);
        let persons = persons(case);
        let outline = outline(case, persons.iter().map(|(_, subject)| *subject).collect());
        let mut scene = Self { outline, grants: Vec::new(), at, persons, protections: Vec::new() };
        case.items.iter().for_each(|item| scene.add(item, edition));
        scene
    }

    /// Adds a field; its place in the outline.
    pub fn ask(&mut self, category: Category, person: Option<Person>) -> u32 {
        let n = u32::try_from(self.outline.fields.len()).unwrap_or(u32::MAX);
        let subject = person.map(|person| self.subject(person).id);
        self.outline.fields.push(OutlineField { n, category, subject });
        n
    }

    /// The level of protection that rules over a field: the person's, or the exposed person's where it is about the case.
    pub fn protection(&self, person: Option<Person>) -> Protection {
        let person = person.unwrap_or(Person { role: SubjectRole::Victim, second: false });
        self.protections.iter().filter(|(of, _)| *of == person).map(|(_, level)| *level).max().unwrap_or(Protection::None)
    }

    /// The person that a subject is.
    pub fn person(&self, subject: Subject) -> Option<Person> {
        self.persons.iter().find(|(_, known)| *known == subject).map(|(person, _)| *person)
    }

    fn subject(&self, person: Person) -> Subject {
        self.persons.iter().find(|(known, _)| *known == person).map_or_else(|| subject(person), |(_, subject)| *subject)
    }

    fn add(&mut self, item: &Item, edition: &Edition) {
        match item {
            Item::Answered { fact, yes, role } => self.answer(*fact, *yes, *role, edition),
            Item::Feared(crime) => {
                let reaches = edition.crimes(self.at.date()).any(|known| known.code == *crime && known.reaches);
                self.answer(FactCode::FearedCrimeReachesThreshold, reaches, None, edition);
            }
            Item::Consent(yes) => self.consent(yes, edition),
            Item::Protected(level, person) => self.protections.push((*person, *level)),
            Item::SameBoard => self.outline.to = self.outline.from.clone(),
            Item::Refuses(_) | Item::Also(..) | Item::Two(_) => (),
        }
    }

    /// By the first role that may, when none is named; a question that the edition does not know can't be answered.
    fn answer(&mut self, code: FactCode, yes: bool, role: Option<StaffRole>, edition: &Edition) {
        let may = || edition.fact(code).and_then(|known| known.answered_by.first().copied());
        let staff = staff();
        let answered_at = self.at.now();
        self.outline.facts.extend(role.or_else(may).map(|role| Fact { code, yes, answered_at, role, staff }));
    }

    fn consent(&mut self, yes: &Yes, edition: &Edition) {
        let grant = self.grant(yes, edition);
        if !yes.flaws.contains(&Flaw::NotReferredTo) {
            self.outline.consents.push(grant.id);
        }
        if !yes.flaws.contains(&Flaw::Withdrawn) {
            self.grants.push(grant);
        }
    }

    fn grant(&self, yes: &Yes, edition: &Edition) -> ConsentGrant {
        let given = yes.given_on.map_or(self.at.now() - 4 * HOUR, |day| Moment::noon_in_sweden(day).now());
        let number = self.outline.consents.len() + self.grants.len() + 1;
        let first = || edition.consent_texts().first().map(|text| text.id.clone());
        let id = yes.text.clone().or_else(first).unwrap_or_default();
        let whole = ConsentGrant {
            id: format!("00000000-0000-4000-9000-{number:012x}").parse().expect(WRITTEN),
            case_code: self.outline.case_code,
            giver: self.subject(yes.giver),
            from: self.outline.from.agency.clone(),
            to: self.outline.to.board.clone(),
            categories: yes.categories.iter().copied().collect(),
            purpose: self.outline.purpose,
            valid_from: given,
            valid_until: given + LONG,
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id, version: "1".to_owned(), language: Language::Sv, interpreter: false },
            taken_by_role: StaffRole::PatrolOfficer,
            taken_by: staff(),
            edition: edition.id().clone(),
            card_code_hash: None,
        };
        yes.flaws.iter().fold(whole, |grant, flaw| flawed(grant, *flaw, self.at.now()))
    }
}

/// The consent with one thing wrong.
fn flawed(grant: ConsentGrant, flaw: Flaw, now: Timestamp) -> ConsentGrant {
    match flaw {
        Flaw::WithinEarshot => ConsentGrant { asked: AskedWhere::WithinEarshot, ..grant },
        Flaw::Expired => ConsentGrant { valid_until: now, ..grant },
        Flaw::NotYet => ConsentGrant { valid_from: now + HOUR, ..grant },
        Flaw::OtherRecipient => ConsentGrant { to: third_board().board, ..grant },
        Flaw::OtherSender => ConsentGrant { from: third_board().agency, ..grant },
        Flaw::OtherPurpose => ConsentGrant { purpose: another(grant.purpose), ..grant },
        Flaw::OtherCase => ConsentGrant { case_code: case_code(4712), ..grant },
        Flaw::Withdrawn | Flaw::NotReferredTo => grant,
    }
}

fn another(purpose: Purpose) -> Purpose {
    if purpose == Purpose::Referral { Purpose::Coordination } else { Purpose::Referral }
}

fn outline(case: &Case, subjects: Vec<Subject>) -> Outline {
    let (from, from_kind, to, to_kind) = match case.direction {
        Direction::PoliceToSocial => (police(), AgencyKind::Police, desk(), AgencyKind::Social),
        Direction::SocialToPolice => (desk(), AgencyKind::Social, police(), AgencyKind::Police),
        Direction::SocialToSocial => (desk(), AgencyKind::Social, next_town(), AgencyKind::Social),
    };
    Outline {
        case_code: case_code(4711),
        from,
        from_kind,
        to,
        to_kind,
        purpose: case.purpose,
        phase: Phase::Alarm,
        subjects,
        fields: Vec::new(),
        facts: Vec::new(),
        consents: Vec::new(),
        answers: None,
    }
}

/// Everybody once, and the second ones that the case speaks of. One person in two roles is one person.
fn persons(case: &Case) -> Vec<(Person, Subject)> {
    let first = SubjectRole::ALL.iter().map(|&role| Person { role, second: false });
    let mut persons: Vec<Person> = first.chain(case.items.iter().filter_map(second)).chain(case.asked.iter().filter_map(about)).collect();
    persons.sort_unstable();
    persons.dedup();
    let same = |person: Person| {
        let also = case.items.iter().find_map(|item| match item {
            Item::Also(one, other) if *other == person => Some(*one),
            _ => None,
        });
        Subject { role: person.role, ..subject(also.unwrap_or(person)) }
    };
    persons.into_iter().map(|person| (person, same(person))).collect()
}

fn second(item: &Item) -> Option<Person> {
    match item {
        Item::Two(role) => Some(Person { role: *role, second: true }),
        Item::Consent(Yes { giver: person, .. }) | Item::Refuses(person) | Item::Protected(_, person) | Item::Also(_, person) => {
            Some(*person)
        }
        Item::Answered { .. } | Item::Feared(_) | Item::SameBoard => None,
    }
}

fn about(asked: &Asked) -> Option<Person> {
    match asked {
        Asked::Field(_, person) | Asked::Feedback { person, .. } => *person,
        Asked::Thing(_) => None,
    }
}

fn subject(person: Person) -> Subject {
    let id = format!("00000000-0000-4000-8000-{:02x}00000000{:02x}", person.role as u8, u8::from(person.second));
    Subject { id: id.parse().expect(WRITTEN), role: person.role }
}

fn case_code(draw: u32) -> CaseCode {
    CaseCode::new(PairingCode::from_draw(draw), 26, 11).expect("a month")
}

fn staff() -> wire::StaffRef {
    "00000000000000000000000000000001".parse().expect(WRITTEN)
}

fn address(agency: &str, board: &str, unit: &str) -> UnitAddress {
    UnitAddress {
        agency: agency.parse().expect(WRITTEN),
        board: format!("{agency}/{board}").parse().expect(WRITTEN),
        unit: format!("{agency}/{unit}").parse().expect(WRITTEN),
    }
}

fn police() -> UnitAddress {
    address("polisen-exempelstad", "polisen", "yttre-tjanst")
}

fn desk() -> UnitAddress {
    address("socialtjansten-exempelstad", "socialnamnden", "socialjouren")
}

fn next_town() -> UnitAddress {
    address("socialtjansten-grannstad", "socialnamnden", "mottagningen")
}

fn third_board() -> UnitAddress {
    address("socialtjansten-annanstad", "socialnamnden", "mottagningen")
}
