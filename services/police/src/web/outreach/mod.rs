//! The outreach of a unit: codes, days and routes on the list, no person in a title or an address.
//!
//! ```text
//! list    what is followed up when, who is out     new     how a case came in
//! one     a case: follow-ups, close, take up       acts    what is noted of it
//! visits  planned, gone to, what became of them    help    promised and done
//! ```

mod acts;
mod help;
mod list;
mod new;
mod one;
pub(super) mod view;
mod visits;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the pages.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/outreach").route(get().to(list::show)))
        .service(resource("/outreach/new").route(get().to(new::show)).route(post().to(new::open)))
        .service(resource("/outreach/{code}").route(get().to(one::show)))
        .service(resource("/outreach/{code}/follow-ups").route(post().to(acts::follow_up)))
        .service(resource("/outreach/{code}/close").route(post().to(acts::close)))
        .service(resource("/outreach/{code}/reopen").route(post().to(acts::reopen)))
        .service(resource("/outreach/{code}/visits").route(post().to(visits::plan)))
        .service(resource("/outreach/{code}/visits/{visit}").route(post().to(visits::note)))
        .service(resource("/outreach/{code}/help").route(post().to(help::promise)))
        .service(resource("/outreach/{code}/help/{help}").route(post().to(help::settle)));
}
