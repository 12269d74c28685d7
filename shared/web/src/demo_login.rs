//! The login of the demo: a list of fictional people, one tap each. It can't be mounted anywhere else. Who they are, and
//! what a session remembers of them, is the service's own matter: [`People`].

use std::future::Future;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query, ServiceConfig, get, post, resource},
};
use askama::Template;
use serde::Deserialize;

use crate::{Form, Page, Problem, Session, Site, page, redirect, session};

/// Where a service sends a visitor without a session.
pub const PATH: &str = "/login";

/// Somebody invented who can be picked.
pub struct Person {
    /// The opaque reference that the session keeps.
    pub reference: String,
    /// Name as people write it.
    pub name: String,
    /// Fluent key of the role.
    pub role_key: String,
    /// Where the person works, as people write it; empty where all work in one place.
    pub place: String,
    /// What the session remembers.
    pub data: serde_json::Map<String, serde_json::Value>,
}

/// Those who can be picked.
pub trait People: Clone + Send + 'static {
    /// All of them, in the order of the page.
    fn list(&self, site: &Site) -> impl Future<Output = Result<Vec<Person>, Problem>>;

    /// One of them; none for a reference that is nobody's.
    fn find(&self, site: &Site, reference: &str) -> impl Future<Output = Result<Option<Person>, Problem>>;
}

/// Permission to mount the picker.
#[derive(Debug, Clone, Copy)]
pub struct DemoLogin<P>(P);

/// The picker was asked for outside the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the login picker with fictional staff works in the demo only: set demo = true, or remove every demo_staff")]
pub struct NotADemo;

impl<P: People> DemoLogin<P> {
    /// Permission in the demo, and nowhere else.
    ///
    /// # Errors
    /// [`NotADemo`].
    pub fn new(demo: bool, people: P) -> Result<Self, NotADemo> {
        if demo { Ok(Self(people)) } else { Err(NotADemo) }
    }

    /// Mounts `GET` and `POST /login` and `POST /logout`.
    pub fn mount(self, cfg: &mut ServiceConfig) {
        let picker = resource(PATH).app_data(Data::new(self.0));
        cfg.service(picker.route(get().to(show::<P>)).route(post().to(enter::<P>)));
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

async fn show<P: People>(page: Page, site: Data<Site>, people: Data<P>, back: Query<Back>) -> Result<HttpResponse, Problem> {
    only_in_the_demo(&site)?;
    let people = people.list(&site).await?;
    let title = page.text("login-title");
    page::html(&Picker { back: redirect::own_path(&back.back).to_owned(), people, page: page.titled(&title) })
}

async fn enter<P: People>(
    page: Page,
    old: Option<Session>,
    site: Data<Site>,
    people: Data<P>,
    form: Form<Choice>,
) -> Result<HttpResponse, Problem> {
    only_in_the_demo(&site)?;
    let person = people.find(&site, &form.staff).await?.ok_or_else(nobody)?;
    if let Some(old) = old {
        session::end(&site, &old).await?;
    }
    let line = format!("{}, {}", person.name, page.text(&person.role_key).to_lowercase());
    let new = session::NewSession { staff: person.reference, line, data: person.data };
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

    #[derive(Debug, Clone)]
    struct Nobody;

    impl People for Nobody {
        async fn list(&self, _: &Site) -> Result<Vec<Person>, Problem> {
            Ok(Vec::new())
        }

        async fn find(&self, _: &Site, _: &str) -> Result<Option<Person>, Problem> {
            Ok(None)
        }
    }

    #[test]
    fn outside_the_demo_nobody_picks_a_name() {
        assert!(DemoLogin::new(true, Nobody).is_ok());
        assert_eq!(DemoLogin::new(false, Nobody).err(), Some(NotADemo));
    }
}
