//! A browser without a screen: pages, a session cookie, and the token of the forms.

use reqwest::{
    blocking::{Client, Response},
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE},
    redirect::Policy,
};

use crate::Outcome;

/// Somebody at a service's pages.
pub struct Visitor {
    http: Client,
    base: String,
    cookie: String,
}

impl Visitor {
    /// The first of the fictional staff logs in.
    pub fn logged_in(base: &str) -> Outcome<Self> {
        // No time limit: a stream of events stays open.
        let http = Client::builder().redirect(Policy::none()).timeout(None).build()?;
        let mut visitor = Self { http, base: base.to_owned(), cookie: String::new() };
        let page = visitor.get("/login")?.text()?;
        let staff = attribute(&page, "name=\"staff\" value=\"").ok_or("nobody to log in as")?;
        let answer = visitor.post("/login", &format!("staff={staff}"))?;
        let cookies = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let session = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.contains("_session="));
        visitor.cookie = session.ok_or("no session after the login")?.to_owned();
        Ok(visitor)
    }

    pub fn get(&self, path: &str) -> Outcome<Response> {
        self.get_as(path, "identity")
    }

    /// As a browser that takes this coding.
    pub fn get_as(&self, path: &str, coding: &str) -> Outcome<Response> {
        let request = self.http.get(format!("{}{path}", self.base)).header(COOKIE, &self.cookie).header(ACCEPT, "text/html");
        Ok(request.header(ACCEPT_ENCODING, coding).send()?.error_for_status()?)
    }

    /// Presses the button of a form that has no other fields than its token; where the answer leads.
    pub fn press(&self, page: &str, action: &str) -> Outcome<String> {
        let html = self.get(page)?.text()?;
        let token = attribute(&html, "name=\"csrf\" value=\"").ok_or("no token in the form")?;
        let answer = self.post(action, &format!("csrf={token}"))?;
        let place = answer.headers().get(LOCATION).ok_or("the form leads nowhere")?;
        Ok(place.to_str()?.to_owned())
    }

    fn post(&self, path: &str, form: &str) -> Outcome<Response> {
        let request = self.http.post(format!("{}{path}", self.base)).header(ORIGIN, &self.base).header(COOKIE, &self.cookie);
        let request = request.header(ACCEPT, "text/html").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Ok(request.body(form.to_owned()).send()?.error_for_status()?)
    }
}

/// What stands after a piece of markup, up to the quotation mark.
fn attribute<'p>(page: &'p str, before: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(before)?;
    rest.split_once('"').map(|(value, _)| value)
}
