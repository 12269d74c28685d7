//! Editions as people read them: those in force, before, and on their way.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};
use rulebook::{CaseReport, CaseTable, Coverage, Difference, Edition, Moment, coverage, difference, run};
use store::Conn;
use wire::{Direction, EditionId, EditionRef, SignerRole};

use super::{Broker, FlowError};
use crate::{
    db,
    domain::{
        agency::Directory,
        approval::{Approval, Standing},
        consent_effect::{ConsentEffect, Now, StandingConsent, effect},
        consent_grant::RegisteredConsent,
        edition::{InForce, place},
        proposal::{Proposal, ProposalState, Proposer},
        text_check::{TextCheck, TextDue, all_due},
    },
};

/// No consent is used longer than this after it was registered: editions say less.
const LONGEST_CONSENT: SignedDuration = SignedDuration::from_hours(400 * 24);

/// An edition in a list.
#[derive(Debug, Clone)]
pub struct EditionSummary {
    /// Id and hash.
    pub reference: EditionRef,
    /// How far it has come.
    pub state: ProposalState,
    /// Who brought it.
    pub proposed_by: Proposer,
    /// When.
    pub proposed_at: Timestamp,
    /// First Swedish day in force; of a proposal under review the day that its first approval that counts names.
    pub takes_effect: Option<Date>,
    /// When it came into force, and where that is in the log.
    pub activated: Option<(Timestamp, u64)>,
    /// Who took it back, by login, and when.
    pub withdrawn: Option<(String, Timestamp)>,
    /// What was signed, the oldest first.
    pub approvals: Vec<ApprovalView>,
    /// Whether a proposal's id comes before the one in force: it can't come into force any more.
    pub is_passed_over: bool,
}

/// One approval, for people.
#[derive(Debug, Clone)]
pub struct ApprovalView {
    /// Who, by name.
    pub person: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// When it was signed, by the person's own clock.
    pub signed_at: Timestamp,
    /// When it was handed in.
    pub approved_at: Timestamp,
    /// First Swedish day it names.
    pub takes_effect: Date,
    /// The edition it was compared with.
    pub replaces: EditionId,
    /// Whether it counts (or counted, for what is or was in force): false when another edition has come into force
    /// meanwhile, its day went by, or its key is not pinned any more.
    pub counts: bool,
}

/// Everything about one edition.
pub struct EditionView {
    /// As in the list.
    pub summary: EditionSummary,
    /// The exact bytes of the file.
    pub file: Arc<[u8]>,
    /// Rules, sources, questions, switches.
    pub edition: Arc<Edition>,
    /// The edition it is compared with: the one in force, for one that is or was in force the one before it. None for the
    /// edition the hub began with.
    pub compared: Option<Arc<Edition>>,
    /// What it changes.
    pub difference: Option<Difference>,
    /// Its cases.
    pub cases: CaseTable,
    /// What came of them.
    pub report: CaseReport,
    /// What they try.
    pub coverage: Coverage,
    /// What it does to consents that are open now; for proposals alone.
    pub consents: Option<ConsentEffect>,
    /// When each text must be compared again, the most urgent first.
    pub texts: Vec<TextDue>,
}

/// Every edition and proposal there ever was, the latest id first.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn list(broker: &Broker) -> Result<Vec<EditionSummary>, FlowError> {
    let (proposals, in_force) = broker.db.read(|conn| Ok((db::proposals::all(conn)?, db::editions::in_force(conn)?))).await?;
    let mut all: Vec<_> = proposals.iter().map(|proposal| summary(broker, proposal, &in_force)).collect();
    all.sort_by_key(|summary| std::cmp::Reverse(place(&summary.reference.id)));
    Ok(all)
}

fn summary(broker: &Broker, proposal: &Proposal, in_force: &[InForce]) -> EditionSummary {
    let active = in_force.iter().find(|edition| edition.is_active).map_or(&proposal.reference, |edition| &edition.reference);
    let (pinned, today) = (broker.signers.pinned(), Moment::in_sweden(broker.now()).date());
    let standing = Standing { active, today, pinned: &pinned };
    let first = proposal.counting(&standing).next().map(|approval| approval.act.takes_effect);
    let own = in_force.iter().find(|edition| edition.reference == proposal.reference);
    let is_open = matches!(proposal.state, ProposalState::UnderReview | ProposalState::Approved);
    EditionSummary {
        reference: proposal.reference.clone(),
        state: proposal.state,
        proposed_by: proposal.proposed_by.clone(),
        proposed_at: proposal.proposed_at,
        takes_effect: proposal.takes_effect.or(first.filter(|_| is_open)),
        activated: own.map(|edition| (edition.activated_at, edition.log_index)),
        withdrawn: proposal.withdrawn.clone(),
        approvals: proposal.approvals.iter().map(|approval| view(approval, proposal.does_count(approval, &standing))).collect(),
        is_passed_over: is_open && !proposal.id().sorts_after(&active.id),
    }
}

