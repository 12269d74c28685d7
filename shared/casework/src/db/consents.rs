//! Answers to the question of consent.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Hash32, Id, Micros, Result, on};
use wire::{CardCodeHash, ConsentGrant, ConsentId, Envelope, Subject, SubjectId, UnitId};

use super::{
    parsed, parsed_option,
    schema::{consents, subjects},
};
use crate::domain::{ChildAsked, ConsentQuestion, ConsentState, CouldNotAsk};

/// An answer as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRecord {
    /// Id; that of the grant when there is one.
    pub id: ConsentId,
    /// Who was or should have been asked.
    pub giver: Subject,
    /// What was answered.
    pub outcome: ConsentOutcome,
    /// When.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub state: ConsentState,
    /// The question; rows of earlier programs know it only of a yes.
    pub question: Option<ConsentQuestion>,
    /// The unit that asked; rows of earlier programs do not know.
    pub asked_by: Option<UnitId>,
    /// Whether the child was asked as well, where a custodian said yes for it.
    pub child_asked: Option<ChildAsked>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentOutcome {
    /// Yes, with this grant.
    Given(Box<ConsentGrant>),
    /// No. Never sent, and in no entry of the log.
    Refused,
    /// The question was not asked. Never sent.
    CouldNotAsk(CouldNotAsk),
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = consents)]
struct Row {
    id: Id,
    case_id: Id,
    subject: Id,
    outcome: String,
    reason: Option<String>,
    signed_grant: Option<Vec<u8>>,
    state: String,
    asked_at: Micros,
    log_index: Option<i64>,
    card_code_hash: Option<Hash32>,
    asked_board: Option<String>,
    asked_purpose: Option<String>,
    asked_unit: Option<String>,
    child_asked: Option<String>,
}

impl ConsentRecord {
    /// What was said yes to, if it was.
    pub fn grant(&self) -> Option<&ConsentGrant> {
        if let ConsentOutcome::Given(grant) = &self.outcome { Some(grant) } else { None }
    }

    /// Whether it was given with a card: then the broker is told of it at once, for its code must work at every agency.
    pub(crate) fn has_card(&self) -> bool {
        self.grant().is_some_and(|grant| grant.card_code_hash.is_some())
    }
}

/// A grant whose signed bytes the broker does not have yet.
pub(crate) struct Unregistered {
    /// The consent.
    pub id: ConsentId,
    /// The envelope, as it is posted.
    pub signed_grant: Vec<u8>,
}

impl Row {
    fn into_record(self, role: &str) -> Result<ConsentRecord> {
        let giver = Subject { id: SubjectId(self.subject.into()), role: parsed(role)? };
        let outcome = match (self.outcome.as_str(), &self.signed_grant, &self.reason) {
            ("given", Some(bytes), _) => ConsentOutcome::Given(Box::new(grant(bytes)?)),
            ("refused", ..) => ConsentOutcome::Refused,
            ("could_not_ask", _, Some(reason)) => ConsentOutcome::CouldNotAsk(parsed(reason)?),
            _ => return Err(unreadable()),
        };
        Ok(ConsentRecord {
            question: self.question(&outcome)?,
            asked_by: parsed_option(self.asked_unit.as_deref())?,
            child_asked: parsed_option(self.child_asked.as_deref())?,
            id: ConsentId(self.id.into()),
            asked_at: self.asked_at.timestamp(),
            state: parsed(&self.state)?,
            giver,
            outcome,
        })
    }

    /// A yes names its question itself.
    fn question(&self, outcome: &ConsentOutcome) -> Result<Option<ConsentQuestion>> {
        if let ConsentOutcome::Given(grant) = outcome {
            return Ok(Some(ConsentQuestion { to: grant.to.clone(), purpose: grant.purpose }));
        }
        let (Some(board), Some(purpose)) = (&self.asked_board, &self.asked_purpose) else { return Ok(None) };
        Ok(Some(ConsentQuestion { to: parsed(board)?, purpose: parsed(purpose)? }))
    }
}

fn unreadable() -> Error {
    Error::new(ErrorKind::InvalidValue, "a stored consent can't be read")
}

/// The grant within bytes that this agency signed and stored itself.
fn grant(signed: &[u8]) -> Result<ConsentGrant> {
    let envelope: Envelope = wire::canonical::from_bytes(signed).map_err(|_| unreadable())?;
    wire::canonical::from_bytes(&envelope.payload.0).map_err(|_| unreadable())
}

