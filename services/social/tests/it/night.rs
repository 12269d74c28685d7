//! A night in the fictional town: a police car that sends, a stand-in for the broker, and the desk under test.

use std::{sync::Arc, thread::JoinHandle, time::Duration};

use casework::{
    ApiClientConfig, Case, CaseError, Casework, ConsentAnswer, DraftProblem, Edit, FieldOf, GivenConsent, NoReception, SentHandover, Staff,
    StaffConfig,
    testing::{AgencyName, FakeBroker, Town},
};
use jiff::{SignedDuration, Timestamp};
use social::{
    App, Config,
    config::{DeskConfig, District},
};
use store::{
    Backend, Db,
    clock::{Clock as _, ManualClock},
    testing::TestDatabase,
};
use web::server::Draining;
use wire::{
    AskedWhere, CardCode, CardCodeHash, CaseCode, Category, ConsentForm, ConsentId, ConsentText, DraftField, Fact, FactCode, HandoverId,
    Language, Phase, Protection, Purpose, StaffRole, Subject, SubjectRole, Urgency, Value,
    value::{self, CorrectionHow},
};

/// When it begins: 02:14 in Sweden.
pub fn night() -> Timestamp {
    "2026-11-22T01:14:00Z".parse().unwrap()
}

/// The canary: no list, title, stream or log may hold it.
pub const NAME: &str = "Kanarie Fågelsång";
/// From the series reserved for fiction.
pub const NUMBER: &str = "070-174 06 05";
/// Its place in what is sent by consent, after her name; in a correction after what is corrected.
const NUMBER_AT: u32 = 1;
/// Seed of the case system's key, and its id: the first 16 digits of the SHA-256 of the public half.
pub const SYSTEM_SEED: [u8; 32] = [7; 32];

/// Everything that runs.
pub struct Night {
    pub broker: FakeBroker,
    pub clock: Arc<ManualClock>,
    pub police: Casework,
    /// The desk's own memory, to look into.
    pub db: Db,
    /// Of the running service.
    pub casework: Casework,
    pub address: String,
    pub system_key: String,
    draining: Draining,
    service: Option<JoinHandle<()>>,
    police_workers: Option<casework::Workers>,
    _town: Town,
    _databases: [TestDatabase; 2],
}

/// A call-out of the police car.
#[derive(Clone)]
pub struct CallOut {
    pub case: Case,
    pub victim: Subject,
    pub child: Subject,
    pub suspect: Subject,
    pub officer: Staff,
}

/// What the car hands over.
#[derive(Clone, Copy, Default)]
pub struct Told {
    /// The report of concern.
    pub concern: bool,
    /// Name and number, by consent.
    pub consent: bool,
    /// The person has a protected identity: then no number goes.
    pub protected: bool,
    /// Custody, with the report of concern.
    pub custody: bool,
}

impl Night {
    /// Starts it; none when this backend has no server.
    pub async fn begin(backend: Backend) -> Option<Self> {
        Self::begin_at(backend, night()).await
    }

    /// Starts it at another moment.
    pub async fn begin_at(backend: Backend, now: Timestamp) -> Option<Self> {
        let database = TestDatabase::on(backend)?;
        let police_database = TestDatabase::sqlite();
        let (town, clock) = (Town::new(now), Arc::new(ManualClock::at(now)));
        let broker = FakeBroker::start(&town, now);
        let own = police_database.open(&casework::testing::schema());
        let police = town.casework(AgencyName::Police, own, Arc::clone(&clock), broker.url(), Arc::new(NoReception)).await;
        let (config, system_key) = config(&town, &broker);
        let db = database.open(&social::schema().unwrap());
        let (started, thread) = run(db, config, Arc::clone(&clock));
        let Started { address, draining, casework } = started.await.unwrap();
        let police_workers = Some(police.workers());
        Some(Self {
            db: casework.db().clone(),
            broker,
            clock,
            police,
            casework,
            address,
            system_key,
            draining,
            service: Some(thread),
            police_workers,
            _town: town,
            _databases: [database, police_database],
        })
    }

