//! What crosses between the police service, the social service and the broker: nothing else can.
//!
//! A [`Draft`] holds values and never leaves the sender. Its [`Outline`] (everything but the values) is what
//! the rule book judges. An [`Offer`] carries the sealed values; a [`Parcel`] is an offer with the proof that
//! its release is in the log. [`Receipt`]s are the recipient's signed answers. Every message travels in an
//! [`Envelope`] of exact bytes ([`canonical`]).
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random
//! source. It holds no identifier of a person that is the same in two cases, no narrative text and no
//! attachment: there is no type for them.

mod bytes;
pub mod canonical;
mod card_code;
mod case_code;
mod category;
#[macro_use]
mod codes;
mod consent;
mod directory;
mod draft;
mod edition;
mod envelope;
mod fact;
mod ids;
mod log_copy;
mod notice;
mod offer;
mod outline;
mod parcel;
mod people;
mod problem;
mod recall;
mod receipt;
mod routing;
mod text;
mod trace_parent;
pub mod value;

pub use bytes::{Bytes32, Bytes64, Octets};
pub use card_code::{CardCode, CardCodeError, CardCodeHash};
pub use case_code::{CaseCode, CaseCodeError, PairingCode};
pub use category::{About, Category};
pub use codes::UnknownCode;
pub use consent::{AskedWhere, CodeWithdrawal, ConsentForm, ConsentGrant, ConsentText, Withdrawal, WithdrawalChannel};
pub use directory::{Board, KeySet, Manifest, Registration, SealingKey, ServiceKey, Unit};
pub use draft::{Draft, DraftField};
pub use edition::{ActiveEdition, EditionApproval, SignerRole};
pub use envelope::{Envelope, MessageKind};
pub use fact::{Fact, FactCode};
pub use ids::{AgencyId, BoardId, ConsentId, EditionId, HandoverId, IdError, KeyId, ReceiptId, StaffRef, SubjectId, UnitId};
pub use log_copy::{CopiedEntry, CopiedMessage, LogCopy};
pub use notice::{GoneCause, Notice, NoticeKind, WithdrawnConsent};
pub use offer::{Offer, OfferField, OfferHeader};
pub use outline::{EditionRef, Outline, OutlineField};
pub use parcel::{LogEvidence, OfferAnswer, OfferOutcome, Parcel, Refusal};
pub use people::{Protection, StaffRole, Subject, SubjectRole, Unprotected};
pub use problem::ProblemCode;
pub use recall::Recall;
pub use receipt::{DeclineReason, Receipt, ReceiptState, RejectCode};
pub use routing::{AgencyKind, Direction, Language, Phase, Purpose, UnitAddress, Urgency};
pub use text::{PersonText, TextError};
pub use trace_parent::{TraceParent, TraceParentError};
pub use value::{Value, ValueError, inspect};

/// Longest body of a signed message, in bytes: larger ones are refused before they are read.
pub const MESSAGE_BYTES_MAX: usize = 256 * 1024;
/// Most fields one offer may carry.
pub const OFFER_FIELDS_MAX: usize = 40;
