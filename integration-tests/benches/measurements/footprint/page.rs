//! Bytes of the first capture page with everything it loads.

use std::collections::BTreeSet;

use crate::{Outcome, table::Table, visitor::Visitor};

pub fn run(table: &mut Table, base: &str) -> Outcome {
    let officer = Visitor::logged_in(base)?;
    let place = officer.press("/call-outs", "/call-outs")?;
    let path = place.strip_prefix(base).unwrap_or(&place);
    let page = if path.ends_with("/situation") { path.to_owned() } else { format!("{path}/situation") };

    let html = officer.get(&page)?.text()?;
    let mut loaded: BTreeSet<String> = assets(&html).collect();
    // Style sheets and modules name more: until nothing new is named.
    let mut looked_at = BTreeSet::new();
    while let Some(path) = loaded.difference(&looked_at).next().cloned() {
        looked_at.insert(path.clone());
        if path.ends_with(".js") || path.ends_with(".css") {
            let text = officer.get(&path)?.text()?;
            loaded.extend(named(&text, &path));
        }
    }
    let (mut plain, mut packed) = (0, 0);
    for path in std::iter::once(&page).chain(&loaded) {
        let (bytes, small) = (size(&officer, path, "identity")?, size(&officer, path, "gzip")?);
        let name = if path == &page { "the page itself" } else { path.rsplit('/').next().unwrap_or(path) };
        table.line(
            &format!("capture page: {name}, gzip"),
            small as f64 / 1024.0,
            "KiB",
            &format!("plain {:.1} KiB", bytes as f64 / 1024.0),
        )?;
        (plain, packed) = (plain + bytes, packed + small);
    }
    let all = format!("plain {:.1} KiB, {} requests", plain as f64 / 1024.0, loaded.len() + 1);
    table.line("capture page with all it loads, gzip", packed as f64 / 1024.0, "KiB", &all)
}

/// Bytes of a body as they are sent; headers are not counted.
fn size(officer: &Visitor, path: &str, coding: &str) -> Outcome<usize> {
    Ok(officer.get_as(path, coding)?.bytes()?.len())
}

/// Everything of ours in `href` and `src`, links to other pages left out.
fn assets(html: &str) -> impl Iterator<Item = String> {
    let quoted = html.split(['"', '\'']);
    quoted.filter(|text| text.starts_with("/assets/")).map(str::to_owned)
}

/// Files that a module imports or a style sheet uses, by a path relative to it.
fn named(text: &str, from: &str) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pieces = text.split(['"', '\'', '(', ')']);
    let files = pieces.filter(|piece| piece.starts_with("./") || piece.starts_with("/assets/"));
    files.map(|piece| piece.strip_prefix("./").map_or_else(|| piece.to_owned(), |file| format!("{folder}/{file}"))).collect()
}
