//! For each category an offer that the shipped edition lets go: direction, purpose and whom it is about are looked for.

use std::{fs, path::Path};

use envelope::{LastSeen, RecipientKey, SealSeed, seal_draft};
use integration_tests::{Kind, Town};
use jiff::{SignedDuration, Timestamp};
use rulebook::{Edition, Moment, decide, keep_cleared};
use wire::{
    AgencyKind, AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentId, ConsentText, Draft, DraftField, Fact, FactCode,
    HandoverId, Language, Offer, OfferHeader, PairingCode, Phase, Purpose, StaffRef, Subject, SubjectId, SubjectRole, UnitAddress, Urgency,
    Value, value::CodeSet,
};

use super::values::{Which, value};

/// One end.
struct End {
    kind: Kind,
    wire: AgencyKind,
    unit: &'static str,
    board: &'static str,
}

const POLICE: End = End {
    kind: Kind::Police,
    wire: AgencyKind::Police,
    unit: "polisen-exempelstad/ingripande",
    board: "polisen-exempelstad/polismyndigheten",
};
const SOCIAL: End = End {
    kind: Kind::Social,
    wire: AgencyKind::Social,
    unit: "socialtjansten-exempelstad/socialjouren",
    board: "socialtjansten-exempelstad/socialnamnden",
};

/// What goes for a category, but for its value.
struct Way {
    category: Category,
    from: &'static End,
    to: &'static End,
    purpose: Purpose,
    about: Option<SubjectRole>,
}

/// What of a draft may go together.
struct Part {
    draft: Draft,
    /// A duty never expires.
    duty: bool,
}

/// All of them, with everything that both runs have in common.
pub struct Offers {
    edition: Edition,
    now: Timestamp,
    ways: Vec<Way>,
    never: Vec<Category>,
}

/// An id that is the same in both runs.
fn id(place: u8, n: u8) -> uuid::Uuid {
    uuid::Builder::from_unix_timestamp_millis(1_795_000_000_000, &[place, n, 3, 4, 5, 6, 7, 8, 9, 10]).into_uuid()
}

fn subjects() -> Vec<Subject> {
    SubjectRole::ALL.iter().zip(0..).map(|(role, n)| Subject { id: SubjectId(id(1, n)), role: *role }).collect()
}

fn place_of(purpose: Purpose) -> u8 {
    u8::try_from(Purpose::ALL.iter().position(|one| *one == purpose).unwrap()).unwrap()
}

impl Offers {
    /// Looks for a way for every category.
    pub fn plan() -> Self {
        let mut plan = Self { edition: Edition::shipped(), now: integration_tests::now(), ways: Vec::new(), never: Vec::new() };
        for category in Category::ALL {
            match plan.find(*category) {
                Some(way) => plan.ways.push(way),
                None => plan.never.push(*category),
            }
        }
        plan
    }

    /// Categories that have no way.
    pub fn never(&self) -> &[Category] {
        &self.never
    }

    /// Categories that have one.
    pub fn categories(&self) -> Vec<Category> {
        self.ways.iter().map(|way| way.category).collect()
    }

    fn find(&self, category: Category) -> Option<Way> {
        let about: Vec<Option<SubjectRole>> = match category.subjects() {
            [] => vec![None],
            roles => roles.iter().map(|role| Some(*role)).collect(),
        };
        for (from, to) in [(&POLICE, &SOCIAL), (&SOCIAL, &POLICE)] {
            for purpose in Purpose::ALL {
                for about in &about {
                    let way = Way { category, from, to, purpose: *purpose, about: *about };
                    if self.cleared(&way, Which::Short).is_some() && self.cleared(&way, Which::Long).is_some() {
                        return Some(way);
                    }
                }
            }
        }
        None
    }

    /// The part of a draft that may go with the category, all questions answered with yes and everybody's consent given.
    fn cleared(&self, way: &Way, which: Which) -> Option<Part> {
        let draft = self.draft(way, value(way.category, which));
        let outline = draft.outline();
        let decision = decide(&outline, &self.consents(way.from, way.to, way.purpose), &self.edition, Moment::in_sweden(self.now));
        let cleared = keep_cleared(draft, &decision).ok()?;
        let parts = [(cleared.duty, true), (cleared.other, false)];
        let parts = parts.into_iter().filter_map(|(part, duty)| Some(Part { draft: part?.into_inner(), duty }));
        parts.into_iter().find(|part| part.draft.fields.iter().any(|field| field.value.category() == way.category))
    }

    fn draft(&self, way: &Way, value: Value) -> Draft {
        let all = subjects();
        let subject = way.about.and_then(|role| all.iter().find(|subject| subject.role == role)).map(|subject| subject.id);
        Draft {
            case_code: case_code(),
            from: address(way.from),
            from_kind: way.from.wire,
            to: address(way.to),
            to_kind: way.to.wire,
            purpose: way.purpose,
            phase: Phase::Care,
            urgency: Urgency::SameDay,
            fields: vec![DraftField { subject, value }],
            facts: self.facts(way.from),
            consents: self.consents(way.from, way.to, way.purpose).iter().map(|grant| grant.id).collect(),
            subjects: all,
            answers: None,
        }
    }

