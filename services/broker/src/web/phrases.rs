//! Parts of sentences about rules.

use rulebook::Words;
use web::Page;
use wire::{Category, Direction, FactCode, Language, Purpose, StaffRole, SubjectRole};

/// The reader's language, for words of an edition.
pub(crate) const fn language(page: &Page) -> Language {
    match page.language {
        web::Language::Sv => Language::Sv,
        web::Language::En => Language::En,
    }
}

/// Words of an edition in the reader's language.
pub(crate) fn said<'w>(page: &Page, words: &'w Words) -> &'w str {
    words.get(language(page))
}

/// A provision by its citation, which no line breaks within “10 kap.” or “18 c §”.
pub(crate) fn cited(page: &Page, citation: &Words) -> String {
    unbroken(said(page, citation))
}

fn unbroken(citation: &str) -> String {
    let mut words = citation.split(' ').peekable();
    let mut line = words.next().unwrap_or_default().to_owned();
    while let Some(word) = words.next() {
        line.push(if is_held(word, words.peek().copied()) { '\u{a0}' } else { ' ' });
        line.push_str(word);
    }
    line
}

/// Whether a word stays on the line of the one before it.
fn is_held(word: &str, next: Option<&str>) -> bool {
    let is_sign = |word: &str| word == "kap." || word.starts_with('§');
    is_sign(word) || (word.len() == 1 && next.is_some_and(is_sign))
}

/// “skador, ålder och adress”.
pub(crate) fn listed(page: &Page, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), page.text("list-and")),
    }
}

/// “Polis → socialtjänst”.
pub(crate) fn direction(page: &Page, direction: Direction) -> String {
    page.text(&format!("direction-{direction}"))
}

/// “om den utsatta”; empty for what is about nobody.
pub(crate) fn about(page: &Page, role: Option<SubjectRole>) -> String {
    role.map(|role| page.text(&format!("about-{role}"))).unwrap_or_default()
}

/// A category, as the head of a line.
pub(crate) fn category(page: &Page, category: Category) -> String {
    page.text(&format!("category-{category}"))
}

/// Categories within a sentence.
pub(crate) fn categories(page: &Page, all: impl IntoIterator<Item = Category>) -> String {
    let words: Vec<String> = all.into_iter().map(|one| category(page, one).to_lowercase()).collect();
    listed(page, &words)
}

/// Purposes within a sentence.
pub(crate) fn purposes<'p>(page: &Page, all: impl IntoIterator<Item = &'p Purpose>) -> String {
    let words: Vec<String> = all.into_iter().map(|one| page.text(&format!("purpose-{one}")).to_lowercase()).collect();
    listed(page, &words)
}

/// Roles of staff within a sentence.
pub(crate) fn staff<'r>(page: &Page, all: impl IntoIterator<Item = &'r StaffRole>) -> String {
    let words: Vec<String> = all.into_iter().map(|one| page.text(&format!("role-{one}")).to_lowercase()).collect();
    listed(page, &words)
}

/// What must be answered with yes, as the edition words it.
pub(crate) fn claims<'f>(page: &Page, edition: &rulebook::Edition, facts: impl IntoIterator<Item = &'f FactCode>) -> Vec<String> {
    let claim = |code: &FactCode| edition.fact(*code).map_or_else(|| code.to_string(), |fact| fact.claim(language(page)).to_owned());
    facts.into_iter().map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn a_number_stays_with_its_sign() {
        let shown = |citation: &str| unbroken(citation).replace('\u{a0}', "_");
        assert_eq!(shown("OSL 10 kap. 18 c § och 27 §"), "OSL 10_kap. 18_c_§ och 27_§");
        assert_eq!(shown("7 a § lagen (2001:454) om behandling"), "7_a_§ lagen (2001:454) om behandling");
        assert_eq!(shown("OSL 10:1 and 12:2"), "OSL 10:1 and 12:2");
        assert_eq!(shown(""), "");
    }
}
