//! May this parcel be opened, and what is in it? From values alone; fails closed.
//!
//! Directory chain → the sender's signature → proofs of release and fetch → cosignatures → own tombstones → rule book →
//! seals → rules of values. The first thing that does not hold ends it.

use std::sync::Arc;

use envelope::{TrustedAgency, Verified, open_offer, verify};
use jiff::{SignedDuration, Timestamp};
use ledger::{
    Entry, EntryKind, EntryProof, Salt,
    checkpoint::{CosignerKey, LogKey, open},
    proof::ProvedEntry,
    tree::InclusionProof,
};
use protocol::{
    Basis, ClockLimits, Terms,
    opening::{Missing, Opening, Proof, judge},
};
use rulebook::{Decision, Edition, Moment};
use wire::{
    ConsentGrant, ConsentId, EditionRef, Envelope, HandoverId, LogEvidence, MessageKind, Offer, OfferHeader, Parcel, RejectCode, Subject,
};

use super::{CosignatureDue, CosignatureState, OpenedField, field_basis, offer_basis};
use crate::{directory::Directory, keyring::Keyring};

/// How far the broker's clock may be ahead of this agency's.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);

/// What the checks are made with.
pub(crate) struct Checker<'a> {
    pub(crate) keyring: &'a Keyring,
    pub(crate) directory: &'a Directory,
    /// Every edition that is known here.
    pub(crate) editions: &'a [Arc<Edition>],
    pub(crate) log_key: &'a LogKey,
    pub(crate) limits: &'a ClockLimits,
    pub(crate) now: Timestamp,
}

/// A parcel as it was fetched.
pub(crate) struct Fetched<'a> {
    pub(crate) handover: HandoverId,
    pub(crate) parcel: &'a Parcel,
    /// When it was first asked for.
    pub(crate) since: Timestamp,
    /// Consents this agency heard withdrawn.
    pub(crate) tombstones: &'a [ConsentId],
}

/// What came of the checks when nothing was wrong.
pub(crate) enum Checked {
    /// It is opened.
    Open(Box<Opened>),
    /// Cosignatures are missing: ask again. How long is too long is the caller's to say to the desk.
    Wait(Missing),
    /// The log says that it was fetched at a moment that has not come here: one of the two clocks is wrong. It waits.
    Early,
    /// It was judged by an edition that is not known here. The parcel waits until that one is believed; it is not the
    /// sender's fault.
    Behind(EditionRef),
}

/// An opened offer, not stored yet.
pub(crate) struct Opened {
    pub(crate) offer: Verified<Offer>,
    pub(crate) basis: Basis,
    pub(crate) terms: Terms,
    pub(crate) fields: Vec<OpenedField>,
    /// Its number on the channel between the units, as the entry of the log proves it.
    pub(crate) sequence: Option<u64>,
    /// The other agency's cosignature, when it is still due.
    pub(crate) cosignature_due: Option<CosignatureDue>,
    /// Salts of the commitments, in order: kept beside the values for auditors.
    pub(crate) salts: Vec<wire::Bytes32>,
}

/// What the log says of a parcel.
struct Logged {
    /// When it was fetched.
    asked_at: Timestamp,
    /// Its number on its channel.
    sequence: Option<u64>,
}

/// Why a parcel is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) code: RejectCode,
    /// For the log: no words of the message.
    pub(crate) why: &'static str,
    /// A newer directory or rule book might know better: look once before answering.
    pub(crate) may_be_behind: bool,
}

impl Rejection {
    const fn of(code: RejectCode, why: &'static str) -> Self {
        Self { code, why, may_be_behind: false }
    }

    const fn or_behind(code: RejectCode, why: &'static str) -> Self {
        Self { code, why, may_be_behind: true }
    }
}

