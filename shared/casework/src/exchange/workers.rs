//! The tasks that run beside the pages.

use std::time::Duration;

use tokio::{sync::watch, task::JoinHandle};

use super::{courier, notices, receiving, watch as overdue, witness};
use crate::Casework;

/// How long a stop waits for what is in hand. What is cut off is taken up again at the next start.
const PATIENCE: Duration = Duration::from_secs(8);

/// Courier, notices, receiving, watch and witness. Dropping it leaves them running; [`Workers::stop`] ends them.
#[derive(Debug)]
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Workers {
    pub(crate) fn start(casework: &Casework) -> Self {
        let (stop, heard) = watch::channel(false);
        let tasks = vec![
            tokio::spawn(courier::run(casework.clone(), heard.clone())),
            tokio::spawn(notices::run(casework.clone(), heard.clone())),
            tokio::spawn(receiving::run(casework.clone(), heard.clone())),
            tokio::spawn(overdue::run(casework.clone(), heard.clone())),
            tokio::spawn(witness::run(casework.clone(), heard)),
        ];
        Self { stop, tasks }
    }

    /// Tells every task to stop and waits a little for what is in hand.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if tokio::time::timeout(PATIENCE, &mut task).await.is_err() {
                task.abort();
            }
        }
    }
}

/// Ends when the stop was told, or nobody is left to tell it.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|told| *told).await.is_err() {
        // The sender is gone without a word: go on until the runtime ends.
        std::future::pending::<()>().await;
    }
}

/// Pauses, unless told to stop.
pub(super) async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = stopped(stop) => {}
    }
}
