//! Judgements from values alone: no database, no network.

mod calendar_file;
mod case_closing;
mod case_code;
mod channel;
mod check_parcel;
mod checklist_run;
mod clearance;
mod codes;
mod compose_ids;
mod consent_question;
mod consultation;
mod contact_cadence;
mod contact_gate;
mod contact_wish;
mod correction;
mod cosignature;
mod decision_rules;
mod edition_check;
mod editions;
mod explained;
mod extract_paper;
mod handover_draft;
mod interaction;
mod lone_work;
mod next_step;
mod opened;
mod permission;
mod permission_form;
mod permission_members;
mod phase_board;
mod preview;
mod reason_text;
mod reconciliation;
mod request;
mod risk;
mod rule_signers;
mod staff;
mod standing;
mod subject_extract;
mod two_languages;
mod unanswered;

pub use calendar_file::calendar_file;
pub use case_closing::{CaseClosing, ClosingReason, TakeUpReason};
pub(crate) use case_code::code_of_month;
pub use channel::{GapKind, GapState};
pub(crate) use channel::{Numbering, Told, judge_number};
pub(crate) use check_parcel::{Checked, Checker, Fetched, Opened, Rejection, basis_of, entry_proof};
pub use checklist_run::{ChecklistRun, Mark, NotApplicable, Word, last_words};
pub use clearance::{Clearance, ClearanceState};
pub use codes::{ArrivalState, ChildAsked, ConsentState, CouldNotAsk, HandoverStateCode, RecallState, StaleDetail, ViewPurpose, Way};
pub use compose_ids::{ClearanceId, DraftId, ExtractId, InteractionId, PermissionId, RiskId};
pub(crate) use consent_question::askable;
pub use consent_question::{AskedAbout, ConsentQuestion};
pub use consultation::{
    CaseConsultation, ConsultationDecision, ConsultationEnd, ConsultationKind, NewConsultation, NewDecision, NotADecision, Participant,
};
pub use contact_cadence::{ContactCadence, LastContact, TalkLoad};
pub(crate) use contact_cadence::{cadence, day_of};
pub use contact_gate::{ContactGate, GateAnswer, GateAnswered, GateQuestion};
pub(crate) use contact_wish::KnownWish;
pub use contact_wish::{ContactPace, ContactWish, DoNotCall, StandingWishes, Wish, WishSaidBy};
pub use correction::FieldCorrection;
pub(crate) use correction::corrections;
pub use cosignature::{CosignatureDue, CosignatureState};
pub(crate) use decision_rules::{both as words_of, categories_possible, form_facts, forms as decision_forms, scope, touched};
pub use edition_check::EditionDoubt;
pub(crate) use edition_check::{Believed, EditionChecker, Vouched};
pub(crate) use editions::{Editions, tightened};
pub(crate) use explained::Again;
pub use explained::{Explained, ExplainedField, ExplainedLine, ExplainedRule, Provision};
pub(crate) use extract_paper::consent_state;
pub use extract_paper::{ExtractPaper, PaperConsentState, PaperHandover, PaperLine};
pub use handover_draft::{DraftState, Edit, FactQuestion, FieldOf, HandoverDraft, NewDraft, OpenedDraft};
pub(crate) use interaction::standing as standing_interactions;
pub use interaction::{
    Concerned, ContactChannel, ContactTopic, CorrectedInteraction, Interaction, InteractionOutcome, InteractionShown, SaidOfInteraction,
};
pub use lone_work::{Out, OutFor, StillOut};
pub use next_step::NextStep;
pub(crate) use next_step::next_step;
pub use opened::OpenedField;
pub use permission::{Permission, PermissionState};
pub use permission_form::{CompletePermission, MemberProblem, PermissionAnswers, PermissionForm};
pub use permission_members::Member;
pub(crate) use permission_members::has_its_own_form;
pub use phase_board::{ToldState, WorkedChecklist, newest as newest_states};
pub(crate) use phase_board::{flags_of, own_states, untold};
pub use preview::{Line, PlannedOffer, Preview, PreviewDigest, PreviewTask, Row};
pub(crate) use preview::{field_basis, offer_basis, preview};
pub(crate) use reason_text::{NotAReason, REASON_CHARACTERS_MAX, ReasonText};
pub use reconciliation::{Difference, DifferenceKind};
pub(crate) use reconciliation::{Kept, Known, Placed, SETTLED_AFTER, is_due, judge};
pub use request::{Ask, Request, RequestState};
pub(crate) use request::{Inquiry, due, ends_at};
pub use risk::{AssessedLevel, CallAnswer, NotAnOutcome, NotRung, Replacing, ReviewDue, ReviewOutcome, RiskInstrument, RiskOutcome};
pub(crate) use rule_signers::{RuleSigner, RuleSigners};
pub use staff::Staff;
pub(crate) use standing::standing;
pub use subject_extract::{
    ApprovedExtract, AskedBy, ExtractDelivery, ExtractForm, ExtractLine, ExtractState, IdentityCheck, JudgedLine, LineChoice, NewExtract,
    Pressure, SecondPerson, Shown, SubjectExtract,
};
pub use two_languages::Text2;
pub use unanswered::Silence;
pub(crate) use unanswered::{Asked, silence};
