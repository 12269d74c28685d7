//! The known word nearest to one that is not known.

use super::words::plain;

/// The nearest of some phrases, when it is near enough to be meant.
pub(super) fn nearest<'p>(found: &str, phrases: impl IntoIterator<Item = &'p str>) -> Option<String> {
    let found = plain(found);
    let measured = phrases.into_iter().map(|phrase| (distance(&found, &plain(phrase)), phrase));
    let (distance, phrase) = measured.min_by_key(|(distance, _)| *distance)?;
    (distance <= found.chars().count() / 2).then(|| phrase.to_owned())
}

/// How many letters to add, take away or change (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (place, known) in other.iter().enumerate() {
            let change = corner + usize::from(letter != *known);
            corner = row[place + 1];
            row[place + 1] = change.min(corner + 1).min(row[place] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
