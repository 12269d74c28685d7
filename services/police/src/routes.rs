//! Every URL of the police service. URLs hold the code of a case and nothing else about it.

use actix_web::web::{Data, ServiceConfig, get, post, put, resource, scope};
use casework::web::login::{self, DemoLogin};

use crate::{
    app::Police,
    web::{api, call_outs, consent, progress, review, sending, situation, start, withdrawal},
};

/// Mounts everything.
pub fn mount(cfg: &mut ServiceConfig, police: &Police, login: Option<DemoLogin>) {
    cfg.app_data(Data::new(police.clone()));
    match login {
        Some(login) => login.mount(cfg),
        None => login::mount_logout(cfg),
    }
    cfg.service(resource("/").route(get().to(start::show)))
        .service(resource("/call-outs").route(get().to(call_outs::list)).route(post().to(call_outs::open)))
        .service(resource("/call-outs/stream").route(get().to(progress::stream)))
        .service(resource("/call-outs/{code}").route(get().to(progress::show)))
        .service(resource("/call-outs/{code}/ring").route(post().to(call_outs::ring)))
        .service(resource("/call-outs/{code}/situation").route(get().to(situation::show)).route(post().to(situation::record)))
        .service(resource("/call-outs/{code}/consent").route(get().to(consent::show)).route(post().to(consent::record)))
        .service(resource("/call-outs/{code}/review").route(get().to(review::show)).route(post().to(review::judge)))
        .service(resource("/call-outs/{code}/send").route(post().to(sending::send)))
        .service(resource("/call-outs/{code}/close").route(post().to(sending::close)))
        .service(resource("/call-outs/{code}/withdrawal").route(get().to(withdrawal::ask)).route(post().to(withdrawal::withdraw)))
        .service(
            scope("/api/v1/call-outs")
                .service(resource("").route(post().to(api::open)))
                .service(resource("/{code}").route(get().to(api::show)))
                .service(resource("/{code}/situation").route(put().to(api::record_situation)))
                .service(resource("/{code}/consent").route(put().to(api::record_consent)))
                .service(resource("/{code}/concern").route(put().to(api::judge_concern)))
                .service(resource("/{code}/preview").route(get().to(api::preview)))
                .service(resource("/{code}/send").route(post().to(api::send))),
        );
}
