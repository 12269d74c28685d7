//! What is written otherwise: words, sources, questions, switches, lengths and crimes.

use std::collections::BTreeMap;

use wire::Language;

use crate::{Edition, FactRule, Reason, Rule, Source, WayForward, Words};

/// What a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// A rule: its words, citation, dates or what it lifts.
    Rule,
    /// A provision of law beside the rules.
    Source,
    /// A question: who may answer it, and how it is asked.
    Question,
    /// An open legal question.
    Switch,
    /// How long a consent asked with a text may be used.
    ConsentText,
    /// A crime that may be feared.
    Crime,
    /// Words of a reason or of a way forward.
    Words,
    /// Where the edition is narrower than the law.
    Narrowing,
    /// Latest day of the statutes that were read.
    Cutoff,
}

/// One thing that is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidChange {
    /// What it is of.
    pub said: Said,
    /// Id or code of it.
    pub id: String,
    /// Which part of it, as a key of the file.
    pub part: &'static str,
    /// As it was; none for something that is new.
    pub before: Option<String>,
    /// As it is; none for something that is gone.
    pub after: Option<String>,
}

/// Parts of one thing: key of the file and text.
type Parts = Vec<(&'static str, String)>;
/// Things of one kind by id, in their order.
type Things = Vec<(String, Parts)>;

/// What reads the things of one kind out of an edition.
type Reader = fn(&Edition) -> Things;

pub(super) fn compare(old: &Edition, new: &Edition) -> Vec<SaidChange> {
    let kinds: [(Said, Reader); 9] = [
        (Said::Cutoff, |edition| vec![(String::new(), vec![("text_cutoff", edition.text_cutoff().to_string())])]),
        (Said::Rule, |edition| edition.rules().iter().map(|rule| (rule.id.clone(), of_rule(rule))).collect()),
        (Said::Source, |edition| edition.sources().iter().map(|source| (source.id.clone(), of_source(source))).collect()),
        (Said::Question, |edition| edition.facts().iter().map(|fact| (fact.code.to_string(), of_fact(fact))).collect()),
        (Said::Switch, |edition| {
            let parts = |switch: &crate::Switch| both("means", &switch.means, vec![("on", switch.on.to_string())]);
            edition.switches().iter().map(|switch| (switch.id.clone(), parts(switch))).collect()
        }),
        (Said::ConsentText, |edition| {
            edition.consent_texts().iter().map(|text| (text.id.clone(), vec![("days", text.days.to_string())])).collect()
        }),
        (Said::Crime, Edition::crimes_as_written),
        (Said::Words, words),
        (Said::Narrowing, |edition| {
            let narrowing = |narrowing: &crate::Narrowing| (narrowing.means.sv.clone(), vec![("means_en", narrowing.means.en.clone())]);
            edition.narrowings().iter().map(narrowing).collect()
        }),
    ];
    kinds.into_iter().flat_map(|(said, things)| changes(said, things(old), things(new))).collect()
}

fn changes(said: Said, old: Things, new: Things) -> Vec<SaidChange> {
    let before: BTreeMap<&str, &Parts> = old.iter().map(|(id, parts)| (id.as_str(), parts)).collect();
    let after: BTreeMap<&str, &Parts> = new.iter().map(|(id, parts)| (id.as_str(), parts)).collect();
    let whole =
        |id: &str, was: Option<String>, is: Option<String>| SaidChange { said, id: id.to_owned(), part: "", before: was, after: is };
    let gone = old.iter().filter(|(id, _)| !after.contains_key(id.as_str())).map(|(id, parts)| whole(id, Some(first(parts)), None));
    let come = new.iter().flat_map(|(id, parts)| match before.get(id.as_str()) {
        None => vec![whole(id, None, Some(first(parts)))],
        Some(was) => changed_parts(said, id, was, parts),
    });
    gone.chain(come).collect()
}

fn changed_parts(said: Said, id: &str, was: &Parts, is: &Parts) -> Vec<SaidChange> {
    let pairs = was.iter().zip(is).filter(|((_, before), (_, after))| before != after);
    let change = |((part, before), (_, after)): (&(&'static str, String), &(&'static str, String))| SaidChange {
        said,
        id: id.to_owned(),
        part,
        before: Some(before.clone()),
        after: Some(after.clone()),
    };
    pairs.map(change).collect()
}

/// What stands for the whole of a thing that comes or goes.
fn first(parts: &Parts) -> String {
    parts.first().map(|(_, text)| text.clone()).unwrap_or_default()
}

fn both(name: &'static str, words: &Words, rest: Parts) -> Parts {
    let [sv, en] = match name {
        "means" => ["means_sv", "means_en"],
        "text" => ["text_sv", "text_en"],
        "label" => ["label_sv", "label_en"],
        "citation" => ["citation_sv", "citation_en"],
        "way" => ["way_sv", "way_en"],
        _ => ["note_sv", "note_en"],
    };
    [(sv, words.sv.clone()), (en, words.en.clone())].into_iter().chain(rest).collect()
}

/// The ways it opens are compared apart.
fn of_rule(rule: &Rule) -> Parts {
    let rest = vec![
        ("from", rule.from.to_string()),
        ("until", rule.until.map(|date| date.to_string()).unwrap_or_default()),
        ("confidence", rule.confidence.to_string()),
        ("switch", rule.switch.clone().unwrap_or_default()),
        ("lifts", rule.lifts.join(", ")),
        ("not_lifts", rule.not_lifts.join(", ")),
        ("amending_act", rule.amending_act.clone().unwrap_or_default()),
        ("held_by", rule.held_by.clone().unwrap_or_default()),
        ("sources", rule.sources.join(", ")),
    ];
    both("text", &rule.text, both("citation", &rule.citation, both("label", &rule.label, rest)))
}

fn of_source(source: &Source) -> Parts {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut parts = vec![
        ("text", source.text.clone()),
        ("from", day(source.from)),
        ("until", day(source.until)),
        ("last_checked", source.last_checked.to_string()),
        ("reading", source.reading.to_string()),
        ("amending_act", source.amending_act.clone().unwrap_or_default()),
    ];
    let nothing = Words { sv: String::new(), en: String::new() };
    parts.extend(both("note", source.note.as_ref().unwrap_or(&nothing), Vec::new()));
    both("citation", &source.citation, parts)
}

fn of_fact(fact: &FactRule) -> Parts {
    let roles = |roles: Vec<String>| roles.join(", ");
    let claim = |language| fact.claim(language).to_owned();
    let rest = vec![
        ("claim_sv", claim(Language::Sv)),
        ("claim_en", claim(Language::En)),
        ("answered_by", roles(fact.answered_by.iter().map(ToString::to_string).collect())),
        ("suggested_about", roles(fact.suggested_about.iter().map(ToString::to_string).collect())),
    ];
    both("way", &fact.way, rest)
}

/// Words for reasons and ways forward.
fn words(edition: &Edition) -> Things {
    let parts = |code: &str, sv: &str, en: &str| (code.to_owned(), vec![("text_sv", sv.to_owned()), ("text_en", en.to_owned())]);
    let reason =
        |reason: &Reason| parts(reason.code(), edition.reason_words(*reason, Language::Sv), edition.reason_words(*reason, Language::En));
    let ways = [WayForward::StateWhom, WayForward::PersonTells];
    let way = |way: &WayForward| parts(way.code(), edition.way_words(*way, Language::Sv), edition.way_words(*way, Language::En));
    Reason::ALL.iter().map(reason).chain(ways.iter().map(way)).collect()
}
