//! The task that looks every few seconds: what nobody has taken, and what has lapsed.

use std::time::Duration;

use casework::Casework;
use tokio::{sync::watch, task::JoinHandle};

use super::{erase_lapsed, incoming};
use crate::domain::waiting::Patience;

/// How often it looks. The limits are minutes.
const PACE: Duration = Duration::from_secs(5);

/// The task.
#[derive(Debug)]
pub struct Clockwork {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Clockwork {
    /// Starts it on the current runtime.
    pub fn start(casework: Casework, patience: Patience) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(run(casework, patience, stopped)) }
    }

    /// Lets it finish what it does.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn run(casework: Casework, patience: Patience, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(PACE) => {}
            _ = stop.changed() => return,
        }
        let now = casework.clock().now();
        if let Err(error) = incoming::look(&casework, patience, now).await {
            tracing::error!(%error, "the clock of what came could not look");
        }
        if let Err(error) = erase_lapsed::look(&casework, now).await {
            tracing::error!(%error, "what has lapsed could not be removed");
        }
    }
}
