//! His two switches, row by row; and the proof that is left when they were destroyed.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed,
    schema::{treatment_consent_proofs, treatment_consents},
};
use crate::domain::{Answered, SwitchRow, TreatmentPart};

#[derive(Queryable, Selectable)]
#[diesel(table_name = treatment_consents)]
struct Row {
    id: Id,
    part: String,
    answer: String,
    answered_on: String,
    form: String,
    text: Option<String>,
    text_version: Option<String>,
    heard_by: String,
    role: String,
    at: Micros,
}

/// What is left of consents that were destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentProof {
    /// SHA-256 over the rows as they were.
    pub digest: Vec<u8>,
    /// How many answers there were.
    pub answers: i32,
    /// The decision that they were destroyed by.
    pub decision: String,
    /// Role of who destroyed them.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// Writes an answer.
///
/// # Errors
/// [`store::Error`].
pub fn insert(
    conn: &mut Conn,
    treatment: Id,
    (part, answered): (TreatmentPart, Answered),
    text: Option<&(String, String)>,
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let row = (
        treatment_consents::id.eq(Id::generate(now)),
        treatment_consents::treatment.eq(treatment),
        treatment_consents::part.eq(part.code()),
        treatment_consents::answer.eq(answered.answer.code()),
        treatment_consents::answered_on.eq(answered.on.to_string()),
        treatment_consents::form.eq(answered.form.code()),
        treatment_consents::text.eq(text.map(|(id, _)| id.as_str())),
        treatment_consents::text_version.eq(text.map(|(_, version)| version.as_str())),
        treatment_consents::heard_by.eq(staff.reference.as_str()),
        treatment_consents::role.eq(staff.role.code()),
        treatment_consents::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(treatment_consents::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

fn rows_of(conn: &mut Conn, treatment: Id) -> Result<Vec<Row>> {
    let query = treatment_consents::table
        .filter(treatment_consents::treatment.eq(treatment))
        .order((treatment_consents::at, treatment_consents::id));
    on!(conn, c => query.select(Row::as_select()).load(c)).map_err(Into::into)
}

/// The answers of a treatment, in the order they were written.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, treatment: Id) -> Result<Vec<(TreatmentPart, SwitchRow)>> {
    let answer = |row: Row| {
        let answered = Answered { answer: parsed(&row.answer)?, on: parsed(&row.answered_on)?, form: parsed(&row.form)? };
        let kept = SwitchRow {
            answered,
            text: row.text.zip(row.text_version),
            heard_by: parsed(&row.heard_by)?,
            role: parsed(&row.role)?,
            at: row.at.timestamp(),
        };
        Ok((parsed(&row.part)?, kept))
    };
    rows_of(conn, treatment)?.into_iter().map(answer).collect()
}

/// The rows word for word, one a line, as they go into the digest of a proof.
///
/// # Errors
/// [`store::Error`].
pub fn written_out(conn: &mut Conn, treatment: Id) -> Result<Vec<String>> {
    let line = |row: Row| {
        let (text, version) = (row.text.unwrap_or_default(), row.text_version.unwrap_or_default());
        let at = row.at.timestamp();
        [row.id.to_string(), row.part, row.answer, row.answered_on, row.form, text, version, row.heard_by, row.role, at.to_string()]
            .join("\t")
    };
    Ok(rows_of(conn, treatment)?.into_iter().map(line).collect())
}

/// Destroys the answers and leaves the proof.
///
/// # Errors
/// [`store::Error`].
pub fn destroy(conn: &mut Conn, treatment: Id, proof: &ConsentProof, staff: &Staff) -> Result<()> {
    let gone = diesel::delete(treatment_consents::table.filter(treatment_consents::treatment.eq(treatment)));
    on!(conn, c => gone.execute(c))?;
    let row = (
        treatment_consent_proofs::treatment.eq(treatment),
        treatment_consent_proofs::digest.eq(&proof.digest),
        treatment_consent_proofs::answers.eq(proof.answers),
        treatment_consent_proofs::decision.eq(&proof.decision),
        treatment_consent_proofs::staff.eq(staff.reference.as_str()),
        treatment_consent_proofs::role.eq(proof.role.code()),
        treatment_consent_proofs::at.eq(Micros::from(proof.at)),
    );
    let query = diesel::insert_into(treatment_consent_proofs::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The proof, if the answers were destroyed.
///
/// # Errors
/// [`store::Error`].
pub fn proof_of(conn: &mut Conn, treatment: Id) -> Result<Option<ConsentProof>> {
    let query = treatment_consent_proofs::table.find(treatment).select((
        treatment_consent_proofs::digest,
        treatment_consent_proofs::answers,
        treatment_consent_proofs::decision,
        treatment_consent_proofs::role,
        treatment_consent_proofs::at,
    ));
    let row: Option<(Vec<u8>, i32, String, String, Micros)> = on!(conn, c => query.first(c).optional())?;
    let proof = |(digest, answers, decision, role, at): (Vec<u8>, i32, String, String, Micros)| {
        Ok(ConsentProof { digest, answers, decision, role: parsed(&role)?, at: at.timestamp() })
    };
    row.map(proof).transpose()
}
