//! One full sample of every message and value. Everything in it is fictional.

mod values;

use jiff::Timestamp;
use wire::{value::*, *};

pub use values::value;

/// A word that is in every text of a person here: it must never be printed.
pub const CANARY: &str = "Kanariefågel";

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

pub fn now() -> Timestamp {
    at("2026-11-22T21:04:00Z")
}

pub fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a name")
}

pub fn unprotected() -> Unprotected {
    Protection::None.unprotected().expect("asked, and not protected")
}

pub fn text(words: &str) -> PersonText {
    PersonText::parse(words, 80).expect("a text")
}

fn staff() -> StaffRef {
    name("0123456789abcdef0123456789abcdef")
}

pub fn handover() -> HandoverId {
    name("0193a000-0000-7000-8000-000000000001")
}

pub fn victim() -> Subject {
    Subject { id: name("5f2c7b1e-0000-4000-8000-000000000001"), role: SubjectRole::Victim }
}

fn consent() -> ConsentId {
    name("0193a000-0000-7000-8000-000000000002")
}

pub fn police() -> UnitAddress {
    UnitAddress {
        agency: name("polisen-exempelstad"),
        board: name("polisen-exempelstad/polismyndigheten"),
        unit: name("polisen-exempelstad/ingripande"),
    }
}

pub fn social() -> UnitAddress {
    UnitAddress {
        agency: name("socialtjansten-exempelstad"),
        board: name("socialtjansten-exempelstad/socialnamnden"),
        unit: name("socialtjansten-exempelstad/jouren"),
    }
}

fn edition() -> EditionRef {
    EditionRef { id: name("2026-11-22.1"), hash: Bytes32([7; 32]) }
}

fn fact() -> Fact {
    Fact { code: FactCode::ConcernForChild, yes: true, answered_at: now(), role: StaffRole::PatrolOfficer, staff: staff() }
}

pub fn envelope() -> Envelope {
    Envelope { key_id: name("0123456789abcdef"), signature: Bytes64([9; 64]), payload: Octets(b"{}".to_vec()) }
}

pub fn case_code() -> CaseCode {
    CaseCode::new(PairingCode::from_draw(4711), 26, 11).expect("a case code")
}

pub fn offer() -> Offer {
    let header = OfferHeader {
        id: handover(),
        case_code: case_code(),
        from: police(),
        from_kind: AgencyKind::Police,
        to: social(),
        to_kind: AgencyKind::Social,
        unit_key: name("fedcba9876543210"),
        manifest_version: 3,
        purpose: Purpose::AcuteSupport,
        phase: Phase::Alarm,
        urgency: Urgency::Immediate,
        subjects: vec![victim()],
        facts: vec![fact()],
        consents: vec![consent()],
        edition: edition(),
        made_at: now(),
        expires_at: Some(at("2026-11-29T21:04:00Z")),
        sender_role: StaffRole::PatrolOfficer,
        sender: staff(),
        answers: Some(handover()),
    };
    let field = OfferField {
        n: 0,
        category: Category::Identity,
        subject: Some(victim().id),
        commitment: Bytes32([1; 32]),
        sealed: Octets(vec![2; 784]),
    };
    Offer { header, encapsulated: Bytes32([3; 32]), fields: vec![field] }
}

pub fn offer_answer() -> OfferAnswer {
    OfferAnswer {
        handover: handover(),
        offer_hash: Bytes32([4; 32]),
        outcome: OfferOutcome::Refused,
        refusals: vec![Refusal { n: 0, reason: "needs_consent".to_owned() }],
        edition: edition(),
        log_index: 41,
        sequence: Some(12),
        decided_at: now(),
    }
}

pub fn consent_grant() -> ConsentGrant {
    ConsentGrant {
        id: consent(),
        case_code: case_code(),
        giver: victim(),
        from: police().agency,
        to: social().board,
        categories: CodeSet::new([Category::Identity, Category::SafeContact]),
        purpose: Purpose::AcuteSupport,
        valid_from: now(),
        valid_until: at("2026-12-06T21:04:00Z"),
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call_out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        taken_by_role: StaffRole::PatrolOfficer,
        taken_by: staff(),
        edition: edition().id,
        card_code_hash: Some(CardCodeHash(Bytes32([5; 32]))),
    }
}

pub fn recall() -> Recall {
    Recall { handover: handover(), from: police().agency, at: now() }
}

pub fn withdrawal() -> Withdrawal {
    Withdrawal { consent: consent(), heard_by: social().agency, heard_at: now(), channel: WithdrawalChannel::Phone }
}

