//! The texts, checklists and scripts at hand: ours, and what an agency installs beside them.

use sha2::{Digest, Sha256};
use wire::Language;

use crate::{
    checklist::{Checklist, Owner},
    checklist_file,
    error::ContentError,
    script::{Script, TalkKind},
    script_file,
    text::{Text, TextFile, TextKind, unknown_blank},
};

/// Our own files, oldest version first.
const SHIPPED: &[&str] = &[
    include_str!("../content/card/contact-card.toml"),
    include_str!("../content/card/contact-card-3.toml"),
    include_str!("../content/consent/call-out.toml"),
    include_str!("../content/consent/child.toml"),
    include_str!("../content/consent/custody-talk.toml"),
    include_str!("../content/consent/partner-contact.toml"),
    include_str!("../content/consent/referral.toml"),
    include_str!("../content/consent/support.toml"),
    include_str!("../content/information/custody-talk-purpose.toml"),
    include_str!("../content/information/partner-contact-limits.toml"),
    include_str!("../content/information/role-police.toml"),
    include_str!("../content/information/role-social.toml"),
    include_str!("../content/information/what-is-written-where.toml"),
    include_str!("../content/inner_consent/partner-in-treatment.toml"),
    include_str!("../content/inner_consent/partner-pass-on.toml"),
    include_str!("../content/inner_consent/partner-safety.toml"),
    include_str!("../content/inner_consent/partner-wants-contact.toml"),
    include_str!("../content/letter/partner-letter.toml"),
    include_str!("../content/letter/partner-letter-neutral.toml"),
    include_str!("../content/letter/partner-sheet.toml"),
];

/// Our own checklists, oldest version first.
const SHIPPED_CHECKLISTS: &[&str] = &[
    include_str!("../content/checklist/police-alarm.toml"),
    include_str!("../content/checklist/police-care.toml"),
    include_str!("../content/checklist/police-coordination.toml"),
    include_str!("../content/checklist/social-alarm.toml"),
    include_str!("../content/checklist/social-care.toml"),
    include_str!("../content/checklist/social-coordination.toml"),
];

/// Our own scripts, oldest version first.
const SHIPPED_SCRIPTS: &[&str] = &[
    include_str!("../content/script/custody-talk-children.toml"),
    include_str!("../content/script/custody-talk-no-children.toml"),
    include_str!("../content/script/release-talk.toml"),
];

/// Texts, checklists and scripts by id and version.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: Vec<Text>,
    checklists: Vec<Checklist>,
    scripts: Vec<Script>,
}

impl Library {
    /// The texts, checklists and scripts this program ships with.
    ///
    /// A crash here means that a file was changed without running the tests.
    pub fn shipped() -> Self {
        let mut library = Self::default();
        for file in SHIPPED {
            library.add(file).expect("the shipped texts are read by the tests");
        }
        for file in SHIPPED_CHECKLISTS {
            library.add_checklist(file).expect("the shipped checklists are read by the tests");
        }
        for file in SHIPPED_SCRIPTS {
            library.add_script(file).expect("the shipped scripts are read by the tests");
        }
        library
    }

    /// Adds a text, or a newer version of one.
    ///
    /// # Errors
    /// [`ContentError`] says what to mend; nothing is added.
    pub fn add(&mut self, file: &str) -> Result<(), ContentError> {
        let text = Text { checksum: Sha256::digest(file).into(), file: parse(file)? };
        if self.version(text.id(), text.version()).is_some() {
            return Err(ContentError::Twice(text.id().to_owned(), text.version().to_owned()));
        }
        self.texts.push(text);
        Ok(())
    }

    /// The text as it is read now: the version added last.
    pub fn text(&self, id: &str) -> Option<&Text> {
        self.texts.iter().rev().find(|text| text.id() == id)
    }

