//! The police service from outside: the real service on a port of its own, the real databases, and a stand-in for the
//! broker. The files mirror the URLs.
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod api;
mod call_outs;
mod consent;
mod doors;
mod house;
mod review;
mod sending;
mod situation;
mod visitor;
mod words;
