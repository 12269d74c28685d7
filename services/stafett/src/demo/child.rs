//! One service as a child process: started, waited for, watched, stopped.

use std::{collections::VecDeque, error::Error, process::Stdio, sync::Arc, time::Duration};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
    sync::{Mutex, mpsc, oneshot, watch},
};

use crate::{cli::Kind, demo::layout::Layout, out};

/// How long a service may take to get ready.
const READY_SECONDS: u64 = 60;
/// How long a service may take to drain before it is killed.
const DRAIN_SECONDS: u64 = 10;
/// How many of its last lines are shown when a service dies.
const LAST_LINES: usize = 12;

/// A running service.
pub struct Child {
    pid: u32,
    stopping: watch::Sender<bool>,
    gone: oneshot::Receiver<()>,
}

impl Child {
    /// Starts the service as `stafett serve`, its clock so many seconds ahead, and waits for its ready line, which is returned with it.
    ///
    /// # Errors
    /// The service ended or stayed silent: its name and last lines.
    pub async fn start(kind: Kind, layout: &Layout, ahead: i64, ended: mpsc::Sender<String>) -> Result<(Self, String), Box<dyn Error>> {
        let own = std::process::id().to_string();
        let mut process = Command::new(std::env::current_exe()?)
            .args(["serve", kind.service(), "--json", "--parent", &own, "--ahead", &ahead.to_string(), "--config"])
            .arg(layout.config(kind))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let pid = process.id().ok_or("the service ended at once")?;
        let answers = process.stdout.take().ok_or("no standard output")?;
        let troubles = process.stderr.take().ok_or("no standard error")?;
        let last = Arc::new(Mutex::new(VecDeque::with_capacity(LAST_LINES)));
        let reading = tokio::spawn(keep_last(troubles, last.clone()));
        let (ready, is_ready) = oneshot::channel();
        tokio::spawn(first_line(answers, ready));

        let (stopping, mut told) = watch::channel(false);
        let (going, gone) = oneshot::channel();
        tokio::spawn(async move {
            let status = tokio::select! {
                status = process.wait() => status,
                () = kill_after_drain(&mut told) => { let _ = process.start_kill(); process.wait().await }
            };
            // What it said last may still be on its way.
            let _ = tokio::time::timeout(Duration::from_secs(1), reading).await;
            if !*told.borrow() {
                let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
                let lines = last.lock().await.iter().cloned().collect::<Vec<_>>().join("\n    ");
                let _ = ended.send(format!("the {} service ended ({status}). Its last lines:\n    {lines}", kind.service())).await;
            }
            let _ = going.send(());
        });
        let child = Self { pid, stopping, gone };
        match tokio::time::timeout(Duration::from_secs(READY_SECONDS), is_ready).await {
            Ok(Ok(line)) => Ok((child, line)),
            Ok(Err(_)) => Err(format!("the {} service did not start", kind.service()).into()),
            Err(_) => Err(format!("the {} service was not ready after {READY_SECONDS} seconds", kind.service()).into()),
        }
    }

    /// Asks it to drain, waits, and kills what is left.
    pub async fn stop(self) {
        let _ = self.stopping.send(true);
        if let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) {
            // It may be gone already: then there is nobody to ask.
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.gone.await;
    }
}

/// Ends when the time to drain is over; never before it was told to stop.
async fn kill_after_drain(told: &mut watch::Receiver<bool>) {
    if told.wait_for(|stopping| *stopping).await.is_err() {
        // The handle was dropped without stop(): the process is killed when this task's own handle goes.
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_secs(DRAIN_SECONDS)).await;
}

async fn first_line(stream: impl tokio::io::AsyncRead + Unpin, ready: oneshot::Sender<String>) {
    let mut lines = BufReader::new(stream).lines();
    if let Ok(Some(line)) = lines.next_line().await {
        let _ = ready.send(line);
    }
    while let Ok(Some(_)) = lines.next_line().await {}
}

async fn keep_last(stream: impl tokio::io::AsyncRead + Unpin, last: Arc<Mutex<VecDeque<String>>>) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        out::trouble(&line);
        let mut kept = last.lock().await;
        if kept.len() == LAST_LINES {
            kept.pop_front();
        }
        kept.push_back(line);
    }
}
