//! What a door may fail with, in one type, and what a browser is told.

use ::web::{FieldErrors, Problem};
use actix_web::http::StatusCode;
use store::Failure;

use super::{closing::of_closing, consultations::of_consultation, extracts::of_extract, risks::of_risk};
use crate::{
    AnswerProblem, BoardProblem, CaseError, ClearanceProblem, ClosingProblem, ConsultationProblem, ContactProblem, DraftProblem,
    ExtractProblem, PermissionProblem, RiskProblem, SendProblem, exchange::NoReceipt,
};

/// Why a door did not lead anywhere.
#[derive(Debug)]
pub enum DoorProblem {
    /// Unknown, or another unit's: nobody is told which.
    NotFound,
    /// The unit's, and the reader has not said yet why it is theirs.
    NoRelation,
    /// It was judged by an edition of the rule book that is not here.
    EditionUnknown,
    /// The log can't be asked for a proof now.
    LogNotNow,
    /// What the log holds does not prove what was sent.
    NotProved,
    /// A draft.
    Draft(DraftProblem),
    /// A decision by a named person.
    Permission(PermissionProblem),
    /// A clearance.
    Clearance(ClearanceProblem),
    /// A handover.
    Answer(AnswerProblem),
    /// A case.
    Case(CaseError),
    /// An extract of what is held about a person.
    Extract(ExtractProblem),
    /// The phase board.
    Board(BoardProblem),
    /// A close.
    Closing(ClosingProblem),
    /// A meeting.
    Consultation(ConsultationProblem),
    /// A contact.
    Contact(ContactProblem),
    /// A form has not the shape of its page, in this field.
    Field(&'static str),
    /// An outcome of a risk assessment.
    Risk(RiskProblem),
    /// The database.
    Store(store::Error),
}

macro_rules! from {
    ($($type:ty => $member:ident),+ $(,)?) => {
        $(impl From<$type> for DoorProblem {
            fn from(problem: $type) -> Self {
                Self::$member(problem)
            }
        })+
    };
}
from!(
    DraftProblem => Draft,
    PermissionProblem => Permission,
    ClearanceProblem => Clearance,
    AnswerProblem => Answer,
    CaseError => Case,
    ExtractProblem => Extract,
    BoardProblem => Board,
    ClosingProblem => Closing,
    ConsultationProblem => Consultation,
    ContactProblem => Contact,
    RiskProblem => Risk,
    store::Error => Store,
);

impl From<NoReceipt> for DoorProblem {
    fn from(none: NoReceipt) -> Self {
        match none {
            NoReceipt::NotNow(_) => Self::LogNotNow,
            NoReceipt::NotProved => Self::NotProved,
            NoReceipt::Store(error) => Self::Store(error),
        }
    }
}

impl Failure for DoorProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::NotFound | Self::NoRelation | Self::EditionUnknown | Self::LogNotNow | Self::NotProved | Self::Field(_) => None,
            Self::Draft(problem) => problem.store_error(),
            Self::Permission(problem) => problem.store_error(),
            Self::Clearance(problem) => problem.store_error(),
            Self::Answer(problem) => problem.store_error(),
            Self::Case(problem) => problem.store_error(),
            Self::Extract(problem) => problem.store_error(),
            Self::Board(problem) => problem.store_error(),
            Self::Closing(problem) => problem.store_error(),
            Self::Consultation(problem) => problem.store_error(),
            Self::Contact(problem) => problem.store_error(),
            Self::Risk(problem) => problem.store_error(),
            Self::Store(problem) => Some(problem),
        }
    }
}

impl From<DoorProblem> for Problem {
    fn from(problem: DoorProblem) -> Self {
        match problem {
            DoorProblem::NotFound => Self::not_found(),
            DoorProblem::NoRelation => Self::new(StatusCode::FORBIDDEN, "no-relation"),
            DoorProblem::EditionUnknown => Self::new(StatusCode::SERVICE_UNAVAILABLE, "edition-unknown"),
            DoorProblem::LogNotNow => Self::new(StatusCode::SERVICE_UNAVAILABLE, "log-not-now"),
            DoorProblem::NotProved => Self::new(StatusCode::BAD_GATEWAY, "not-proved"),
            DoorProblem::Draft(problem) => of_draft(problem),
            DoorProblem::Permission(problem) => of_permission(problem),
            DoorProblem::Clearance(problem) => of_clearance(problem),
            DoorProblem::Answer(problem) => of_answer(problem),
            DoorProblem::Case(problem) => of_case(problem),
            DoorProblem::Extract(problem) => of_extract(problem),
            DoorProblem::Board(problem) => of_board(problem),
            DoorProblem::Closing(problem) => of_closing(problem),
            DoorProblem::Consultation(problem) => of_consultation(problem),
            DoorProblem::Contact(problem) => of_contact(problem),
            DoorProblem::Field(field) => wrong(field),
            DoorProblem::Risk(problem) => of_risk(problem),
            DoorProblem::Store(problem) => problem.into(),
        }
    }
}

