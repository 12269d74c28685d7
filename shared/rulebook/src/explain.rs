//! Why a field goes or stays, in the edition's words.

use wire::{Language, SubjectRole};

use crate::{Cover, Decision, Edition, Judged, Reason, Rule, RuleKind, Verdict};

/// One reason, for one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'e> {
    /// Whose secrecy; none when it is not about one role.
    pub role: Option<SubjectRole>,
    /// Id of the rule, or code of the reason.
    pub code: &'e str,
    /// Short name of the basis; empty for a field that stays by no rule.
    pub label: &'e str,
    /// A plain sentence.
    pub text: &'e str,
    /// Statute.
    pub citation: Option<&'e str>,
    /// Act that gave the statute the wording that was used, when it is known.
    pub amending_act: Option<&'e str>,
    /// The rule with its dates; [`Edition::sources_of`] has the law word for word. None for a field that stays by no rule.
    pub rule: Option<&'e Rule>,
}

/// Why one field goes or stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<'e> {
    /// Whether it goes.
    pub goes: bool,
    /// The reasons, one for each role of a field that goes.
    pub lines: Vec<Line<'e>>,
    /// What can be done about a field that stays.
    pub way_forward: Option<&'e str>,
}

/// Explains a field of a decision; none when there is no such field, or the decision was made by another edition.
pub fn explain<'e>(decision: &Decision, n: u32, edition: &'e Edition, language: Language) -> Option<Explanation<'e>> {
    let field = decision.fields.iter().find(|field| field.n == n).filter(|_| *edition.reference() == *decision.edition)?;
    Some(match &field.verdict {
        Verdict::Disclose(disclosure) => {
            let lines = disclosure.covers().filter_map(|cover| cover_line(cover, edition, language)).collect();
            Explanation { goes: true, lines, way_forward: None }
        }
        Verdict::Withhold { why, way_forward } => Explanation {
            goes: false,
            lines: stay_lines(decision, field, *why, edition, language),
            way_forward: way_forward.map(|way| edition.way_words(way, language)),
        },
    })
}

fn cover_line<'e>(cover: &Cover, edition: &'e Edition, language: Language) -> Option<Line<'e>> {
    edition.rule(cover.rule).map(|rule| rule_line(rule, cover.role, language))
}

fn rule_line(rule: &Rule, role: Option<SubjectRole>, language: Language) -> Line<'_> {
    Line {
        role,
        code: &rule.id,
        label: rule.label.get(language),
        text: rule.text.get(language),
        citation: Some(rule.citation.get(language)),
        amending_act: rule.amending_act.as_deref(),
        rule: Some(rule),
    }
}

/// The reason, and the never-rules that stand.
fn stay_lines<'e>(decision: &Decision, field: &Judged, why: Reason, edition: &'e Edition, language: Language) -> Vec<Line<'e>> {
    let text = edition.reason_words(why, language);
    let reason = Line { role: None, code: why.code(), label: "", text, citation: None, amending_act: None, rule: None };
    let stands = |rule: &&Rule| why == Reason::NeverThroughHub && is_never(rule, decision, field);
    let rules = edition.rules().iter().filter(stands).map(|rule| rule_line(rule, None, language));
    std::iter::once(reason).chain(rules).collect()
}

fn is_never(rule: &Rule, decision: &Decision, field: &Judged) -> bool {
    rule.kind == RuleKind::Never
        && rule.is_in_force(decision.at.date())
        && decision.outline.direction().is_some_and(|direction| rule.directions.contains(&direction))
        && rule.opens.iter().any(|opening| opening.categories.contains(&field.category))
}
