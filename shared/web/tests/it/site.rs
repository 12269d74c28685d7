//! A small service to knock at.

use std::{net::TcpListener, sync::Arc};

use actix_web::{HttpResponse, web as actix};
use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;
use store::{Db, Schema, clock::ManualClock};
use web::{
    Agency, Assets, Badge, FieldErrors, Form, Json, Locales, NewSession, Page, Phone, Problem, Session, Site, health::Version, page,
    redirect, server::Draining, session,
};

pub const HOST: &str = "127.0.0.1:8081";

pub fn schema() -> Schema {
    store::migrations([store::MIGRATIONS, web::MIGRATIONS]).unwrap()
}

pub fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2026-11-22T01:14:00Z".parse::<Timestamp>().unwrap()))
}

pub fn site(db: Db, clock: Arc<ManualClock>) -> Site {
    Site {
        service: "police",
        agency: Agency {
            badge: Badge::square("POLIS"),
            name: "Polisen Exempelstad".into(),
            unit: "Ingripande".into(),
            phone: Phone { whom: "Socialjouren".into(), number: "08-465 004 10".into() },
        },
        demo: true,
        origin: None,
        login_path: "/login",
        session: session::Rules::default(),
        db,
        clock,
        locales: Locales::new([]),
        assets: Assets::new([]),
        version: Version::new("police", "1.2.3").with("rulebook", || "2026-07".into()),
        draining: Draining::new(),
    }
}

/// The text of a header; empty when it is not there.
pub fn said(headers: &actix_web::http::header::HeaderMap, name: impl AsRef<str>) -> String {
    let value = headers.get(name.as_ref());
    value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "capture.html")]
struct Capture {
    page: Page,
    errors: FieldErrors,
    phone: String,
    answer: String,
    acute: Vec<String>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Fields {
    phone: String,
    answer: String,
    acute: Vec<String>,
}

fn capture(page: Page, errors: FieldErrors, fields: Fields) -> Capture {
    let Fields { phone, answer, acute } = fields;
    Capture { page: page.titled("KV742-2611"), errors, phone, answer, acute }
}

async fn show(page: Page, _somebody: Session) -> Result<HttpResponse, Problem> {
    page::html(&capture(page, FieldErrors::none(), Fields::default()))
}

async fn post(page: Page, _somebody: Session, form: Form<Fields>) -> Result<HttpResponse, Problem> {
    let fields = form.into_inner();
    if fields.phone.is_empty() {
        let mut errors = FieldErrors::none();
        errors.add("phone", "field-missing");
        return page::html_with(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, &capture(page, errors, fields));
    }
    Ok(redirect::see_other("/capture", Some("other-language")))
}

async fn login(site: actix::Data<Site>) -> Result<HttpResponse, Problem> {
    let new = NewSession {
        staff: "staff-1".into(),
        line: "Kim <Exempel>".into(),
        data: serde_json::Map::from_iter([("role".into(), "patrol_officer".into())]),
    };
    let cookie = session::start(&site, new).await?;
    let mut response = redirect::see_other("/capture", None);
    response.add_cookie(&cookie).map_err(Problem::internal)?;
    Ok(response)
}

async fn logout(site: actix::Data<Site>, session: Session) -> Result<HttpResponse, Problem> {
    let cookie = session::end(&site, &session).await?;
    let mut response = redirect::see_other("/login", None);
    response.add_cookie(&cookie).map_err(Problem::internal)?;
    Ok(response)
}

async fn whoami(session: Session) -> HttpResponse {
    HttpResponse::Ok().json(session.data)
}

#[derive(Deserialize)]
struct Small {
    n: u32,
}

async fn api(body: Json<Small>) -> HttpResponse {
    HttpResponse::Ok().json(body.n)
}

async fn upload(upload: web::Upload) -> HttpResponse {
    HttpResponse::Ok().json([upload.bytes("file").map_or(0, <[u8]>::len), upload.text("typed").len()])
}

async fn broken() -> Result<HttpResponse, Problem> {
    Err(Problem::internal("the password of the database is hunter2"))
}

async fn stream(request: actix_web::HttpRequest, site: actix::Data<Site>) -> Result<HttpResponse, Problem> {
    web::sse::stream(&request, &site, "duty").await
}

pub fn routes(config: &mut actix::ServiceConfig) {
    config
        .route("/capture", actix::get().to(show))
        .service(actix::resource("/posts").route(actix::post().to(post)))
        .route("/login", actix::post().to(login))
        .route("/logout", actix::post().to(logout))
        .route("/whoami", actix::get().to(whoami))
        .service(actix::resource("/uploads").route(actix::post().to(upload)))
        .route("/broken", actix::get().to(broken))
        .route("/things/{name}", actix::get().to(broken))
        .route("/stream", actix::get().to(stream))
        .service(actix::resource("/api/v1/numbers").route(actix::post().to(api)));
}

/// A real server on a free port.
pub struct Running {
    pub address: std::net::SocketAddr,
    pub draining: Draining,
    pub done: tokio::task::JoinHandle<std::io::Result<()>>,
}

pub fn run(site: Site) -> Running {
    let listener: TcpListener = web::server::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let draining = site.draining.clone();
    let done = tokio::spawn(web::server::run(listener, None, site, 1, routes));
    Running { address, draining, done }
}
