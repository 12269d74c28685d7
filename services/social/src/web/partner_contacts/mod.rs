//! Her side, for the contact person alone: a number in lists, titles and addresses, what he told of her on the own page alone.
//!
//! ```text
//! list  numbers, and what is to be done     page     all of it
//! acts  answered, tried, done, passed on    letters  looked through, printed, kept
//! view  the page in the reader's language
//! ```

mod acts;
mod letters;
mod list;
mod page;
mod view;

use actix_web::web::{ServiceConfig, get, post, resource};
use store::Id;
use web::Problem;

/// Mounts the pages.
pub(crate) fn mount(service: &mut ServiceConfig) {
    service
        .service(resource("/partner-contacts").route(get().to(list::show)))
        .service(resource("/partner-contacts/{contact}").route(get().to(page::show)))
        .service(resource("/partner-contacts/{contact}/answers").route(post().to(acts::answer)))
        .service(resource("/partner-contacts/{contact}/exclusions").route(post().to(acts::exclude)))
        .service(resource("/partner-contacts/{contact}/contacts").route(post().to(acts::note)))
        .service(resource("/partner-contacts/{contact}/tasks").route(post().to(acts::finish)))
        .service(resource("/partner-contacts/{contact}/wordings").route(post().to(acts::pass_on)))
        .service(resource("/partner-contacts/{contact}/wordings/withdraw").route(post().to(acts::take_back)))
        .service(resource("/partner-contacts/{contact}/letters/preview").route(post().to(letters::look_through)))
        .service(resource("/partner-contacts/{contact}/letters").route(post().to(letters::print)))
        .service(resource("/partner-contacts/{contact}/letters/{letter}").route(get().to(letters::show)));
}

/// The id in a path. One that can't be an id is as unknown as any other.
fn id_of(path: &str) -> Result<Id, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}

fn path_of(id: Id) -> String {
    format!("/partner-contacts/{id}")
}