    /// Lets the clock go on.
    pub fn after(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// A call-out that nobody has told yet.
    pub async fn call_out(&self) -> CallOut {
        let (own, officer, now) = (self.police.clone(), self.police.staff_named("lo").await, self.clock.now());
        let opened = self.police.db().try_write("test_call_out", move |conn| -> Result<CallOut, CaseError> {
            let case = own.open_own_case(conn, now)?;
            Ok(CallOut {
                victim: own.add_subject(conn, &case, SubjectRole::Victim, now)?,
                child: own.add_subject(conn, &case, SubjectRole::Child, now)?,
                suspect: own.add_subject(conn, &case, SubjectRole::PersonUsingViolence, now)?,
                officer: officer.clone(),
                case,
            })
        });
        opened.await.unwrap()
    }

    /// Sends, and waits until the desk has opened all of it.
    pub async fn alarm(&self, told: Told) -> (CaseCode, Vec<SentHandover>) {
        let call_out = self.call_out().await;
        let sent = self.send(&call_out, told).await;
        self.opened(&call_out, sent).await
    }

    /// The same, and a contact card was left with the person.
    pub async fn alarm_with_card(&self, told: Told, card: &CardCode) -> (CaseCode, Vec<SentHandover>) {
        let call_out = self.call_out().await;
        let sent = self.send_with(&call_out, told, Some(card.hash())).await;
        self.opened(&call_out, sent).await
    }

    async fn opened(&self, call_out: &CallOut, sent: Vec<SentHandover>) -> (CaseCode, Vec<SentHandover>) {
        for handover in &sent {
            let id = handover.id;
            until("the desk opens it", || async { self.is_open(id).await }).await;
        }
        (call_out.case.code, sent)
    }

    /// Sends and does not wait.
    pub async fn send(&self, call_out: &CallOut, told: Told) -> Vec<SentHandover> {
        self.send_with(call_out, told, None).await
    }

    async fn send_with(&self, call_out: &CallOut, told: Told, card: Option<CardCodeHash>) -> Vec<SentHandover> {
        let now = self.clock.now();
        let consents = if told.consent { vec![self.consent(call_out, card).await] } else { Vec::new() };
        let draft = wire::Draft {
            subjects: vec![call_out.victim, call_out.child, call_out.suspect],
            fields: fields(call_out, told, now),
            facts: facts(call_out, told, now),
            consents,
            ..self.police.draft(&call_out.case, Purpose::AcuteSupport, Phase::Alarm, Urgency::Immediate)
        };
        let (own, call_out) = (self.police.clone(), call_out.clone());
        let sent = self.police.db().try_write("test_send", move |conn| {
            let digest = own.preview(conn, &draft, now)?.digest;
            own.send(conn, &call_out.case, &draft, &call_out.officer, &digest, now)
        });
        sent.await.unwrap()
    }

    /// The police correct the number in what they sent: it is taken back, or another comes instead. Gives what corrects.
    pub async fn correct_number(&self, wrong: HandoverId, instead: Option<&str>) -> HandoverId {
        let (own, officer, now) = (self.police.clone(), self.police.staff_named("lo").await, self.clock.now());
        let new = instead.map(contact_by);
        let sent = self.police.db().try_write("test_correct", move |conn| -> Result<Vec<SentHandover>, DraftProblem> {
            let how = if new.is_some() { CorrectionHow::Replaced } else { CorrectionHow::Withdrawn };
            let draft = own.start_correction(conn, wrong, NUMBER_AT, how, &officer, now)?;
            if let Some(value) = &new {
                let edit = Edit { draft: draft.id, version: draft.version, staff: &officer, now };
                own.put_field(conn, &edit, FieldOf::Role(SubjectRole::Victim), value.clone())?;
            }
            let preview = own.preview_draft(conn, draft.id, &officer, now)?;
            own.send_draft(conn, draft.id, &preview.digest, &officer, now)
        });
        let sent = sent.await.unwrap();
        for handover in &sent {
            until("the desk opens it", || async { self.is_open(handover.id).await }).await;
        }
        sent[0].id
    }

    async fn consent(&self, call_out: &CallOut, card_code_hash: Option<CardCodeHash>) -> ConsentId {
        let answer = ConsentAnswer::Given(GivenConsent {
            giver: call_out.victim,
            to: "socialtjansten-exempelstad/socialnamnden".parse().unwrap(),
            categories: vec![Category::Identity, Category::SafeContact],
            purpose: Purpose::AcuteSupport,
            days: 14,
            form: ConsentForm::SpokenOnScene,
            asked: AskedWhere::OutOfEarshot,
            text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
            card_code_hash,
            child_asked: None,
        });
        let (own, call_out, now) = (self.police.clone(), call_out.clone(), self.clock.now());
        let recorded = self
            .police
            .db()
            .try_write("test_consent", move |conn| own.record_consent(conn, &call_out.case, answer.clone(), &call_out.officer, now));
        recorded.await.unwrap().id
    }

    pub async fn is_open(&self, id: HandoverId) -> bool {
        self.db.read(move |conn| casework::handovers::find(conn, id)).await.unwrap().is_some()
    }

    /// Stops the service as SIGTERM does, and waits until it is down.
    pub async fn end(mut self) {
        self.draining.start();
        if let Some(workers) = self.police_workers.take() {
            workers.stop().await;
        }
        let service = self.service.take().unwrap();
        tokio::task::spawn_blocking(move || service.join().unwrap()).await.unwrap();
    }
}

struct Started {
    address: String,
    draining: Draining,
    casework: Casework,
}

/// The service on a thread and a runtime of its own, as in its own process.
fn run(db: Db, config: Config, clock: Arc<ManualClock>) -> (tokio::sync::oneshot::Receiver<Started>, JoinHandle<()>) {
    let (tell, started) = tokio::sync::oneshot::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async {
            let bound = App::on(db, config, clock).await.expect("it starts").bind().expect("a port is free");
            let address = format!("http://{}", bound.address());
            let started = Started { address, draining: bound.draining(), casework: bound.casework().clone() };
            assert!(tell.send(started).is_ok());
            bound.run().await.expect("it runs");
        });
    });
    (started, thread)
}

