//! What was decided by named persons and cleared by the lead, as facts for exactly the values it was said of.
//!
//! A fact opens a whole message, a decision is about certain values: a fact of a decision is given only while every
//! value that its rule could open is one it was made for, and nothing goes by a rule that nobody decided by.

use jiff::Timestamp;
use rulebook::{Decision, FactSet, Moment, Verdict, decide};
use store::{Conn, Id};
use wire::{Draft, DraftField, Fact, FactCode, StaffRole};

use super::{kept_values::Owner, preview::usable_grants};
use crate::{
    Casework,
    db::{
        cases::Case,
        clearances,
        kept_fields::{clearance_fields, permission_fields},
        permissions,
    },
    domain::{Clearance, ClearanceState, DraftId, OpenedField, Permission, PermissionState, form_facts, scope},
    error::SendProblem,
};

/// A decision with the values it was made for, its state worked out for a draft.
pub(super) struct Decided {
    pub(super) permission: Permission,
    pub(super) fields: Vec<OpenedField>,
}

/// A question to the lead with the values it is about.
pub(super) struct Asked {
    pub(super) clearance: Clearance,
    pub(super) fields: Vec<OpenedField>,
}

impl Casework {
    /// The facts that were decided and cleared for exactly these values and this recipient, for a draft that is kept
    /// elsewhere than here.
    ///
    /// # Errors
    /// Those of the database.
    pub fn decided_facts(&self, conn: &mut Conn, case: &Case, draft: &Draft, now: Timestamp) -> Result<Vec<Fact>, SendProblem> {
        self.decided_for(conn, case.id, draft, None, now)
    }

    pub(super) fn decided_for(
        &self,
        conn: &mut Conn,
        case: Id,
        draft: &Draft,
        of: Option<DraftId>,
        now: Timestamp,
    ) -> Result<Vec<Fact>, SendProblem> {
        let mut standing = self.permissions_for(conn, case, draft, of, now)?;
        standing.retain(|decided| decided.permission.state == PermissionState::Standing && decided.permission.allowed);
        let cleared = self.cleared_for(conn, case, draft, of)?;
        loop {
            let permitted = permitted(&standing);
            let with = |more: &[Fact]| {
                let mut whole = draft.clone();
                whole.facts.extend(permitted.iter().chain(more).cloned());
                whole
            };
            let clearance = self.clearance_fact(conn, &with(&[]), &cleared, now)?;
            let more: Vec<Fact> = clearance.into_iter().collect();
            let decision = self.judged(conn, &with(&more), now)?;
            let Some(facts) = opened_by_nobody(&decision, draft, &standing) else {
                return Ok(permitted.into_iter().chain(more).collect());
            };
            // The answers to one rule would open another that nobody decided by: they answer for neither.
            let before = standing.len();
            standing.retain(|decided| decided.permission.fact_set().intersection(facts).is_empty());
            if standing.len() == before {
                return Ok(Vec::new());
            }
        }
    }

    /// The decisions of a case that were made in this draft (or outside any), newest state last.
    pub(super) fn permissions_for(
        &self,
        conn: &mut Conn,
        case: Id,
        draft: &Draft,
        of: Option<DraftId>,
        now: Timestamp,
    ) -> Result<Vec<Decided>, SendProblem> {
        let kept = permissions::of_case(conn, case)?.into_iter().filter(|kept| kept.permission.draft == of && kept.to == draft.to.unit);
        let mut all = Vec::new();
        for kept in kept {
            let values = permission_fields::of(conn, kept.permission.id.0)?;
            let fields = self.open_kept(conn, case, Owner::Permission(kept.permission.id.0), values)?;
            all.push(Decided { permission: kept.permission, fields });
        }
        let (edition, date) = (self.edition(), Moment::in_sweden(now).date());
        let mut seen = Vec::new();
        for decided in all.iter_mut().rev().filter(|decided| decided.permission.state == PermissionState::Standing) {
            let facts = decided.permission.fact_set();
            let in_scope = scope(&edition, facts, draft, date);
            let holds = !in_scope.is_empty() && in_scope.iter().all(|field| is_among(field, &decided.fields));
            // The newest word on the same questions counts; an earlier one says nothing any more.
            if !holds || seen.contains(&facts) {
                decided.permission.state = PermissionState::Lapsed;
            }
            seen.push(facts);
        }
        Ok(all)
    }

