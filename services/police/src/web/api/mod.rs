//! The same verbs for the agency's own case systems: signed calls, JSON, problem+json.

pub mod call_outs;
mod operations;

use std::sync::Arc;

use actix_web::web::{ServiceConfig, post, put, resource};
use casework::web::api;

use crate::{
    access::{FOLLOWING, ON_CALL},
    app::Police,
};

pub use operations::document;

/// Mounts the doors of both agencies and the police's own.
pub fn mount(cfg: &mut ServiceConfig, police: &Police) {
    let rights = api::Rights { follow: FOLLOWING, act: ON_CALL, own_case: Arc::new(super::sharing::knows) };
    api::mount(cfg, &police.casework, &rights, document());
    api::mount_answers(cfg);
    cfg.service(resource("/api/v1/call-outs").route(post().to(call_outs::open)))
        .service(resource("/api/v1/call-outs/{code}").route(actix_web::web::get().to(call_outs::show)))
        .service(resource("/api/v1/call-outs/{code}/situation").route(put().to(call_outs::record_situation)))
        .service(resource("/api/v1/call-outs/{code}/consent").route(put().to(call_outs::record_consent)))
        .service(resource("/api/v1/call-outs/{code}/concern").route(put().to(call_outs::judge_concern)))
        .service(resource("/api/v1/call-outs/{code}/preview").route(actix_web::web::get().to(call_outs::preview)))
        .service(resource("/api/v1/call-outs/{code}/send").route(post().to(call_outs::send)))
        .service(resource("/api/v1/call-outs/{code}/withdrawal").route(post().to(call_outs::withdraw)));
}