impl Checker<'_> {
    /// Runs every check.
    ///
    /// # Errors
    /// [`Rejection`] with the code that is signed back to the sender.
    pub(crate) fn check(&self, fetched: &Fetched<'_>) -> Result<Checked, Rejection> {
        let (offer, sender) = self.signed_offer(&fetched.parcel.offer)?;
        let header = &offer.message().header;
        self.check_header(header, sender, fetched.handover)?;
        let Logged { asked_at, sequence } = self.check_entries(fetched.parcel, &offer)?;
        if asked_at.duration_since(self.now) > CLOCK_SKEW {
            return Ok(Checked::Early);
        }
        let Some(edition) = self.edition_of(header) else { return Ok(Checked::Behind(header.edition.clone())) };
        let decision = self.judge_again(fetched.parcel, &offer, edition, asked_at)?;
        let basis = basis_of(&decision).ok_or(Rejection::of(RejectCode::NotAllowed, "no basis for the whole"))?;
        let terms =
            Terms::new(basis, header.expires_at).map_err(|_| Rejection::of(RejectCode::NotAllowed, "terms do not fit the basis"))?;
        let head = cosigned_head(&fetched.parcel.fetched, self.log_key, self.keyring.agency(), sender)
            .ok_or(Rejection::of(RejectCode::BadProof, "the checkpoint is not believed"))?;
        let used = decision.consents_used();
        let withdrawn_here = used.iter().any(|consent| fetched.tombstones.contains(consent));
        let proof = Proof::Cosigned { own: head.own, other: head.other };
        match judge(basis, proof, withdrawn_here, fetched.since, self.now, self.limits) {
            Opening::MayOpen { other_due } => {
                let due = other_due.map(|due_at| head.due(header, due_at));
                let (fields, salts) = self.open(&offer)?;
                Ok(Checked::Open(Box::new(Opened { basis, terms, fields, sequence, cosignature_due: due, salts, offer })))
            }
            Opening::WaitFor(missing) | Opening::SayRing(missing) => Ok(Checked::Wait(missing)),
            Opening::Refuse(code) => Err(Rejection::of(code, "refused by the opening rules")),
        }
    }

    fn signed_offer(&self, envelope: &Envelope) -> Result<(Verified<Offer>, &TrustedAgency), Rejection> {
        let unknown = Rejection::or_behind(RejectCode::BadSignature, "signed with a key that is in no trusted manifest");
        let (sender, key) = self.directory.signer(&envelope.key_id, self.now).ok_or(unknown)?;
        let offer = verify(MessageKind::Offer, envelope, key)
            .map_err(|_| Rejection::of(RejectCode::BadSignature, "the signature of the offer does not fit"))?;
        Ok((offer, sender))
    }

    /// The signed header is about this handover, from the one who signed, to a unit of ours.
    fn check_header(&self, header: &OfferHeader, sender: &TrustedAgency, handover: HandoverId) -> Result<(), Rejection> {
        let own = self.keyring.agency();
        let from = header.from.agency == *sender.agency() && header.from_kind == sender.kind() && header.from.is_consistent();
        let to = header.to.agency == *own.agency() && header.to_kind == own.kind();
        let unit = own.unit(&header.to.unit).is_some_and(|unit| unit.board == header.to.board);
        let fits = header.id == handover && from && to && unit && header.from.agency != header.to.agency;
        if fits { Ok(()) } else { Err(Rejection::of(RejectCode::BadSignature, "the header is not what was asked for")) }
    }

    /// Release and fetch of these very bytes are in the log, in that order.
    fn check_entries(&self, parcel: &Parcel, offer: &Verified<Offer>) -> Result<Logged, Rejection> {
        let bad = |why| Rejection::of(RejectCode::BadProof, why);
        // Cosignatures are looked for on the checkpoint of the fetch: a release under another note would be in a log
        // that no witness has seen.
        let same_tree = parcel.released.tree_size == parcel.fetched.tree_size;
        if !same_tree || parcel.released.checkpoint != parcel.fetched.checkpoint {
            return Err(bad("release and fetch are proved under different checkpoints"));
        }
        let released = self.proved(&parcel.released)?;
        let fetched = self.proved(&parcel.fetched)?;
        let header = &offer.message().header;
        let about = |proved: &ProvedEntry, kind| is_about(proved.entry(), kind, header);
        if !about(&released, EntryKind::OfferReleased) || !about(&fetched, EntryKind::ParcelFetched) {
            return Err(bad("the entries are about something else"));
        }
        let same = |proved: &ProvedEntry| *proved.entry().fields().object_hash.as_bytes() == offer.payload_hash().0;
        if !same(&released) || !same(&fetched) {
            return Err(bad("other bytes were released"));
        }
        if released.index() >= fetched.index() {
            return Err(bad("fetched before it was released"));
        }
        Ok(Logged { asked_at: fetched.entry().fields().at.timestamp(), sequence: released.entry().fields().sequence })
    }

    fn proved(&self, evidence: &LogEvidence) -> Result<ProvedEntry, Rejection> {
        let proof = entry_proof(evidence).ok_or(Rejection::of(RejectCode::BadProof, "the proof can't be read"))?;
        proof.verify(self.log_key, &[]).map_err(|error| Rejection::of(RejectCode::BadProof, error.code()))
    }

    /// The edition the offer was judged by: that of the sender and the broker, also when a newer one is active by now.
    fn edition_of(&self, header: &OfferHeader) -> Option<&Edition> {
        self.editions.iter().map(Arc::as_ref).find(|edition| *edition.reference() == header.edition)
    }

    /// The same decision as the broker's, by the same edition, at the moment of the fetch.
    fn judge_again(&self, parcel: &Parcel, offer: &Verified<Offer>, edition: &Edition, asked_at: Timestamp) -> Result<Decision, Rejection> {
        let header = &offer.message().header;
        let grants = parcel.consents.iter().map(|envelope| self.grant(envelope)).collect::<Result<Vec<_>, _>>()?;
        let moment = Moment::in_sweden(asked_at.max(header.made_at));
        let decision = rulebook::decide(offer.message().outline(), &grants, edition, moment);
        match rulebook::require_cleared(offer.message().clone(), &decision) {
            Ok(_) => Ok(decision),
            Err(_) => Err(Rejection::of(RejectCode::NotAllowed, "the rule book here refuses it")),
        }
    }

    fn grant(&self, envelope: &Envelope) -> Result<ConsentGrant, Rejection> {
        let unknown = Rejection::or_behind(RejectCode::BadSignature, "a consent is signed with an unknown key");
        let (asker, key) = self.directory.signer(&envelope.key_id, self.now).ok_or(unknown)?;
        let bad = Rejection::of(RejectCode::BadSignature, "the signature of a consent does not fit");
        let grant: Verified<ConsentGrant> = verify(MessageKind::ConsentGrant, envelope, key).map_err(|_| bad)?;
        if grant.message().from == *asker.agency() { Ok(grant.into_message()) } else { Err(bad) }
    }

    /// The values in order, and the salts of their commitments.
    fn open(&self, offer: &Verified<Offer>) -> Result<(Vec<OpenedField>, Vec<wire::Bytes32>), Rejection> {
        let header = &offer.message().header;
        let destroyed = Rejection::of(RejectCode::BadSeal, "sealed to a key that is not kept here");
        let key = self.keyring.unit_key(&header.to.unit, &header.unit_key).ok_or(destroyed)?;
        let opened = open_offer(offer, key).map_err(|error| Rejection::of(error.code(), "a field does not open"))?;
        let person = |id| header.subjects.iter().find(|person: &&Subject| person.id == id).copied();
        let salts = opened.iter().map(|field| field.salt).collect();
        let fields = opened.into_iter().map(|field| OpenedField {
            n: field.n,
            category: field.category,
            subject: field.subject.and_then(person),
            value: field.value,
        });
        Ok((fields.collect(), salts))
    }
}

