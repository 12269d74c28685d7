//! The rule book, fetched from the broker and obeyed only as far as approvers' signatures and the log vouch for it.

use jiff::Timestamp;
use rulebook::Moment;
use wire::{ActiveEdition, EditionId, EditionRef};

use super::{alarm, broker_client::CallError};
use crate::{
    Casework,
    db::editions,
    domain::{Believed, EditionChecker, EditionDoubt, Vouched},
};

/// Editions that were missed while this agency was away, at most: each takes the place of the one before.
const MISSED_MAX: usize = 16;

/// Asks which edition is active and adopts it when it is believed. What is refused is an alarm and changes nothing.
///
/// # Errors
/// When the broker did not answer, or the database could not be written.
pub(super) async fn rulebook(casework: &Casework) -> Result<(), CallError> {
    let _turn = casework.0.rule_book.adopting.lock().await;
    let told: ActiveEdition = casework.get("/api/v1/rulebook", None).await?.json()?;
    let is_adopted = casework.editions().adopted().is_some_and(|adopted| adopted.reference == told.edition);
    let named = told.edition.clone();
    let doubt = if is_adopted { None } else { adopt(casework, told).await? };
    match doubt {
        None => casework.trust_edition(),
        Some(doubt) => refused(casework, named, doubt),
    }
    Ok(())
}

/// Adopts an edition, after those it follows on that were missed here; says what hinders.
async fn adopt(casework: &Casework, told: ActiveEdition) -> Result<Option<EditionDoubt>, CallError> {
    let mut ahead = vec![told];
    while let Some(next) = ahead.last() {
        match considered(casework, next) {
            Ok(believed) => {
                // Crash before the commit: the one before stays in force and the broker is asked again.
                kept(casework, next.clone(), true).await?;
                tracing::info!(edition = %believed.edition.id(), log_index = believed.log_index, "another edition of the rule book is in force here");
                casework.set_editions((*casework.editions()).clone().with(believed.edition, believed.log_index));
                ahead.pop();
            }
            Err((EditionDoubt::ReplacesOther, Some(before))) if ahead.len() < MISSED_MAX => match fetched(casework, &before).await? {
                Some(before) => ahead.push(before),
                None => return Ok(Some(EditionDoubt::ReplacesOther)),
            },
            Err((doubt, _)) => return Ok(Some(doubt)),
        }
    }
    Ok(None)
}

/// Whether it may be in force now, and with a doubt the edition it was approved to take the place of.
fn considered(casework: &Casework, told: &ActiveEdition) -> Result<Believed, (EditionDoubt, Option<EditionRef>)> {
    let believed = with_checker(casework, |checker| checker.believe(told)).map_err(|doubt| (doubt, None))?;
    let may = with_checker(casework, |checker| checker.may_adopt(&believed, casework.editions().adopted()));
    match (may, &believed.vouched) {
        (Ok(()), _) => Ok(believed),
        (Err(doubt), Vouched::ByApprovals(act)) => Err((doubt, Some(act.replaces.clone()))),
        (Err(doubt), Vouched::ByProgram(_)) => Err((doubt, None)),
    }
}

fn with_checker<T>(casework: &Casework, check: impl FnOnce(&EditionChecker<'_>) -> T) -> T {
    let witness = casework.0.keyring.agency().manifest().witness_key.parse().ok();
    let book = &casework.0.rule_book;
    check(&EditionChecker {
        signers: &book.signers,
        log_key: &casework.0.log_key,
        witness: witness.as_ref(),
        shipped: &book.shipped,
        today: Moment::in_sweden(casework.0.clock.now()).date(),
    })
}

/// An edition that was once active; `None` when the broker does not know it, or answers with another.
async fn fetched(casework: &Casework, named: &EditionRef) -> Result<Option<ActiveEdition>, CallError> {
    let told = match casework.get(&path_of(&named.id), None).await?.json::<ActiveEdition>() {
        Ok(told) => told,
        Err(CallError::Problem(wire::ProblemCode::NotFound)) => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(told).filter(|told| told.edition == *named))
}

/// The letters of an id are those of a path.
fn path_of(id: &EditionId) -> String {
    format!("/api/v1/rulebook/{id}")
}

async fn kept(casework: &Casework, told: ActiveEdition, in_force: bool) -> Result<(), CallError> {
    let now: Timestamp = casework.0.clock.now();
    let name = if in_force { "adopt_edition" } else { "keep_edition" };
    let written = casework.db().write(name, move |conn| editions::keep(conn, &told, now, in_force.then_some(now)));
    written.await.map_err(|error| CallError::NoAnswer(error.to_string()))
}

/// An edition that is not taken: told once for each cause, and asked for again.
///
/// What waits for its proof or its day is told after a minute alone: an edition is proved a moment after it became active.
fn refused(casework: &Casework, named: EditionRef, doubt: EditionDoubt) {
    let here = casework.edition();
    if casework.doubt_edition(&named, doubt, casework.0.clock.now()) {
        tracing::error!(active = %named.id, here = %here.id(), code = doubt.code(), "another edition of the rule book is active at the broker; it is not taken");
        alarm(doubt.code());
    }
    if doubt.waits_for_witness() {
        casework.0.to_cosign.notify_one();
    }
}

/// Fetches an edition that a parcel names. It is only known then, not in force: believed as the active one is, and a parcel
/// may have been judged by it after its day had come.
///
/// # Errors
/// When the broker did not answer, or the database could not be written.
pub(super) async fn learn(casework: &Casework, named: &EditionRef) -> Result<bool, CallError> {
    let _turn = casework.0.rule_book.adopting.lock().await;
    if casework.edition_named(named).is_some() {
        return Ok(true);
    }
    let Some(told) = fetched(casework, named).await? else { return Ok(false) };
    match with_checker(casework, |checker| checker.believe(&told)) {
        Ok(believed) => {
            kept(casework, told, false).await?;
            casework.set_editions((*casework.editions()).clone().knowing(believed.edition));
            Ok(true)
        }
        Err(doubt) => {
            tracing::error!(edition = %named.id, code = doubt.code(), "an edition that a parcel names is not believed");
            alarm(doubt.code());
            Ok(false)
        }
    }
}
