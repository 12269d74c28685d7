//! What a witness outside the agencies answers (C2SP tlog-witness), and what it means when it does not cosign.

use jiff::{SignedDuration, Timestamp};
use ledger::{
    checkpoint::{Checkpoint, CosignerKey},
    witness::{SIZE_CONTENT_TYPE, cosignature_in, remembered_size},
};

/// How far its clock may be from ours.
const CLOCKS_APART_MAX: SignedDuration = SignedDuration::from_secs(60);

/// A line that was checked with the witness's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideCosignature {
    /// Leaves of the checkpoint.
    pub size: u64,
    /// Verifier key of the witness.
    pub witness: String,
    /// The line, without its line feed.
    pub line: String,
    /// When it came.
    pub cosigned_at: Timestamp,
}

/// An answer that came, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Media type, without parameters.
    pub content_type: String,
    /// The body as text; empty when it is none.
    pub body: String,
}

/// An answer that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It has cosigned.
    Cosigned(OutsideCosignature),
    /// It remembers so many leaves: the proof must begin there.
    Remembers(u64),
}

/// Why a head has no line of the witness. None of these holds anything up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WitnessTrouble {
    /// Not reached, no answer in time, or it can't now.
    #[error("no answer")]
    Silent,
    /// It does not take what it is sent: it does not know this log or its key, or does not speak the protocol.
    #[error("refused with status {0}")]
    Refused(u16),
    /// It does not believe that the log only grew.
    #[error("it remembers another history of this log")]
    OtherHistory,
    /// It has vouched for more leaves than this log has.
    #[error("it remembers {0} leaves, more than there are")]
    Ahead(u64),
    /// It remembers fewer leaves than it has vouched for: it may vouch for two histories.
    #[error("it remembers {0} leaves, fewer than it has cosigned")]
    Forgot(u64),
    /// The line it gave is not its own, or is not of this head.
    #[error("its line does not hold")]
    FalseLine,
    /// Its line carries a time far from ours.
    #[error("its clock is more than a minute from ours")]
    Clock,
}

impl WitnessTrouble {
    /// The code of every trouble, for the operators' manual.
    pub const CODES: [&'static str; 7] = [
        "witness-silent",
        "witness-refused",
        "witness-other-history",
        "witness-ahead",
        "witness-forgot",
        "witness-false-line",
        "witness-clock",
    ];

    /// A stable code for logs and metrics.
    pub const fn code(self) -> &'static str {
        let [silent, refused, other_history, ahead, forgot, false_line, clock] = Self::CODES;
        match self {
            Self::Silent => silent,
            Self::Refused(_) => refused,
            Self::OtherHistory => other_history,
            Self::Ahead(_) => ahead,
            Self::Forgot(_) => forgot,
            Self::FalseLine => false_line,
            Self::Clock => clock,
        }
    }

    /// Whether it is told at once. A witness that is only silent may be back before anybody need know.
    pub const fn is_told_at_once(self) -> bool {
        !matches!(self, Self::Silent)
    }
}

/// Reads the answer to a head that was said to grow from `old` leaves.
///
/// # Errors
/// [`WitnessTrouble`].
pub fn read(answer: &Answer, old: u64, head: &Checkpoint, witness: &CosignerKey, now: Timestamp) -> Result<Word, WitnessTrouble> {
    match answer.status {
        200 => cosigned(&answer.body, head, witness, now).map(Word::Cosigned),
        409 if answer.content_type == SIZE_CONTENT_TYPE => match remembered_size(&answer.body) {
            // What it remembers is what it was told it does: then it is the root that differs.
            Some(size) if size == old => Err(WitnessTrouble::OtherHistory),
            Some(size) => Ok(Word::Remembers(size)),
            None => Err(WitnessTrouble::Refused(409)),
        },
        409 | 422 => Err(WitnessTrouble::OtherHistory),
        429 | 500.. => Err(WitnessTrouble::Silent),
        status => Err(WitnessTrouble::Refused(status)),
    }
}

fn cosigned(body: &str, head: &Checkpoint, witness: &CosignerKey, now: Timestamp) -> Result<OutsideCosignature, WitnessTrouble> {
    let (line, at) = cosignature_in(body, head, witness).map_err(|_| WitnessTrouble::FalseLine)?;
    if now.duration_since(at).abs() > CLOCKS_APART_MAX {
        return Err(WitnessTrouble::Clock);
    }
    Ok(OutsideCosignature { size: head.size, witness: witness.to_string(), line: line.to_string(), cosigned_at: now })
}

#[cfg(test)]
#[path = "outside_witness_test.rs"]
mod tests;
