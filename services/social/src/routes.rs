//! Every URL on one page. Who may come through which door is in [`crate::access`].

use actix_web::web::{Data, ServiceConfig, get, post, resource};
use casework::{
    Casework,
    web::login::{DemoLogin, mount_logout},
};

use crate::web::{answers, api, cases, duty, start, taking_back};

/// All of them; health, assets and preferences come from the shared frame.
pub(crate) fn all(service: &mut ServiceConfig, casework: &Data<Casework>, login: Option<DemoLogin>) {
    match login {
        Some(login) => login.mount(service),
        None => mount_logout(service),
    }
    service
        .app_data(casework.clone())
        .service(resource("/").route(get().to(start::to_the_desk)))
        // The desk.
        .service(resource("/duty").route(get().to(duty::list)))
        .service(resource("/duty/rows").route(get().to(duty::rows)))
        .service(resource("/duty/stream").route(get().to(duty::stream)))
        .service(resource("/duty/find").route(post().to(duty::find)))
        .service(resource("/duty/{handover}/acknowledge").route(post().to(answers::acknowledge)))
        .service(resource("/duty/{handover}/decline").route(get().to(answers::ask_why)).route(post().to(answers::decline)))
        .service(resource("/duty/{handover}/state").route(post().to(answers::state)))
        .service(resource("/duty/{handover}/agreed").route(post().to(answers::agreed)))
        .service(resource("/duty/{handover}/withdrawal").route(post().to(answers::withdrawal)))
        .service(resource("/duty/{handover}/take-back").route(get().to(taking_back::ask)).route(post().to(taking_back::take_back)))
        // A case, opened.
        .service(resource("/cases/{code}").route(get().to(cases::open)))
        // The agency's own case system.
        .service(resource("/api/v1/duty-items").route(get().to(api::list)))
        .service(resource("/api/v1/duty-items/{handover}").route(get().to(api::open)))
        .service(resource("/api/v1/duty-items/{handover}/acknowledge").route(post().to(api::acknowledge)))
        .service(resource("/api/v1/duty-items/{handover}/decline").route(post().to(api::decline)))
        .service(resource("/api/v1/duty-items/{handover}/state").route(post().to(api::state)));
}
