//! A checklist: what one agency does in one phase, in order.

use std::collections::BTreeSet;

use wire::{Language, Phase, StaffRole, value::PhaseItem};

use crate::{
    branch::Branch,
    checklist_file::Words,
    flag::Flag,
    flags::{FlagChange, FlagState, Flags},
};

wire::codes!(
    /// Whose checklist it is. The other agency never reads it.
    Owner, "owner of a checklist" {
        /// The police.
        Police = "police",
        /// Social services.
        Social = "social",
    }
);

wire::codes!(
    /// How many answers an item takes.
    Choice, "way of choosing" {
        /// One.
        One = "one",
        /// Those that fit; one that stands alone shuts out the others.
        Several = "several",
    }
);

/// A frozen checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) phase: Phase,
    pub(crate) owner: Owner,
    pub(crate) title: Words,
    pub(crate) items: Vec<ChecklistItem>,
    pub(crate) checksum: [u8; 32],
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    pub(crate) id: String,
    pub(crate) role: StaffRole,
    pub(crate) phase_item: Option<PhaseItem>,
    pub(crate) branch: Branch,
    pub(crate) text: Words,
    pub(crate) why: Words,
    pub(crate) source: Words,
    pub(crate) choice: Choice,
    pub(crate) answers: Vec<Answer>,
}

/// An answer to press, instead of words to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(crate) id: String,
    pub(crate) words: Words,
    pub(crate) sets: Vec<FlagChange>,
    pub(crate) alone: bool,
}

impl Checklist {
    /// Id, the same in every version.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Frozen version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The phase it belongs to.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whose it is.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// Its title.
    pub fn title(&self, language: Language) -> &str {
        self.title.spoken(language)
    }

    /// SHA-256 of the file's exact bytes.
    pub fn checksum(&self) -> [u8; 32] {
        self.checksum
    }

    /// Every item, in order.
    pub fn items(&self) -> &[ChecklistItem] {
        &self.items
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The item that speaks to this one of the board.
    pub fn speaking_to(&self, phase_item: PhaseItem) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.phase_item == Some(phase_item))
    }

    /// What applies, in order.
    pub fn shown<'a>(&'a self, flags: &'a Flags) -> impl Iterator<Item = &'a ChecklistItem> {
        self.items.iter().filter(|item| item.applies(flags))
    }

    /// What does not apply as far as is known, in order.
    pub fn hidden<'a>(&'a self, flags: &'a Flags) -> impl Iterator<Item = &'a ChecklistItem> {
        self.items.iter().filter(|item| !item.applies(flags))
    }

    /// The flags its branches ask for that nobody has said anything of: shown as such, never as a no.
    pub fn not_stated(&self, flags: &Flags) -> BTreeSet<Flag> {
        let asked = self.items.iter().flat_map(|item| item.branch.flags());
        asked.filter(|flag| flags.state(*flag) == FlagState::NotStated).collect()
    }
}

impl ChecklistItem {
    /// Id, the same in every version of the list.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Who does it.
    pub fn role(&self) -> StaffRole {
        self.role
    }

    /// Whose state the other agency may see by it; with none, nothing of the item ever crosses.
    pub fn phase_item(&self) -> Option<PhaseItem> {
        self.phase_item
    }

    /// When it is shown.
    pub fn branch(&self) -> &Branch {
        &self.branch
    }

    /// Is it shown, by what is known?
    pub fn applies(&self, flags: &Flags) -> bool {
        self.branch.holds(flags)
    }

    /// What to do.
    pub fn text(&self, language: Language) -> &str {
        self.text.spoken(language)
    }

    /// Why.
    pub fn why(&self, language: Language) -> &str {
        self.why.spoken(language)
    }

    /// Where it comes from.
    pub fn source(&self, language: Language) -> &str {
        self.source.spoken(language)
    }

    /// How many answers it takes.
    pub fn choice(&self) -> Choice {
        self.choice
    }

    /// Its answers; none for an item that is only done.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The answers with these ids; none when one is unknown, or when they can't stand together.
    pub fn answered(&self, chosen: &[&str]) -> Option<Vec<&Answer>> {
        let find = |id: &&str| self.answers.iter().find(|answer| answer.id == **id);
        let answers: Vec<&Answer> = chosen.iter().map(find).collect::<Option<_>>()?;
        let together = self.choice == Choice::Several && !answers.iter().any(|answer| answer.alone);
        (answers.len() < 2 || together).then_some(answers)
    }
}

impl Answer {
    /// Id, the same in every version of the list.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The answer in words.
    pub fn words(&self, language: Language) -> &str {
        self.words.spoken(language)
    }

    /// The flags it raises and lowers.
    pub fn sets(&self) -> &[FlagChange] {
        &self.sets
    }

    /// Does it shut out the others?
    pub fn stands_alone(&self) -> bool {
        self.alone
    }
}
