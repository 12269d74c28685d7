//! `stafett rulebook compare`: what one edition changes of another, line by line.

use std::error::Error;

use rulebook::{Difference, SaidChange, WayChange, difference};

use super::edition;
use crate::{cli::RulebookCompareArguments, out};

/// Prints every way that comes or goes and everything that is written otherwise.
///
/// # Errors
/// A file that is no edition.
pub fn run(arguments: &RulebookCompareArguments) -> Result<(), Box<dyn Error>> {
    let (old, new) = (edition(&arguments.old)?, edition(&arguments.new)?);
    let found = difference(&old, &new);
    out::line(&format!("{} -> {}", old.id(), new.id()));
    lines(&found).iter().for_each(|line| out::line(line));
    if found.is_empty() {
        out::line("nothing but id and bytes differs");
    }
    Ok(())
}

fn lines(found: &Difference) -> Vec<String> {
    found.ways.iter().flat_map(way).chain(found.said.iter().map(said)).collect()
}

/// A head line with the ground and its days, then one line for each category and role.
fn way(change: &WayChange) -> Vec<String> {
    let way = &change.way;
    let sign = if change.is_new { '+' } else { '-' };
    let until = change.until.map(|day| format!(" to {day}")).unwrap_or_default();
    let facts = codes(&way.facts, " when ");
    let giver = way.giver.map(|giver| format!(" by the consent of {giver}")).unwrap_or_default();
    let purposes = codes(&way.purposes, " for ");
    let deciders = codes(&way.decided_by, " decided by ");
    let head = format!(
        "{sign} {} {}{giver}{facts}{deciders}{purposes}, from {}{until}, by {}",
        way.direction,
        way.kind,
        change.from,
        change.rules.join(", ")
    );
    let cell = |cell: &rulebook::Cell| {
        let role = cell.role.map_or_else(|| "nobody".to_owned(), |role| role.to_string());
        format!("    {sign} {} about {role}", cell.category)
    };
    std::iter::once(head).chain(change.cells.iter().map(cell)).collect()
}

fn codes<C: std::fmt::Display>(codes: &std::collections::BTreeSet<C>, before: &str) -> String {
    let words: Vec<String> = codes.iter().map(ToString::to_string).collect();
    if words.is_empty() { String::new() } else { format!("{before}{}", words.join(", ")) }
}

fn said(change: &SaidChange) -> String {
    let part = if change.part.is_empty() { String::new() } else { format!(".{}", change.part) };
    let text = |text: &Option<String>| text.as_ref().map_or_else(|| "(none)".to_owned(), |text| format!("{text:?}"));
    format!("~ {:?} {}{part}: {} -> {}", change.said, change.id, text(&change.before), text(&change.after))
}
