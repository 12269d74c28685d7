//! The desk: one batch of operations, judged one after the other over what the database holds of them.
//!
//! Everything an operation can change is laid out on the desk first ([`Needs`]); then each is judged in turn and sees
//! what those before it did; then the changes are carried back in one transaction. The order on the desk is the order
//! of the log: the lower index wins every race.

mod code_withdrawals;
mod consents;
mod editions;
mod effects;
mod offers;
mod parcels;
mod recalls;
mod registry;
#[cfg(feature = "testing")]
mod seen;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use envelope::ServiceSigner;
use jiff::Timestamp;
use protocol::{ClockLimits, handover::Paged};
use rulebook::PastDecision;
use store::Hash32;
use wire::{AgencyId, ConsentId, EditionId, HandoverId, Notice, Offer, ReceiptId, UnitId};

pub use editions::Activated;
pub use registry::plain_notice;
#[cfg(feature = "testing")]
pub use seen::SeenFetch;

use super::{
    agency::{Directory, Member},
    checkpoint::Cosignature,
    code_withdrawal::HeardCode,
    consent_grant::RegisteredConsent,
    disclosure::Disclosure,
    edition::ActiveEdition,
    log::Growth,
    operation::{Judged, Operation, Outcome},
    proposal::{Lapse, Proposal},
    recall::StoredRecall,
    receipt::StoredReceipt,
    signer::Signers,
};

/// The sending and the receiving unit: what passes between them is numbered.
pub type Channel = (UnitId, UnitId);

/// What stays the same for all batches.
#[derive(Clone)]
pub struct Rules {
    /// The broker itself.
    pub broker: AgencyId,
    /// Signs answers to offers.
    pub signer: Arc<ServiceSigner>,
    /// The clocks of the protocol.
    pub limits: ClockLimits,
    /// Whose approvals of editions count.
    pub signers: Signers,
}

/// What a batch needs to have at hand.
#[derive(Default)]
pub struct Needs {
    /// Handovers it speaks of.
    pub handovers: BTreeSet<HandoverId>,
    /// Handovers whose sealed offers are read.
    pub offers: BTreeSet<HandoverId>,
    /// Consents it speaks of.
    pub consents: BTreeSet<ConsentId>,
    /// Consents that are withdrawn: every handover that relies on one is needed too.
    pub withdrawn: BTreeSet<ConsentId>,
    /// Hashes of cards' codes it speaks of: the consents they were given with, and the codes that were handed in before.
    pub codes: BTreeSet<Hash32>,
    /// Who hands in codes: how many there were lately is needed.
    pub code_callers: BTreeSet<AgencyId>,
    /// Receipts it speaks of.
    pub receipts: BTreeSet<ReceiptId>,
    /// Handovers that may have been taken back.
    pub recalls: BTreeSet<HandoverId>,
    /// Channels on which something may be released.
    pub channels: BTreeSet<Channel>,
    /// Editions whose day has come.
    pub proposals: BTreeSet<EditionId>,
}

impl Needs {
    /// What these operations need.
    pub fn of<'o>(operations: impl IntoIterator<Item = &'o Operation>) -> Self {
        let mut needs = Self::default();
        for operation in operations {
            needs.add(operation);
        }
        needs
    }

    fn add(&mut self, operation: &Operation) {
        match operation {
            Operation::Register(_) | Operation::Found(_) | Operation::Cosign(_) => {}
            Operation::Activate(edition) => drop(self.proposals.insert(edition.clone())),
            Operation::Consent(new) => {
                self.consents.insert(new.grant.id);
                self.codes.extend(new.grant.card_code_hash.map(|hash| Hash32::new(hash.0.0)));
            }
            Operation::WithdrawByCode(new) => {
                self.codes.insert(new.hash());
                self.code_callers.insert(new.by().clone());
            }
            Operation::Withdraw(new) => {
                self.consents.insert(new.withdrawal.consent);
                self.withdrawn.insert(new.withdrawal.consent);
            }
            Operation::Offer(new) => {
                let header = &new.offer.header;
                self.handovers.insert(header.id);
                self.handovers.extend(header.answers);
                self.recalls.insert(header.id);
                self.channels.insert((header.from.unit.clone(), header.to.unit.clone()));
                self.consents.extend(&header.consents);
            }
            Operation::Fetch { handover, .. } => {
                self.handovers.insert(*handover);
                self.offers.insert(*handover);
            }
            // What it needs was seen before.
            #[cfg(feature = "testing")]
            Operation::FetchAsSeen(_) => {}
            Operation::Recall(new) => {
                self.handovers.insert(new.recall.handover);
                self.recalls.insert(new.recall.handover);
            }
            Operation::Clock(handover) => drop(self.handovers.insert(*handover)),
            Operation::Receipt(new) => {
                self.handovers.insert(new.receipt.handover);
                self.receipts.insert(new.receipt.id);
            }
        }
    }
}

/// Whether something on the desk must be carried back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// As it was.
    Untouched,
    /// Was not there before.
    New,
    /// Is different now.
    Changed,
}

/// Something on the desk.
pub struct Held<T> {
    /// As it is now.
    pub value: T,
    /// What became of it.
    pub change: Change,
}

