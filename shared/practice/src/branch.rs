//! When an item is shown.

use crate::{flag::Flag, flags::Flags};

/// Flags joined by `and`, `or` and `not`, where `and` binds tighter than `or`; nothing at all is always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// One of these must hold, each of them as a whole.
    ways: Vec<Vec<Condition>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Condition {
    flag: Flag,
    raised: bool,
}

/// Why a branch is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BranchError {
    /// This word stands where a flag should.
    Flag(String),
    /// A word is missing or too many.
    Shape,
}

impl Branch {
    /// Is the item shown whatever is known?
    pub fn is_always(&self) -> bool {
        self.ways.is_empty()
    }

    /// A flag must have been raised. `not` holds unless it was: nobody has to have said no.
    pub fn holds(&self, flags: &Flags) -> bool {
        self.is_always() || self.ways.iter().any(|way| way.iter().all(|condition| condition.holds(flags)))
    }

    /// The flags it asks for, in the order they stand.
    pub fn flags(&self) -> impl Iterator<Item = Flag> {
        self.ways.iter().flatten().map(|condition| condition.flag)
    }

    pub(crate) fn read(words: &str) -> Result<Self, BranchError> {
        let words: Vec<&str> = words.split_whitespace().collect();
        if words.is_empty() {
            return Ok(Self::default());
        }
        let ways = words.split(|word| *word == "or");
        Ok(Self { ways: ways.map(|way| way.split(|word| *word == "and").map(Condition::read).collect()).collect::<Result<_, _>>()? })
    }
}

impl Condition {
    fn holds(self, flags: &Flags) -> bool {
        flags.raised(self.flag) == self.raised
    }

    fn read(words: &[&str]) -> Result<Self, BranchError> {
        let (raised, flag) = match words {
            ["not", flag] => (false, flag),
            [flag] => (true, flag),
            _ => return Err(BranchError::Shape),
        };
        match flag.parse() {
            Ok(flag) => Ok(Self { flag, raised }),
            Err(_) if *flag == "not" => Err(BranchError::Shape),
            Err(_) => Err(BranchError::Flag((*flag).to_owned())),
        }
    }
}
