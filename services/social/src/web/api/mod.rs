//! The same desk for the agency's own case system: signed calls, JSON, problem+json.

pub(crate) mod duty_items;
mod operations;

use std::sync::Arc;

use actix_web::web::{ServiceConfig, get, post, resource};
use casework::{Casework, Tie, web::api};

use crate::access::{DESK_ROLES, HANDOVER_ROLES};

pub(crate) use operations::document;

/// Mounts the doors of both agencies and the desk's own.
pub(crate) fn mount(service: &mut ServiceConfig, casework: &Casework) {
    // Every case here has a handover: there is no other way to it.
    let rights = api::Rights { follow: HANDOVER_ROLES, act: HANDOVER_ROLES, own_case: Arc::new(|_, _, _| Ok(Tie::Nothing)) };
    debug_assert!(DESK_ROLES.iter().all(|role| HANDOVER_ROLES.contains(role)));
    api::mount(service, casework, &rights, document());
    service
        .service(resource("/api/v1/duty-items").route(get().to(duty_items::list)))
        .service(resource("/api/v1/duty-items/{handover}").route(get().to(duty_items::open)))
        .service(resource("/api/v1/duty-items/{handover}/acknowledge").route(post().to(duty_items::acknowledge)))
        .service(resource("/api/v1/duty-items/{handover}/decline").route(post().to(duty_items::decline)))
        .service(resource("/api/v1/duty-items/{handover}/redirect").route(post().to(duty_items::redirect)))
        .service(resource("/api/v1/duty-items/{handover}/state").route(post().to(duty_items::state)))
        .service(resource("/api/v1/duty-items/{handover}/take-back").route(post().to(duty_items::take_back)));
}
