//! At the start: what was in force stands among the proposals, and so does what the program ships that is newer.

use jiff::Timestamp;
use rulebook::{CaseTable, Edition, Moment};
use store::{Conn, Hash32};

use super::{Broker, FlowError};
use crate::{
    db,
    domain::{
        approval::Standing,
        edition::InForce,
        proposal::{Proposal, ProposalState, Proposer, check_new},
        signer::Signers,
    },
};

/// Notes both. Nothing comes into force by it: a newer program brings proposals, and two persons approve them.
pub(crate) async fn note_editions(broker: &Broker) -> Result<(), FlowError> {
    let (signers, now) = (broker.signers.clone(), broker.now());
    broker
        .change("note_editions", move |conn| {
            let in_force = db::editions::in_force(conn)?;
            note_past(conn, &in_force)?;
            note_shipped(conn, &in_force, now)?;
            Ok::<_, FlowError>(note_lapsed(conn, &in_force, &signers, now)?)
        })
        .await
}

/// Editions that came into force before there were proposals, or by a program that knows of none.
fn note_past(conn: &mut Conn, in_force: &[InForce]) -> store::Result<()> {
    // Those that are replaced first: one can be active at a time.
    let (active, replaced): (Vec<_>, Vec<_>) = in_force.iter().partition(|edition| edition.is_active);
    for edition in replaced.into_iter().chain(active) {
        let state = if edition.is_active { ProposalState::Active } else { ProposalState::Replaced };
        match db::proposals::find(conn, &edition.reference.id)? {
            None => {
                let file = db::editions::file(conn, &edition.reference.id)?.ok_or_else(|| db::unreadable("edition"))?;
                db::proposals::insert(conn, &Proposal { state, ..shipped(edition.reference.clone(), file, edition.activated_at) })?;
            }
            Some(proposal) if proposal.state != state => {
                let was = proposal.state;
                db::proposals::update(conn, &Proposal { state, withdrawn: None, ..proposal }, was)?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Files are shipped oldest first: what stands before the one in force is older than it.
fn note_shipped(conn: &mut Conn, in_force: &[InForce], now: Timestamp) -> store::Result<()> {
    let Some(active) = in_force.iter().find(|edition| edition.is_active) else { return Ok(()) };
    let known = db::proposals::references(conn)?;
    let is_known = |file: &[u8]| known.iter().any(|other| other.hash.0 == *Hash32::of(file).as_bytes());
    let newer = Edition::FILES.iter().rev().take_while(|file| *Hash32::of(file).as_bytes() != active.reference.hash.0);
    for file in newer.filter(|file| !is_known(file)) {
        let edition = Edition::parse(file).map_err(|_| db::unreadable("shipped edition"))?;
        if check_new(edition.reference(), &active.reference.id, &known).is_ok() {
            tracing::info!(edition = %edition.id(), "the program ships a newer edition: it is among the proposals");
            db::proposals::insert(conn, &shipped(edition.reference().clone(), file.to_vec(), now))?;
        } else if known.iter().any(|other| other.id == *edition.id()) {
            tracing::warn!(edition = %edition.id(), "the program ships an edition whose id was used for other bytes: it is left out");
        }
    }
    Ok(())
}

fn shipped(reference: wire::EditionRef, file: Vec<u8>, at: Timestamp) -> Proposal {
    let table = CaseTable::shipped();
    Proposal {
        reference,
        file: file.into(),
        cases: table.text().into(),
        cases_hash: table.hash(),
        proposed_by: Proposer::Shipped,
        proposed_at: at,
        state: ProposalState::UnderReview,
        takes_effect: None,
        replaces: None,
        withdrawn: None,
        approvals: Vec::new(),
    }
}

/// Approved ones whose approvals do not hold any more are not shown as approved until their day.
fn note_lapsed(conn: &mut Conn, in_force: &[InForce], signers: &Signers, now: Timestamp) -> store::Result<()> {
    let Some(active) = in_force.iter().find(|edition| edition.is_active) else { return Ok(()) };
    let pinned = signers.pinned();
    let standing = Standing { active: &active.reference, today: Moment::in_sweden(now).date(), pinned: &pinned };
    for mut proposal in db::proposals::all(conn)? {
        if let Some(lapse) = proposal.lapse(&standing) {
            tracing::warn!(edition = %proposal.id(), %lapse, "an approved edition is open to be read and signed again");
            proposal.reopen();
            db::proposals::update(conn, &proposal, ProposalState::Approved)?;
        }
    }
    Ok(())
}
