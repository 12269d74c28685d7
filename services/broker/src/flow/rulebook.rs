//! Editions as agencies are told them: with what was signed, and with the proof that they came into force.

use ledger::checkpoint::LogSigner;
use store::Conn;
use wire::{ActiveEdition, AgencyId, EditionId, LogEvidence, ProblemCode};

use super::{Broker, FlowError, prove};
use crate::{
    db,
    domain::{approval::Standing, edition::InForce},
};

/// The edition in force, proved to the caller.
pub(crate) async fn active(broker: &Broker, caller: &AgencyId) -> Result<ActiveEdition, FlowError> {
    find(broker, caller, |edition| edition.is_active).await
}

/// An edition that was ever in force, proved to the caller.
pub(crate) async fn ever_active(broker: &Broker, caller: &AgencyId, id: EditionId) -> Result<ActiveEdition, FlowError> {
    find(broker, caller, move |edition| edition.reference.id == id).await
}

async fn find(broker: &Broker, caller: &AgencyId, wanted: impl Fn(&InForce) -> bool + Send + 'static) -> Result<ActiveEdition, FlowError> {
    let (caller, signer, published) = (caller.clone(), broker.signer.clone(), broker.live.published().size);
    let read = move |conn: &mut Conn| {
        let found = db::editions::in_force(conn)?.into_iter().find(&wanted).ok_or(ProblemCode::NotFound)?;
        let size = head_for(conn, &caller, found.log_index, published)?;
        let logged = size.map(|size| prove_one(conn, size, found.log_index, &signer)).transpose()?;
        told(conn, found, logged)
    };
    broker.db.try_read(read).await
}

/// The newest head that the caller's own witness has cosigned, if it holds the entry; else the newest that is shown, if
/// that does.
fn head_for(conn: &mut Conn, caller: &AgencyId, index: u64, published: u64) -> store::Result<Option<u64>> {
    let cosigned = db::checkpoints::last_of(conn, caller)?.map(|(size, _)| size);
    Ok(cosigned.filter(|size| *size > index).or(Some(published).filter(|size| *size > index)))
}

fn prove_one(conn: &mut Conn, size: u64, index: u64, signer: &LogSigner) -> store::Result<LogEvidence> {
    let note = prove::note(conn, size, signer)?;
    let evidence = prove::evidence(conn, size, &[index].into(), &note)?;
    evidence.into_iter().next().ok_or_else(|| db::unreadable("log entry"))
}

fn told(conn: &mut Conn, found: InForce, logged: Option<LogEvidence>) -> Result<ActiveEdition, FlowError> {
    let InForce { reference, log_index, .. } = found;
    let file = db::editions::file(conn, &reference.id)?.and_then(|file| String::from_utf8(file).ok());
    let proposal = db::proposals::find(conn, &reference.id)?;
    let approvals = proposal.map(|proposal| {
        // What it came into force by: nothing of today changes that.
        let standing = Standing { active: &reference, today: jiff::civil::Date::MIN, pinned: &[] };
        proposal.counting(&standing).map(|approval| approval.envelope.clone()).collect()
    });
    Ok(ActiveEdition {
        edition: reference,
        log_index,
        file: file.ok_or_else(|| db::unreadable("edition"))?,
        approvals: approvals.unwrap_or_default(),
        logged,
    })
}