/// A further member of staff, of this role and unit.
pub fn colleague(name: &str, role: StaffRole, unit: &str) -> StaffConfig {
    StaffConfig { login: name.to_owned(), name: name.to_owned(), role, unit: unit.parse().unwrap() }
}

fn districts() -> Vec<District> {
    let district = |code: &str, unit: Option<&str>| District {
        code: code.to_owned(),
        name: code.to_owned(),
        unit: unit.map(|unit| unit.parse().unwrap()),
    };
    vec![district("mottagningen", None), district("norr", Some("socialtjansten-exempelstad/norra"))]
}

fn config(town: &Town, broker: &FakeBroker) -> (Config, String) {
    let mut agency = town.config(AgencyName::Social, broker.url());
    let elsewhere = StaffConfig {
        login: "elin".to_owned(),
        name: "elin".to_owned(),
        role: StaffRole::DutyWorker,
        unit: "socialtjansten-exempelstad/norra".parse().unwrap(),
    };
    agency.demo_staff.push(elsewhere);
    agency.demo_staff.push(colleague("mia", StaffRole::CaseWorker, "socialtjansten-exempelstad/norra"));
    agency.demo_staff.push(colleague("vera", StaffRole::CaseWorker, "socialtjansten-exempelstad/aldreenheten"));
    agency.demo_staff.push(colleague("olle", StaffRole::Operator, "socialtjansten-exempelstad/drift"));
    agency.demo_staff.extend(crate::two_sides::staff());
    agency.recipient.name = "Polisen".to_owned();
    agency.recipient.tel = "+46846500410".to_owned();
    let signer = envelope::ServiceSigner::from_seed(&SYSTEM_SEED);
    let system_key = signer.id().to_string();
    agency.api_clients = vec![ApiClientConfig {
        name: "Verksamhetssystemet".to_owned(),
        role: StaffRole::DutyWorker,
        unit: agency.unit.clone(),
        key_id: signer.id().clone(),
        public: signer.public(),
    }];
    let config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        metrics: String::new(),
        workers: 1,
        demo: true,
        origin: String::new(),
        database: social::config::Database { url: "sqlite:unused".to_owned(), migrate: true },
        telemetry: social::config::Telemetry { json: false, filter: "info".to_owned(), otlp: String::new() },
        desk: DeskConfig { silent_minutes: 60, violence_team_phone: "+46846500440".to_owned(), districts: districts() },
        agency,
    };
    (config, system_key)
}

