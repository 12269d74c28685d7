//! What is judged on the review page, one answer at a time.

use casework::{Casework, Staff};
use jiff::Timestamp;
use wire::{
    CaseCode, Category, PersonText,
    value::{ChildPlace, CodeSet, ConcernGround, Stated},
};

use super::{FlowError, Loaded};
use crate::domain::{
    asking::ProtectionAnswer,
    call_out::Content,
    concern::{Concern, Judged},
};

/// More about a concern that was answered with yes.
#[derive(Clone)]
pub struct ConcernDetails {
    /// Grounds.
    pub grounds: CodeSet<ConcernGround>,
    /// Must somebody act at once?
    pub immediate: Stated,
    /// Where the child is.
    pub place: Option<ChildPlace>,
    /// Do event, address and the suspect's state belong to the concern?
    pub all_belongs: bool,
    /// Street address of the event.
    pub address: Option<PersonText>,
    /// Has anybody in the home a protected identity? Only a no lets the address travel; `None` leaves what is known.
    pub protection: Option<ProtectionAnswer>,
}

/// An answer on the review page.
#[derive(Clone)]
pub enum Judgement {
    /// “Misstänker du att barnet far illa?”
    Concern(bool),
    /// Grounds and more; it answers the question with yes.
    ConcernDetails(ConcernDetails),
    /// The harm test of the event was made and passed, or is taken back.
    HarmTest(bool),
    /// “Skicka inte”, or “Skicka ändå”.
    LeaveOut {
        /// What.
        category: Category,
        /// Out or in.
        out: bool,
    },
    /// A contact card was given.
    Card(bool),
}

/// Writes an answer with who gave it and when.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn judge(casework: &Casework, code: CaseCode, judgement: Judgement, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("judge_call_out", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            let judged = Judged { at: now, role: staff.role, staff: staff.reference.clone() };
            apply(&mut loaded.content, judgement.clone(), judged);
            loaded.write(conn, &door)
        })
        .await
}

fn apply(content: &mut Content, judgement: Judgement, judged: Judged) {
    match judgement {
        Judgement::Concern(suspected) => {
            // The same answer again keeps what was said with it.
            if content.concern.as_ref().is_none_or(|concern| concern.suspected != suspected) {
                content.concern = Some(Concern::answered(suspected, judged));
            }
        }
        Judgement::ConcernDetails(details) => {
            let ConcernDetails { grounds, immediate, place, all_belongs, address, protection } = details;
            content.asking.answer_protection(protection);
            content.concern = Some(Concern { suspected: true, grounds, immediate, place, all_belongs, address, judged });
        }
        Judgement::HarmTest(passed) => content.harm_test = passed.then_some(judged),
        Judgement::LeaveOut { category, out } => content.leave_out(category, out),
        Judgement::Card(given) => content.card_given = given,
    }
}
