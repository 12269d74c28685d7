//! Two wordings in one, with what was taken away and what was put in.

use similar::{ChangeTag, TextDiff};

/// Words that stand unchanged on each side of a change; what is between is left out.
const AROUND: usize = 18;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The same in both.
    Same(String),
    /// In the older one alone.
    Gone(String),
    /// In the newer one alone.
    New(String),
    /// Unchanged and left out.
    LeftOut,
}

/// Marks the words that differ.
pub(crate) fn marked(before: &str, after: &str) -> Vec<Piece> {
    let difference = TextDiff::from_words(before, after);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in difference.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, text)) => text.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    let piece = |(place, (tag, text)): (usize, (ChangeTag, String))| match tag {
        ChangeTag::Equal => shortened(text, place == 0, place == last),
        ChangeTag::Delete => vec![Piece::Gone(text)],
        ChangeTag::Insert => vec![Piece::New(text)],
    };
    runs.into_iter().enumerate().flat_map(piece).collect()
}

/// A long unchanged run keeps what stands beside a change.
fn shortened(text: String, is_first: bool, is_last: bool) -> Vec<Piece> {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    if words.len() <= 3 * AROUND || (is_first && is_last) {
        return vec![Piece::Same(text)];
    }
    let start = (!is_first).then(|| Piece::Same(words[..AROUND].concat()));
    let end = (!is_last).then(|| Piece::Same(words[words.len() - AROUND..].concat()));
    start.into_iter().chain([Piece::LeftOut]).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_changed_words_alone_are_marked() {
        let pieces = marked("om det finns särskilda omständigheter", "om det finns konkreta omständigheter");
        let expected = [
            Piece::Same("om det finns ".to_owned()),
            Piece::Gone("särskilda".to_owned()),
            Piece::New("konkreta".to_owned()),
            Piece::Same(" omständigheter".to_owned()),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let long = "ord ".repeat(200);
        let pieces = marked(&format!("{long}gammalt"), &format!("{long}nytt"));
        assert_eq!(pieces.first(), Some(&Piece::LeftOut));
        let kept: usize = pieces.iter().map(|piece| if let Piece::Same(text) = piece { text.split_whitespace().count() } else { 0 }).sum();
        assert_eq!(kept, AROUND);
        assert_eq!(&pieces[2..], [Piece::Gone("gammalt".to_owned()), Piece::New("nytt".to_owned())]);
    }

    #[test]
    fn what_is_put_together_again_is_either_wording() {
        let (before, after) = ("Uppgiften får lämnas om den behövs.", "Uppgiften ska lämnas till nämnden om den behövs genast.");
        let side = |of_new: bool| -> String {
            let text = |piece: &Piece| match piece {
                Piece::Same(text) => text.clone(),
                Piece::New(text) if of_new => text.clone(),
                Piece::Gone(text) if !of_new => text.clone(),
                _ => String::new(),
            };
            marked(before, after).iter().map(text).collect()
        };
        assert_eq!((side(false).as_str(), side(true).as_str()), (before, after));
    }
}