/// A card's code that somebody handed in.
pub fn code_withdrawal() -> CodeWithdrawal {
    CodeWithdrawal { card_code_hash: CardCodeHash(Bytes32([5; 32])), heard_by: social().agency, heard_at: now() }
}

pub fn receipt(outcome: ReceiptState) -> Receipt {
    let id = name("0193a000-0000-7000-8000-000000000003");
    Receipt { id, handover: handover(), from: social().agency, outcome, sequence: Some(12), at: now(), staff: Some(staff()) }
}

pub fn receipt_states() -> Vec<ReceiptState> {
    let unit: UnitId = name("socialtjansten-exempelstad/barn-och-unga");
    vec![
        ReceiptState::Received,
        ReceiptState::Rejected { code: RejectCode::BadSeal },
        ReceiptState::Acknowledged { role: StaffRole::DutyWorker },
        ReceiptState::TakenOver { unit: unit.clone() },
        ReceiptState::Declined { reason: DeclineReason::NotResponsible },
        ReceiptState::Redirected { unit },
    ]
}

pub fn key_set() -> KeySet {
    let key =
        ServiceKey { id: name("0123456789abcdef"), public: Bytes32([6; 32]), valid_from: now(), valid_until: at("2027-11-22T21:04:00Z") };
    KeySet {
        agency: police().agency,
        kind: AgencyKind::Police,
        root: Bytes32([8; 32]),
        version: 1,
        made_at: now(),
        service_keys: vec![key],
    }
}

pub fn manifest() -> Manifest {
    let key = SealingKey {
        id: name("fedcba9876543210"),
        public: Bytes32([10; 32]),
        seal_from: now(),
        seal_until: at("2026-12-22T21:04:00Z"),
        open_until: at("2027-01-05T21:04:00Z"),
    };
    let unit = Unit {
        id: social().unit,
        board: social().board,
        name: "Socialjouren".to_owned(),
        areas: vec!["exempelstad".to_owned()],
        phone: "+46313900600".to_owned(),
        hours: "dygnet runt".to_owned(),
        sealing_keys: vec![key],
    };
    Manifest {
        agency: social().agency,
        kind: AgencyKind::Social,
        name: "Socialtjänsten Exempelstad".to_owned(),
        version: 3,
        made_at: now(),
        boards: vec![Board { id: social().board, name: "Socialnämnden".to_owned() }],
        units: vec![unit],
        token_key: Bytes32([11; 32]),
        token_key_id: name("00112233aabbccdd"),
        witness_key: "socialtjansten-exempelstad/witness+00000000+AA==".to_owned(),
    }
}

pub fn notice() -> Notice {
    Notice {
        number: 7,
        kind: NoticeKind::Receipt,
        handover: Some(handover()),
        case_code: Some(case_code()),
        from: Some(police().unit),
        unit: Some(social().unit),
        purpose: Some(Purpose::AcuteSupport),
        urgency: Some(Urgency::Immediate),
        sequence: Some(12),
        gone: Some(GoneCause::Recalled),
        withdrawn: Some(WithdrawnConsent { consent: consent(), channel: WithdrawalChannel::CardCode, log_index: 43 }),
        repaired_from: Some(44),
        trace: TraceParent::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").ok(),
        receipt: Some(envelope()),
        at: now(),
    }
}

pub fn parcel() -> Parcel {
    let evidence = |index| LogEvidence {
        index,
        entry: Octets(b"{}".to_vec()),
        salt: Bytes32([12; 32]),
        tree_size: 50,
        path: vec![Bytes32([13; 32])],
        checkpoint: "samordningen-exempelstad/log\n50\n".to_owned(),
    };
    Parcel { offer: envelope(), consents: vec![envelope()], released: evidence(41), fetched: evidence(42) }
}

pub fn phone() -> PhoneNumber {
    PhoneNumber::parse("070-174 06 05").expect("a number reserved for fiction")
}

/// A draft with one field of every category.
pub fn draft() -> Draft {
    let fields = Category::ALL.iter().map(|category| DraftField { subject: Some(victim().id), value: value(*category) }).collect();
    Draft {
        case_code: case_code(),
        from: police(),
        from_kind: AgencyKind::Police,
        to: social(),
        to_kind: AgencyKind::Social,
        purpose: Purpose::AcuteSupport,
        phase: Phase::Alarm,
        urgency: Urgency::Immediate,
        subjects: vec![victim()],
        fields,
        facts: vec![fact()],
        consents: vec![consent()],
        answers: Some(handover()),
    }
}
