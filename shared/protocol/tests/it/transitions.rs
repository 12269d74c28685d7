//! The whole machine printed to a file in git: a change of behaviour is a change of that file.

use std::{collections::BTreeMap, fmt::Write};

use protocol::{
    Basis,
    handover::{Effect, HandoverState},
};

use crate::samples::{events, go, states};

const MINUTES: [(i64, &str); 4] = [(1, "1 min"), (20, "20 min"), (70, "70 min"), (8 * 24 * 60, "8 days")];

fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Log(kind) => format!("log {kind}"),
        Effect::Notify { who, kind } => format!("notify {who} {kind}"),
        Effect::Page(who) => format!("page {who}"),
        Effect::DestroyCiphertext => "destroy ciphertext".to_owned(),
    }
}

/// One line for everything an event does at a moment.
fn outcome(state: &HandoverState, event: &protocol::handover::HandoverEvent, minutes: i64) -> String {
    match go(state, event, minutes) {
        Ok(step) if step.repeated => "stays".to_owned(),
        Ok(step) => {
            let effects: Vec<String> = step.effects.iter().map(effect).collect();
            format!("→ {}: {}", step.state.code(), if effects.is_empty() { "nothing more".to_owned() } else { effects.join("; ") })
        }
        Err(refused) => format!("refused: {refused}"),
    }
}

fn print_state(table: &mut String, basis: Basis, name: &str, state: &HandoverState) {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (event_name, event) in events(basis) {
        let outcomes: Vec<(String, &str)> = MINUTES.iter().map(|(minutes, word)| (outcome(state, &event, *minutes), *word)).collect();
        if outcomes.iter().all(|(outcome, _)| *outcome == outcomes[0].0) {
            lines.entry(outcomes[0].0.clone()).or_default().push(event_name);
        } else {
            for (outcome, word) in outcomes {
                lines.entry(outcome).or_default().push(format!("{event_name} at {word}"));
            }
        }
    }
    writeln!(table, "\n{name}{}", if state.is_final() { " (final)" } else { "" }).expect("a string grows");
    for (outcome, events) in lines {
        writeln!(table, "  {outcome}\n      {}", events.join(" | ")).expect("a string grows");
    }
}

fn table() -> String {
    let mut table = "Every state of a handover with every event, by basis. Printed by a test; do not edit.\n".to_owned();
    for basis in Basis::ALL {
        writeln!(table, "\n== basis: {basis} ==").expect("a string grows");
        states(*basis).iter().for_each(|(name, state)| print_state(&mut table, *basis, name, state));
    }
    table
}

#[test]
fn the_table_in_git_is_what_the_machine_does() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("transitions.txt");
    let table = table();
    std::fs::write(&path, &table).expect("the target folder can be written");
    let kept = include_str!("../../transitions.txt");
    assert!(table == kept, "the machine does something else than shared/protocol/transitions.txt: look at {} and copy it", path.display());
}
