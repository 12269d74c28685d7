//! A stand-in for the broker. It judges nothing: that is the real broker's, and tested with it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actix_web::{App, HttpServer, web as actix};
use envelope::{ServiceSigner, sha256, sign};
use jiff::Timestamp;
use ledger::{
    EntryKind,
    checkpoint::{Cosigner, LogSigner},
};
use wire::{
    AgencyId, ConsentGrant, ConsentId, EditionRef, Envelope, HandoverId, MessageKind, Notice, NoticeKind, Offer, OfferAnswer, OfferOutcome,
    Parcel, Receipt, Refusal, Registration, Withdrawal,
};

use super::{AgencyName, Town, fake_log::FakeLog, routes};
use crate::keyring::{read_log_key, read_seed};

/// Changes a parcel before it is handed over.
type Tamper = Box<dyn Fn(&mut Parcel) + Send>;

/// The broker of a test, listening on a port of its own.
#[derive(Clone)]
pub struct FakeBroker {
    pub(super) state: Arc<Mutex<State>>,
    url: String,
}

pub(super) struct State {
    pub(super) registrations: Vec<Registration>,
    signer: ServiceSigner,
    pub(super) log: FakeLog,
    witnesses: HashMap<AgencyName, Cosigner>,
    cosigning: Vec<AgencyName>,
    offers: BTreeMap<HandoverId, (Envelope, u64)>,
    pub(super) consents: BTreeMap<ConsentId, Envelope>,
    fetched: HashMap<HandoverId, u64>,
    pub(super) notices: HashMap<AgencyId, Vec<Notice>>,
    pub(super) receipts: Vec<Envelope>,
    pub(super) withdrawals: Vec<Envelope>,
    pub(super) cosignatures: Vec<u64>,
    pub(super) wanted: bool,
    pub(super) down: bool,
    pub(super) strange: bool,
    pub(super) directory_lost: bool,
    resigner: Option<ServiceSigner>,
    pub(super) strange_answers: usize,
    pub(super) answers_lost: bool,
    pub(super) rulebook_changed: bool,
    refuse: bool,
    tamper: Option<Tamper>,
    now: Timestamp,
}

