//! The phase board: this agency's checklists of the three phases, how far the other has come, and the paper.
//!
//! ```text
//! board    the page          view     a board in the reader's language
//! mark     a word on an item, and the phase the work moves to
//! tell     states to the other agency        copy   a numbered copy on paper
//! ```

mod board;
mod copy;
mod mark;
mod tell;
mod view;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts them.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/phases").route(get().to(board::show)).route(post().to(mark::item)))
        .service(resource("/cases/{code}/phases/move").route(post().to(mark::phase)))
        .service(resource("/cases/{code}/phases/tell").route(post().to(tell::states)))
        .service(resource("/cases/{code}/phases/copies").route(post().to(copy::make)));
}
