//! The known word nearest to one that is not known.

use super::{CaseFault, words::plain};

/// Fewest letters of a text that is looked for inside a phrase.
const INSIDE_LETTERS_MIN: usize = 4;

/// The nearest of some phrases, when it is near enough to be meant; else one that holds what was found.
pub(super) fn nearest<'p>(found: &str, phrases: impl IntoIterator<Item = &'p str>) -> Option<String> {
    let found = plain(found);
    let letters = found.chars().count();
    if letters > CaseFault::FOUND_CHARACTERS_MAX {
        return None;
    }
    let phrases: Vec<(String, &str)> = phrases.into_iter().map(|phrase| (plain(phrase), phrase)).collect();
    let measured = phrases.iter().map(|(plain, phrase)| (distance(&found, plain), phrase));
    let near = measured.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= letters / 2);
    let inside = || phrases.iter().find(|(plain, _)| letters >= INSIDE_LETTERS_MIN && plain.contains(&found));
    near.map(|(_, phrase)| (*phrase).to_owned()).or_else(|| inside().map(|(_, phrase)| (*phrase).to_owned()))
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
