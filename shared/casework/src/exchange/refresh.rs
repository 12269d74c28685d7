//! The directory, fetched from the broker and believed only as far as it verifies.

use serde::Deserialize;
use wire::Registration;

use super::broker_client::CallError;
use crate::{Casework, db::registrations};

#[derive(Deserialize)]
struct DirectoryBody {
    registrations: Vec<Registration>,
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
