//! A tap, and its code. What was said on the telephone is in none of them.

use std::fmt;

use crate::script::BreakOff;

/// A tap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalkEvent {
    /// An answer of the step or the guard.
    Chip(String),
    /// The words were said.
    GoOn,
    /// Something happens that a guard is for.
    Guard(String),
    /// One step back.
    Back,
    /// The talk stands still for a while.
    Pause,
    /// It goes on.
    Resume,
    /// It ends before its end.
    BreakOff(BreakOff),
}

impl TalkEvent {
    /// Reads a code. Whether there is such an answer or guard is for the talk to say.
    pub fn parse(code: &str) -> Option<Self> {
        let of = |prefix: &str| code.strip_prefix(prefix).filter(|id| !id.is_empty());
        match code {
            "go_on" => Some(Self::GoOn),
            "back" => Some(Self::Back),
            "pause" => Some(Self::Pause),
            "resume" => Some(Self::Resume),
            _ => of("chip.")
                .map(|id| Self::Chip(id.to_owned()))
                .or_else(|| of("guard.").map(|id| Self::Guard(id.to_owned())))
                .or_else(|| of("break_off.").and_then(|reason| reason.parse().ok()).map(Self::BreakOff)),
        }
    }

    /// Leads on from a guard that demands something, or stops the clock meanwhile.
    pub(crate) fn is_answer_or_pause(&self) -> bool {
        matches!(self, Self::Chip(_) | Self::Pause | Self::Resume)
    }
}

/// Its code.
impl fmt::Display for TalkEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chip(id) => write!(f, "chip.{id}"),
            Self::GoOn => f.write_str("go_on"),
            Self::Guard(id) => write!(f, "guard.{id}"),
            Self::Back => f.write_str("back"),
            Self::Pause => f.write_str("pause"),
            Self::Resume => f.write_str("resume"),
            Self::BreakOff(reason) => write!(f, "break_off.{reason}"),
        }
    }
}
