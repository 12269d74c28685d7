//! The page of open questions: what each switch means, how it is set and what it holds is the edition's; what a deployment must
//! decide is written by hand in the last column and stays.

use rulebook::{Edition, Switch};
use wire::Language;

use super::words::say;

/// The page with every row of the edition written anew.
pub fn page(kept: &str, edition: &Edition, language: Language) -> String {
    let rows: Vec<&str> = kept.lines().filter(|line| line.starts_with("| L-")).collect();
    let ids: Vec<&str> = rows.iter().map(|row| cells(row)[0]).collect();
    let switches: Vec<&str> = edition.switches().iter().map(|switch| switch.id.as_str()).collect();
    assert_eq!(ids, switches, "one row for each switch, in the order of the edition");
    let mut lines = Vec::new();
    let mut switch = edition.switches().iter();
    for line in kept.lines() {
        let written = if line.starts_with("| L-") { switch.next().map(|switch| row(switch, line, edition, language)) } else { None };
        lines.push(written.unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n") + "\n"
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

fn row(switch: &Switch, kept: &str, edition: &Edition, language: Language) -> String {
    let cells = cells(kept);
    let to_decide = cells.last().filter(|cell| cells.len() == 5 && !cell.is_empty());
    let to_decide = to_decide.unwrap_or_else(|| panic!("{}: five cells, the last says what is to be decided", switch.id));
    let held = edition.rules().iter().filter(|rule| rule.switch.as_ref() == Some(&switch.id));
    let page = say(language, "regler.md", "rules.md");
    let held: Vec<String> = held.map(|rule| format!("[{}]({page}#{})", rule.id, rule.id.to_lowercase())).collect();
    let set = if switch.on { say(language, "**på**", "**on**") } else { say(language, "av", "off") };
    let held = if held.is_empty() { "–".to_owned() } else { held.join(", ") };
    format!("| {} | {} | {set} | {held} | {to_decide} |", switch.id, switch.means.get(language))
}