/// What governs a judged offer as a whole; `None` when a field of it may not go.
pub(crate) fn basis_of(decision: &Decision) -> Option<Basis> {
    let bases: Option<Vec<Basis>> = decision.fields().iter().map(|field| field.disclosure().map(field_basis)).collect();
    offer_basis(bases?)
}

/// The head of the log the fetch was proved under.
struct CosignedHead {
    size: u64,
    root: ledger::Hash,
    /// Cosigned by this agency's own witness.
    own: bool,
    /// Cosigned by the sender's.
    other: bool,
}

impl CosignedHead {
    /// What is waited for when it was opened under the own cosignature alone.
    fn due(&self, header: &OfferHeader, due_at: Timestamp) -> CosignatureDue {
        CosignatureDue {
            handover: header.id,
            agency: header.from.agency.clone(),
            tree_size: self.size,
            root: self.root,
            due_at,
            state: CosignatureState::Due,
        }
    }
}

/// The head with what own and other witness say of it; `None` when it is not believed (not signed by the pinned log, or
/// with a false cosignature).
fn cosigned_head(evidence: &LogEvidence, log_key: &LogKey, own: &TrustedAgency, other: &TrustedAgency) -> Option<CosignedHead> {
    let key = |agency: &TrustedAgency| agency.manifest().witness_key.parse::<CosignerKey>().ok();
    let (own, other) = (key(own)?, key(other)?);
    let (own_name, other_name) = (own.name().clone(), other.name().clone());
    let opened = open(&evidence.checkpoint, log_key, &[own, other]).ok()?;
    let (own, other) = (opened.require(&own_name).is_ok(), opened.require(&other_name).is_ok());
    Some(CosignedHead { size: opened.size(), root: opened.root(), own, other })
}

fn is_about(entry: &Entry, kind: EntryKind, header: &OfferHeader) -> bool {
    let fields = entry.fields();
    let parties = [&header.from.agency, &header.to.agency].iter().all(|agency| entry.is_party(agency.as_str()));
    fields.kind == kind && fields.handover.as_deref() == Some(header.id.to_string().as_str()) && parties
}

/// The proof as the ledger checks it; `None` for bytes that are no entry or no signed note.
pub(crate) fn entry_proof(evidence: &LogEvidence) -> Option<EntryProof> {
    Some(EntryProof {
        entry: wire::canonical::from_bytes(&evidence.entry.0).ok()?,
        salt: Salt::from_bytes(evidence.salt.0),
        inclusion: InclusionProof {
            index: evidence.index,
            size: evidence.tree_size,
            hashes: evidence.path.iter().map(|hash| ledger::Hash::from_bytes(hash.0)).collect(),
        },
        checkpoint: evidence.checkpoint.parse().ok()?,
    })
}
