//! Contacts with the persons of a case. Rows are added, never changed.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use store::{Conn, Id, Micros, Result, on};
use wire::SubjectId;

use super::{
    parsed, parsed_option,
    schema::{interaction_topics, interactions},
};
use crate::domain::{Concerned, ContactTopic, Interaction, InteractionId};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = interactions)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    role: String,
    subject: Option<Id>,
    staff: String,
    staff_role: String,
    at: Micros,
    outcome: String,
    channel: Option<String>,
    written_by: String,
    written_at: Micros,
    replaces: Option<Id>,
}

impl Row {
    fn of(interaction: &Interaction) -> Self {
        Self {
            id: interaction.id.0,
            case_id: interaction.case,
            unit: interaction.unit.to_string(),
            role: interaction.concerned.role.to_string(),
            subject: interaction.concerned.subject.map(|subject| subject.0.into()),
            staff: interaction.staff.to_string(),
            staff_role: interaction.staff_role.to_string(),
            at: interaction.at.into(),
            outcome: interaction.outcome.to_string(),
            channel: interaction.channel.map(|channel| channel.to_string()),
            written_by: interaction.written_by.to_string(),
            written_at: interaction.written_at.into(),
            replaces: interaction.replaces.map(|replaced| replaced.0),
        }
    }

    fn into_interaction(self, topics: BTreeSet<ContactTopic>) -> Result<Interaction> {
        Ok(Interaction {
            id: InteractionId(self.id),
            case: self.case_id,
            unit: parsed(&self.unit)?,
            concerned: Concerned { role: parsed(&self.role)?, subject: self.subject.map(|id| SubjectId(id.into())) },
            staff: parsed(&self.staff)?,
            staff_role: parsed(&self.staff_role)?,
            at: self.at.timestamp(),
            outcome: parsed(&self.outcome)?,
            channel: parsed_option(self.channel.as_deref())?,
            topics,
            written_by: parsed(&self.written_by)?,
            written_at: self.written_at.timestamp(),
            replaces: self.replaces.map(InteractionId),
        })
    }
}

/// Writes a row, once; false when the id is there already. The same tap posted twice is one contact.
///
/// # Errors
/// [`store::Error`]; a violation when the row it replaces is replaced already, or of another case or unit.
pub fn insert(conn: &mut Conn, interaction: &Interaction) -> Result<bool> {
    let query = diesel::insert_into(interactions::table).values(Row::of(interaction)).on_conflict(interactions::id).do_nothing();
    if on!(conn, c => query.execute(c))? == 0 {
        return Ok(false);
    }
    for topic in &interaction.topics {
        let row = (interaction_topics::interaction.eq(interaction.id.0), interaction_topics::topic.eq(topic.code()));
        let query = diesel::insert_into(interaction_topics::table).values(row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(true)
}

/// The row of a case with this id.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn find(conn: &mut Conn, case: Id, id: InteractionId) -> Result<Option<Interaction>> {
    Ok(of_case(conn, case)?.into_iter().find(|row| row.id == id))
}

/// Every row of a case, replaced ones too, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Interaction>> {
    let mut topics = topics_of(conn, case)?;
    let query =
        interactions::table.filter(interactions::case_id.eq(case)).order((interactions::at, interactions::written_at, interactions::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter()
        .map(|row| {
            let topics = topics.remove(&row.id).unwrap_or_default();
            row.into_interaction(topics)
        })
        .collect()
}

fn topics_of(conn: &mut Conn, case: Id) -> Result<BTreeMap<Id, BTreeSet<ContactTopic>>> {
    let query = interaction_topics::table
        .inner_join(interactions::table.on(interactions::id.eq(interaction_topics::interaction)))
        .filter(interactions::case_id.eq(case))
        .select((interaction_topics::interaction, interaction_topics::topic));
    let rows: Vec<(Id, String)> = on!(conn, c => query.load(c))?;
    let mut topics: BTreeMap<Id, BTreeSet<ContactTopic>> = BTreeMap::new();
    for (interaction, topic) in rows {
        topics.entry(interaction).or_default().insert(parsed(&topic)?);
    }
    Ok(topics)
}
