//! What most tests begin with.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use casework::{
    Case, CaseError, Casework, ConsentAnswer, ConsentRecord, GivenConsent, HandoverChange, OpenedParcel, Reception, SendProblem,
    SentHandover, Staff,
    testing::{AgencyName, FakeBroker, Town},
};
use jiff::Timestamp;
use store::{Conn, Db, clock::ManualClock, testing::TestDatabase};
use wire::{
    AskedWhere, Category, ConsentForm, ConsentId, ConsentText, Draft, DraftField, Fact, FactCode, Language, Notice, Phase, Protection,
    Purpose, Subject, SubjectRole, Urgency, Value, value,
};

/// A Sunday night in the fictional town.
pub fn night() -> Timestamp {
    "2026-11-22T01:14:00Z".parse().unwrap()
}

/// Counts what the service is told.
#[derive(Default)]
pub struct Counting {
    pub notices: AtomicUsize,
    pub opened: Mutex<Vec<OpenedParcel>>,
    pub changes: Mutex<Vec<HandoverChange>>,
    pub rejected: AtomicUsize,
    pub gaps: Mutex<Vec<casework::Gap>>,
}

impl Reception for Counting {
    fn notice_arrived(&self, _casework: &Casework, _conn: &mut Conn, _notice: &Notice, _now: Timestamp) -> store::Result<()> {
        self.notices.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn arrival_changed(&self, _casework: &Casework, _conn: &mut Conn, _arrival: &casework::Arrival, _now: Timestamp) -> store::Result<()> {
        self.rejected.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    fn gap_seen(&self, _casework: &Casework, _conn: &mut Conn, gap: &casework::Gap, _now: Timestamp) -> store::Result<()> {
        self.gaps.lock().unwrap().push(gap.clone());
        Ok(())
    }

    fn parcel_opened(&self, _casework: &Casework, _conn: &mut Conn, parcel: &OpenedParcel, _now: Timestamp) -> store::Result<()> {
        self.opened.lock().unwrap().push(parcel.clone());
        Ok(())
    }

    fn handover_changed(&self, _casework: &Casework, _conn: &mut Conn, change: &HandoverChange, _now: Timestamp) -> store::Result<()> {
        self.changes.lock().unwrap().push(change.clone());
        Ok(())
    }
}

/// Both agencies and the stand-in; the social service on the database under test.
pub struct Setting {
    pub town: Town,
    pub broker: FakeBroker,
    pub clock: Arc<ManualClock>,
    pub police: Casework,
    pub social: Casework,
    pub desk: Arc<Counting>,
    pub car: Arc<Counting>,
    _other_database: TestDatabase,
}

impl Setting {
    pub async fn new(db: Db) -> Self {
        let database = TestDatabase::sqlite();
        let own = database.open(&casework::testing::schema());
        Self::of(own, db, database).await
    }

    /// The other way round: the police on the database under test.
    pub async fn of_police(db: Db) -> Self {
        let database = TestDatabase::sqlite();
        let other = database.open(&casework::testing::schema());
        Self::of(db, other, database).await
    }

    async fn of(own: Db, db: Db, database: TestDatabase) -> Self {
        let (town, clock) = (Town::new(night()), Arc::new(ManualClock::at(night())));
        let broker = FakeBroker::start(&town, night());
        let (desk, car) = (Arc::new(Counting::default()), Arc::new(Counting::default()));
        let police = town.casework(AgencyName::Police, own, Arc::clone(&clock), broker.url(), Arc::clone(&car) as _).await;
        let social = town.casework(AgencyName::Social, db, Arc::clone(&clock), broker.url(), Arc::clone(&desk) as _).await;
        Self { town, broker, clock, police, social, desk, car, _other_database: database }
    }

    pub async fn officer(&self) -> Staff {
        self.police.staff_named("lo").await
    }

    pub async fn worker(&self) -> Staff {
        self.social.staff_named("lo").await
    }

    /// The case at social services, once each of these parcels is kept in it. [`Counting`] is told before that is committed,
    /// and what goes by consent and what goes by duty are two parcels, opened in either order.
    pub async fn kept_case(&self, sent: &[SentHandover]) -> Case {
        let ids: Vec<_> = sent.iter().map(|handover| handover.id).collect();
        let find = || {
            let ids = ids.clone();
            self.social.db().read(move |conn| {
                let found = ids.iter().map(|id| casework::handovers::find(conn, *id)).collect::<store::Result<Option<Vec<_>>>>()?;
                let case = found.and_then(|all| all.first().map(|handover| handover.case));
                Ok(case.map(|case| casework::cases::find(conn, case)).transpose()?.flatten())
            })
        };
        until("all that was sent is kept", || async { find().await.unwrap().is_some() }).await;
        find().await.unwrap().expect("what is kept stays")
    }
}

/// A call-out of the police: case, persons, and what may be drafted from it.
#[derive(Clone)]
pub struct CallOut {
    pub case: Case,
    pub victim: Subject,
    pub child: Subject,
    pub staff: Staff,
}

/// A case of the police with an exposed person.
pub async fn call_out(police: &Casework) -> CallOut {
    let staff = police.staff_named("lo").await;
    let own = police.clone();
    let opened = police.db().try_write("test_call_out", move |conn| -> Result<CallOut, CaseError> {
        let case = own.open_own_case(conn, night())?;
        let victim = own.add_subject(conn, &case, SubjectRole::Victim, night())?;
        let child = own.add_subject(conn, &case, SubjectRole::Child, night())?;
        Ok(CallOut { case, victim, child, staff: staff.clone() })
    });
    opened.await.unwrap()
}

/// What she is asked on the scene: the duty desk, for acute support.
pub fn question() -> casework::ConsentQuestion {
    casework::ConsentQuestion { to: "socialtjansten-exempelstad/socialnamnden".parse().unwrap(), purpose: Purpose::AcuteSupport }
}

/// Her yes, out of earshot, to these categories.
pub fn yes_to(call_out: &CallOut, categories: &[Category]) -> ConsentAnswer {
    ConsentAnswer::Given(GivenConsent {
        giver: call_out.victim,
        to: question().to,
        categories: categories.to_vec(),
        purpose: question().purpose,
        days: 14,
        form: ConsentForm::SpokenOnScene,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "call-out".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        card_code_hash: None,
        child_asked: None,
    })
}

/// Records an answer now.
pub async fn answer(police: &Casework, call_out: &CallOut, given: ConsentAnswer) -> ConsentRecord {
    answer_at(police, call_out, given, night()).await
}

/// Records an answer at a moment.
pub async fn answer_at(police: &Casework, call_out: &CallOut, answer: ConsentAnswer, at: Timestamp) -> ConsentRecord {
    let (own, call_out) = (police.clone(), call_out.clone());
    let recorded =
        police.db().try_write("test_consent", move |conn| own.record_consent(conn, &call_out.case, answer.clone(), &call_out.staff, at));
    recorded.await.unwrap()
}

/// The canary: no file, queue or log of the broker may hold it.
pub const NAME: &str = "Kanarie Fågelsång";

/// A fictional name without protection.
pub fn identity() -> Value {
    Value::Identity(value::Identity {
        name: Some(wire::PersonText::parse(NAME, 80).unwrap()),
        number: None,
        birth_year: Some(1991),
        protection: Protection::None,
    })
}

/// A concern for a child that saw or heard violence.
pub fn concern() -> Value {
    Value::ChildConcern(value::ChildConcern {
        grounds: value::CodeSet::new([value::ConcernGround::SawOrHeardViolence]),
        immediate: value::Stated::No,
        place: value::ChildPlace::AtHome,
        police_present: value::Stated::Yes,
    })
}

/// Identity of the exposed person and concern for the child, in one draft.
pub fn draft(police: &Casework, call_out: &CallOut, consents: Vec<ConsentId>, concerned: bool) -> Draft {
    let base = police.draft(&call_out.case, Purpose::AcuteSupport, Phase::Alarm, Urgency::Immediate);
    let fact = |code| Fact { code, yes: true, answered_at: night(), role: call_out.staff.role, staff: call_out.staff.reference.clone() };
    let facts = if concerned { vec![fact(FactCode::ChildUnder18), fact(FactCode::ConcernForChild)] } else { Vec::new() };
    Draft {
        subjects: vec![call_out.victim, call_out.child],
        fields: vec![
            DraftField { subject: Some(call_out.victim.id), value: identity() },
            DraftField { subject: Some(call_out.child.id), value: concern() },
        ],
        facts,
        consents,
        ..base
    }
}

/// Previews and sends in one go, as a person who presses the button at once.
pub async fn send(police: &Casework, call_out: &CallOut, draft: Draft) -> Result<Vec<SentHandover>, SendProblem> {
    let (own, call_out) = (police.clone(), call_out.clone());
    let sent = police.db().try_write("test_send", move |conn| {
        let digest = own.preview(conn, &draft, night())?.digest;
        own.send(conn, &call_out.case, &draft, &call_out.staff, &digest, night())
    });
    sent.await
}

/// Waits until it is so, or fails: a test never hangs.
pub async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never happened: {what}");
}
