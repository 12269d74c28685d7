//! A small town: police, social services and a stranger, all keys made here, and what they send.

use std::{
    collections::BTreeMap,
    future::Future,
    path::PathBuf,
    sync::{Arc, LazyLock},
    time::Duration,
};

use broker::Config;
use envelope::SealSeed;
use jiff::{SignedDuration, Timestamp};
use ledger::checkpoint::{LogKey, LogSigner};
use rulebook::Edition;
use store::{Backend, clock::ManualClock, testing::TestDatabase};
use wire::{
    AgencyKind, AskedWhere, CaseCode, Category, ConsentForm, ConsentGrant, ConsentId, ConsentText, Draft, DraftField, Envelope, Fact,
    FactCode, HandoverId, Language, MessageKind, Offer, OfferHeader, Phase, Protection, Purpose, StaffRef, StaffRole, Subject, SubjectId,
    SubjectRole, Urgency, Value,
    value::{AgeBand, Child, ChildConcern, ChildCount, ChildPlace, ChildState, ChildrenPresent, CodeSet, ConcernGround, Identity, Stated},
};

use crate::{agency::TestAgency, server::Server};

pub const BROKER: &str = "samordningen-exempelstad";
/// A word that no byte of the broker may hold.
pub const CANARY: &str = "Kanariefågel";

pub struct Town {
    pub database: TestDatabase,
    pub clock: Arc<ManualClock>,
    pub broker: TestAgency,
    pub police: TestAgency,
    pub social: TestAgency,
    pub stranger: TestAgency,
    pub log_key: LogKey,
    keys: PathBuf,
}

/// Runs one test in a town of its own, on one backend.
pub fn run<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(Arc<Town>) -> F) {
    let Some(database) = TestDatabase::on(backend) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test(Arc::new(Town::new(database))));
}

pub fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

fn uuid() -> uuid::Uuid {
    uuid::Builder::from_random_bytes(random()).into_uuid()
}

impl Town {
    fn new(database: TestDatabase) -> Self {
        let now: Timestamp = "2026-11-22T20:15:00Z".parse().unwrap();
        let keys = std::env::temp_dir().join(format!("broker_keys_{}", uuid().simple()));
        let broker = TestAgency::new(BROKER, AgencyKind::Broker, 10, now);
        let log_key = write_keys(&keys, &broker);
        Self {
            database,
            clock: Arc::new(ManualClock::at(now)),
            police: TestAgency::new("polisen-exempelstad", AgencyKind::Police, 30, now),
            social: TestAgency::new("socialtjansten-exempelstad", AgencyKind::Social, 50, now),
            stranger: TestAgency::new("socialtjansten-grannstad", AgencyKind::Social, 70, now),
            broker,
            log_key,
            keys,
        }
    }

    pub fn config(&self) -> Config {
        let mut config = broker::config::load(None).unwrap();
        config.listen = "127.0.0.1:0".parse().unwrap();
        config.metrics = String::new();
        config.keys.clone_from(&self.keys);
        config.sequencer.clock_milliseconds = 20;
        config.rule_signers = crate::rules::signers();
        config
    }

    pub fn now(&self) -> Timestamp {
        store::clock::Clock::now(&*self.clock)
    }

    /// A running broker, nobody registered.
    pub fn serve(&self) -> Server {
        Server::start(&self.database, self.config(), self.clock.clone())
    }

    /// A running broker that all agencies are registered with.
    pub async fn open(&self) -> Server {
        let server = self.serve();
        for agency in [&self.police, &self.social, &self.stranger] {
            broker::flow::register::enqueue(&server.db, &agency.registration, self.now()).await.unwrap();
        }
        for agency in [&self.police, &self.social, &self.stranger] {
            eventually(|| async { server.get(agency, "/api/v1/directory").await.status.is_success() }).await;
        }
        server
    }

    pub fn case_code(&self) -> CaseCode {
        "KV742-2611".parse().unwrap_or_else(|_| CaseCode::new(wire::PairingCode::from_draw(4711), 26, 11).unwrap())
    }

    pub fn victim(&self) -> Subject {
        Subject { id: SubjectId(uuid()), role: SubjectRole::Victim }
    }

    pub fn child(&self) -> Subject {
        Subject { id: SubjectId(uuid()), role: SubjectRole::Child }
    }

    /// A consent as it is asked on the scene.
    pub fn grant(&self, giver: Subject) -> ConsentGrant {
        let now = self.now();
        ConsentGrant {
            id: ConsentId(uuid()),
            case_code: self.case_code(),
            giver,
            from: self.police.address.agency.clone(),
            to: self.social.address.board.clone(),
            categories: CodeSet::new([Category::Identity, Category::SafeContact]),
            purpose: Purpose::AcuteSupport,
            valid_from: now,
            valid_until: now + SignedDuration::from_hours(14 * 24),
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
            taken_by_role: StaffRole::PatrolOfficer,
            taken_by: staff(),
            edition: shipped().id.clone(),
            card_code_hash: None,
        }
    }

