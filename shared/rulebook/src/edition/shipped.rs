//! The editions this program ships with. A published file never changes: old decisions are judged by the old one.

use super::{Edition, EditionError, table::Table};

impl Edition {
    /// The exact bytes of every shipped edition, oldest first.
    pub const FILES: [&'static [u8]; 3] = [
        include_bytes!("../../editions/2026-11-22.toml"),
        include_bytes!("../../editions/2026-11-23.toml"),
        include_bytes!("../../editions/2026-11-28.toml"),
    ];

    /// The exact bytes of the newest shipped edition.
    pub const SHIPPED: &'static [u8] = Self::FILES[Self::FILES.len() - 1];

    /// As [`Self::SHIPPED`].
    pub const FIRST: &'static [u8] = Self::SHIPPED;

    /// The newest edition this program ships with.
    ///
    /// A crash here means that the file was changed without running the tests.
    pub fn shipped() -> Self {
        Self::parse(Self::SHIPPED).expect("the shipped edition is read by the tests")
    }

    /// Every shipped edition, oldest first: to read a decision again as it was made.
    ///
    /// A crash here means that a file was changed without running the tests.
    pub fn all_shipped() -> Vec<Self> {
        Self::FILES.iter().map(|file| Self::parse(file).expect("the shipped editions are read by the tests")).collect()
    }

    /// As [`Self::shipped`].
    pub fn first() -> Self {
        Self::shipped()
    }

    /// The same edition as an agency uses it that has turned some switches off: it opens no more, mostly less. Id
    /// and hash stay: what is sent is judged again by the whole edition, which lets it go.
    ///
    /// # Errors
    /// [`EditionError::Switch`] when the edition has no such switch. There is no way to turn one on.
    pub fn tightened<'a>(&self, off: impl IntoIterator<Item = &'a str>) -> Result<Self, EditionError> {
        let mut file = self.file.clone();
        for id in off {
            let switch = file.switches.iter_mut().find(|switch| switch.id == id);
            switch.ok_or_else(|| EditionError::Switch(id.to_owned()))?.on = false;
        }
        Ok(Self { table: Table::compile(&file), file, ..self.clone() })
    }
}
