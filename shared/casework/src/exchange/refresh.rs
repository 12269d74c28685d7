//! Directory, fetched from the broker and believed only as far as it verifies; and which rule book is active there.

use serde::Deserialize;
use wire::{Bytes32, EditionId, EditionRef, Registration};

use super::{alarm, broker_client::CallError};
use crate::{Casework, db::registrations};

#[derive(Deserialize)]
struct DirectoryBody {
    registrations: Vec<Registration>,
}

/// The active edition as the broker names it.
#[derive(Deserialize)]
struct RulebookBody {
    id: EditionId,
    hash: Bytes32,
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

/// Asks which edition is active at the broker. An edition from the network is never obeyed: it would first have to be
/// signed by pinned keys of the rule editors, and none is. Another one there than here is told; what is sent meanwhile
/// is answered as stale, and the program is to be updated.
pub(super) async fn rulebook(casework: &Casework) -> Result<(), CallError> {
    let body: RulebookBody = casework.get("/api/v1/rulebook", None).await?.json()?;
    let (named, edition) = (EditionRef { id: body.id, hash: body.hash }, casework.edition());
    if *edition.reference() != named {
        tracing::error!(active = %named.id, here = %edition.id(), "another edition of the rule book is active at the broker; it is not taken");
        alarm("other-edition");
    }
    Ok(())
}
