//! The login of the demo: a list of fictional staff, one tap each. It can't be mounted anywhere else.

use ::web::{Form, Page, Problem, Session, Site, page, redirect, session};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query, ServiceConfig, get, post, resource},
};
use askama::Template;
use serde::Deserialize;
use wire::StaffRef;

use super::values::capital;
use crate::{domain::Staff, staff};

/// Where a service sends a visitor without a session.
pub const PATH: &str = "/login";

/// Permission to mount the picker.
#[derive(Debug, Clone, Copy)]
pub struct DemoLogin(());

/// The picker was asked for outside the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the login picker with fictional staff works in the demo only: set demo = true, or remove [[agency.demo_staff]]")]
pub struct NotADemo;

impl DemoLogin {
    /// Permission in the demo, and nowhere else.
    ///
    /// # Errors
    /// [`NotADemo`].
    pub fn new(demo: bool) -> Result<Self, NotADemo> {
        if demo { Ok(Self(())) } else { Err(NotADemo) }
    }

    /// Mounts `GET` and `POST /login` and `POST /logout`.
    pub fn mount(self, cfg: &mut ServiceConfig) {
        cfg.service(resource(PATH).route(get().to(show)).route(post().to(enter)));
        mount_logout(cfg);
    }
}

/// Mounts `POST /logout` alone.
pub fn mount_logout(cfg: &mut ServiceConfig) {
    cfg.route("/logout", post().to(leave));
}

/// Where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Back {
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Choice {
    staff: String,
    back: String,
}

#[derive(Template)]
#[template(path = "login/picker.html")]
struct Picker {
    page: Page,
    back: String,
    people: Vec<Person>,
}

struct Person {
    reference: String,
    name: String,
    role: String,
    unit: String,
}

async fn show(page: Page, site: Data<Site>, back: Query<Back>) -> Result<HttpResponse, Problem> {
    only_in_the_demo(&site)?;
    let people = site.db.read(staff::list).await?;
    let title = page.text("login-title");
    let people = people.into_iter().map(|member| person(&page, member)).collect();
    page::html(&Picker { back: redirect::own_path(&back.back).to_owned(), people, page: page.titled(&title) })
}

fn person(page: &Page, staff: Staff) -> Person {
    Person {
        reference: staff.reference.to_string(),
        role: role_words(page, &staff),
        unit: capital(staff.unit.as_str().split('/').next_back().unwrap_or_default()),
        name: staff.name,
    }
}

fn role_words(page: &Page, staff: &Staff) -> String {
    page.text(&format!("role-{}", staff.role.code()))
}

async fn enter(page: Page, old: Option<Session>, site: Data<Site>, form: Form<Choice>) -> Result<HttpResponse, Problem> {
    only_in_the_demo(&site)?;
    let reference: StaffRef = form.staff.parse().map_err(|_| nobody())?;
    let member = site.db.read(move |conn| staff::find(conn, &reference)).await?.ok_or_else(nobody)?;
    if let Some(old) = old {
        session::end(&site, &old).await?;
    }
    let line = format!("{}, {}", member.name, role_words(&page, &member).to_lowercase());
    let data =
        serde_json::Map::from_iter([("role".to_owned(), member.role.code().into()), ("unit".to_owned(), member.unit.to_string().into())]);
    let new = session::NewSession { staff: member.reference.to_string(), line, data };
    let cookie = session::start(&site, new).await?;
    let mut response = redirect::see_other(&form.back, None);
    response.add_cookie(&cookie).map_err(Problem::internal)?;
    Ok(response)
}

async fn leave(session: Option<Session>, site: Data<Site>, _form: Form<Back>) -> Result<HttpResponse, Problem> {
    let mut response = redirect::see_other(PATH, None);
    if let Some(session) = session {
        let cookie = session::end(&site, &session).await?;
        response.add_cookie(&cookie).map_err(Problem::internal)?;
    }
    Ok(response)
}

/// The second lock beside [`DemoLogin::new`].
fn only_in_the_demo(site: &Site) -> Result<(), Problem> {
    if site.demo { Ok(()) } else { Err(Problem::not_found().because("login picker outside the demo")) }
}

fn nobody() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "login-nobody")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_the_demo_nobody_picks_a_name() {
        assert!(DemoLogin::new(true).is_ok());
        assert_eq!(DemoLogin::new(false).err(), Some(NotADemo));
    }
}