/// Writes an answer. `signed_grant` is the envelope of a yes, as it will be posted.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, case: Id, record: &ConsentRecord, signed_grant: Option<Vec<u8>>) -> Result<()> {
    let (outcome, reason) = match &record.outcome {
        ConsentOutcome::Given(_) => ("given", None),
        ConsentOutcome::Refused => ("refused", None),
        ConsentOutcome::CouldNotAsk(reason) => ("could_not_ask", Some(reason.to_string())),
    };
    let card = record.grant().and_then(|grant| grant.card_code_hash);
    let row = Row {
        id: record.id.0.into(),
        case_id: case,
        subject: record.giver.id.0.into(),
        outcome: outcome.to_owned(),
        reason,
        signed_grant,
        state: record.state.to_string(),
        asked_at: record.asked_at.into(),
        log_index: None,
        card_code_hash: card.map(stored_card),
        asked_board: record.question.as_ref().map(|question| question.to.to_string()),
        asked_purpose: record.question.as_ref().map(|question| question.purpose.to_string()),
        asked_unit: record.asked_by.as_ref().map(ToString::to_string),
        child_asked: record.child_asked.map(|asked| asked.to_string()),
    };
    let query = diesel::insert_into(consents::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The answers of a case, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<ConsentRecord>> {
    let query = consents::table
        .inner_join(subjects::table.on(subjects::id.eq(consents::subject)))
        .filter(consents::case_id.eq(case))
        .order((consents::asked_at.desc(), consents::id.desc()))
        .select((consents::all_columns, subjects::role));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, role)| row.into_record(&role)).collect()
}

/// The answer with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: ConsentId) -> Result<Option<ConsentRecord>> {
    let query = consents::table
        .inner_join(subjects::table.on(subjects::id.eq(consents::subject)))
        .filter(consents::id.eq(Id::from(id.0)))
        .select((consents::all_columns, subjects::role));
    let row: Option<(Row, String)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(row, role)| row.into_record(&role)).transpose()
}

/// The consent that a card with this code was given with.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn with_card(conn: &mut Conn, card: CardCodeHash) -> Result<Option<ConsentId>> {
    let query = consents::table.filter(consents::card_code_hash.eq(stored_card(card))).select(consents::id);
    let found: Option<Id> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.map(|id| ConsentId(id.into())))
}

fn stored_card(card: CardCodeHash) -> Hash32 {
    Hash32::new(card.0.0)
}

/// Keeps everybody else from withdrawing or sending under the consents of a case until this transaction ends, so that
/// one sees the other. What is read after it is what holds. SQLite has one writer anyway.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn lock_of_case(conn: &mut Conn, case: Id) -> Result<()> {
    if let Conn::Pg(c, ..) = conn {
        let query = consents::table.filter(consents::case_id.eq(case)).order(consents::id).select(consents::id).for_update();
        query.load::<Id>(c)?;
    }
    Ok(())
}

/// Sets the state.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_state(conn: &mut Conn, id: ConsentId, state: ConsentState) -> Result<()> {
    let query = diesel::update(consents::table.find(Id::from(id.0))).set(consents::state.eq(state.code()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Which of these the broker does not have yet, with the bytes to post.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn unregistered(conn: &mut Conn, ids: &[ConsentId]) -> Result<Vec<Unregistered>> {
    let ids: Vec<Id> = ids.iter().map(|id| id.0.into()).collect();
    let query = consents::table
        .filter(consents::id.eq_any(ids))
        .filter(consents::state.eq(ConsentState::Recorded.code()))
        .order(consents::id)
        .select((consents::id, consents::signed_grant));
    let rows: Vec<(Id, Option<Vec<u8>>)> = on!(conn, c => query.load(c))?;
    let signed = |(id, bytes): (Id, Option<Vec<u8>>)| Some(Unregistered { id: ConsentId(id.into()), signed_grant: bytes? });
    Ok(rows.into_iter().filter_map(signed).collect())
}

/// The case a consent was asked in.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn case_of(conn: &mut Conn, id: ConsentId) -> Result<Option<Id>> {
    let query = consents::table.find(Id::from(id.0)).select(consents::case_id);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}

/// The signed grant of a consent, as it is posted.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn signed_grant(conn: &mut Conn, id: ConsentId) -> Result<Option<Vec<u8>>> {
    let query = consents::table.find(Id::from(id.0)).select(consents::signed_grant);
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}

/// Notes that the broker has a consent; one that was withdrawn meanwhile stays withdrawn.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_registered(conn: &mut Conn, id: ConsentId, log_index: u64) -> Result<()> {
    let row = consents::table.filter(consents::id.eq(Id::from(id.0))).filter(consents::state.eq(ConsentState::Recorded.code()));
    let query = diesel::update(row)
        .set((consents::state.eq(ConsentState::Registered.code()), consents::log_index.eq(i64::try_from(log_index).ok())));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Notes that the broker has lost a consent; one that was withdrawn meanwhile stays withdrawn.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn unregister(conn: &mut Conn, id: ConsentId) -> Result<()> {
    let row = consents::table.filter(consents::id.eq(Id::from(id.0))).filter(consents::state.eq(ConsentState::Registered.code()));
    let change = (consents::state.eq(ConsentState::Recorded.code()), consents::log_index.eq(None::<i64>));
    on!(conn, c => diesel::update(row).set(change).execute(c))?;
    Ok(())
}
