//! One lost place after the other, made once more.

use std::sync::Arc;

use jiff::Timestamp;
use ledger::{EntryKind, tree::Frontier};
use store::{Conn, Hash32};
use wire::{AgencyId, MessageKind, Notice};

use super::{
    super::{rows, sequence::seed},
    Repaired, message,
};
use crate::{
    db,
    domain::{
        agency::Directory,
        desk::{Cleared, Desk, Needs, Rules},
        edition::ActiveEdition,
        history::History,
        log::Growth,
        operation::Operation,
    },
};

/// The log on its way through what was lost.
pub(super) struct Again<'a> {
    rules: &'a Rules,
    edition: Option<ActiveEdition>,
    pub(super) history: History,
    pub(super) directory: Arc<Directory>,
    pub(super) frontier: Frontier,
    pub(super) notices: Vec<(AgencyId, Notice)>,
    pub(super) repaired: Repaired,
}

impl<'a> Again<'a> {
    pub(super) fn new(
        conn: &mut Conn,
        rules: &'a Rules,
        history: History,
        directory: Directory,
        frontier: Frontier,
    ) -> store::Result<Self> {
        let edition = db::editions::active(conn)?;
        let directory = Arc::new(directory);
        Ok(Self { rules, edition, history, directory, frontier, notices: Vec::new(), repaired: Repaired::default() })
    }

    /// Every place up to the last cosigned one.
    pub(super) fn go_over_places(&mut self, conn: &mut Conn) -> store::Result<()> {
        while self.frontier.size() < self.history.size() {
            let place = self.frontier.size();
            if !self.made_again(conn, place)? {
                self.put_back(conn, place)?;
            }
        }
        Ok(())
    }

    /// Makes the entry of a place again with all that it does. False when it does not come out as it was.
    fn made_again(&mut self, conn: &mut Conn, place: u64) -> store::Result<bool> {
        let Some(entry) = self.history.entry(place) else { return Ok(false) };
        let at = entry.fields().at.timestamp();
        for operation in message::operations(conn, &entry, &self.history, &self.directory, at)? {
            let log = Growth::again(self.frontier.clone(), self.history.all_opened());
            let cleared = self.cleared(conn, &operation, log, at)?;
            if cleared.answers.iter().all(Result::is_ok) && cleared.log.has_grown() && cleared.log.agrees() {
                self.repaired.made_again += cleared.log.entries().len() as u64;
                self.carry(conn, cleared, at)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The leaf as it was, with its entry where somebody had it. A withdrawal counts also when its message is gone.
    fn put_back(&mut self, conn: &mut Conn, place: u64) -> store::Result<()> {
        let Some(leaf) = self.history.leaf(place) else { return Err(db::unreadable("leaf")) };
        let opened = self.history.opened(place).cloned();
        let entry = self.history.entry(place);
        match &entry {
            Some(entry) => self.repaired.kept_only.push((place, entry.fields().kind)),
            None => self.repaired.unread.push(place),
        }
        let mut log = Growth::again(self.frontier.clone(), self.history.all_opened());
        log.append_leaf(leaf, opened);
        rows::carry_leaves(conn, &log)?;
        self.frontier = log.frontier().clone();
        let withdrawn = entry.filter(|entry| entry.fields().kind == EntryKind::ConsentWithdrawn);
        let consent = withdrawn.and_then(|entry| entry.fields().consents.first()?.parse().ok());
        consent.map_or(Ok(()), |consent| db::consent_grants::withdraw(conn, consent, &[], place))
    }

    /// What the agencies have heard and the log does not have: at its end, before anything can be fetched.
    pub(super) fn withdraw_what_was_heard(&mut self, conn: &mut Conn, now: Timestamp) -> store::Result<()> {
        let kinds = [MessageKind::Withdrawal, MessageKind::CodeWithdrawal];
        let heard = self.history.messages.values().filter(|message| kinds.contains(&message.kind));
        let operations: Vec<_> = heard.filter_map(|message| message::operation(message, &self.directory, now)).collect();
        for operation in operations {
            let cleared = self.cleared(conn, &operation, Growth::new(self.frontier.clone(), seed()?), now)?;
            // A consent that is not known here comes with its own letter, and its withdrawal before it.
            if cleared.answers.iter().all(Result::is_ok) {
                self.carry(conn, cleared, now)?;
            }
        }
        Ok(())
    }

    fn cleared(&self, conn: &mut Conn, operation: &Operation, log: Growth, at: Timestamp) -> store::Result<Cleared> {
        let mut laid = rows::lay_out(conn, &Needs::of([operation]), at)?;
        // How often an agency may hand in codes was judged when they came.
        laid.code_counts.clear();
        let desk = Desk::new(self.rules, at, log, laid, Arc::clone(&self.directory), self.edition.clone());
        Ok(desk.clear([operation]))
    }

    fn carry(&mut self, conn: &mut Conn, cleared: Cleared, at: Timestamp) -> store::Result<()> {
        let Cleared { log, laid, done, .. } = cleared;
        rows::carry_leaves(conn, &log)?;
        rows::carry_rows(conn, &laid, &done, at)?;
        self.notices.extend(done.notices);
        self.frontier = log.frontier().clone();
        Ok(())
    }
}

/// The hash by which an entry names its message.
pub(super) fn named(entry: &ledger::Entry) -> Hash32 {
    Hash32::new(*entry.fields().object_hash.as_bytes())
}