    /// An offer of the exposed person's identity, by consent.
    pub fn consent_offer(&self, grant: &ConsentGrant) -> Offer {
        let identity = Identity {
            name: Some(wire::PersonText::parse(&format!("Maja {CANARY}"), Identity::NAME_CHARACTERS_MAX).unwrap()),
            number: None,
            birth_year: Some(1990),
            protection: Protection::None,
        };
        let field = DraftField { subject: Some(grant.giver.id), value: Value::Identity(identity) };
        self.seal(Purpose::AcuteSupport, vec![grant.giver], vec![field], Vec::new(), vec![grant.id])
    }

    /// A report of concern for a child: a duty.
    pub fn concern_offer(&self) -> Offer {
        let child = self.child();
        let concern = ChildConcern {
            grounds: CodeSet::new([ConcernGround::SawOrHeardViolence]),
            immediate: Stated::Yes,
            place: ChildPlace::AtHome,
            police_present: Stated::Yes,
        };
        let present =
            ChildrenPresent { count: ChildCount::One, children: vec![Child { age: AgeBand::Preschool, state: ChildState::SawOrHeard }] };
        let field = |value| DraftField { subject: Some(child.id), value };
        let fields = vec![field(Value::ChildConcern(concern)), field(Value::ChildrenPresent(present))];
        let facts = [FactCode::ChildUnder18, FactCode::ConcernForChild, FactCode::RelevantToChild].map(|code| self.fact(code));
        self.seal(Purpose::ChildProtection, vec![child], fields, facts.to_vec(), Vec::new())
    }

    pub fn fact(&self, code: FactCode) -> Fact {
        Fact { code, yes: true, answered_at: self.now(), role: StaffRole::PatrolOfficer, staff: staff() }
    }

    fn seal(&self, purpose: Purpose, subjects: Vec<Subject>, fields: Vec<DraftField>, facts: Vec<Fact>, consents: Vec<ConsentId>) -> Offer {
        let now = self.now();
        let to = self.social.trusted(now).sealing_key(&self.social.address.unit, now).unwrap();
        let draft = Draft {
            case_code: self.case_code(),
            from: self.police.address.clone(),
            from_kind: AgencyKind::Police,
            to: to.address().clone(),
            to_kind: to.kind(),
            purpose,
            phase: Phase::Alarm,
            urgency: Urgency::Immediate,
            subjects,
            fields,
            facts,
            consents,
            answers: None,
        };
        let header = OfferHeader {
            id: HandoverId(uuid()),
            case_code: draft.case_code,
            from: draft.from.clone(),
            from_kind: draft.from_kind,
            to: draft.to.clone(),
            to_kind: draft.to_kind,
            unit_key: to.id().clone(),
            manifest_version: to.manifest_version(),
            purpose,
            phase: draft.phase,
            urgency: draft.urgency,
            subjects: draft.subjects.clone(),
            facts: draft.facts.clone(),
            consents: draft.consents.clone(),
            edition: shipped().clone(),
            made_at: now,
            expires_at: (purpose != Purpose::ChildProtection).then(|| now + SignedDuration::from_hours(7 * 24)),
            sender_role: StaffRole::PatrolOfficer,
            sender: staff(),
            answers: None,
        };
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).unwrap();
        envelope::seal_draft(&draft, header, &to, SealSeed::new(seed)).unwrap()
    }

    pub fn sign_offer(&self, offer: &Offer) -> Vec<u8> {
        json(&self.police.sign(MessageKind::Offer, offer))
    }

    pub fn sign_grant(&self, grant: &ConsentGrant) -> Vec<u8> {
        json(&self.police.sign(MessageKind::ConsentGrant, grant))
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.keys));
    }
}

/// The edition that every hub of these tests begins with, read once: some of them send hundreds of messages at the same moment.
pub fn shipped() -> &'static wire::EditionRef {
    static SHIPPED: LazyLock<wire::EditionRef> = LazyLock::new(|| Edition::shipped().reference().clone());
    &SHIPPED
}

pub fn staff() -> StaffRef {
    "0123456789abcdef0123456789abcdef".parse().unwrap()
}

pub fn json(envelope: &Envelope) -> Vec<u8> {
    envelope::envelope_to_json(envelope)
}

/// The log's own key.
pub fn log_signer() -> LogSigner {
    LogSigner::new(format!("{BROKER}/log/0badcafe").parse().unwrap(), [19; 32])
}

fn write_keys(folder: &std::path::Path, broker: &TestAgency) -> LogKey {
    std::fs::create_dir_all(folder).unwrap();
    let seed = |seed: u8| wire::Bytes32([seed; 32]).to_base64();
    let log = log_signer();
    let files: BTreeMap<&str, String> = BTreeMap::from([
        ("service.key", seed(11)),
        ("log.key", seed(19)),
        ("root.pub", broker.root.public().to_base64()),
        ("log.vkey", log.key().to_string()),
        ("registration.json", String::from_utf8(wire::canonical::to_bytes(&broker.registration).unwrap()).unwrap()),
    ]);
    for (name, text) in files {
        std::fs::write(folder.join(name), text + "\n").unwrap();
    }
    log.key().clone()
}

/// Waits until something holds; fails after ten seconds.
pub async fn eventually<F: Future<Output = bool>>(mut holds: impl FnMut() -> F) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never came to hold");
}
