//! A stand-in for the broker. It judges nothing: that is the real broker's, and tested with it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actix_web::{App, HttpServer, web as actix};
use envelope::ServiceSigner;
use jiff::Timestamp;
use ledger::checkpoint::{Cosigner, LogSigner};
use wire::{CodeWithdrawal, ConsentGrant, GoneCause, HandoverId, NoticeKind, Offer, Parcel, ProblemCode, Receipt, Withdrawal};

use super::{
    AgencyName, Town,
    fake_editions::FakeEditions,
    fake_log::FakeLog,
    fake_state::{Cheat, State, payload},
    routes,
};
use crate::keyring::{read_log_key, read_seed};

/// The broker of a test, listening on a port of its own.
#[derive(Clone)]
pub struct FakeBroker {
    pub(super) state: Arc<Mutex<State>>,
    url: String,
}

impl FakeBroker {
    /// Starts on a free port of the loopback, with both agencies cosigning.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(town: &Town, now: Timestamp) -> Self {
        let newest = std::str::from_utf8(rulebook::Edition::SHIPPED).expect("a text");
        Self::founded_by(newest, town, now)
    }

    /// The same with this edition active from the beginning.
    ///
    /// # Panics
    /// When no port is free; when the file is no edition.
    pub fn founded_by(edition: &str, town: &Town, now: Timestamp) -> Self {
        let keys = town.broker_keys();
        let key: ledger::checkpoint::LogKey = read_log_key(&keys).expect("the log key is there").parse().expect("a verifier key");
        let seed = |path: std::path::PathBuf| read_seed(&path).expect("the seed is there");
        let witness = |name: AgencyName| {
            let key = format!("{}/witness", name.id()).parse().expect("a name");
            (name, Cosigner::new(key, *seed(town.keys(name).join("witness.key"))))
        };
        let mut state = State {
            registrations: town.registrations(),
            signer: ServiceSigner::from_seed(&seed(keys.join("service.key"))),
            log: FakeLog::new(LogSigner::new(key.name().clone(), *seed(keys.join("log.key")))),
            witnesses: HashMap::from([witness(AgencyName::Police), witness(AgencyName::Social)]),
            cosigning: vec![AgencyName::Police, AgencyName::Social],
            offers: BTreeMap::new(),
            consents: BTreeMap::new(),
            fetched: HashMap::new(),
            channels: HashMap::new(),
            numbers: HashMap::new(),
            told_numbers: HashMap::new(),
            gone: HashMap::new(),
            recalls: Vec::new(),
            cheat: None,
            vouching: Vec::new(),
            notices: HashMap::new(),
            receipts: Vec::new(),
            withdrawals: Vec::new(),
            codes: Vec::new(),
            cosignatures: Vec::new(),
            wanted: false,
            down: false,
            strange: false,
            refusing: None,
            directory_lost: false,
            resigner: None,
            strange_answers: 0,
            answers_lost: false,
            editions: FakeEditions::default(),
            rulebook_changed: false,
            refuse: false,
            tamper: None,
            now,
        };
        state.activate(edition, Vec::new());
        let state = Arc::new(Mutex::new(state));
        let shared = actix::Data::from(Arc::clone(&state));
        let server = HttpServer::new(move || App::new().app_data(shared.clone()).configure(routes::all)).workers(1).disable_signals();
        let server = server.bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { state, url }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Which agencies' cosignatures parcels carry from now on.
    pub fn cosigned_by(&self, agencies: &[AgencyName]) {
        self.lock().cosigning = agencies.to_vec();
    }

    /// Sets its clock: what it logs from now on is dated so.
    pub fn set_clock(&self, now: Timestamp) {
        self.lock().now = now;
    }

    /// Changes every parcel that is handed over from now on.
    pub fn tamper(&self, change: impl Fn(&mut Parcel) + Send + 'static) {
        self.lock().tamper = Some(Box::new(change));
    }

    /// Hands parcels over unchanged again.
    pub fn be_honest(&self) {
        self.lock().tamper = None;
    }

    /// Refuses every offer from now on.
    pub fn refuse_offers(&self) {
        self.lock().refuse = true;
    }

    /// Answers 503 to everything, or no longer.
    pub fn set_down(&self, down: bool) {
        self.lock().down = down;
    }

    /// Answers 409 `rulebook-changed` to offers from now on.
    pub fn change_rulebook(&self) {
        self.lock().rulebook_changed = true;
    }

    /// Wants the next checkpoints cosigned.
    pub fn want_cosignatures(&self) {
        self.lock().wanted = true;
    }

    /// Sizes of the trees that were cosigned, in order.
    pub fn cosignatures(&self) -> Vec<u64> {
        self.lock().cosignatures.clone()
    }

    /// Offers it has, in order of their ids.
    pub fn offers(&self) -> Vec<Offer> {
        self.lock().offers.values().map(|(envelope, _)| payload(envelope)).collect()
    }

    /// Consents it has.
    pub fn consents(&self) -> Vec<ConsentGrant> {
        self.lock().consents.values().map(payload).collect()
    }

    /// Withdrawals it has.
    pub fn withdrawals(&self) -> Vec<Withdrawal> {
        self.lock().withdrawals.iter().map(|(envelope, _)| payload(envelope)).collect()
    }

    /// Codes of cards it was told, in order.
    pub fn codes(&self) -> Vec<CodeWithdrawal> {
        self.lock().codes.iter().map(payload).collect()
    }

    /// Receipts it has, in order.
    pub fn receipts(&self) -> Vec<Receipt> {
        self.lock().receipts.iter().map(payload).collect()
    }

    /// Offers and fetches are answered by something on the way that is not the broker.
    pub fn set_strange(&self, strange: bool) {
        self.lock().strange = strange;
    }

    /// Offers are answered with this problem, or no longer.
    pub fn refuse_with(&self, problem: Option<ProblemCode>) {
        self.lock().refusing = problem;
    }

    /// The directory can't be had.
    pub fn lose_directory(&self, lost: bool) {
        self.lock().directory_lost = lost;
    }

    /// Receipts are told signed with this key from now on.
    pub fn resign_receipts(&self, signer: ServiceSigner) {
        self.lock().resigner = Some(signer);
    }

    /// How often something else answered in its place.
    pub fn strange_answers(&self) -> usize {
        self.lock().strange_answers
    }

    /// Offers are taken and their answers do not come through.
    pub fn lose_answers(&self, lost: bool) {
        self.lock().answers_lost = lost;
    }

    /// Tells the recipient that a parcel is gone, and why if it was fetched.
    pub fn tell_gone(&self, handover: HandoverId, cause: GoneCause) {
        let mut state = self.lock();
        let header = payload::<Offer>(&state.offers[&handover].0).header;
        state.gone.insert(handover, cause);
        state.tell(&header.to.agency.clone(), NoticeKind::ParcelGone, &header, None);
    }

    /// Has a parcel no more, as after it was set back, and tells nobody.
    pub fn lose_parcel(&self, handover: HandoverId) {
        self.lock().gone.insert(handover, GoneCause::Expired);
    }

    /// Has it again, as after its repair, and announces it anew.
    pub fn find_parcel(&self, handover: HandoverId) {
        self.lock().gone.remove(&handover);
        self.announce_again(handover);
    }

    /// Tells the sender that a parcel is gone before it was fetched, and why.
    pub fn tell_ended(&self, handover: HandoverId, cause: GoneCause) {
        let mut state = self.lock();
        let header = payload::<Offer>(&state.offers[&handover].0).header;
        state.gone.insert(handover, cause);
        state.tell(&header.from.agency.clone(), NoticeKind::ParcelGone, &header, None);
    }

    /// What it does wrong with the next offer, once.
    pub fn cheat_once(&self, cheat: Cheat) {
        self.lock().cheat = Some(cheat);
    }

    /// Whose cosignatures of the newest head can be asked for from now on.
    pub fn vouched_for_by(&self, agencies: &[AgencyName]) {
        self.lock().vouching = agencies.to_vec();
    }

    /// Recalls it has, in order.
    pub fn recalls(&self) -> Vec<HandoverId> {
        self.lock().recalls.clone()
    }

    /// Tells the recipient once more that a parcel waits: redelivery is normal.
    pub fn announce_again(&self, handover: HandoverId) {
        let mut state = self.lock();
        let header = payload::<Offer>(&state.offers[&handover].0).header;
        state.tell(&header.to.agency.clone(), NoticeKind::ParcelWaiting, &header, None);
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
