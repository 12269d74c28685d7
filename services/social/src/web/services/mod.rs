//! The services that people are referred to: looked up by everybody, taken in as a whole list by who leads.
//!
//! ```text
//! list    the list that holds, district by district     import  a pasted list: tried first, then taken in
//! ```

mod import;
mod list;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the pages.
pub(crate) fn mount(service: &mut ServiceConfig) {
    service
        .service(resource("/services").route(get().to(list::show)))
        .service(resource("/services/import").route(get().to(import::ask)).route(post().to(import::take_in)));
}
