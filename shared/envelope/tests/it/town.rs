//! Two agencies of Exempelstad with keys, a draft between them and its offer.

use envelope::{LastSeen, RecipientKey, RootKey, SealSeed, ServiceSigner, TrustedAgency, UnitKey, Verified, directory};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use wire::{
    AgencyId, AgencyKind, Board, Bytes32, CaseCode, Category, Draft, DraftField, EditionRef, Fact, FactCode, HandoverId, KeySet, Manifest,
    MessageKind, Offer, OfferHeader, PairingCode, PersonText, Phase, Protection, Purpose, Registration, StaffRole, Subject, SubjectId,
    SubjectRole, Unit, UnitAddress, UnitId, Urgency, Value,
    value::{CallWindow, CodeSet, Identity, Incident, IncidentKind, PhoneNumber, PlaceKind, SafeContact},
};

pub const VICTIM: SubjectId = SubjectId(Uuid::from_u128(0xa1));
pub const SUSPECT: SubjectId = SubjectId(Uuid::from_u128(0xa2));

/// What [`police`] signs with.
pub const SIGNER_SEED_OF_POLICE: [u8; 32] = [12; 32];

pub fn now() -> Timestamp {
    "2026-11-22T20:15:00Z".parse().unwrap()
}

pub fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

/// The keys of one agency. Different `number`s have different keys.
pub struct Agency {
    pub name: &'static str,
    pub kind: AgencyKind,
    pub root: RootKey,
    pub signer: ServiceSigner,
    pub unit_key: UnitKey,
}

impl Agency {
    fn new(name: &'static str, kind: AgencyKind, number: u8) -> Self {
        let seed = |use_of_key: u8| [number + use_of_key; 32];
        Self {
            name,
            kind,
            root: RootKey::from_seed(&seed(1)),
            signer: ServiceSigner::from_seed(&seed(2)),
            unit_key: UnitKey::from_seed(&seed(3)),
        }
    }

    pub fn unit(&self) -> UnitId {
        format!("{}/jour", self.name).parse().unwrap()
    }

    pub fn address(&self) -> UnitAddress {
        UnitAddress { agency: self.name.parse().unwrap(), board: format!("{}/namnd", self.name).parse().unwrap(), unit: self.unit() }
    }

    pub fn key_set(&self) -> KeySet {
        KeySet {
            agency: self.name.parse().unwrap(),
            kind: self.kind,
            root: self.root.public(),
            version: 3,
            made_at: now() - days(10),
            service_keys: vec![directory::service_key_entry(self.signer.verifying_key(), now() - days(10))],
        }
    }

    pub fn manifest(&self) -> Manifest {
        let agency: AgencyId = self.name.parse().unwrap();
        Manifest {
            kind: self.kind,
            name: "Exempelstad".to_owned(),
            version: 7,
            made_at: now() - days(1),
            boards: vec![Board { id: self.address().board, name: "Nämnden".to_owned() }],
            units: vec![self.unit_entry()],
            token_key: self.signer.public(),
            token_key_id: self.signer.id().clone(),
            witness_key: String::new(),
            agency,
        }
    }

    fn unit_entry(&self) -> Unit {
        Unit {
            id: self.unit(),
            board: self.address().board,
            name: "Jouren".to_owned(),
            areas: vec!["norr".to_owned()],
            phone: "+46313900600".to_owned(),
            hours: "dygnet runt".to_owned(),
            sealing_keys: vec![directory::sealing_key_entry(&self.unit_key, now() - days(1))],
        }
    }

    pub fn registration(&self) -> Registration {
        Registration {
            key_set: envelope::make_key_set(&self.key_set(), &self.root).unwrap(),
            manifest: envelope::make_manifest(&self.manifest(), &self.signer).unwrap(),
        }
    }

    pub fn trusted(&self) -> TrustedAgency {
        envelope::open_registration(&self.registration(), self.root.public(), now(), LastSeen::default()).unwrap()
    }
}

pub fn police() -> Agency {
    Agency::new("polisen-exempelstad", AgencyKind::Police, 10)
}

