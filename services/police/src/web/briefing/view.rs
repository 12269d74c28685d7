//! What a card shows, in the reader's language.

use jiff::Timestamp;
use web::Page;

use super::super::focus_persons::view::{born_words, item_words, source_words};
use crate::domain::{
    focus_item::{ClearedItem, FocusKind},
    shift_briefing::BriefingCard,
};

/// A card.
pub(super) struct CardView {
    pub focus: String,
    pub name: String,
    pub born: String,
    pub contact: String,
    pub lapses_at: Timestamp,
    pub groups: Vec<GroupView>,
}

/// The items of a kind.
pub(super) struct GroupView {
    pub code: &'static str,
    pub title: String,
    pub lines: Vec<LineView>,
}

/// An item.
pub(super) struct LineView {
    pub id: String,
    pub words: String,
    pub note: String,
    pub source: String,
    /// When somebody passed by last, when it is an address.
    pub passed: Option<Timestamp>,
}

impl GroupView {
    /// Addresses can be passed by.
    pub(super) fn is_addresses(&self) -> bool {
        self.code == FocusKind::Address.code()
    }
}

impl CardView {
    pub(super) fn of(page: &Page, card: &BriefingCard) -> Self {
        let lines = |kind: FocusKind| {
            let items = card.items.iter().filter(|(item, _)| item.item().said.content.kind() == kind);
            items.map(|(item, passed)| line(page, item, *passed)).collect::<Vec<_>>()
        };
        let group =
            |kind: &FocusKind| GroupView { code: kind.code(), title: page.text(&format!("focus-kind-{kind}")), lines: lines(*kind) };
        Self {
            focus: card.focus_person.to_string(),
            name: card.identity.name.expose().to_owned(),
            born: born_words(page, &card.identity),
            contact: card.contact.clone(),
            lapses_at: card.lapses_at,
            groups: FocusKind::ALL.iter().map(group).filter(|group| !group.lines.is_empty()).collect(),
        }
    }
}

fn line(page: &Page, item: &ClearedItem, passed: Option<Timestamp>) -> LineView {
    let item = item.item();
    let (words, note) = item_words(page, &item.said.content);
    LineView { id: item.id.to_string(), words, note, source: source_words(page, &item.said), passed }
}
