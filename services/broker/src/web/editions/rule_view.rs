//! A rule in words, with the law it stands on.

use std::collections::BTreeSet;

use rulebook::{Edition, Narrowing, Opening, Reading, Rule, RuleKind, Source};
use web::Page;

use crate::web::phrases;

/// A rule.
pub(crate) struct RuleView {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Why it opens, closes and shows nothing now; empty when it is on.
    pub off: String,
    /// Statute.
    pub citation: String,
    /// What else is to know, in the order it is read.
    pub facts: Vec<RuleFact>,
    /// What must be answered with yes.
    pub needs: Vec<String>,
    /// What it opens or closes.
    pub opens: Vec<OpeningView>,
    /// The law.
    pub sources: Vec<SourceView>,
    /// Ids of the provisions that stand here first: links to them lead here.
    pub names: Vec<String>,
}

/// Something to know about a rule.
pub(crate) struct RuleFact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub words: String,
    /// The language of the words: an edition holds some in English alone.
    pub language: &'static str,
}

/// What a rule opens.
pub(crate) struct OpeningView {
    /// Categories.
    pub categories: String,
    /// Whom they are about.
    pub about: String,
    /// In which of the rule's ways, where it is not all of them.
    pub directions: String,
    /// What must be answered beside the rule's own questions.
    pub needs: Vec<String>,
}

/// A provision.
pub(crate) struct SourceView {
    /// Id.
    pub id: String,
    /// Statute.
    pub citation: String,
    /// Act that gave it this wording; empty when it is not known.
    pub amending_act: String,
    /// First and last day of the wording; empty when they are not known.
    pub days: String,
    /// Day the text was last compared.
    pub last_checked: String,
    /// How much of it was read: a warning when it was not all.
    pub warning: Option<String>,
    /// What was not read.
    pub note: String,
    /// The parts of the text, in Swedish.
    pub paragraphs: Vec<String>,
}

impl RuleView {
    /// In the reader's language.
    pub(crate) fn of(page: &Page, edition: &Edition, rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            label: phrases::said(page, &rule.label).to_owned(),
            text: phrases::said(page, &rule.text).to_owned(),
            off: off(page, edition, rule),
            citation: phrases::cited(page, &rule.citation),
            facts: facts(page, rule),
            needs: phrases::claims(page, edition, &rule.needs),
            opens: rule.opens.iter().map(|opening| OpeningView::of(page, edition, opening)).collect(),
            sources: edition.sources_of(rule).map(|source| SourceView::of(page, source)).collect(),
            names: Vec::new(),
        }
    }
}

fn off(page: &Page, edition: &Edition, rule: &Rule) -> String {
    if edition.is_on(rule) {
        return String::new();
    }
    match &rule.switch {
        Some(switch) if rule.confidence.is_on() => page.words.with("rule-off-switch", &[("switch", switch.as_str())]),
        _ => page.text("rule-off-reading"),
    }
}

/// What an edition has no Swedish words for.
const IN_ENGLISH: [&str; 3] = ["rule-lifts", "rule-not-lifts", "rule-held-by"];

fn facts(page: &Page, rule: &Rule) -> Vec<RuleFact> {
    let from = page.date(&rule.from);
    let days = match rule.until {
        Some(until) => page.words.with("days-from-until", &[("from", from), ("until", page.date(&until))]),
        None => page.words.with("days-from", &[("from", from)]),
    };
    let directions: Vec<String> = rule.directions.iter().map(|direction| phrases::direction(page, *direction)).collect();
    let giver = rule.giver.map(|role| page.text(&format!("person-{role}"))).unwrap_or_default();
    let tells = rule.tells.map(|role| phrases::staff(page, [&role])).unwrap_or_default();
    let lines = [
        ("tried-kind", page.text(&format!("kind-{}", rule.kind))),
        ("rule-days", days),
        ("rule-directions", directions.join(", ")),
        ("way-purposes", phrases::purposes(page, &rule.purposes)),
        ("way-giver", giver),
        ("way-decided-by", phrases::staff(page, &rule.decided_by)),
        ("way-tells", tells),
        ("rule-lifts", rule.lifts.join(", ")),
        ("rule-not-lifts", rule.not_lifts.join(", ")),
        ("rule-held-by", rule.held_by.clone().unwrap_or_default()),
        ("rule-confidence", page.text(&format!("confidence-{}", rule.confidence))),
        ("rule-amending-act", rule.amending_act.clone().unwrap_or_default()),
    ];
    let language = |key| if IN_ENGLISH.contains(&key) { "en" } else { page.language.code() };
    let fact = |(key, words)| RuleFact { label: page.text(key), words, language: language(key) };
    lines.into_iter().filter(|(_, words)| !words.is_empty()).map(fact).collect()
}

