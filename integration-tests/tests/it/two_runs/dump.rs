//! Every table of a database as text, and where two of them differ in a way that nobody has explained.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query, sql_types};
use serde_json::Value;

/// What may differ between the runs, wherever it stands, with the same length: what is sealed, and what is made of it.
pub const MADE_OF_THE_SEAL: [&str; 12] = [
    // Of an offer: the encapsulated key, the seal itself and the commitment to the value.
    "encapsulated",
    "sealed",
    "commitment",
    // Signatures, and hashes of what is signed.
    "signature",
    "payload_hash",
    "offer_hash",
    "object_hash",
    "hash",
    // The log: a salted commitment for each entry, and the tree above it.
    "salt",
    "root",
    "frontier",
    // The call it was done in, drawn at random.
    "trace",
];
/// What the broker's own clock says. A time ends with as many digits as it has.
const OF_THE_CLOCK: [&str; 14] = [
    "at",
    "decided_at",
    "registered_at",
    "received_at",
    "made_at",
    "changed_at",
    "cosigned_at",
    "activated_at",
    "fetched_at",
    "recalled_at",
    "due_at",
    "now",
    "time",
    "since",
];
/// Call tokens are good once and drawn anew for each call.
const NOT_OF_THE_RUNS: [&str; 1] = ["used_tokens"];

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = sql_types::Text)]
    text: String,
}

/// What is not the same.
#[derive(Debug, Default)]
pub struct Differences {
    /// Nobody has explained these: place and both values.
    pub unexplained: Vec<String>,
    /// Members and columns that are made of the seal, and were.
    pub explained: BTreeSet<String>,
}

/// Tables by name; each row by column, as SQLite quotes it.
pub struct Tables(BTreeMap<String, Vec<BTreeMap<String, String>>>);

fn texts(conn: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Text> = sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.into_iter().map(|row| row.text).collect()
}

/// Reads everything.
pub fn read(file: &Path) -> Tables {
    let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
    let names = texts(&mut conn, "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    let tables = names.into_iter().map(|table| {
        let columns = texts(&mut conn, &format!("SELECT name AS text FROM pragma_table_info('{table}')"));
        let order = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let cells: Vec<Vec<String>> = columns
            .iter()
            .map(|column| texts(&mut conn, &format!("SELECT quote(\"{column}\") AS text FROM \"{table}\" ORDER BY {order}")))
            .collect();
        let count = cells.first().map_or(0, Vec::len);
        let row = |n: usize| columns.iter().cloned().zip(cells.iter().map(|cells| cells[n].clone())).collect();
        (table, (0..count).map(row).collect())
    });
    Tables(tables.collect())
}

impl Tables {
    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> usize {
        self.0[table].len()
    }

    /// Whether the sealed bytes of the two runs are different.
    pub fn sealed_differs(&self, other: &Self) -> bool {
        self.0["sealed_offers"].iter().zip(&other.0["sealed_offers"]).all(|(one, two)| one["envelope"] != two["envelope"])
    }

    /// Every place where they differ and may not, and the names of those that differ and may.
    pub fn differences(&self, other: &Self) -> Differences {
        let mut all = Differences::default();
        assert_eq!(self.0.keys().collect::<Vec<_>>(), other.0.keys().collect::<Vec<_>>());
        for (table, rows) in self.0.iter().filter(|(table, _)| !NOT_OF_THE_RUNS.contains(&table.as_str())) {
            let others = &other.0[table];
            if rows.len() != others.len() {
                all.unexplained.push(format!("{table}: {} and {} rows", rows.len(), others.len()));
                continue;
            }
            for (n, (row, other)) in rows.iter().zip(others).enumerate() {
                for (column, cell) in row {
                    cells(&format!("{table}[{n}].{column}"), column, cell, &other[column], &mut all);
                }
            }
        }
        all
    }
}

fn cells(place: &str, column: &str, one: &str, two: &str, all: &mut Differences) {
    if one == two {
        return;
    }
    match (json_of(one), json_of(two)) {
        (Some(one), Some(two)) => members(place, column, &one, &two, all),
        _ => compare(place, column, one, two, all),
    }
}

fn compare(place: &str, name: &str, one: &str, two: &str, all: &mut Differences) {
    let of_clock = OF_THE_CLOCK.contains(&name) || name.ends_with("_at");
    let of_seal = MADE_OF_THE_SEAL.contains(&name) && one.len() == two.len();
    if of_seal {
        all.explained.insert(name.to_owned());
    } else if !of_clock {
        let short = |text: &str| text.chars().take(60).collect::<String>();
        all.unexplained.push(format!("{place}: {} ({}) and {} ({})", short(one), one.len(), short(two), two.len()));
    }
}

fn members(place: &str, name: &str, one: &Value, two: &Value, all: &mut Differences) {
    match (one, two) {
        (Value::Object(one), Value::Object(two)) => {
            if one.keys().ne(two.keys()) {
                all.unexplained.push(format!("{place}: other members"));
            }
            for (key, value) in one {
                members(&format!("{place}.{key}"), key, value, two.get(key).unwrap_or(&Value::Null), all);
            }
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            for (n, (one, two)) in one.iter().zip(two).enumerate() {
                members(&format!("{place}[{n}]"), name, one, two, all);
            }
        }
        (Value::String(one), Value::String(two)) if one != two => match (inside(one), inside(two)) {
            (Some(one), Some(two)) => members(place, name, &one, &two, all),
            _ => compare(place, name, one, two, all),
        },
        _ if one != two => compare(place, name, &one.to_string(), &two.to_string(), all),
        _ => {}
    }
}

/// JSON that is written in base64: the payload of an envelope.
fn inside(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()?;
    value.is_object().then_some(value)
}

/// JSON in a cell: `X'…'` of a blob, or a quoted text.
fn json_of(cell: &str) -> Option<Value> {
    let bytes = match cell.strip_prefix("X'").and_then(|rest| rest.strip_suffix('\'')) {
        Some(hex) => (0..hex.len() / 2).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16)).collect::<Result<Vec<u8>, _>>().ok()?,
        None => cell.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'").into_bytes(),
    };
    let value: Value = serde_json::from_slice(&bytes).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}
