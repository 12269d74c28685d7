//! The police service from outside: the real service on a port of its own, the real databases, and a stand-in for the
//! broker. The files mirror the URLs.
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod afterwards;
mod api;
mod by_code;
mod call_outs;
mod card;
mod closings;
mod code_blocks;
mod consent;
mod consents;
mod consultations;
mod contacts;
mod custody;
mod doors;
mod duty_decisions;
mod editions;
mod extracts;
mod focus_persons;
mod handovers;
mod house;
mod joining;
mod looks;
mod outreach;
mod outreach_visits;
mod phases;
mod review;
mod ring_again;
mod risks;
mod sending;
mod shift_briefings;
mod situation;
mod stopping;
mod told;
mod unanswered;
mod visitor;
mod words;
