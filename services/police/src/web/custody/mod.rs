//! Custody of a case: what holds, what is written of it, and who is to be told of the release. Codes and times, no person.
//!
//! ```text
//! show    what holds now, and what is to be done      part      one thing that is written down, with its form
//! acts    a draft to the social services, a notice    notices   releases that an exposed person is to be told of
//! release_talk  the words of the talk before a release
//! ```

mod acts;
mod notices;
mod part;
mod release_talk;
mod show;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the pages.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/release-notices").route(get().to(notices::list)))
        .service(resource("/cases/{code}/custody").route(get().to(show::show)))
        .service(resource("/cases/{code}/custody/draft").route(post().to(acts::draft)))
        .service(resource("/cases/{code}/custody/notices").route(post().to(acts::notice)))
        .service(resource("/cases/{code}/custody/release-talk").route(get().to(release_talk::show)))
        .service(resource("/cases/{code}/custody/{part}").route(get().to(part::ask)).route(post().to(part::enter)));
}
