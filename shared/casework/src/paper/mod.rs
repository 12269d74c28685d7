//! Papers that leave: tagged PDF after PDF/UA-1 (ISO 14289-1), made from text alone. The same text gives the same bytes.
//!
//! ```text
//! font    the letters and how wide they are      layout  text → lines → pages      pdf  pages → bytes
//! ```

mod font;
mod layout;
mod pdf;

use std::fmt;

use jiff::civil::Date;
use wire::Language;

/// A paper before it is set. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// Language of all of it.
    pub language: Language,
    /// Title, also of the file: no name.
    pub title: String,
    /// The day it is made; nothing else of time is in the file.
    pub made_on: Date,
    /// What it says, in its order.
    pub blocks: Vec<Block>,
}

/// A piece of a paper.
#[derive(Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title.
    Heading(String),
    /// A paragraph.
    Text(String),
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Paper(…)")
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Block(…)")
    }
}

/// Why a paper was not made. It holds no text of the paper.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The fonts that are built in can't be read.
    #[error("the fonts can't be read")]
    Font,
    /// The rules of the form are broken.
    #[error("the paper breaks the rules of its form: {0}")]
    Form(String),
}

impl Paper {
    /// The paper as a file.
    ///
    /// # Errors
    /// [`PaperError`]: faults of this program.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        pdf::write(self)
    }
}
