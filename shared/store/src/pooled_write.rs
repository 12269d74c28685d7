//! Writes on PostgreSQL: a connection of the pool, and another try after a collision.

use std::{thread, time::Duration};

use crate::{Conn, Error, Failure, pool::Pool, topic::Topics, transaction::Start};

/// Tries in all. A collision that outlives them comes out as
/// [`ErrorKind::Serialization`](crate::ErrorKind::Serialization).
const TRIES: u32 = 6;

/// Runs one transaction to its durable commit. Blocks.
pub(crate) fn write<T, E: Failure>(
    pool: &Pool,
    topics: &Topics,
    start: Start,
    mut f: impl FnMut(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    let mut tried = 1;
    loop {
        let result = once(pool, topics, start, &mut f);
        match result.as_ref().err().and_then(Failure::store_error) {
            Some(error) if error.is_retriable() && tried < TRIES => {
                metrics::counter!("store_retries_total").increment(1);
                thread::sleep(pause(tried));
                tried += 1;
            }
            _ => return result,
        }
    }
}

fn once<T, E: Failure>(pool: &Pool, topics: &Topics, start: Start, f: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E> {
    let mut conn = pool.get().map_err(Error::from)?;
    conn.aftermath().clear();
    let result = conn.guarded(start, f);
    if result.is_ok() {
        conn.aftermath().happen(topics);
    }
    result
}

/// 5 ms doubling, minus up to half by chance, so that two that collided don't meet again.
fn pause(tried: u32) -> Duration {
    let mut chance = [0];
    // Without chance the pause is only less well spread.
    let _ = getrandom::fill(&mut chance);
    let whole = Duration::from_millis(5) * 2u32.pow(tried);
    whole - whole / 2 * u32::from(chance[0]) / 255
}
