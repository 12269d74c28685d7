//! Focus persons of a unit: a number in lists and titles, the name on the own page alone, nothing of any case.
//!
//! ```text
//! list    numbers, what waits      new     who and for how long
//! one     the page of a person     acts    cleared, renewed, ended, passed by
//! items   one more item            view    what the pages show
//! ```

mod acts;
mod items;
mod list;
mod new;
mod one;
pub(super) mod view;

use actix_web::web::{Path, ServiceConfig, get, post, resource};
use store::Id;
use web::Problem;

/// Mounts the pages.
pub fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/focus-persons").route(get().to(list::show)))
        .service(resource("/focus-persons/new").route(get().to(new::show)).route(post().to(new::begin)))
        .service(resource("/focus-persons/{focus}").route(get().to(one::show)))
        .service(resource("/focus-persons/{focus}/items").route(get().to(items::show)).route(post().to(items::add)))
        .service(resource("/focus-persons/{focus}/items/{item}/remove").route(post().to(acts::remove)))
        .service(resource("/focus-persons/{focus}/clear").route(post().to(acts::clear)))
        .service(resource("/focus-persons/{focus}/renew").route(post().to(acts::renew)))
        .service(resource("/focus-persons/{focus}/end").route(post().to(acts::end)))
        .service(resource("/focus-persons/{focus}/passings").route(post().to(acts::pass_by)));
}

/// The id in a path. One that can't be an id is as unknown as any other: 404.
pub(super) fn id_of(path: &Path<String>) -> Result<Id, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}
