//! The briefing of a shift: no name in a list, a title or an address; gone when the shift ends.
//!
//! ```text
//! list    what is shown now, and the log     new      whom, from when until when
//! screen  one card at a time                 copies   numbered, on paper, until destroyed
//! view    what a card shows
//! ```

mod copies;
mod list;
mod new;
mod screen;
mod view;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the pages.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/briefing").route(get().to(list::show)))
        .service(resource("/briefing/new").route(get().to(new::show)).route(post().to(new::make)))
        .service(resource("/briefing/{briefing}").route(get().to(screen::show)))
        .service(resource("/briefing/{briefing}/end").route(post().to(list::end)))
        .service(resource("/briefing/{briefing}/copies").route(post().to(copies::make)))
        .service(resource("/briefing/{briefing}/copies/{n}").route(get().to(copies::show)))
        .service(resource("/briefing-copies/{copy}").route(post().to(copies::destroy)));
}
