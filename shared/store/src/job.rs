//! One write on its way through the writer and back.

use std::time::Instant;

use tokio::sync::oneshot;
use tracing::Span;

use crate::{Conn, Error, ErrorKind, Failure, transaction::Start};

/// What the writer knows of a write: run it in the batch, then answer it.
pub(crate) trait Job: Send {
    /// Runs in a savepoint of its own. A panic is caught.
    fn run(&mut self, conn: &mut Conn);
    /// Answers once the fate of the batch is known. An error of the job's own goes first.
    fn answer(self: Box<Self>, batch: Result<(), &Error>);
}

/// A write with its place for the answer.
pub(crate) struct Write<T, E, F> {
    name: &'static str,
    f: F,
    span: Span,
    started: Instant,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Write<T, E, F> {
    pub(crate) fn new(name: &'static str, f: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (reply, receiver) = oneshot::channel();
        let (span, started) = (span(name), Instant::now());
        (Self { name, f, span, started, result: None, reply }, receiver)
    }
}

impl<T, E, F> Job for Write<T, E, F>
where
    T: Send,
    E: Failure,
    F: FnMut(&mut Conn) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &mut Conn) {
        let f = &mut self.f;
        self.result = Some(self.span.in_scope(|| conn.guarded(Start::Change, f)));
    }

    fn answer(self: Box<Self>, batch: Result<(), &Error>) {
        let result = match (self.result, batch) {
            (Some(Err(own)), _) => Err(own),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(batch)) => Err(E::from(batch.clone())),
            (None, Ok(())) => Err(E::from(Error::from(ErrorKind::Stopped))),
        };
        let result = self.span.in_scope(|| finish(self.name, self.started, result));
        // The caller may have stopped waiting; the write stands all the same.
        drop(self.reply.send(result));
    }
}

/// The span of a write, made where it was asked for so that it belongs to its cause.
pub(crate) fn span(name: &'static str) -> Span {
    tracing::info_span!("transaction", name)
}

/// Measures a write from the asking to the durable commit and gives its error the name.
pub(crate) fn finish<T, E: Failure>(name: &'static str, started: Instant, result: Result<T, E>) -> Result<T, E> {
    let seconds = started.elapsed().as_secs_f64();
    metrics::histogram!("store_transaction_seconds", "name" => name).record(seconds);
    result.map_err(|error| {
        let error = error.in_transaction(name);
        if let Some(trouble) = error.store_error() {
            tracing::warn!(transaction = name, error = %trouble, "a transaction was rolled back");
        }
        error
    })
}
