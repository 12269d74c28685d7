//! Stories across real processes: a whole town on this machine, started, crashed and questioned from outside.
//!
//! Nothing in here is part of a service. A town is three processes of the `stafett` binary with databases, keys and
//! ports of their own; between each agency and the broker stands a [`Gate`] that a test can hold shut, so that a crash
//! happens at a chosen point of the path and not somewhere near it.
// What a test harness can't do, it says and stops; it reads the real clock and the environment of whoever runs it.
#![allow(clippy::missing_panics_doc, clippy::disallowed_methods)]

mod caller;
mod collector;
pub mod composer;
mod crawl;
mod desk;
mod gate;
mod html;
mod http;
pub mod naughty;
mod officer;
mod outside;
mod patience;
mod scan;
mod spans;
mod town;
mod visitor;

pub use caller::{Answer, Caller};
pub use collector::Collector;
pub use composer::{Beginning, Composer};
pub use crawl::crawl;
pub use desk::Desk;
pub use gate::{Catch, Gate, Moment, Outcome, Passed};
pub use html::{Control, HtmlForm, Reading};
pub use http::Message;
pub use officer::{Handover, Night, Officer};
pub use outside::{Outside, payload};
pub use patience::{eventually, eventually_within, fresh_id, now, random_bytes, random_pause};
pub use scan::{Hit, Needles, written};
pub use spans::{Span, Spans};
pub use town::{Databases, Kind, Plan, Service, Town, binary, files_below, free_ports};
pub use visitor::{Seen, Visitor};
