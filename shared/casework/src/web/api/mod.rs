//! The HTTP API that both agencies give their own case systems: tokens, calls that are done once, and the doors that are
//! alike in both.

mod caller;
mod card_codes;
mod cases;
pub mod documents;
mod drafts;
mod explanation;
mod mount;
mod notices;
mod once;
pub mod operations;
mod problems;
mod reached;
mod requests;
mod rights;
pub mod token;
mod values;

use ::web::{FieldErrors, Problem};
use actix_web::{HttpRequest, web::Query};
use serde::de::DeserializeOwned;

pub use caller::{ApiCaller, api_caller, require_client};
pub use mount::{DOCUMENT_PATH, mount, mount_answers};
pub use once::{Answer, once};
pub use rights::{OwnCase, Rights};

/// What was asked for after `?`; a word nobody knows is refused.
fn query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, Problem> {
    let read = Query::<T>::from_query(request.query_string()).map(Query::into_inner);
    read.map_err(|_| {
        let mut errors = FieldErrors::none();
        errors.add("query", "error-unknown-member");
        Problem::invalid_fields(errors)
    })
}