fn fields(call_out: &CallOut, told: Told, now: Timestamp) -> Vec<DraftField> {
    let about = |subject: Subject, value| DraftField { subject: Some(subject.id), value };
    let mut fields = Vec::new();
    if told.consent {
        fields.push(about(call_out.victim, identity(told.protected)));
        if !told.protected {
            fields.push(about(call_out.victim, contact()));
        }
    }
    if told.concern {
        fields.push(about(call_out.child, children()));
        fields.push(about(call_out.child, concern()));
    }
    if told.custody {
        let status = value::CustodyStatus { status: value::Custody::Apprehended, since: Some(now - SignedDuration::from_mins(16)) };
        fields.push(about(call_out.suspect, Value::CustodyStatus(status)));
    }
    fields
}

fn facts(call_out: &CallOut, told: Told, now: Timestamp) -> Vec<Fact> {
    let fact = |code, role| Fact { code, yes: true, answered_at: now, role, staff: call_out.officer.reference.clone() };
    let mut facts = Vec::new();
    if told.concern {
        facts.push(fact(FactCode::ChildUnder18, call_out.officer.role));
        facts.push(fact(FactCode::ConcernForChild, call_out.officer.role));
    }
    if told.custody {
        facts.push(fact(FactCode::RelevantToChild, call_out.officer.role));
        facts.push(fact(FactCode::LeadHasCleared, StaffRole::InvestigationLead));
    }
    facts
}

fn identity(protected: bool) -> Value {
    let protection = if protected { Protection::ConfidentialityMark } else { Protection::None };
    Value::Identity(value::Identity {
        name: Some(wire::PersonText::parse(NAME, 80).unwrap()),
        number: None,
        birth_year: Some(1991),
        protection,
    })
}

fn contact() -> Value {
    contact_by(NUMBER)
}

/// To be rung now, at this number.
fn contact_by(number: &str) -> Value {
    let phone = value::PhoneNumber::parse(number).unwrap();
    let proof = Protection::None.unprotected().unwrap();
    Value::SafeContact(value::SafeContact::call_only(phone, value::CodeSet::new([value::CallWindow::Now]), proof))
}

fn children() -> Value {
    let child = |age, state| value::Child { age, state };
    Value::ChildrenPresent(value::ChildrenPresent {
        count: value::ChildCount::Two,
        children: vec![
            child(value::AgeBand::School, value::ChildState::SawOrHeard),
            child(value::AgeBand::Infant, value::ChildState::Asleep),
        ],
    })
}

fn concern() -> Value {
    Value::ChildConcern(value::ChildConcern {
        grounds: value::CodeSet::new([value::ConcernGround::SawOrHeardViolence]),
        immediate: value::Stated::Yes,
        place: value::ChildPlace::AtHome,
        police_present: value::Stated::Yes,
    })
}

/// Waits until it is so, or fails: a test never hangs.
pub async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    // Far longer than any pause of a worker, also on a machine that does much else.
    for _ in 0..6_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never happened: {what}");
}

/// Runs a test of a whole night on one backend.
pub fn through<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(Night) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime for the test");
    runtime.block_on(async {
        match Night::begin(backend).await {
            Some(night) => test(night).await,
            None => eprintln!("skipped: STAFETT_TEST_POSTGRES names no server"),
        }
    });
}

/// Makes every named `async fn name(night: &Night)` a test on SQLite and on PostgreSQL.
macro_rules! nights {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { crate::night::through(store::Backend::Sqlite, |night| async move { super::$name(&night).await; night.end().await; }); })+
        }
        mod postgres {
            $(#[test] fn $name() { crate::night::through(store::Backend::Postgres, |night| async move { super::$name(&night).await; night.end().await; }); })+
        }
    };
}
pub(crate) use nights;
