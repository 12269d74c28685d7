//! A token is good once. Its id is remembered until it would be refused for its age anyway.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use actix_web::http::StatusCode;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Micros, Result, on};

use super::{MachineError, verify::Caller};
use crate::Problem;

/// As many as two thousand calls a second within the life of a token.
const MOST: usize = 130_000;

diesel::table! {
    used_tokens (id_hash) {
        id_hash -> Binary,
        expires_at -> BigInt,
    }
}

/// Ids of used tokens in the memory of one process: for calls that may be made twice without harm, where a commit would be
/// too dear. It is empty after a start, and another replica has its own.
#[derive(Default)]
pub struct Replays(Mutex<HashMap<Hash32, Timestamp>>);

impl Replays {
    /// Notes that a token is used.
    ///
    /// # Errors
    /// 401 `token-refused` when it was used before, 429 when more are remembered than there is room for.
    pub fn first_use(&self, caller: &Caller, now: Timestamp) -> std::result::Result<(), Problem> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST {
            used.retain(|_, until| *until > now);
        }
        if used.len() >= MOST {
            return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests"));
        }
        match used.insert(id_hash(caller), caller.until) {
            Some(until) if until > now => Err(replayed()),
            _ => Ok(()),
        }
    }
}

/// The same in the database: once for all replicas, and after a start too. What is past its time is forgotten first.
///
/// # Errors
/// [`store::Error`]. False when the token was used before.
pub fn first_use(conn: &mut Conn, caller: &Caller, now: Timestamp) -> Result<bool> {
    prune(conn, now)?;
    let row = (used_tokens::id_hash.eq(id_hash(caller)), used_tokens::expires_at.eq(Micros::from(caller.until)));
    let query = diesel::insert_into(used_tokens::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Forgets the ids of tokens that are too old to be used.
fn prune(conn: &mut Conn, now: Timestamp) -> Result<()> {
    let query = diesel::delete(used_tokens::table.filter(used_tokens::expires_at.le(Micros::from(now))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The refusal of a token that was used before.
#[must_use]
pub fn replayed() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "token-refused").because(MachineError::Replayed)
}

fn id_hash(caller: &Caller) -> Hash32 {
    Hash32::of(&[caller.key_id.as_bytes(), &[0], caller.jti.as_bytes()].concat())
}
