//! Why the broker does not do what a caller asks.

use wire::ProblemCode;

/// A refusal: a code for the machine that asked. No refusal holds anything of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Refused with this code.
    #[error("{0}")]
    Code(ProblemCode),
    /// A parcel that was announced to the caller and is no longer to be had. Withdrawn, expired and recalled sound
    /// alike: why is not the addressee's to know.
    #[error("gone")]
    Gone,
}

impl Refusal {
    /// The code the caller is answered with.
    pub const fn code(self) -> ProblemCode {
        match self {
            Self::Code(code) => code,
            Self::Gone => ProblemCode::NotFound,
        }
    }

    /// Whether somebody must look: what no honest agency sends.
    pub const fn is_alarm(self) -> bool {
        matches!(self.code(), ProblemCode::BadSignature | ProblemCode::OtherBytes | ProblemCode::WrongSealingKey)
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self::Code(code)
    }
}
