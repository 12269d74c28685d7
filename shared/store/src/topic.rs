//! Waking those who wait for a queue or a stream, inside one process.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use crate::queue::Queue;

/// What one can listen to: a queue's messages or a stream's events.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Topic(Place);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    Queue(&'static str),
    Stream(Cow<'static, str>),
}

impl Topic {
    /// The events of one stream, see [`crate::events`].
    pub fn stream(name: impl Into<Cow<'static, str>>) -> Self {
        Self(Place::Stream(name.into()))
    }
}

impl From<Queue> for Topic {
    fn from(queue: Queue) -> Self {
        Self(Place::Queue(queue.name()))
    }
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something was committed in this process.
    Wake,
    /// The time was up: look anyway, another process may have committed something.
    Timeout,
}

/// Hears of commits to one topic. A commit between two waits ends the next wait at once, so none
/// is lost between looking and waiting.
#[derive(Debug)]
pub struct Listener {
    receiver: watch::Receiver<u64>,
}

impl Listener {
    /// Waits for a commit, at most this long. Safe to drop half-way.
    pub async fn wait(&mut self, at_most: Duration) -> Woken {
        match tokio::time::timeout(at_most, self.receiver.changed()).await {
            Ok(Ok(())) => Woken::Wake,
            Ok(Err(_)) => {
                // The sender is gone only when the database is closed: don't spin.
                tokio::time::sleep(at_most).await;
                Woken::Timeout
            }
            Err(_) => Woken::Timeout,
        }
    }
}

/// Who listens to what. Topics nobody listens to any more are forgotten.
#[derive(Debug, Clone, Default)]
pub(crate) struct Topics(Arc<Mutex<HashMap<Topic, watch::Sender<u64>>>>);

impl Topics {
    pub(crate) fn listen(&self, topic: Topic) -> Listener {
        let mut topics = self.lock();
        topics.retain(|_, sender| sender.receiver_count() > 0);
        let sender = topics.entry(topic).or_insert_with(|| watch::Sender::new(0));
        Listener { receiver: sender.subscribe() }
    }

    pub(crate) fn wake(&self, topic: &Topic) {
        if let Some(sender) = self.lock().get(topic) {
            sender.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Topic, watch::Sender<u64>>> {
        // Nothing is left half-done under this lock: a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wake_before_the_wait_is_not_lost() {
        let topics = Topics::default();
        let mut listener = topics.listen(Topic::stream("duty"));
        topics.wake(&Topic::stream("other"));
        assert_eq!(listener.wait(Duration::from_millis(1)).await, Woken::Timeout);
        topics.wake(&Topic::stream("duty"));
        assert_eq!(listener.wait(Duration::from_secs(60)).await, Woken::Wake);
        assert_eq!(listener.wait(Duration::from_millis(1)).await, Woken::Timeout);
    }

    #[test]
    fn topics_without_listeners_are_forgotten() {
        let topics = Topics::default();
        drop(topics.listen(Topic::stream("a")));
        let _kept = topics.listen(Topic::stream("b"));
        assert_eq!(topics.lock().len(), 1);
    }
}
