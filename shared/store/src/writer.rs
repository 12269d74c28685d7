//! SQLite's one writer: a thread that commits together whatever is waiting.
//!
//! A commit costs a wait for the disk. While one is under way new writes gather, and the next
//! commit takes them all. Each write has a savepoint of its own, so one that fails or panics is
//! rolled back alone. If this thread itself crashes, the open batch was never committed, its
//! callers get [`ErrorKind::Stopped`], and so does every later write: restart the service.

use std::thread::{self, JoinHandle};

use tokio::sync::mpsc;

use crate::{Conn, DatabaseUrl, Error, ErrorKind, Options, Result, conn::Purpose, job::Job, topic::Topics};

/// The way in to the writer's thread. Dropping it waits for what was handed in.
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(conn: Conn, url: DatabaseUrl, options: Options, topics: Topics) -> Result<Self> {
        let (sender, receiver) = mpsc::channel(options.queue_length.max(1));
        let desk = Desk { conn, url, options, topics };
        let thread = thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || desk.work(receiver))
            .map_err(|error| Error::new(ErrorKind::Stopped, error))?;
        Ok(Self { jobs: Some(sender), thread: Some(thread) })
    }

    pub(crate) async fn submit(&self, job: Box<dyn Job>) -> Result<()> {
        self.jobs()?.send(job).await.map_err(|_| Error::from(ErrorKind::Stopped))
    }

    pub(crate) fn submit_blocking(&self, job: Box<dyn Job>) -> Result<()> {
        self.jobs()?.blocking_send(job).map_err(|_| Error::from(ErrorKind::Stopped))
    }

    fn jobs(&self) -> Result<&mpsc::Sender<Box<dyn Job>>> {
        self.jobs.as_ref().ok_or_else(|| ErrorKind::Stopped.into())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        let Some(thread) = self.thread.take() else { return };
        // The last handle can be one that a job held: the thread can't wait for itself.
        if thread.thread().id() != thread::current().id() && thread.join().is_err() {
            tracing::error!("the database writer had crashed");
        }
    }
}

/// What the thread works with.
struct Desk {
    conn: Conn,
    url: DatabaseUrl,
    options: Options,
    topics: Topics,
}

impl Desk {
    fn work(mut self, mut receiver: mpsc::Receiver<Box<dyn Job>>) {
        let most = self.options.batch.max(1);
        let mut waiting = Vec::new();
        while receiver.blocking_recv_many(&mut waiting, most) > 0 {
            while !waiting.is_empty() {
                self.commit_together(&mut waiting);
                self.mend();
            }
        }
    }

    /// One transaction over the waiting jobs. Those that were run or refused are answered and
    /// taken out; when the batch had to be given up half-way, the rest stays for the next one.
    fn commit_together(&mut self, waiting: &mut Vec<Box<dyn Job>>) {
        let mut ran = 0;
        let outcome = self.conn.transaction(|conn| {
            for job in waiting.iter_mut() {
                job.run(conn);
                ran += 1;
                if conn.aftermath().rollback_failed {
                    return Err(Error::new(ErrorKind::Query, "a neighbour could not be undone"));
                }
            }
            Ok(())
        });
        if outcome.is_ok() {
            self.conn.aftermath().happen(&self.topics);
            #[allow(clippy::cast_precision_loss)] // at most a few hundred
            metrics::histogram!("store_batch_jobs").record(ran as f64);
        }
        self.conn.aftermath().clear();
        // Nothing ran: the transaction could not begin, and all are told why.
        let settled = if ran == 0 { waiting.len() } else { ran };
        for job in waiting.drain(..settled) {
            job.answer(outcome.as_ref().map(|_| ()));
        }
    }

    /// A connection that was left in an unknown state is replaced. If that fails now, the next
    /// batch's error says so and it is tried again after it.
    fn mend(&mut self) {
        if !self.conn.is_broken() {
            return;
        }
        match Conn::open(&self.url, Purpose::Write, self.options.patience) {
            Ok(conn) => self.conn = conn,
            Err(error) => tracing::error!(%error, "the writer could not reopen the database"),
        }
    }
}
