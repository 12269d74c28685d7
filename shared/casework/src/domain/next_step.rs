//! The way forward of a field that stays, as a page can offer it.

use rulebook::{Decision, Edition, Judged, Verdict, WayForward};
use wire::{FactCode, Subject};

use super::{
    decision_rules::{form_of_rule, rule_asking},
    permission_members::has_its_own_form,
};

/// What somebody can do about a field that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// Ask this person, in private.
    AskConsent(Subject),
    /// Judge a question that is answered plainly.
    AnswerFact(FactCode),
    /// A named person may decide by this rule; its form asks for the rest.
    Decide {
        /// Id of the rule.
        rule: String,
    },
    /// Ask the lead of the investigation.
    AskLead,
    /// There is a way beside the hub.
    OutsideHub,
    /// Say whom it is about, or send it to the right board.
    StateWhom,
    /// Leave it out: the person may tell it.
    PersonTells,
}

/// The step for a judged field; none for one that goes and for one that never does.
pub(crate) fn next_step(judged: &Judged, decision: &Decision, edition: &Edition) -> Option<NextStep> {
    let Verdict::Withhold { way_forward, .. } = &judged.verdict else { return None };
    let (outline, date) = (decision.outline(), decision.at().date());
    let way = outline.direction().map(|direction| (direction, outline.purpose));
    Some(match (*way_forward)? {
        WayForward::AskConsent { person } => NextStep::AskConsent(person),
        WayForward::Answer { fact: FactCode::LeadHasCleared } => NextStep::AskLead,
        WayForward::Answer { fact } if has_its_own_form(fact) => {
            let rule = way.and_then(|way| rule_asking(edition, fact, judged.category, way, date));
            rule.map_or(NextStep::AnswerFact(fact), |rule| NextStep::Decide { rule })
        }
        WayForward::Answer { fact } => NextStep::AnswerFact(fact),
        WayForward::NamedPersonDecides { rule } => {
            let rule = edition.rule(rule)?;
            let form = way.and_then(|way| form_of_rule(edition, &rule.id, judged.category, way, date));
            // A rule without a form is decided by its plain answer alone.
            let plain = || rule.needs.first().map(|fact| NextStep::AnswerFact(*fact));
            form.map(|rule| NextStep::Decide { rule }).or_else(plain)?
        }
        WayForward::OutsideHub { .. } => NextStep::OutsideHub,
        WayForward::StateWhom => NextStep::StateWhom,
        WayForward::PersonTells => NextStep::PersonTells,
    })
}