fn conflict(slug: &'static str) -> Problem {
    Problem::new(StatusCode::CONFLICT, slug)
}

pub(super) fn of_draft(problem: DraftProblem) -> Problem {
    match problem {
        DraftProblem::NotFound => Problem::not_found(),
        DraftProblem::NotOpen(_) => conflict("draft-not-open"),
        DraftProblem::ChangedMeanwhile => conflict("draft-changed"),
        DraftProblem::RecipientUnknown => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "draft-recipient-unknown"),
        DraftProblem::NothingToCorrect => conflict("draft-nothing-to-correct"),
        DraftProblem::FactNotYours(_) => Problem::new(StatusCode::FORBIDDEN, "draft-fact-not-yours"),
        DraftProblem::NeedsItsForm(_) => conflict("draft-needs-form"),
        DraftProblem::NotARequest => conflict("draft-not-a-request"),
        DraftProblem::NoConsent => conflict("keep-an-eye-no-consent"),
        DraftProblem::Reason => wrong("reason"),
        DraftProblem::SubjectNeeded | DraftProblem::WrongSubject => wrong("about"),
        DraftProblem::Value(_) => wrong("field"),
        DraftProblem::Send(problem) => of_send(problem),
        DraftProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

pub(super) fn of_send(problem: SendProblem) -> Problem {
    match problem {
        SendProblem::NothingToSend => conflict("draft-nothing-to-send"),
        SendProblem::RecipientUnknown | SendProblem::Address => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "draft-recipient-unknown"),
        SendProblem::Changed(_) => conflict("draft-changed"),
        SendProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

fn of_permission(problem: PermissionProblem) -> Problem {
    match problem {
        PermissionProblem::NotFound => Problem::not_found(),
        PermissionProblem::RoleMayNot => Problem::new(StatusCode::FORBIDDEN, "permission-not-yours"),
        PermissionProblem::NothingToDecide => conflict("permission-nothing"),
        PermissionProblem::Draft(problem) => of_draft(problem),
        PermissionProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

fn of_clearance(problem: ClearanceProblem) -> Problem {
    match problem {
        ClearanceProblem::NotFound => Problem::not_found(),
        ClearanceProblem::NothingToClear => conflict("clearance-nothing"),
        ClearanceProblem::NotTheLead => Problem::not_allowed(),
        ClearanceProblem::OwnQuestion => Problem::new(StatusCode::FORBIDDEN, "clearance-own"),
        ClearanceProblem::AlreadyAnswered(_) => conflict("clearance-answered"),
        ClearanceProblem::ReasonMissing | ClearanceProblem::ReasonTooLong => wrong("reason"),
        ClearanceProblem::Draft(problem) => of_draft(problem),
        ClearanceProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

fn of_answer(problem: AnswerProblem) -> Problem {
    match problem {
        AnswerProblem::NotFound => Problem::not_found(),
        AnswerProblem::WrongState(_) => conflict("handover-state"),
        AnswerProblem::Duty => conflict("handover-duty"),
        AnswerProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

fn of_case(problem: CaseError) -> Problem {
    match problem {
        CaseError::UnknownConsent => Problem::not_found(),
        CaseError::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

fn of_board(problem: BoardProblem) -> Problem {
    match problem {
        BoardProblem::NotFound => Problem::not_found(),
        BoardProblem::Answers => wrong("choose"),
        BoardProblem::Changed | BoardProblem::NobodyToTell => conflict("draft-changed"),
        BoardProblem::Send(problem) => of_send(problem),
        BoardProblem::Values(problem) => of_answer(problem),
        BoardProblem::Store(problem) => problem.into(),
    }
}

fn of_contact(problem: ContactProblem) -> Problem {
    match problem {
        ContactProblem::NotFound => Problem::not_found(),
        ContactProblem::GateShut => conflict("contact-gate-shut"),
        ContactProblem::Replaced => conflict("contact-replaced"),
        ContactProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}

/// A form that has not the shape of its page.
fn wrong(field: &str) -> Problem {
    let mut errors = FieldErrors::none();
    errors.add(field, "error-choice");
    Problem::invalid_fields(errors)
}
