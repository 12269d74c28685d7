//! The talk with a person in custody: the gate, the player, the outcome, and a paper with the words alone.
//!
//! ```text
//! page     whatever the talk is at, and the gate     gate     the answers before a talk
//! tap      one tap of the player                     outcome  what it came to, and that the exposed person was rung
//! player   the player in the reader's language       blanks   what is put into the words that are read
//! paper    the script to print
//! ```

mod blanks;
mod gate;
mod outcome;
mod page;
mod paper;
mod player;
mod tap;

use casework::{Case, DraftProblem, Staff, Tie, web::handovers::Handling};
use store::Conn;
use web::Problem;
use wire::CaseCode;

pub(crate) use gate::begin;
pub(crate) use outcome::{call_first, conclude, draft};
pub(crate) use page::show;
pub(crate) use paper::print;
pub(crate) use tap::tap;

use super::case_door::case_door;
use crate::flow::CustodyTalkProblem;

case_door!(
    /// Why a door of the talk did not lead anywhere.
    TalkDoor,
    CustodyTalkProblem
);

impl From<DraftProblem> for TalkDoor {
    fn from(problem: DraftProblem) -> Self {
        Self::Door(problem.into())
    }
}

/// The case with this code, if the person's unit works with it, and what ties it there.
fn case_of(handling: &Handling, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<(Case, Tie), TalkDoor> {
    let case = handling.find_one(conn, code, of, staff)?;
    let tie = handling.works_with(conn, &case, staff)?;
    Ok((case, tie))
}

/// The code in a path. One that can't be a code is as unknown as any other.
fn code_of(text: &str) -> Result<CaseCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The page of a case, with the agency that opened it when a person has said which.
fn path_of(code: &CaseCode, of: &str) -> String {
    if of.is_empty() { format!("/cases/{code}/custody-talk") } else { format!("/cases/{code}/custody-talk?of={of}") }
}
