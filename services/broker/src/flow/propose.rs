//! Proposing an edition.

use jiff::Timestamp;
use rulebook::{CaseTable, Edition};
use store::Conn;
use wire::EditionId;

use super::{Broker, FlowError, VerbError};
use crate::{
    db,
    domain::proposal::{Proposal, ProposalState, Proposer, check_new},
};

pub use crate::domain::proposal::ProposalFault;

/// Most bytes of an edition's file.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;

/// Why a file does not become a proposal.
pub type ProposeError = VerbError<ProposalFault>;

/// Proposes an edition: `by` is the login of who does, `file` the exact bytes, `cases` the lawyers' cases as text. Without
/// cases those of the edition in force must hold. Cases that fail are no hindrance here: they are shown, and nobody can
/// approve before they pass.
///
/// # Errors
/// [`ProposalFault`] says what to mend; nothing is kept then.
pub async fn propose(broker: &Broker, by: &str, file: &[u8], cases: Option<&str>) -> Result<EditionId, ProposeError> {
    if file.len() > FILE_BYTES_MAX {
        return Err(VerbError::Refused(ProposalFault::TooLarge { bytes_max: FILE_BYTES_MAX }));
    }
    let (file, cases, by, now) = (file.to_vec(), cases.map(str::to_owned), by.to_owned(), broker.now());
    // Reading takes a while: not on a thread that answers others.
    let read = tokio::task::spawn_blocking(move || read(file, cases.as_deref(), by, now)).await;
    let draft = read.map_err(|_| FlowError::Stopped)?.map_err(VerbError::Refused)?;
    let id = draft.proposal.reference.id.clone();
    broker.change("propose_edition", move |conn| keep(conn, &draft)).await?;
    Ok(id)
}

/// A proposal, perhaps without cases of its own.
struct Draft {
    proposal: Proposal,
    own_cases: bool,
}

fn read(file: Vec<u8>, cases: Option<&str>, by: String, now: Timestamp) -> Result<Draft, ProposalFault> {
    let edition = Edition::parse(&file)?;
    let table = cases.map(CaseTable::parse).transpose().map_err(ProposalFault::Cases)?;
    let empty = Proposal {
        reference: edition.reference().clone(),
        file: file.into(),
        cases: "".into(),
        cases_hash: wire::Bytes32([0; 32]),
        proposed_by: Proposer::Login(by),
        proposed_at: now,
        state: ProposalState::UnderReview,
        takes_effect: None,
        replaces: None,
        withdrawn: None,
        approvals: Vec::new(),
    };
    let own_cases = table.is_some();
    let with = |table: CaseTable| Proposal { cases: table.text().into(), cases_hash: table.hash(), ..empty.clone() };
    Ok(Draft { proposal: table.map_or_else(|| empty.clone(), with), own_cases })
}

fn keep(conn: &mut Conn, draft: &Draft) -> Result<(), ProposeError> {
    let active = db::editions::active_reference(conn)?.ok_or(FlowError::from(wire::ProblemCode::RulebookChanged))?;
    let known = db::proposals::references(conn)?;
    check_new(&draft.proposal.reference, &active.id, &known).map_err(VerbError::Refused)?;
    let mut proposal = draft.proposal.clone();
    if !draft.own_cases {
        let active = db::proposals::find(conn, &active.id)?.ok_or_else(|| db::unreadable("edition"))?;
        (proposal.cases, proposal.cases_hash) = (active.cases, active.cases_hash);
    }
    Ok(db::proposals::insert(conn, &proposal)?)
}
