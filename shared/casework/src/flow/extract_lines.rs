//! What an extract is made of: the fields of the unit's own handovers of a case, each with the class that its rule gives it.

use std::sync::Arc;

use rulebook::{Edition, ExtractClass, ExtractJudgement, ExtractReason, ToldField};
use store::Conn;
use wire::{Direction, SubjectRole, UnitId};

use super::{
    need_to_know::{Tie, is_shut, own_handovers},
    past_decision::Remembered,
};
use crate::{
    Casework,
    db::{cases::Case, handovers::Handover, subjects},
    domain::{Again, ExplainedField, ExtractLine, HandoverStateCode, Way, tightened},
    extract_error::ExtractProblem,
};
use protocol::Basis;

/// A handover with the law of its day; no value is in it.
pub(super) struct Source {
    pub(super) handover: Handover,
    pub(super) direction: Option<Direction>,
    pub(super) fields: Vec<ExplainedField>,
    /// The edition it was judged by; `None` when it is not here: then nothing of it is told.
    pub(super) edition: Option<Arc<Edition>>,
}

impl Casework {
    /// The unit's own handovers of a case that somebody has got, oldest first. What nobody here sees any more is not among them.
    pub(super) fn extract_sources(&self, conn: &mut Conn, case: &Case, unit: &UnitId, tie: Tie) -> Result<Vec<Source>, ExtractProblem> {
        let mut sources = Vec::new();
        for handover in own_handovers(conn, case, unit, tie)? {
            if reached_somebody(&handover) && !is_shut(conn, &handover)? {
                sources.push(self.extract_source(conn, handover)?);
            }
        }
        Ok(sources)
    }

    /// One handover, explained.
    pub(super) fn extract_source(&self, conn: &mut Conn, handover: Handover) -> Result<Source, ExtractProblem> {
        let Remembered { decision, .. } = self.remembered(conn, &handover)?;
        let past = &decision.past;
        let direction = Direction::between(past.from, past.to);
        let edition = self.edition_named(&past.edition);
        let fields = match &edition {
            Some(edition) => Again::new(past, &tightened(edition, &decision.off)).went(&decision.went),
            None => unexplained(&handover),
        };
        Ok(Source { handover, direction, fields, edition })
    }

    /// The lines of an extract for the person in this role.
    pub(super) fn lines_for(
        &self,
        conn: &mut Conn,
        case: &Case,
        asks: SubjectRole,
        sources: &[Source],
    ) -> Result<Vec<ExtractLine>, ExtractProblem> {
        // Two in one role can't be told apart without their values: then nothing is told.
        let only_one = subjects::of_case(conn, case.id)?.iter().filter(|known| known.role == asks).count() == 1;
        let fields = sources.iter().flat_map(|source| source.fields.iter().map(move |field| (source, field)));
        let lines = fields.zip(0..).map(|((source, field), place)| {
            let ExtractJudgement { class, why } = class_of(asks, only_one, source, field);
            ExtractLine {
                place,
                handover: source.handover.id,
                n: field.n,
                category: field.category,
                role: field.role,
                class,
                why,
                judged: None,
            }
        });
        Ok(lines.collect())
    }
}

/// Whether the other end has got it: what was only offered told nobody anything.
fn reached_somebody(handover: &Handover) -> bool {
    use HandoverStateCode::{Acknowledged, Declined, Fetched, Received, Redirected, TakenOver};
    handover.way == Way::Received || matches!(handover.state, Fetched | Received | Acknowledged | TakenOver | Declined | Redirected)
}

/// Its categories, without a rule.
fn unexplained(handover: &Handover) -> Vec<ExplainedField> {
    let field = |(category, n): (&wire::Category, u32)| ExplainedField {
        n,
        category: *category,
        role: None,
        basis: None,
        lines: Vec::new(),
        way_forward: None,
    };
    handover.categories.iter().zip(0..).map(field).collect()
}

fn class_of(asks: SubjectRole, only_one: bool, source: &Source, field: &ExplainedField) -> ExtractJudgement {
    let Some(edition) = &source.edition else {
        return ExtractJudgement { class: ExtractClass::Closed, why: ExtractReason::RuleUnknown };
    };
    let rules: Vec<(Option<SubjectRole>, &str)> = field.lines.iter().map(|line| (line.role, line.code.as_str())).collect();
    let alone = source.fields.iter().all(|other| other.role == Some(asks) && other.basis == Some(Basis::Consent));
    let told = ToldField {
        category: field.category,
        subject: field.role,
        of_the_asker: only_one,
        purpose: source.handover.purpose,
        direction: source.direction,
        rules: &rules,
        alone,
    };
    edition.extract_class(asks, &told)
}
