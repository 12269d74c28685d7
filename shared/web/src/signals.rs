//! SIGTERM from the service manager or SIGINT from a keyboard, heard from the moment a service says that it is ready.

use std::sync::OnceLock;

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

static ASKED_TO_STOP: OnceLock<watch::Sender<bool>> = OnceLock::new();

/// Begins to listen; the second call changes nothing. Needs a tokio runtime that runs until the process ends. A signal
/// that comes before this ends the process at once, as for any program that has not started yet.
pub fn listen() {
    if ASKED_TO_STOP.set(watch::Sender::new(false)).is_err() {
        return;
    }
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals can't be heard: stop the service by its own door");
        return;
    };
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        if let Some(asked) = ASKED_TO_STOP.get() {
            asked.send_replace(true);
        }
    });
}

/// Returns when a signal has come since [`listen`].
pub(crate) async fn asked_to_stop() {
    listen();
    let Some(asked) = ASKED_TO_STOP.get() else { return std::future::pending().await };
    // The sender is never dropped: it is the process's own.
    let _ = asked.subscribe().wait_for(|stop| *stop).await;
}
