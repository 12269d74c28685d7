//! Contacts with the persons of a case: one tap for each, what the exposed person wishes, and the gate before the person who
//! uses violence is contacted.
//!
//! ```text
//! list      the whole page                          record   one tap, and what is said of it afterwards
//! wish      how often, next time, do not call       gate     what is asked before he is contacted
//! cadence   the line of an exposed person           view     contacts in the reader's language
//! ```

mod cadence;
mod gate;
mod list;
mod record;
mod view;
mod wish;

use actix_web::web::{ServiceConfig, get, post, resource};
use wire::CaseCode;

pub use cadence::{ContactLine, contact_lines};

/// Mounts the pages.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/contacts").route(get().to(list::show)).route(post().to(record::record)))
        .service(resource("/cases/{code}/contacts/{interaction}").route(post().to(record::correct)))
        .service(resource("/cases/{code}/contact-wishes").route(post().to(wish::write)))
        .service(resource("/cases/{code}/contact-gate").route(post().to(gate::answer)));
}

/// Where the page is; with the agency that opened the case, once a person has said which.
fn page_path(code: &CaseCode, of: &str) -> String {
    if of.is_empty() { format!("/cases/{code}/contacts") } else { format!("/cases/{code}/contacts?of={of}") }
}
