//! The shipped checklists are whole, say where they come from, and show what they should by what is known.

use std::collections::BTreeSet;

use practice::{Checklist, ChecklistItem, Flag, FlagChange, Flags, Library};
use wire::Language;

fn shipped() -> Library {
    Library::shipped()
}

fn items(library: &Library) -> Vec<(&Checklist, &ChecklistItem)> {
    library.all_checklists().iter().flat_map(|list| list.items().iter().map(move |item| (list, item))).collect()
}

/// What somebody reads, with the place it stands in.
fn words(library: &Library, language: Language) -> Vec<(String, String)> {
    let item = |(_, item): (&Checklist, &ChecklistItem)| {
        let answers = item.answers().iter().map(|answer| answer.words(language).to_owned());
        let all = [item.text(language).to_owned(), item.why(language).to_owned()].into_iter().chain(answers);
        all.map(|words| (item.id().to_owned(), words)).collect::<Vec<_>>()
    };
    items(library).into_iter().flat_map(item).collect()
}

#[test]
fn what_waits_for_nothing_is_always_shown() {
    let library = shipped();
    for list in library.all_checklists() {
        let about: BTreeSet<Flag> = list.items().iter().flat_map(|item| item.branch().flags()).collect();
        let always: Vec<&str> = list.items().iter().filter(|item| item.branch().is_always()).map(ChecklistItem::id).collect();
        assert!(!always.is_empty());
        let nothing = Flags::default();
        let raised: Flags = about.iter().map(|&flag| FlagChange { flag, raised: true }).collect();
        let lowered: Flags = about.iter().map(|&flag| FlagChange { flag, raised: false }).collect();
        for flags in [&nothing, &raised, &lowered] {
            let shown: Vec<&str> = list.shown(flags).map(ChecklistItem::id).collect();
            assert!(always.iter().all(|id| shown.contains(id)), "{}", list.id());
            assert_eq!(list.shown(flags).count() + list.hidden(flags).count(), list.items().len());
        }
    }
}

#[test]
fn languages_differ() {
    let library = shipped();
    for ((id, swedish), (_, english)) in words(&library, Language::Sv).into_iter().zip(words(&library, Language::En)) {
        assert_ne!(swedish, english, "{id}");
    }
}
