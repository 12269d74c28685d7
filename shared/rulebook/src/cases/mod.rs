//! Tests that lawyers write: one CSV table in Swedish, one case a row, run against an edition.
//!
//! A lawyer edits it in a spreadsheet. `;` parts the cells, and inside a quoted cell the items of `givet` and the fields of
//! `när`. The answers of `så`, `genom` and `väg framåt` are as many as the fields, or one for all of them. Words and codes
//! are in `cases/words.toml`: no Swedish word is written in code.
//!
//! ```
//! use rulebook::{CaseTable, Edition, run};
//!
//! let table = "nr;fall;dag;riktning;ändamål;givet;när;så;genom;väg framåt;källa\n\
//!     1;Hon vill att socialjouren ringer.;2026-11-23;polis till socialtjänst;akut stöd;\
//!     samtycke av den utsatta: säkert nummer;säkert nummer om den utsatta;lämnas;CONSENT-VICTIM;;OSL 12 kap. 2 §\n";
//! let table = CaseTable::parse(table).expect("a table without faults");
//! assert!(run(&table, &Edition::shipped()).all_pass());
//! ```

mod answer;
mod case;
mod coverage;
mod error;
mod expect;
mod field;
mod given;
mod guard;
mod nearest;
mod row;
mod run;
mod scene;
mod shipped;
mod table;
mod words;

pub use answer::{Answer, By, Lack, Next, Then};
pub use case::Case;
pub use coverage::{CategoryCoverage, Coverage, RuleCoverage, coverage};
pub use error::{CaseError, CaseFault, Column};
pub use given::Person;
pub use run::{CaseOutcome, CaseReport, FieldOutcome, run};
pub use table::CaseTable;
pub use words::{CasePhrase, case_words};
