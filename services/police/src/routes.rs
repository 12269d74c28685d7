//! Every URL of the police service. URLs hold the code of a case and nothing else about it.

use actix_web::web::{Data, ServiceConfig, get, post, resource};
use casework::web::{
    handovers,
    login::{self, DemoLogin},
};

use crate::{
    app::Police,
    web::{
        api, briefing, call_outs, card, consent, custody, emergency_disclosures, focus_persons, joining, outreach, progress, received,
        review, sending, sharing, situation, start, told, told_hints, withdrawal,
    },
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
        .service(resource("/call-outs/{code}/join").route(get().to(joining::show)).route(post().to(joining::join)))
        .service(resource("/call-outs/{code}/ring").route(post().to(call_outs::ring)))
        .service(resource("/call-outs/{code}/situation").route(get().to(situation::show)).route(post().to(situation::record)))
        .service(resource("/call-outs/{code}/consent").route(get().to(consent::show)).route(post().to(consent::record)))
        .service(resource("/call-outs/{code}/review").route(get().to(review::show)).route(post().to(review::judge)))
        .service(resource("/call-outs/{code}/send").route(post().to(sending::send)))
        .service(resource("/call-outs/{code}/close").route(post().to(sending::close)))
        .service(resource("/call-outs/{code}/card").route(get().to(card::show)).route(post().to(card::note)))
        .service(resource("/call-outs/{code}/told").route(get().to(told::ask)).route(post().to(told::enter)))
        .service(resource("/received").route(get().to(received::list)))
        .service(resource("/received/{handover}").route(post().to(received::answer)))
        .service(resource("/emergency-disclosures").route(get().to(emergency_disclosures::list)))
        .service(resource("/emergency-disclosures/{id}").route(post().to(emergency_disclosures::review)))
        .service(resource("/cases/{code}/told-hints").route(post().to(told_hints::tell)))
        .service(resource("/told-hints").route(get().to(told_hints::list)))
        .service(resource("/told-hints/{hint}").route(post().to(told_hints::take)))
        .service(resource("/call-outs/{code}/withdrawal").route(get().to(withdrawal::ask)).route(post().to(withdrawal::withdraw)));
    outreach::mount(cfg);
    custody::mount(cfg);
    focus_persons::mount(cfg);
    briefing::mount(cfg);
    handovers::mount(cfg, sharing::handling(police));
    api::mount(cfg, police);
}
