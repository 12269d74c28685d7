//! The cells `så`, `genom` and `väg framåt`: what a case expects.

use wire::FactCode;

use super::{
    Answer, By, CaseError, CaseFault, Column, Next, Then,
    answer::{WayCode, around},
    error::shown,
    given::Person,
    words::{Opener, part, plain, words},
};
use crate::TaskKind;

/// Reads the three cells of a row with so many fields.
pub(super) fn read(row: usize, fields: usize, [then, by, next]: [&str; 3]) -> Result<Vec<Answer>, Vec<CaseError>> {
    let at = |column: Column| move |fault: CaseFault| vec![CaseError { row, column: Some(column), fault }];
    let thens =
        each(then, fields).and_then(|cells| cells.into_iter().map(read_then).collect::<Result<Vec<_>, _>>()).map_err(at(Column::Then));
    let bys = each(by, fields).map_err(at(Column::By));
    let nexts = nexts(next, fields).map_err(at(Column::Way));
    let (thens, bys, nexts) = all_three(thens, bys, nexts)?;
    let answers = thens.into_iter().zip(bys).zip(nexts);
    answers.map(|((then, by), next)| Ok(Answer { then, by: read_by(then, by).map_err(at(Column::By))?, next })).collect()
}

type Faults = Vec<CaseError>;

/// All three, or every fault of the three.
fn all_three<A, B, C>(one: Result<A, Faults>, two: Result<B, Faults>, three: Result<C, Faults>) -> Result<(A, B, C), Faults> {
    match (one, two, three) {
        (Ok(one), Ok(two), Ok(three)) => Ok((one, two, three)),
        (one, two, three) => Err([one.err(), two.err(), three.err()].into_iter().flatten().flatten().collect()),
    }
}

/// One part of a cell for each field; one alone is for all of them.
fn each(cell: &str, fields: usize) -> Result<Vec<&str>, CaseFault> {
    if cell.trim().is_empty() {
        return Err(CaseFault::Empty);
    }
    let parts: Vec<&str> = cell.split(';').map(str::trim).collect();
    match parts[..] {
        [only] => Ok(vec![only; fields]),
        _ if parts.len() == fields => Ok(parts),
        _ => Err(CaseFault::Count { fields, found: parts.len() }),
    }
}

fn read_then(text: &str) -> Result<Then, CaseFault> {
    let expected = Then::ALL.iter().filter(|then| **then != Then::Unguarded).map(|then| words().then.say(*then));
    words().then.read(text).filter(|then| *then != Then::Unguarded).ok_or_else(|| CaseFault::unknown(text, "then", expected))
}

fn read_by(then: Then, text: &str) -> Result<By, CaseFault> {
    let is = |opener| plain(text) == plain(words().opener.say(opener));
    match then {
        Then::Stays if is(Opener::Any) => Ok(By::AnyReason),
        Then::Stays => words().reason.read(text).map(By::Reason).ok_or_else(|| CaseFault::unknown(text, "reason", words().reason.all())),
        Then::NotThere if is(Opener::Type) => Ok(By::Type),
        _ => text.split('+').map(rule).collect::<Result<_, _>>().map(By::Rules),
    }
}

/// The id of a rule. Whether the edition has it is seen when the case is run.
fn rule(text: &str) -> Result<String, CaseFault> {
    let id = text.trim();
    let valid = !id.is_empty() && id.len() <= 60 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if valid { Ok(id.to_owned()) } else { Err(CaseFault::NotARule { found: shown(text) }) }
}

/// What follows, for each field; the word for nothing, or a dash, for a field that says nothing of it.
fn nexts(cell: &str, fields: usize) -> Result<Vec<Option<Next>>, CaseFault> {
    if cell.trim().is_empty() {
        return Ok(vec![None; fields]);
    }
    let nothing = plain(words().opener.say(Opener::Nothing));
    let said = |text: &&str| !matches!(plain(text).as_str(), "" | "-") && plain(text) != nothing;
    each(cell, fields)?.into_iter().map(|text| Some(text).filter(said).map(next).transpose()).collect()
}

fn next(text: &str) -> Result<Next, CaseFault> {
    if let Some(kind) = words().task.read(text) {
        return Ok(Next::Task(kind));
    }
    let ways = WayCode::ALL.iter().filter_map(|&code| argument(text, code).map(|found| (code, found)));
    let Some((code, found)) = ways.min_by_key(|(_, found)| found.len()) else {
        let known = words().way.all().chain(TaskKind::ALL.iter().map(|kind| words().task.say(*kind)));
        return Err(CaseFault::unknown(text, "way", known));
    };
    Ok(match code {
        WayCode::AskConsent => Next::Ask(Person::read(found)?),
        WayCode::Answer => Next::Answer(question(found)?),
        WayCode::NamedPersonDecides => Next::NamedPerson(rule(found)?),
        WayCode::OutsideHub => Next::OutsideHub(rule(found)?),
        WayCode::StateWhom => Next::StateWhom,
        WayCode::PersonTells => Next::PersonTells,
    })
}

/// What stands in the place of the braces, when a text is that phrase.
fn argument(text: &str, code: WayCode) -> Option<&str> {
    let phrase = words().way.say(code);
    let (before, after) = around(phrase);
    if !phrase.contains('{') {
        return (plain(text) == plain(phrase)).then_some("");
    }
    let (start, rest) = part(text, before.trim())?;
    let whole = start.is_empty();
    let end = after.trim();
    let inner = if end.is_empty() { Some(rest) } else { part(rest, end).filter(|(_, tail)| tail.is_empty()).map(|(inner, _)| inner) };
    inner.filter(|_| whole)
}

fn question(text: &str) -> Result<FactCode, CaseFault> {
    words().fact.read(text).ok_or_else(|| CaseFault::unknown(text, "fact", words().fact.all()))
}