impl FakeBroker {
    /// Starts on a free port of the loopback, with both agencies cosigning.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(town: &Town, now: Timestamp) -> Self {
        let keys = town.broker_keys();
        let key: ledger::checkpoint::LogKey = read_log_key(&keys).expect("the log key is there").parse().expect("a verifier key");
        let seed = |path: std::path::PathBuf| read_seed(&path).expect("the seed is there");
        let witness = |name: AgencyName| {
            let key = format!("{}/witness", name.id()).parse().expect("a name");
            (name, Cosigner::new(key, *seed(town.keys(name).join("witness.key"))))
        };
        let state = State {
            registrations: town.registrations(),
            signer: ServiceSigner::from_seed(&seed(keys.join("service.key"))),
            log: FakeLog::new(LogSigner::new(key.name().clone(), *seed(keys.join("log.key")))),
            witnesses: HashMap::from([witness(AgencyName::Police), witness(AgencyName::Social)]),
            cosigning: vec![AgencyName::Police, AgencyName::Social],
            offers: BTreeMap::new(),
            consents: BTreeMap::new(),
            fetched: HashMap::new(),
            notices: HashMap::new(),
            receipts: Vec::new(),
            withdrawals: Vec::new(),
            cosignatures: Vec::new(),
            wanted: false,
            down: false,
            strange: false,
            directory_lost: false,
            resigner: None,
            strange_answers: 0,
            answers_lost: false,
            rulebook_changed: false,
            refuse: false,
            tamper: None,
            now,
        };
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
        self.lock().withdrawals.iter().map(payload).collect()
    }

    /// Receipts it has, in order.
    pub fn receipts(&self) -> Vec<Receipt> {
        self.lock().receipts.iter().map(payload).collect()
    }

    /// Offers and fetches are answered by something on the way that is not the broker.
    pub fn set_strange(&self, strange: bool) {
        self.lock().strange = strange;
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

    /// Tells the recipient that a parcel is gone.
    pub fn tell_gone(&self, handover: HandoverId) {
        let mut state = self.lock();
        let header = payload::<Offer>(&state.offers[&handover].0).header;
        state.tell(&header.to.agency.clone(), NoticeKind::ParcelGone, &header, None);
    }

    /// Tells the recipient once more that a parcel waits: redelivery is normal.
    pub fn announce_again(&self, handover: HandoverId) {
        let mut state = self.lock();
        let header = payload::<Offer>(&state.offers[&handover].0).header;
        state.tell(&header.to.agency.clone(), NoticeKind::ParcelWaiting, &header, None);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes an offer and answers as the broker does: the same again for the same.
    pub(super) fn offer(&mut self, envelope: Envelope) -> Envelope {
        let offer: Offer = payload(&envelope);
        let offer_hash = sha256(&envelope.payload.0);
        let known = self.offers.get(&offer.header.id).map(|(_, index)| *index);
        let log_index = known.unwrap_or_else(|| {
            let kind = if self.refuse { EntryKind::OfferRefused } else { EntryKind::OfferReleased };
            if self.refuse {
                return 0;
            }
            let index = self.log.append(kind, &offer.header, offer_hash, self.now);
            self.tell(&offer.header.to.agency.clone(), NoticeKind::ParcelWaiting, &offer.header, None);
            index
        });
        self.offers.insert(offer.header.id, (envelope, log_index));
        let refusal = Refusal { n: 0, reason: "no_rule".to_owned() };
        let answer = OfferAnswer {
            handover: offer.header.id,
            offer_hash,
            outcome: if self.refuse { OfferOutcome::Refused } else { OfferOutcome::Released },
            refusals: self.refuse.then_some(refusal).into_iter().collect(),
            edition: EditionRef { id: offer.header.edition.id, hash: offer.header.edition.hash },
            log_index,
            decided_at: self.now,
        };
        sign(MessageKind::OfferAnswer, &answer, &self.signer).expect("the answer is signed")
    }

    /// The parcel of an offer, with proofs under a fresh checkpoint.
    pub(super) fn parcel(&mut self, handover: HandoverId) -> Option<Parcel> {
        let (envelope, released) = self.offers.get(&handover)?.clone();
        let offer: Offer = payload(&envelope);
        let hash = sha256(&envelope.payload.0);
        let fetched = match self.fetched.get(&handover) {
            Some(index) => *index,
            None => {
                let index = self.log.append(EntryKind::ParcelFetched, &offer.header, hash, self.now);
                self.fetched.insert(handover, index);
                self.tell(&offer.header.from.agency.clone(), NoticeKind::ParcelFetched, &offer.header, None);
                index
            }
        };
        let cosigners: Vec<&Cosigner> = self.cosigning.iter().filter_map(|name| self.witnesses.get(name)).collect();
        let checkpoint = self.log.checkpoint(&cosigners, self.now);
        let mut parcel = Parcel {
            offer: envelope,
            consents: offer.header.consents.iter().filter_map(|id| self.consents.get(id).cloned()).collect(),
            released: self.log.evidence(released, &checkpoint),
            fetched: self.log.evidence(fetched, &checkpoint),
        };
        if let Some(tamper) = &self.tamper {
            tamper(&mut parcel);
        }
        Some(parcel)
    }

    pub(super) fn receipt(&mut self, envelope: Envelope) {
        let receipt: Receipt = payload(&envelope);
        if self.receipts.contains(&envelope) {
            return;
        }
        self.receipts.push(envelope.clone());
        if let Some((offer, _)) = self.offers.get(&receipt.handover) {
            let header = payload::<Offer>(offer).header;
            let resigned = self.resigner.as_ref().map(|signer| sign(MessageKind::Receipt, &receipt, signer).expect("a receipt is signed"));
            self.tell(&header.from.agency.clone(), NoticeKind::Receipt, &header, Some(resigned.unwrap_or(envelope)));
        }
    }

    fn tell(&mut self, agency: &AgencyId, kind: NoticeKind, header: &wire::OfferHeader, receipt: Option<Envelope>) {
        let notices = self.notices.entry(agency.clone()).or_default();
        notices.push(Notice {
            number: notices.len() as u64 + 1,
            kind,
            handover: Some(header.id),
            case_code: Some(header.case_code),
            unit: Some(header.to.unit.clone()),
            purpose: Some(header.purpose),
            urgency: Some(header.urgency),
            receipt,
            at: self.now,
        });
    }

    pub(super) fn checkpoint(&self) -> String {
        self.log.checkpoint(&[], self.now)
    }
}

/// The message in an envelope; signatures are not this stand-in's concern.
pub(super) fn payload<T: serde::Serialize + serde::de::DeserializeOwned>(envelope: &Envelope) -> T {
    wire::canonical::from_bytes(&envelope.payload.0).expect("a message of the right kind")
}
