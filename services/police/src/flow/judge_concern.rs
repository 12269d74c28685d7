//! What is judged on the review page, one answer at a time.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::Conn;
use wire::{
    CaseCode, Category, PersonText,
    value::{ChildPlace, CodeSet, ConcernGround, Stated},
};

use super::{FlowError, Loaded, preview_handover};
use crate::{
    db::duty_decisions,
    domain::{
        asking::ProtectionAnswer,
        call_out::{Content, HarmTest},
        concern::{Concern, Judged},
        draft::incident_digest,
        duty_decision::{DutyLeftOut, DutyReason},
    },
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
    /// The harm test of the incident as it stands was made and passed, or is taken back. Of no incident it is none.
    HarmTest(bool),
    /// “Skicka inte”, or “Skicka ändå”.
    LeaveOut {
        /// What.
        category: Category,
        /// Out or in.
        out: bool,
        /// Why, when a duty would send it.
        reason: Option<DutyReason>,
    },
    /// A contact card was given, with this version of its text; or was not.
    Card(Option<String>),
}

/// Writes an answer with who gave it and when.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`], [`FlowError::Meanwhile`]; [`FlowError::ReasonNeeded`] when a duty
/// would send what is left out; those of the database.
pub async fn judge(casework: &Casework, code: CaseCode, judgement: Judgement, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("judge_call_out", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            let judged = Judged { at: now, role: staff.role, staff: staff.reference.clone() };
            match judgement.clone() {
                Judgement::LeaveOut { category, out, reason } => {
                    leave_out(conn, &door, &mut loaded, category, out.then_some(reason), &judged)?
                }
                other => {
                    let began_at = loaded.row.started_at;
                    apply(&mut loaded.content, other, judged, began_at);
                }
            }
            loaded.write(conn, &door)
        })
        .await
}

/// Leaves out with or without a reason, or takes in again. What a duty sends needs a reason, which is kept as a decision.
fn leave_out(
    conn: &mut Conn,
    casework: &Casework,
    loaded: &mut Loaded,
    category: Category,
    out: Option<Option<DutyReason>>,
    judged: &Judged,
) -> Result<(), FlowError> {
    let case = loaded.case.id;
    let Some(reason) = out else {
        loaded.content.leave_out(category, false);
        return Ok(duty_decisions::take_back(conn, case, category, judged.at)?);
    };
    let made = preview_handover::make(conn, casework, loaded.clone(), judged.at)?;
    if !preview_handover::by_duty(&made.whole).contains(&category) {
        loaded.content.leave_out(category, true);
        return Ok(());
    }
    let reason = reason.ok_or(FlowError::ReasonNeeded)?;
    loaded.content.leave_out_duty(category, reason);
    Ok(duty_decisions::insert(conn, case, DutyLeftOut { category, reason }, judged)?)
}

fn apply(content: &mut Content, judgement: Judgement, judged: Judged, began_at: Timestamp) {
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
        Judgement::HarmTest(passed) => {
            let of = incident_digest(content, began_at).filter(|_| passed);
            content.harm_test = of.map(|of| HarmTest { judged, of });
        }
        // A duty may be touched: `leave_out` judges that with the database at hand.
        Judgement::LeaveOut { .. } => {}
        Judgement::Card(version) => {
            content.card_given = version.is_some();
            content.card_version = version;
        }
    }
}
