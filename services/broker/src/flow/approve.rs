//! Taking in what approvers have signed.

use jiff::Timestamp;
use rulebook::{CaseTable, Edition, Moment, run};
use store::Conn;
use wire::{EditionId, Envelope};

use super::{Broker, FlowError, VerbError};
use crate::{
    db,
    domain::{
        approval::{Standing, judge},
        proposal::{Proposal, ProposalState},
        signer::{Signer, Signers},
    },
};

pub use crate::domain::approval::ApprovalFault;

/// Why an approval is not taken.
pub type ApproveError = VerbError<ApprovalFault>;

/// Takes the signed approval of whoever has this login: `envelope` is the JSON of a `wire::Envelope` around a
/// `wire::EditionApproval`. Gives the state the proposal has then: still under review after the first, approved after the
/// second. It comes into force at its day; when that is today, at the next look at the clock.
///
/// # Errors
/// [`ApprovalFault`], worded for the person who signed; nothing is kept then.
pub async fn approve(broker: &Broker, by: &str, id: &EditionId, envelope: &[u8]) -> Result<ProposalState, ApproveError> {
    let signer = broker.signers.by_login(by).ok_or(VerbError::Refused(ApprovalFault::NoSigner))?.clone();
    let envelope = envelope::envelope_from_json(envelope.trim_ascii()).map_err(|_| VerbError::Refused(ApprovalFault::NotAnApproval))?;
    // File and cases of an id never change: what came of the cases holds in the transaction too.
    let failed = failed_cases(broker, id).await?;
    let handed_in = HandedIn { id: id.clone(), signer, envelope, failed, signers: broker.signers.clone(), at: broker.now() };
    broker.change("approve_edition", move |conn| take(conn, &handed_in)).await
}

/// What somebody handed in, and what is known of the proposal beside it.
struct HandedIn {
    id: EditionId,
    signer: Signer,
    envelope: Envelope,
    failed: usize,
    signers: Signers,
    at: Timestamp,
}

/// How many of a proposal's cases do not pass.
async fn failed_cases(broker: &Broker, id: &EditionId) -> Result<usize, ApproveError> {
    let own = id.clone();
    let proposal = broker.db.read(move |conn| db::proposals::find(conn, &own)).await?;
    let proposal = proposal.ok_or(VerbError::Refused(ApprovalFault::NotFound))?;
    let ran = tokio::task::spawn_blocking(move || count_failed(&proposal)).await;
    Ok(ran.map_err(|_| FlowError::Stopped)??)
}

fn count_failed(proposal: &Proposal) -> store::Result<usize> {
    let edition = Edition::parse(&proposal.file).map_err(|_| db::unreadable("edition"))?;
    let table = CaseTable::parse(&proposal.cases).map_err(|_| db::unreadable("table of cases"))?;
    Ok(run(&table, &edition).failed().count())
}

fn take(conn: &mut Conn, new: &HandedIn) -> Result<ProposalState, ApproveError> {
    let proposal = db::proposals::find(conn, &new.id)?.ok_or(VerbError::Refused(ApprovalFault::NotFound))?;
    let active = db::editions::active_reference(conn)?.ok_or(FlowError::from(wire::ProblemCode::RulebookChanged))?;
    let pinned = new.signers.pinned();
    let standing = Standing { active: &active, today: Moment::in_sweden(new.at).date(), pinned: &pinned };
    let taken = judge(&proposal, &standing, &new.signer, &new.envelope, new.failed, new.at).map_err(VerbError::Refused)?;
    db::approvals::keep(conn, &new.id, &taken.approval)?;
    if taken.state == ProposalState::Approved {
        let (takes_effect, replaces) = (Some(taken.approval.act.takes_effect), Some(taken.approval.act.replaces));
        let approved = Proposal { state: ProposalState::Approved, takes_effect, replaces, ..proposal };
        if !db::proposals::update(conn, &approved, ProposalState::UnderReview)? {
            return Err(FlowError::Busy.into());
        }
    }
    Ok(taken.state)
}
