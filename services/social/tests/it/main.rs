//! The service as a whole: the real program on a free port, a real sender, a stand-in for the broker, both databases.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking, and says what it skipped")]

mod access;
mod api;
mod api_document;
mod api_tokens;
mod browser;
mod by_code;
mod care;
mod cases;
mod consents;
mod contacts;
mod custody_talk;
mod custody_talk_outcome;
mod desk;
mod duty;
mod editions;
mod extracts;
mod handovers;
mod held_talk;
mod keeping_an_eye;
mod live;
mod morning;
mod night;
mod partner_contact;
mod partner_contact_letters;
mod partner_contact_tasks;
mod partner_wall;
mod phases;
mod planned;
mod referrals;
mod risks;
mod safety_plan;
mod safety_plan_due;
mod safety_plan_his;
mod safety_plan_paper;
mod shells;
mod trouble;
mod two_sides;
mod unanswered;
mod ways_back;
mod words;