pub fn social() -> Agency {
    Agency::new("socialtjansten-exempelstad", AgencyKind::Social, 20)
}

pub fn stranger() -> Agency {
    Agency::new("socialtjansten-exempelstad", AgencyKind::Social, 30)
}

pub fn recipient() -> RecipientKey {
    social().trusted().sealing_key(&social().unit(), now()).unwrap()
}

pub fn identity(name: &str) -> Value {
    Value::Identity(Identity {
        name: Some(PersonText::parse(name, Identity::NAME_CHARACTERS_MAX).unwrap()),
        number: None,
        birth_year: Some(1991),
        protection: Protection::None,
    })
}

pub fn contact(number: &str) -> Value {
    let proof = Protection::None.unprotected().unwrap();
    Value::SafeContact(SafeContact::call_only(PhoneNumber::parse(number).unwrap(), CodeSet::new([CallWindow::Now]), proof))
}

pub fn incident() -> Value {
    Value::Incident(Incident::new(IncidentKind::ALL[0], now(), PlaceKind::ALL[0]))
}

/// Identity and contact of the exposed person, identity of the suspect, incident: two of a category on purpose.
pub fn draft() -> Draft {
    let field = |subject, value| DraftField { subject, value };
    Draft {
        case_code: CaseCode::new(PairingCode::from_draw(742), 26, 11).unwrap(),
        from: police().address(),
        from_kind: AgencyKind::Police,
        to: social().address(),
        to_kind: AgencyKind::Social,
        purpose: Purpose::AcuteSupport,
        phase: Phase::Alarm,
        urgency: Urgency::Immediate,
        subjects: vec![Subject { id: VICTIM, role: SubjectRole::Victim }, Subject { id: SUSPECT, role: SubjectRole::PersonUsingViolence }],
        fields: vec![
            field(Some(VICTIM), identity("Exempla Exempelsson")),
            field(Some(VICTIM), contact("070-174 06 05")),
            field(Some(SUSPECT), identity("Exempel Exempelsson")),
            field(None, incident()),
        ],
        facts: vec![Fact {
            code: FactCode::NecessityWeighed,
            yes: true,
            answered_at: now(),
            role: StaffRole::PatrolOfficer,
            staff: "00112233445566778899aabbccddeeff".parse().unwrap(),
        }],
        consents: vec![],
        answers: None,
    }
}

pub fn header(draft: &Draft) -> OfferHeader {
    let recipient = recipient();
    OfferHeader {
        id: HandoverId(Uuid::from_u128(0xb1)),
        case_code: draft.case_code,
        from: draft.from.clone(),
        from_kind: draft.from_kind,
        to: recipient.address().clone(),
        to_kind: recipient.kind(),
        unit_key: recipient.id().clone(),
        manifest_version: recipient.manifest_version(),
        purpose: draft.purpose,
        phase: draft.phase,
        urgency: draft.urgency,
        subjects: draft.subjects.clone(),
        facts: draft.facts.clone(),
        consents: draft.consents.clone(),
        edition: EditionRef { id: "2026-11-22.1".parse().unwrap(), hash: Bytes32([5; 32]) },
        made_at: now(),
        expires_at: Some(now() + days(7)),
        sender_role: StaffRole::PatrolOfficer,
        sender: "00112233445566778899aabbccddeeff".parse().unwrap(),
        answers: None,
    }
}

pub fn seal(draft: &Draft, seed: u8) -> Offer {
    envelope::seal_draft(draft, header(draft), &recipient(), SealSeed::new([seed; 32])).unwrap()
}

/// Signs whatever it is given: shows that a seal holds where a signature would not help.
pub fn signed(offer: &Offer) -> Verified<Offer> {
    let sender = police();
    let envelope = envelope::sign(MessageKind::Offer, offer, &sender.signer).unwrap();
    envelope::verify(MessageKind::Offer, &envelope, sender.signer.verifying_key()).unwrap()
}

pub fn categories(offer: &Offer) -> Vec<Category> {
    offer.fields.iter().map(|field| field.category).collect()
}
