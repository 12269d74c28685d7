//! What police and social services do alike, as a library both mount.
//!
//! ```text
//! flow      verbs, each inside the caller's named transaction: open a case, record consent, preview, send, acknowledge …
//! exchange  what runs beside: courier (outbox to the broker), notices (one open call), receiving, witness
//! domain    judgements from values alone: preview, rules for the machine of states, checks of a parcel
//! db        memory: one file a noun
//! keyring   key files
//! ```
//!
//! Everything that must be true together is written in one transaction: the service's hooks ([`Reception`]) run inside
//! it. Values are kept only sealed with the key of their case.

mod assemble;
mod casework;
mod closing_error;
mod compose_error;
mod config;
mod consultation_error;
mod contact_error;
mod db;
mod directory;
mod domain;
mod edition;
mod error;
pub mod exchange;
mod extract_error;
mod flow;
pub mod keyring;
mod operator;
mod paper;
mod reception;
mod risk_error;
mod start;
mod support_line;
#[cfg(feature = "testing")]
pub mod testing;
pub mod web;

pub use casework::{Casework, CaseworkParts, LinkState, RecipientView};
pub use closing_error::ClosingProblem;
pub use compose_error::{ClearanceProblem, DraftProblem, PermissionProblem};
pub use config::{AgencyConfig, ApiClientConfig, BrokerConfig, ConfigProblem, PeerConfig, RecipientConfig, RuleSignerConfig, StaffConfig};
pub use consultation_error::ConsultationProblem;
pub use contact_error::ContactProblem;
pub use db::{
    access_entries::{self, AccessEntry},
    arrivals::{self, Arrival},
    cases::{self, Case},
    channel_numbers::{self, Channel},
    checklist_copies, checklist_runs, clearances, code_tries,
    consents::{self, ConsentOutcome, ConsentRecord},
    contact_gate, contact_wishes, cosignatures_due, disputed_consents,
    editions::{self, KeptEdition},
    extract_lines,
    gaps::{self, Gap},
    handover_drafts,
    handovers::{self, Handover, HandoverStep},
    interactions, log_differences, offers, parcels,
    recalls::{self, AskedRecall},
    risk_calls::{AnsweredCall, RiskCall},
    risk_reviews::{self, ComingReview, RiskReview},
    risks::{self, KeptRisk},
    staff, subject_extracts, subjects, tombstones,
};
pub use domain::{
    ApprovedExtract, AskedBy, ExtractDelivery, ExtractForm, ExtractId, ExtractLine, ExtractPaper, ExtractState, IdentityCheck, JudgedLine,
    LineChoice, NewExtract, PaperConsentState, PaperHandover, PaperLine, Pressure, SecondPerson, Shown, SubjectExtract,
};
pub use domain::{
    ArrivalState, AskedAbout, ChildAsked, ConsentQuestion, ConsentState, CosignatureDue, CosignatureState, CouldNotAsk, Difference,
    DifferenceKind, EditionDoubt, Explained, ExplainedField, ExplainedLine, ExplainedRule, GapKind, GapState, HandoverStateCode, Line,
    OpenedField, PlannedOffer, Preview, PreviewDigest, PreviewTask, Provision, RecallState, Row, Silence, Staff, StaleDetail, Text2,
    ViewPurpose, Way,
};
pub use domain::{
    Ask, Clearance, ClearanceId, ClearanceState, CompletePermission, DraftId, DraftState, Edit, FactQuestion, FieldCorrection, FieldOf,
    HandoverDraft, Member, MemberProblem, NewDraft, NextStep, OpenedDraft, Permission, PermissionAnswers, PermissionForm, PermissionId,
    PermissionState, Request, RequestState,
};
pub use domain::{
    AssessedLevel, CallAnswer, NotAnOutcome, NotRung, Replacing, ReviewDue, ReviewOutcome, RiskId, RiskInstrument, RiskOutcome,
};
pub use domain::{CaseClosing, ClosingReason, TakeUpReason};
pub use domain::{
    CaseConsultation, ConsultationDecision, ConsultationEnd, ConsultationKind, NewConsultation, NewDecision, NotADecision, Participant,
    calendar_file,
};
pub use domain::{ChecklistRun, Mark, NotApplicable, ToldState, Word, WorkedChecklist, newest_states};
pub use domain::{
    Concerned, ContactCadence, ContactChannel, ContactGate, ContactPace, ContactTopic, ContactWish, CorrectedInteraction, DoNotCall,
    GateAnswer, GateAnswered, GateQuestion, Interaction, InteractionId, InteractionOutcome, InteractionShown, LastContact,
    SaidOfInteraction, StandingWishes, TalkLoad, Wish, WishSaidBy,
};
pub use domain::{Out, OutFor, StillOut};
pub use error::{AnswerProblem, CaseError, CodeProblem, Fault, SendProblem, StartError};
pub use exchange::{ReconcileError, Reconciliation, Workers};
pub use extract_error::ExtractProblem;
pub use flow::{
    BoardGround, BoardProblem, CameWith, CaseConsent, CaseContacts, CaseHandover, CaseReached, CaseRisk, CaseStanding, ComposedExtract,
    ConsentAnswer, ContactNumber, ExplainProblem, GivenConsent, HeldCategories, MINUTES_CHARACTERS_MAX, Marking, NewInteraction, NewRisk,
    OpenedCase, OwnKey, PhaseBoard, RecipientBoard, RecipientUnit, SentHandover, ShownStates, Tie, ToldValue, UnansweredHandover,
    case_reached, held_categories,
};
pub use keyring::{Keyring, KeyringError};
pub use operator::{OperatorProblem, copy_log_from, explain_from, reconcile_from};
pub use paper::{Block, Paper, PaperError};
pub use protocol::Basis;
pub use reception::{HandoverChange, NoReception, OpenedParcel, Reception};
pub use risk_error::RiskProblem;
pub use support_line::SupportLine;

/// The stream of events casework itself appends to: kinds `parcel_opened`, `arrival_changed`, `handover_changed` with the
/// id of the handover as subject, `clearance_asked` and `clearance_answered` with that of the question. Services may read it or append to streams of their own in their hooks.
pub const STREAM: &str = "handovers";

/// The tables of casework. A service's own tables may refer to them, never back.
pub const MIGRATIONS: store::Migrations =
    store::embed!("casework", "../../migrations/casework/postgres", "../../migrations/casework/sqlite");
