//! Consent in a case, of whoever it takes: asked in private, read aloud as it stands, ended by a word.
//!
//! ```text
//! list      what was answered, until when          person    who answers, and about whom
//! question  whom, to whom, what for                 answer    the words, what was said yes to, the answer
//! ended     it is taken back
//! ```

mod answer;
mod ended;
mod list;
mod person;
mod question;
mod view;

use actix_web::web::{ServiceConfig, get, post, resource};

pub(super) use person::{Person, Who, numbered};
pub(super) use view::{Ending, ending};

/// Mounts the pages.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/consents").route(get().to(list::show)).route(post().to(answer::record)))
        .service(resource("/cases/{code}/consents/new").route(get().to(question::ask)).route(post().to(question::words)))
        .service(resource("/cases/{code}/consents/{consent}/withdraw").route(get().to(ended::ask)).route(post().to(ended::end)));
}
