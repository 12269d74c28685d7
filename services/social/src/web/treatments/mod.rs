//! His side, for the therapists of a unit: a number in lists, titles and addresses, the name on the own page alone. Nothing here
//! depends on whether there is contact with the person exposed.
//!
//! ```text
//! list  numbers     new   who, and who has the contact
//! page  all of it   acts  answered, told, happened, decided, destroyed
//! ```

mod acts;
mod list;
mod new;
mod page;

use actix_web::web::{ServiceConfig, get, post, resource};
use store::Id;
use web::Problem;

/// Mounts the pages.
pub(crate) fn mount(service: &mut ServiceConfig) {
    service
        .service(resource("/treatments").route(get().to(list::show)).route(post().to(new::begin)))
        .service(resource("/treatments/new").route(get().to(new::ask)))
        .service(resource("/treatments/{treatment}").route(get().to(page::show)))
        .service(resource("/treatments/{treatment}/answers").route(post().to(acts::answer)))
        .service(resource("/treatments/{treatment}/partners").route(post().to(acts::tell)))
        .service(resource("/treatments/{treatment}/events").route(post().to(acts::note)))
        .service(resource("/treatments/{treatment}/decisions").route(post().to(acts::decide)))
        .service(resource("/treatments/{treatment}/destruction").route(post().to(acts::destroy)));
}

/// The id in a path. One that can't be an id is as unknown as any other.
fn id_of(path: &str) -> Result<Id, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}

fn path_of(id: Id) -> String {
    format!("/treatments/{id}")
}