fn view(approval: &Approval, counts: bool) -> ApprovalView {
    ApprovalView {
        person: approval.person.clone(),
        role: approval.role,
        signed_at: approval.act.signed_at,
        approved_at: approval.approved_at,
        takes_effect: approval.act.takes_effect,
        replaces: approval.act.replaces.id.clone(),
        counts,
    }
}

/// Everything about one; none when there is no such edition. Takes a while: it runs the cases, off the async threads.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn read(broker: &Broker, id: &EditionId) -> Result<Option<EditionView>, FlowError> {
    let (id, since) = (id.clone(), broker.now() - LONGEST_CONSENT);
    let Some(found) = broker.db.read(move |conn| find(conn, &id, since)).await? else { return Ok(None) };
    let summary = summary(broker, &found.proposal, &found.in_force);
    let (directory, now) = (broker.live.directory(), broker.now());
    let compared = tokio::task::spawn_blocking(move || compare(found, summary, &directory, now)).await;
    compared.map_err(|_| FlowError::Stopped)?.map(Some)
}

/// What the database has about an edition.
struct Found {
    proposal: Proposal,
    in_force: Vec<InForce>,
    compared: Option<Vec<u8>>,
    consents: Vec<RegisteredConsent>,
    checks: Vec<TextCheck>,
}

fn find(conn: &mut Conn, id: &EditionId, since: Timestamp) -> store::Result<Option<Found>> {
    let Some(proposal) = db::proposals::find(conn, id)? else { return Ok(None) };
    let in_force = db::editions::in_force(conn)?;
    let compared = compared_with(&proposal, &in_force).cloned();
    let compared = compared.map(|compared| db::editions::file(conn, &compared)).transpose()?.flatten();
    let is_new = !proposal.state.was_in_force();
    let consents = if is_new { db::consent_grants::not_withdrawn(conn, since)? } else { Vec::new() };
    Ok(Some(Found { proposal, in_force, compared, consents, checks: db::text_checks::all(conn)? }))
}

/// The edition something is compared with: what came before what was in force, and what is in force now for anything else.
pub(super) fn compared_with<'f>(proposal: &Proposal, in_force: &'f [InForce]) -> Option<&'f EditionId> {
    let found = match in_force.iter().position(|edition| edition.reference == proposal.reference) {
        Some(place) => place.checked_sub(1).and_then(|before| in_force.get(before)),
        None => in_force.iter().find(|edition| edition.is_active),
    };
    found.map(|edition| &edition.reference.id)
}

fn compare(found: Found, summary: EditionSummary, directory: &Directory, now: Timestamp) -> Result<EditionView, FlowError> {
    let parse = |file: &[u8]| Edition::parse(file).map(Arc::new).map_err(|_| db::unreadable("edition"));
    let edition = parse(&found.proposal.file)?;
    let compared = found.compared.as_deref().map(parse).transpose()?;
    let cases = CaseTable::parse(&found.proposal.cases).map_err(|_| db::unreadable("table of cases"))?;
    let day = Moment::in_sweden(now).date();
    let standing = |consent: &RegisteredConsent| StandingConsent { direction: direction(consent, directory), grant: consent.grant.clone() };
    let consents: Vec<_> = found.consents.iter().map(standing).collect();
    let is_new = !found.proposal.state.was_in_force();
    Ok(EditionView {
        summary,
        difference: compared.as_ref().map(|old| difference(old, &edition)),
        report: run(&cases, &edition),
        coverage: coverage(&cases, &edition),
        consents: compared.as_ref().filter(|_| is_new).map(|old| effect(&consents, old, &edition, Now { at: now, day })),
        texts: all_due(&edition, &found.checks, day),
        file: found.proposal.file,
        cases,
        edition,
        compared,
    })
}

/// From the agency that asked to the one whose board may receive.
fn direction(consent: &RegisteredConsent, directory: &Directory) -> Option<Direction> {
    let kind = |agency| directory.agency(agency).map(|member| member.row().kind);
    Direction::between(kind(&consent.grant.from)?, kind(&consent.grant.to.agency())?)
}