    pub(super) fn judged(&self, conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Decision, SendProblem> {
        let grants = usable_grants(conn, draft)?;
        Ok(decide(draft.outline(), &grants, &self.edition(), Moment::in_sweden(now)))
    }

    /// The lead's word, when every value that waits for it is cleared; for one message, so for all of it or none.
    fn clearance_fact(&self, conn: &mut Conn, draft: &Draft, cleared: &[Asked], now: Timestamp) -> Result<Option<Fact>, SendProblem> {
        let waiting = self.waits_for_lead(conn, draft, now)?;
        let by = |n: &usize| cleared.iter().find(|asked| is_among(&draft.fields[*n], &asked.fields));
        let answers: Option<Vec<&Asked>> = waiting.iter().map(by).collect();
        let latest = answers.unwrap_or_default().into_iter().max_by_key(|asked| asked.clearance.answered_at);
        Ok(latest.and_then(|asked| {
            let (staff, answered_at) = (asked.clearance.answered_by.clone()?, asked.clearance.answered_at?);
            Some(Fact { code: FactCode::LeadHasCleared, yes: true, answered_at, role: StaffRole::InvestigationLead, staff })
        }))
    }

    /// Places of the values that would go if the lead had cleared them, and do not by a duty.
    pub(super) fn waits_for_lead(&self, conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Vec<usize>, SendProblem> {
        let mut asked = draft.clone();
        asked.facts.retain(|fact| fact.code != FactCode::LeadHasCleared);
        let staff = "0".repeat(32).parse().map_err(|error| crate::Fault::because("a reference could not be made", error))?;
        asked.facts.push(Fact { code: FactCode::LeadHasCleared, yes: true, answered_at: now, role: StaffRole::InvestigationLead, staff });
        let decision = self.judged(conn, &asked, now)?;
        let waits = |verdict: &Verdict| match verdict {
            Verdict::Disclose(disclosure) => disclosure.covers().any(|cover| cover.facts.contains(FactCode::LeadHasCleared)),
            Verdict::Withhold { .. } => false,
        };
        Ok(decision.fields().iter().enumerate().filter(|(_, judged)| waits(&judged.verdict)).map(|(n, _)| n).collect())
    }

    /// What the lead has cleared in this draft (or outside any), to this recipient. The newest word on a value counts: a later
    /// no ends an earlier yes.
    pub(super) fn cleared_for(&self, conn: &mut Conn, case: Id, draft: &Draft, of: Option<DraftId>) -> Result<Vec<Asked>, SendProblem> {
        let asked = clearances::of_case(conn, case)?
            .into_iter()
            .filter(|clearance| matches!(clearance.state, ClearanceState::Cleared | ClearanceState::Refused))
            .filter(|clearance| clearance.draft == of && clearance.to == draft.to);
        let mut answered = Vec::new();
        for clearance in asked {
            let values = clearance_fields::of(conn, clearance.id.0)?;
            let fields = self.open_kept(conn, case, Owner::Clearance(clearance.id.0), values)?;
            answered.push(Asked { clearance, fields });
        }
        let (mut cleared, refused): (Vec<_>, Vec<_>) =
            answered.into_iter().partition(|asked| asked.clearance.state == ClearanceState::Cleared);
        for asked in &mut cleared {
            let later = |no: &&Asked| no.clearance.answered_at >= asked.clearance.answered_at;
            let ended: Vec<&OpenedField> = refused.iter().filter(later).flat_map(|no| &no.fields).collect();
            asked.fields.retain(|field| !ended.iter().any(|no| no.subject == field.subject && no.value == field.value));
        }
        Ok(cleared)
    }
}

/// Answers by which a value would go that nobody gave them for; none when all is decided. Answers of two decisions
/// together may satisfy a third rule.
fn opened_by_nobody(decision: &Decision, draft: &Draft, standing: &[Decided]) -> Option<FactSet> {
    let undecided = |field: &DraftField, facts: FactSet| {
        let decides = |decided: &Decided| decided.permission.fact_set().includes(facts) && is_among(field, &decided.fields);
        !facts.is_empty() && !standing.iter().any(decides)
    };
    decision.fields().iter().zip(&draft.fields).find_map(|(judged, field)| {
        let Verdict::Disclose(disclosure) = &judged.verdict else { return None };
        disclosure.covers().map(|cover| form_facts(cover.facts.iter())).find(|facts| undecided(field, *facts))
    })
}

/// What the decisions answer, each question once: by the newest.
fn permitted(standing: &[Decided]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for permission in standing.iter().rev().map(|decided| &decided.permission) {
        let answers = permission.facts.iter().filter(|(code, _)| !facts.iter().any(|fact| fact.code == *code)).copied();
        let answers: Vec<(FactCode, bool)> = answers.collect();
        facts.extend(answers.into_iter().map(|(code, yes)| Fact {
            code,
            yes,
            answered_at: permission.at,
            role: permission.role,
            staff: permission.by.clone(),
        }));
    }
    facts
}

/// Whether the very value is among those.
pub(super) fn is_among(field: &DraftField, values: &[OpenedField]) -> bool {
    values.iter().any(|known| known.subject.map(|person| person.id) == field.subject && known.value == field.value)
}
