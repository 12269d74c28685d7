//! Every URL on one page. Who may come through which door is in [`crate::access`].

use actix_web::web::{Data, ServiceConfig, get, post, resource};
use web::demo_login::{DemoLogin, mount_logout};

use crate::{
    flow::Broker,
    web::{
        checkpoints, consents, directory,
        editions::{approve, cases, decision, files, list, open, propose, replay, rules, texts, withdraw},
        entries, notices, offers, parcels, recalls, receipts, rulebook, status, tiles, verify,
        visitor::DemoPeople,
    },
};

/// The login of the demo, where it may be mounted.
pub(crate) type Login = Option<DemoLogin<DemoPeople>>;

/// All of them; health, assets and preferences come from the shared frame.
pub(crate) fn all(service: &mut ServiceConfig, broker: &Data<Broker>, login: Login) {
    match login {
        Some(login) => login.mount(service),
        None => mount_logout(service),
    }
    service
        .app_data(broker.clone())
        // Agencies, each call with its token.
        .service(resource("/api/v1/consents").route(post().to(consents::register)))
        .service(resource("/api/v1/consents/withdraw").route(post().to(consents::withdraw)))
        .service(resource("/api/v1/consents/withdraw-by-code").route(post().to(consents::withdraw_by_code)))
        .service(resource("/api/v1/offers").route(post().to(offers::judge)))
        .service(resource("/api/v1/notices").route(get().to(notices::after)))
        .service(resource("/api/v1/parcels/{handover}/fetch").route(post().to(parcels::fetch)))
        .service(resource("/api/v1/receipts").route(post().to(receipts::take)))
        .service(resource("/api/v1/recalls").route(post().to(recalls::take)))
        .service(resource("/api/v1/rulebook").route(get().to(rulebook::active)))
        .service(resource("/api/v1/rulebook/{edition}").route(get().to(rulebook::ever_active)))
        .service(resource("/api/v1/directory").route(get().to(directory::all)))
        .service(resource("/api/v1/checkpoint").route(get().to(checkpoints::for_witness)))
        .service(resource("/log/cosignatures").route(post().to(checkpoints::cosign)))
        .service(resource("/log/followed").route(post().to(checkpoints::followed)))
        .service(resource("/log/cosigned/{agency}").route(get().to(checkpoints::cosigned)))
        .service(resource("/log/entries").route(get().to(entries::own)))
        .service(resource("/log/entries/{index}").route(get().to(entries::readable)))
        // Anybody.
        .service(resource("/log/checkpoint").route(get().to(checkpoints::published)))
        .service(resource("/log/{path:tile/.*}").route(get().to(tiles::resource)))
        .service(resource("/").route(get().to(status::page)))
        .service(resource("/verify").route(get().to(verify::ask)).route(post().to(verify::check)))
        .service(resource("/verifiera").route(get().to(verify::alias)))
        // The broker's own people.
        .service(resource("/rulebook").route(get().to(list::show)))
        .service(resource("/rulebook/new").route(get().to(propose::ask)).route(post().to(propose::hand_in)))
        .service(resource("/rulebook/decisions").route(get().to(decision::find)))
        .service(resource("/rulebook/decisions/{index}").route(get().to(decision::show)))
        .service(resource("/rulebook/{edition}").route(get().to(open::show)))
        .service(resource("/rulebook/{edition}/rules").route(get().to(rules::show)))
        .service(resource("/rulebook/{edition}/cases").route(get().to(cases::show)))
        .service(resource("/rulebook/{edition}/cases.csv").route(get().to(files::cases)))
        .service(resource("/rulebook/{edition}/file").route(get().to(files::edition)))
        .service(resource("/rulebook/{edition}/approval.json").route(get().to(files::approval)))
        .service(resource("/rulebook/{edition}/replay").route(get().to(replay::show)))
        .service(resource("/rulebook/{edition}/approve").route(post().to(approve::hand_in)))
        .service(resource("/rulebook/{edition}/withdraw").route(post().to(withdraw::take_back)))
        .service(resource("/rulebook/{edition}/texts").route(post().to(texts::check)));
}