    fn facts(&self, from: &End) -> Vec<Fact> {
        let of_end = |role: &&wire::StaffRole| match from.wire {
            AgencyKind::Police => role.code().contains("officer") || role.code().starts_with("investigat"),
            _ => role.code().starts_with("duty") || matches!(role.code(), "case_worker" | "unit_head"),
        };
        let yes = |code: &FactCode| {
            let roles = &self.edition.fact(*code)?.answered_by;
            let role = roles.iter().find(of_end).or(roles.first())?;
            Some(Fact { code: *code, yes: true, answered_at: self.now, role: *role, staff: staff() })
        };
        FactCode::ALL.iter().filter_map(yes).collect()
    }

    fn consents(&self, from: &End, to: &End, purpose: Purpose) -> Vec<ConsentGrant> {
        let place = 16 + 2 * place_of(purpose) + u8::from(from.wire == AgencyKind::Social);
        let grant = |(giver, n): (Subject, u8)| ConsentGrant {
            id: ConsentId(id(place, n)),
            case_code: case_code(),
            giver,
            from: from.kind.agency().parse().unwrap(),
            to: to.board.parse().unwrap(),
            categories: CodeSet::new(Category::ALL.iter().copied()),
            purpose,
            valid_from: self.now,
            valid_until: self.now + SignedDuration::from_hours(14 * 24),
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
            taken_by_role: self.facts(from)[0].role,
            taken_by: staff(),
            edition: self.edition.id().clone(),
            card_code_hash: None,
        };
        // A child disposes of nothing alone.
        subjects().into_iter().zip(0..).filter(|(giver, _)| giver.role != SubjectRole::Child).map(grant).collect()
    }

    /// Every consent that some offer rests on, each once.
    pub fn grants(&self) -> Vec<(Kind, serde_json::Value)> {
        let mut all: Vec<(Kind, ConsentGrant)> = Vec::new();
        for way in &self.ways {
            for grant in self.consents(way.from, way.to, way.purpose) {
                if all.iter().all(|(_, known)| known.id != grant.id) {
                    all.push((way.from.kind, grant));
                }
            }
        }
        all.into_iter().map(|(kind, grant)| (kind, serde_json::to_value(grant).unwrap())).collect()
    }

    /// The offers of a run, sealed with the same seeds.
    pub fn made(&self, which: Which, town: &Town) -> Vec<(Category, Kind, serde_json::Value)> {
        let made = |(way, n): (&Way, u8)| {
            let part = self.cleared(way, which).unwrap();
            let key = key_of(&town.folder().join("keys"), way.to, self.now);
            let offer = seal_draft(&part.draft, self.header(&part, &key, n), &key, SealSeed::new([n; 32])).unwrap();
            (way.category, way.from.kind, serde_json::to_value::<Offer>(offer).unwrap())
        };
        self.ways.iter().zip(1..).map(made).collect()
    }

    fn header(&self, Part { draft, duty }: &Part, key: &RecipientKey, n: u8) -> OfferHeader {
        OfferHeader {
            id: HandoverId(id(3, n)),
            case_code: draft.case_code,
            from: draft.from.clone(),
            from_kind: draft.from_kind,
            to: key.address().clone(),
            to_kind: key.kind(),
            unit_key: key.id().clone(),
            manifest_version: key.manifest_version(),
            purpose: draft.purpose,
            phase: draft.phase,
            urgency: draft.urgency,
            subjects: draft.subjects.clone(),
            facts: draft.facts.clone(),
            consents: draft.consents.clone(),
            edition: self.edition.reference().clone(),
            made_at: self.now,
            expires_at: (!duty).then(|| self.now + SignedDuration::from_hours(7 * 24)),
            sender_role: draft.facts.first().map_or(wire::StaffRole::PatrolOfficer, |fact| fact.role),
            sender: staff(),
            answers: None,
        }
    }
}

fn key_of(keys: &Path, to: &End, now: Timestamp) -> RecipientKey {
    let folder = keys.join(to.kind.agency());
    let registration: wire::Registration = serde_json::from_slice(&fs::read(folder.join("registration.json")).unwrap()).unwrap();
    let root = wire::Bytes32::from_base64(fs::read_to_string(folder.join("root.pub")).unwrap().trim()).unwrap();
    let trusted = envelope::open_registration(&registration, root, now, LastSeen::default()).unwrap();
    trusted.sealing_key(&to.unit.parse().unwrap(), now).unwrap()
}

fn address(end: &End) -> UnitAddress {
    UnitAddress { agency: end.kind.agency().parse().unwrap(), board: end.board.parse().unwrap(), unit: end.unit.parse().unwrap() }
}

fn case_code() -> CaseCode {
    CaseCode::new(PairingCode::from_draw(4711), 26, 11).unwrap()
}

fn staff() -> StaffRef {
    "0123456789abcdef0123456789abcdef".parse().unwrap()
}
