//! Every URL on one page. Who may come through which door is in [`crate::access`].

use actix_web::web::{Data, ServiceConfig, get, post, resource};

use crate::{
    flow::Broker,
    web::{checkpoints, consents, directory, entries, notices, offers, parcels, recalls, receipts, rulebook, status, tiles},
};

/// All of them; health, assets and preferences come from the shared frame.
pub(crate) fn all(service: &mut ServiceConfig, broker: &Data<Broker>) {
    service
        .app_data(broker.clone())
        // Agencies, each call with its token.
        .service(resource("/api/v1/consents").route(post().to(consents::register)))
        .service(resource("/api/v1/consents/withdraw").route(post().to(consents::withdraw)))
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
        .service(resource("/log/cosigned/{agency}").route(get().to(checkpoints::cosigned)))
        .service(resource("/log/entries/{index}").route(get().to(entries::readable)))
        // Anybody.
        .service(resource("/log/checkpoint").route(get().to(checkpoints::published)))
        .service(resource("/log/{path:tile/.*}").route(get().to(tiles::resource)))
        .service(resource("/").route(get().to(status::page)));
}
