//! A service's doors, from the outside in: span, headers, words for refusals, origin
//! guard, session, then the service's own routes.

use std::sync::Arc;

use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::from_fn,
    web::{Data, ServiceConfig, to},
};

use crate::{Problem, assets, guard, headers, health, preferences, problem::answer, session, site::Site, telemetry};

/// The application of a service: its routes within everything this crate adds.
pub fn app(
    site: Arc<Site>,
    routes: impl FnOnce(&mut ServiceConfig),
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>> {
    // The last one wrapped is the first one met.
    App::new()
        .app_data(Data::from(site))
        .configure(health::routes)
        .configure(assets::routes)
        .configure(preferences::routes)
        .configure(routes)
        .default_service(to(|| async { Err::<String, _>(Problem::not_found()) }))
        .wrap(from_fn(session::open))
        .wrap(from_fn(guard::same_origin))
        .wrap(from_fn(answer::answer))
        .wrap(from_fn(headers::secure))
        .wrap(from_fn(telemetry::request::observe))
}
