//! Directory and rule book, fetched from the broker and believed only as far as they verify.

use rulebook::Edition;
use serde::Deserialize;
use wire::{Bytes32, EditionId, EditionRef, Registration};

use super::{alarm, broker_client::CallError, edition_proof::is_activated};
use crate::{
    Casework,
    db::{editions, registrations},
};

#[derive(Deserialize)]
struct DirectoryBody {
    registrations: Vec<Registration>,
}

/// The active edition as the broker names it.
#[derive(Deserialize)]
struct RulebookBody {
    id: EditionId,
    hash: Bytes32,
    log_index: u64,
    file: String,
}

/// Fetches the directory; keeps what verifies under a pinned root and is not older than what was seen.
pub(super) async fn directory(casework: &Casework) -> Result<(), CallError> {
    let body: DirectoryBody = casework.get("/api/v1/directory", None).await?.json()?;
    casework.take_registrations(&body.registrations).await.map_err(|error| CallError::NoAnswer(error.to_string()))
}

impl Casework {
    /// Takes registrations, from the directory or carried by hand: those that verify under a pinned root and are not
    /// older than what was seen. The others change nothing and are told in the log.
    ///
    /// # Errors
    /// Those of the database; then nothing is taken.
    pub async fn take_registrations(&self, registrations: &[Registration]) -> store::Result<()> {
        let now = self.0.clock.now();
        let mut directory = (*self.directory()).clone();
        let newer: Vec<_> = registrations.iter().filter_map(|registration| directory.take(registration, &self.0.config, now)).collect();
        if !newer.is_empty() {
            // Crash before this: the older registrations are loaded at the next start and the directory fetched again.
            let kept = self.db().write("keep_registrations", move |conn| {
                newer.iter().try_for_each(|registration| registrations::keep(conn, registration, now))
            });
            kept.await?;
        }
        self.set_directory(directory);
        Ok(())
    }
}

/// Fetches the active edition when it is another than ours. It is taken only when the log shows its activation.
pub(super) async fn rulebook(casework: &Casework) -> Result<(), CallError> {
    let body: RulebookBody = casework.get("/api/v1/rulebook", None).await?.json()?;
    let named = EditionRef { id: body.id, hash: body.hash };
    if *casework.edition().reference() == named {
        return Ok(());
    }
    let edition = Edition::parse(body.file.as_bytes()).map_err(|_| CallError::Form)?;
    if *edition.reference() != named || !is_activated(casework, &named, body.log_index).await? {
        tracing::error!(edition = %named.id, "the broker's edition of the rule book is not the one in its log");
        alarm("edition-refused");
        return Err(CallError::Form);
    }
    let now = casework.0.clock.now();
    let (reference, file) = (named, body.file.into_bytes());
    let kept = casework.db().write("keep_edition", move |conn| editions::activate(conn, &reference, &file, now));
    kept.await.map_err(|error| CallError::NoAnswer(error.to_string()))?;
    casework.set_edition(edition);
    Ok(())
}