impl OpeningView {
    fn of(page: &Page, edition: &Edition, opening: &Opening) -> Self {
        let about: Vec<String> = opening.roles.iter().map(|role| page.text(&format!("about-{role}"))).collect();
        let directions: Vec<String> = opening.directions.iter().map(|direction| phrases::direction(page, *direction)).collect();
        Self {
            categories: phrases::categories(page, opening.categories.iter().copied()),
            about: phrases::listed(page, &about),
            directions: directions.join(", "),
            needs: phrases::claims(page, edition, &opening.needs),
        }
    }
}

impl SourceView {
    /// In the reader's language; the law itself in Swedish.
    pub(crate) fn of(page: &Page, source: &Source) -> Self {
        let day = |date: jiff::civil::Date| page.date(&date);
        let days = match (source.from, source.until) {
            (Some(from), Some(until)) => page.words.with("days-from-until", &[("from", day(from)), ("until", day(until))]),
            (Some(from), None) => page.words.with("days-from", &[("from", day(from))]),
            (None, Some(until)) => page.words.with("days-until", &[("until", day(until))]),
            (None, None) => String::new(),
        };
        Self {
            id: source.id.clone(),
            citation: phrases::cited(page, &source.citation),
            amending_act: source.amending_act.clone().unwrap_or_default(),
            days,
            last_checked: day(source.last_checked),
            warning: (source.reading != Reading::Whole).then(|| page.text(&format!("reading-warning-{}", source.reading))),
            note: source.note.as_ref().map(|note| phrases::said(page, note).to_owned()).unwrap_or_default(),
            paragraphs: source.paragraphs().map(str::to_owned).collect(),
        }
    }
}

/// Where an edition is narrower than the law: what stays, and the provisions by their citations.
pub(crate) struct NarrowingView {
    /// What stays although the law would let it go.
    pub means: String,
    /// The provisions that are not used in full.
    pub citations: String,
}

impl NarrowingView {
    /// In the reader's language.
    pub(crate) fn of(page: &Page, edition: &Edition, narrowing: &Narrowing) -> Self {
        let cited = narrowing.sources.iter().filter_map(|id| edition.source(id));
        let citations: Vec<String> = cited.map(|source| phrases::cited(page, &source.citation)).collect();
        Self { means: phrases::said(page, &narrowing.means).to_owned(), citations: citations.join("; ") }
    }
}

/// A heading with its rules.
pub(crate) type OfKind = (RuleKind, String, Vec<RuleView>);

/// The rules by kind, each kind once, in the order of the rule book.
pub(crate) fn by_kind(page: &Page, edition: &Edition) -> Vec<OfKind> {
    let mut named = BTreeSet::new();
    let mut view = |rule: &Rule| {
        let first = rule.sources.iter().filter(|id| named.insert((*id).clone()));
        let names = first.cloned().collect();
        RuleView { names, ..RuleView::of(page, edition, rule) }
    };
    let mut of_kind = |kind: RuleKind| {
        let rules = edition.rules().iter().filter(|rule| rule.kind == kind).map(&mut view).collect::<Vec<_>>();
        (kind, page.text(&format!("kinds-{kind}")), rules)
    };
    RuleKind::ALL.iter().map(|kind| of_kind(*kind)).filter(|(.., rules)| !rules.is_empty()).collect()
}