impl<T> Held<T> {
    /// As it lies in the database.
    pub const fn untouched(value: T) -> Self {
        Self { value, change: Change::Untouched }
    }

    const fn new(value: T) -> Self {
        Self { value, change: Change::New }
    }

    fn touch(&mut self) -> &mut T {
        if self.change == Change::Untouched {
            self.change = Change::Changed;
        }
        &mut self.value
    }
}

/// What lies on the desk at the start.
pub struct Laid {
    /// Disclosures by handover.
    pub disclosures: BTreeMap<HandoverId, Held<Disclosure>>,
    /// Offers by handover, where a fetch needs them.
    pub offers: BTreeMap<HandoverId, Offer>,
    /// Consents by id.
    pub consents: BTreeMap<ConsentId, Held<RegisteredConsent>>,
    /// Cards' codes that were handed in, the earliest first.
    pub codes: Vec<Held<HeardCode>>,
    /// How many codes each agency has handed in lately.
    pub code_counts: BTreeMap<AgencyId, u64>,
    /// Receipts by id.
    pub receipts: BTreeMap<ReceiptId, Held<StoredReceipt>>,
    /// Recalls by handover.
    pub recalls: BTreeMap<HandoverId, Held<StoredRecall>>,
    /// The last number of each channel, 0 before the first.
    pub channels: BTreeMap<Channel, u64>,
    /// Proposals by id.
    pub proposals: BTreeMap<EditionId, Held<Proposal>>,
}

/// The desk.
pub struct Desk<'a> {
    rules: &'a Rules,
    now: Timestamp,
    log: Growth,
    laid: Laid,
    directory: Arc<Directory>,
    edition: Option<ActiveEdition>,
    done: Done,
}

/// What is not a row that was laid out.
#[derive(Default)]
pub struct Done {
    /// Registrations and their indexes.
    pub registered: Vec<(Member, u64)>,
    /// Editions that came into force.
    pub activated: Vec<Activated>,
    /// Proposals whose approvals were found not to hold any more.
    pub lapsed: Vec<(EditionId, Lapse)>,
    /// What each decision on an offer depended on, by its index.
    pub past: Vec<(u64, PastDecision)>,
    /// Cosignatures that came.
    pub cosignatures: Vec<Cosignature>,
    /// Offers that came, as their senders signed them.
    pub offers: Vec<(HandoverId, Vec<u8>)>,
    /// Notices in order, without numbers yet.
    pub notices: Vec<(AgencyId, Notice)>,
    /// Which operation of the batch caused each notice, by its place.
    pub causes: Vec<usize>,
    /// Fetches that wait for proof: index and who must cosign.
    pub fetched: Vec<(u64, Vec<AgencyId>)>,
    /// Persons to page.
    pub pages: Vec<(HandoverId, Paged)>,
}

/// A batch that was judged: what each operation is answered, and everything to be carried back.
pub struct Cleared {
    /// In the order of the operations.
    pub answers: Vec<Judged>,
    /// The log with what was appended.
    pub log: Growth,
    /// The rows, some of them changed.
    pub laid: Laid,
    /// The rest.
    pub done: Done,
}

impl<'a> Desk<'a> {
    /// A desk with everything laid out.
    pub fn new(
        rules: &'a Rules,
        now: Timestamp,
        log: Growth,
        laid: Laid,
        directory: Arc<Directory>,
        edition: Option<ActiveEdition>,
    ) -> Self {
        Self { rules, now, log, laid, directory, edition, done: Done::default() }
    }

    /// Judges a batch in its order.
    pub fn clear<'o>(mut self, operations: impl IntoIterator<Item = &'o Operation>) -> Cleared {
        let answers = operations.into_iter().enumerate().map(|(place, operation)| self.judge_noting(place, operation)).collect();
        Cleared { answers, log: self.log, laid: self.laid, done: self.done }
    }

    fn judge_noting(&mut self, place: usize, operation: &Operation) -> Judged {
        let judged = self.judge(operation);
        self.done.causes.resize(self.done.notices.len(), place);
        judged
    }

    fn judge(&mut self, operation: &Operation) -> Judged {
        match operation {
            Operation::Register(member) => self.register(member),
            Operation::Found(founding) => self.found(founding),
            Operation::Activate(edition) => self.activate(edition),
            Operation::Consent(new) => self.consent(new),
            Operation::Withdraw(new) => self.withdraw(new),
            Operation::WithdrawByCode(new) => self.withdraw_by_code(new),
            Operation::Offer(new) => self.offer(new),
            Operation::Fetch { handover, by } => self.fetch(*handover, by),
            #[cfg(feature = "testing")]
            Operation::FetchAsSeen(seen) => self.fetch_as_seen(seen),
            Operation::Recall(new) => self.recall(new),
            Operation::Receipt(new) => self.receipt(new),
            Operation::Clock(handover) => self.clock(*handover),
            Operation::Cosign(cosignature) => {
                self.done.cosignatures.push(cosignature.clone());
                Ok(Outcome::Cosigned(cosignature.size))
            }
        }
    }
}