    /// The version that was read then.
    pub fn version(&self, id: &str, version: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.id() == id && text.version() == version)
    }

    /// Every text, oldest first.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Adds a checklist, or a newer version of one: an agency can have its own beside ours, or instead of it.
    ///
    /// # Errors
    /// [`ContentError`] says what to mend; nothing is added.
    pub fn add_checklist(&mut self, file: &str) -> Result<(), ContentError> {
        let added = checklist_file::read(file)?;
        if self.checklist_version(added.id(), added.version()).is_some() {
            return Err(ContentError::Twice(added.id().to_owned(), added.version().to_owned()));
        }
        let moved = |older: &Checklist| older.owner() != added.owner() || older.phase() != added.phase();
        if self.checklist(added.id()).is_some_and(moved) {
            return Err(ContentError::Moved(added.id().to_owned()));
        }
        self.checklists.push(added);
        Ok(())
    }

    /// The checklists of an agency as they are used now, by phase.
    pub fn checklists(&self, owner: Owner) -> Vec<&Checklist> {
        let newest = |list: &&Checklist| self.checklist(list.id()).is_some_and(|newest| newest.version() == list.version());
        let mut lists: Vec<&Checklist> = self.checklists.iter().filter(|list| list.owner() == owner).filter(newest).collect();
        lists.sort_by_key(|list| list.phase());
        lists
    }

    /// The checklist as it is used now: the version added last.
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().rev().find(|list| list.id() == id)
    }

    /// The version that was used then.
    pub fn checklist_version(&self, id: &str, version: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.id() == id && list.version() == version)
    }

    /// Every checklist, oldest version first.
    pub fn all_checklists(&self) -> &[Checklist] {
        &self.checklists
    }

    /// Adds a script, or a newer version of one.
    ///
    /// # Errors
    /// [`ContentError`] says what to mend; nothing is added.
    pub fn add_script(&mut self, file: &str) -> Result<(), ContentError> {
        let added = script_file::read(file)?;
        if self.script_version(added.id(), added.version()).is_some() {
            return Err(ContentError::Twice(added.id().to_owned(), added.version().to_owned()));
        }
        let moved = |older: &Script| older.owner() != added.owner() || older.kind() != added.kind();
        if self.script(added.id()).is_some_and(moved) {
            return Err(ContentError::Moved(added.id().to_owned()));
        }
        self.scripts.push(added);
        Ok(())
    }

    /// The script as it is used now: the version added last.
    pub fn script(&self, id: &str) -> Option<&Script> {
        self.scripts.iter().rev().find(|script| script.id() == id)
    }

    /// The version that was used then.
    pub fn script_version(&self, id: &str, version: &str) -> Option<&Script> {
        self.scripts.iter().find(|script| script.id() == id && script.version() == version)
    }

    /// The scripts of a kind of talk, oldest version first.
    pub fn scripts(&self, kind: TalkKind) -> impl Iterator<Item = &Script> {
        self.scripts.iter().filter(move |script| script.kind() == kind)
    }

    /// Every script, oldest version first.
    pub fn all_scripts(&self) -> &[Script] {
        &self.scripts
    }
}

fn parse(file: &str) -> Result<TextFile, ContentError> {
    let file: TextFile = toml::from_str(file).map_err(|error| ContentError::Shape(error.to_string()))?;
    let words = &file.words;
    let all = || words.sv.iter().chain(&words.en).chain(&words.sv_easy);
    let empty = all().any(|paragraph| paragraph.trim().is_empty());
    if words.sv.is_empty() || words.sv.len() != words.en.len() || empty {
        return Err(ContentError::Paragraphs(file.id));
    }
    if let Some(blank) = all().find_map(|paragraph| unknown_blank(paragraph)) {
        return Err(ContentError::Blank(file.id, blank));
    }
    if (file.kind == TextKind::Consent) != file.days.is_some_and(|days| days > 0) {
        return Err(ContentError::Length(file.id));
    }
    if (file.kind == TextKind::Letter) == words.sv_easy.is_empty() {
        return Err(ContentError::Easy(file.id));
    }
    Ok(file)
}

impl Text {
    /// All paragraphs as one, blanks not filled: what was read.
    pub fn whole(&self, language: Language) -> String {
        self.paragraphs(language).join("\n\n")
    }
}
