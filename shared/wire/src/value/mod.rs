//! One value type for each category. Values print nothing of themselves.

mod address;
mod child;
mod code_set;
mod contact;
mod coordination;
mod custody;
mod exchange;
mod fault;
mod feared_crime;
mod feeling;
mod incident;
mod inspect;
mod moment;
mod number;
mod person;
mod phase;
mod referral;
mod risk;
mod safety;
mod state;
mod support;
mod talk;
mod treatment;
mod violence;

use std::fmt;

pub use address::{District, DistrictError, IncidentAddress};
pub use child::{AgeBand, Child, ChildConcern, ChildCount, ChildPlace, ChildState, ChildrenPresent, ConcernGround};
pub use code_set::CodeSet;
pub use contact::{CallWindow, InterpreterLanguage, PhoneError, PhoneNumber, SafeContact};
pub use coordination::{AgendaItem, Consultation, ConsultationAnswer, InvestigationStep, PlannedStep};
pub use custody::{OrderKind, OrderState, Release, ReleaseKind, RestrainingOrder};
pub use exchange::{ConcernFeedback, Correction, CorrectionHow, InquiryOutcome, Request};
use fault::Fault;
pub use feared_crime::{ConcreteCircumstance, CrimeCode, FearedCrime, HowSoon};
pub use feeling::{ChildFeeling, Feeling};
pub use incident::{Incident, IncidentKind, PlaceKind};
pub use inspect::{ValueError, inspect};
pub use moment::{Month, MonthError};
pub use number::{NumberError, PersonalNumber};
pub use person::Identity;
pub use phase::{ItemState, PhaseItem, PhaseState};
pub use referral::{Referral, ReferralOutcome, ReferralResult, Service};
pub use risk::{Instrument, RiskLevel, RiskLevelWord, SubstanceUse};
pub use safety::{AcuteNeed, AcuteNeeds, Custody, CustodyStatus, DangerSign, DangerSigns, Weapons};
pub use state::{CaseState, CaseStateWord};
pub use support::{Help, MeetingPlace, PracticalHelp, Support, SupportWanted};
pub use talk::{CustodyTalkOffer, CustodyTalkOutcome, TalkPlan};
pub use treatment::{InTreatment, Participation, TreatmentEvent, TreatmentUnit};
pub use violence::{Injury, InjuryLevel, NewViolence};

use crate::{Category, canonical, canonical::CanonicalError};

codes!(
    /// An answer that may be missing in two ways. Never a default for a fact.
    Stated, "answer" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Asked and not known.
        Unknown = "unknown",
        /// Nobody asked, or no answer was written.
        NotStated = "not_stated",
    }
);

macro_rules! values {
    ($($category:ident($type:ty)),+ $(,)?) => {
        /// A value with its category. `Debug` prints the category alone.
        #[derive(Clone, PartialEq, Eq)]
        pub enum Value { $(#[doc = concat!("A value of the category `", stringify!($category), "`.")] $category($type)),+ }

        impl Value {
            /// The category.
            pub const fn category(&self) -> Category {
                match self { $(Self::$category(_) => Category::$category),+ }
            }

            /// RFC 8785 bytes of the value: what is committed to and sealed.
            ///
            /// # Errors
            /// Only by a fault of this program.
            pub fn to_canonical(&self) -> Result<Vec<u8>, CanonicalError> {
                match self { $(Self::$category(value) => canonical::to_bytes(value)),+ }
            }

            /// Reads an opened value of a category.
            ///
            /// # Errors
            /// [`CanonicalError`] when the bytes are not the one spelling of such a value.
            pub fn from_canonical(category: Category, bytes: &[u8]) -> Result<Self, CanonicalError> {
                match category { $(Category::$category => canonical::from_bytes(bytes).map(Self::$category)),+ }
            }
        }
    };
}

values!(
    Identity(Identity),
    SafeContact(SafeContact),
    Incident(Incident),
    IncidentAddress(IncidentAddress),
    ChildrenPresent(ChildrenPresent),
    ChildConcern(ChildConcern),
    ChildFeeling(ChildFeeling),
    InjuryLevel(InjuryLevel),
    AcuteNeeds(AcuteNeeds),
    DangerSigns(DangerSigns),
    CustodyStatus(CustodyStatus),
    Release(Release),
    RestrainingOrder(RestrainingOrder),
    RiskLevel(RiskLevel),
    SubstanceUse(SubstanceUse),
    Weapons(Weapons),
    SupportWanted(SupportWanted),
    NewViolence(NewViolence),
    FearedCrime(FearedCrime),
    ConcernFeedback(ConcernFeedback),
    CaseState(CaseState),
    PhaseState(PhaseState),
    CustodyTalkOffer(CustodyTalkOffer),
    CustodyTalkOutcome(CustodyTalkOutcome),
    InvestigationStep(InvestigationStep),
    Consultation(Consultation),
    InTreatment(InTreatment),
    TreatmentEvent(TreatmentEvent),
    Referral(Referral),
    ReferralOutcome(ReferralOutcome),
    PracticalHelp(PracticalHelp),
    Request(Request),
    Correction(Correction),
);

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(…)", self.category())
    }
}

/// `Debug` that prints no content.
macro_rules! silent {
    ($($type:ty),+ $(,)?) => {
        $(impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("…")
            }
        })+
    };
}
pub(crate) use silent;
