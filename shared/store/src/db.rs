//! The door itself.

use std::{fmt, sync::Arc, time::Instant};

use crate::{
    Backend, Conn, DatabaseUrl, Error, ErrorKind, Failure, Listener, Options, Result, Schema, Topic,
    conn::Purpose,
    job::{self, Job, Write},
    pool::{self, Pool},
    pooled_write,
    topic::Topics,
    transaction::Start,
    writer::Writer,
};

/// A database, open. Cheap to clone; the last clone to go waits for the writes handed in.
///
/// Inside a closure there is the database and nothing else: no network, no sleeping, and never
/// another call to the same `Db` (SQLite's writer would wait for itself).
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    backend: Backend,
    pool: Pool,
    writer: Option<Writer>,
    topics: Topics,
}

impl Db {
    /// Opens the database, checks that its schema is one this program knows and runs missing
    /// migrations. Blocks.
    ///
    /// Errors: [`ErrorKind::UnknownSchema`], [`ErrorKind::SchemaBehind`],
    /// [`ErrorKind::Migration`], [`ErrorKind::Connection`], [`ErrorKind::Pool`].
    pub fn open(url: &DatabaseUrl, schema: &Schema, options: Options) -> Result<Self> {
        make_private(url)?;
        let mut first = Conn::open(url, Purpose::Write, options.patience)?;
        schema.bring_up(&mut first, options.migrate)?;
        let (backend, topics) = (url.backend(), Topics::default());
        let pool = pool::open(url, &options)?;
        let writer = match backend {
            Backend::Postgres => None,
            Backend::Sqlite => Some(Writer::start(first, url.clone(), options, topics.clone())?),
        };
        Ok(Self(Arc::new(Inner { backend, pool, writer, topics })))
    }

    /// Which backend it is.
    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    /// Hears of commits to a queue or a stream made through this `Db` and its clones. Other
    /// processes are not heard: wait at most [`queue::POLL`](crate::queue::POLL) and look.
    pub fn listen(&self, topic: impl Into<Topic>) -> Listener {
        self.0.topics.listen(topic.into())
    }

    /// Reads one snapshot. A change inside is [`ErrorKind::ReadOnly`].
    pub async fn read<T: Send + 'static>(&self, f: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.try_read(f).await
    }

    /// Changes something, in a transaction with a name (snake_case, a verb and a noun). The
    /// answer comes after the commit is durable; it is not undone when the caller stops waiting.
    /// `f` may run again on PostgreSQL after a collision, so it borrows what it captured.
    pub async fn write<T: Send + 'static>(&self, name: &'static str, f: impl FnMut(&mut Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.try_write(name, f).await
    }

    /// As [`Db::read`], with an error of the caller's own.
    pub async fn try_read<T: Send + 'static, E: Failure>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let inner = Arc::clone(&self.0);
        on_a_blocking_thread(move || inner.read(f)).await
    }

    /// As [`Db::write`], with an error of the caller's own, which rolls the transaction back.
    pub async fn try_write<T: Send + 'static, E: Failure>(
        &self,
        name: &'static str,
        f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.write_as(Start::Change, name, f).await
    }

    /// As [`Db::try_write`], run as if no other transaction were under way: PostgreSQL's
    /// SERIALIZABLE with new tries. On SQLite every write is that already.
    pub async fn try_write_serializable<T: Send + 'static, E: Failure>(
        &self,
        name: &'static str,
        f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.write_as(Start::Alone, name, f).await
    }

    /// [`Db::read`] on a plain thread. Never call it inside async code.
    pub fn read_blocking<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.0.read(f)
    }

    /// [`Db::try_read`] on a plain thread. Never call it inside async code.
    pub fn try_read_blocking<T, E: Failure>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        self.0.read(f)
    }

    /// [`Db::write`] on a plain thread. Never call it inside async code.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        name: &'static str,
        f: impl FnMut(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.try_write_blocking(name, f)
    }

    /// [`Db::try_write`] on a plain thread. Never call it inside async code.
    pub fn try_write_blocking<T: Send + 'static, E: Failure>(
        &self,
        name: &'static str,
        f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let Some(writer) = &self.0.writer else {
            return self.0.write_pooled(Start::Change, name, f);
        };
        let (job, answer) = Write::new(name, f);
        writer.submit_blocking(Box::new(job))?;
        answer.blocking_recv().unwrap_or_else(|_| Err(stopped(name)))
    }

    /// Takes every migration back, the newest first. For tests and for operators who mean it.
    /// Blocks.
    pub fn revert_all(&self, schema: &Schema) -> Result<()> {
        match &self.0.writer {
            None => schema.take_down(&mut *self.0.pool.get()?),
            Some(_) => {
                let schema = schema.clone();
                self.write_blocking("revert_all_migrations", move |conn| schema.take_down(conn))
            }
        }
    }

    async fn write_as<T: Send + 'static, E: Failure>(
        &self,
        start: Start,
        name: &'static str,
        f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let Some(writer) = &self.0.writer else {
            let inner = Arc::clone(&self.0);
            let span = job::span(name);
            return on_a_blocking_thread(move || span.in_scope(|| inner.write_pooled(start, name, f))).await;
        };
        let (job, answer) = Write::new(name, f);
        let job: Box<dyn Job> = Box::new(job);
        writer.submit(job).await?;
        answer.await.unwrap_or_else(|_| Err(stopped(name)))
    }
}

impl Inner {
    fn read<T, E: Failure>(&self, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        let mut conn = self.pool.get().map_err(Error::from)?;
        conn.guarded(Start::Snapshot, f)
    }

    fn write_pooled<T, E: Failure>(&self, start: Start, name: &'static str, f: impl FnMut(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        let started = Instant::now();
        let result = pooled_write::write(&self.pool, &self.topics, start, f);
        job::finish(name, started, result)
    }
}

async fn on_a_blocking_thread<T: Send + 'static, E: Failure>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E> {
    // Panics are caught further in: this fails only when the runtime is going down.
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(E::from(Error::from(ErrorKind::Stopped))),
    }
}

fn stopped<E: Failure>(name: &'static str) -> E {
    E::from(Error::from(ErrorKind::Stopped)).in_transaction(name)
}

/// A new SQLite file is readable by its owner alone; SQLite gives its companions the same rights.
fn make_private(url: &DatabaseUrl) -> Result<()> {
    let Some(path) = url.file() else { return Ok(()) };
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| Error::new(ErrorKind::Connection, error))
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({:?})", self.0.backend)
    }
}
