//! Somebody with a browser that runs no scripts: logs in, follows links, fills in forms.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use reqwest::{
    Method,
    blocking::{Client, Response},
    redirect::Policy,
};

use crate::{Reading, html::HtmlForm};

/// A person at a device of their own.
pub struct Visitor {
    http: Client,
    base: String,
    name: String,
    language: &'static str,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer as a browser sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Path and query that answered.
    pub path: String,
    /// Status.
    pub status: u16,
    /// Headers, as `name: value`.
    pub headers: Vec<String>,
    /// Body.
    pub body: Vec<u8>,
    /// What a reader finds in it; nothing when it is no page.
    pub page: Reading,
}

impl Visitor {
    /// Logs in by the demo's list of fictional staff.
    #[track_caller]
    pub fn log_in(base: &str, name: &str) -> Self {
        Self::log_in_reading(base, name, "sv-SE")
    }

    /// The same with a browser of another language.
    #[track_caller]
    pub fn log_in_reading(base: &str, name: &str, language: &'static str) -> Self {
        let visitor = Self::stranger(base, language);
        let list = visitor.get("/login");
        let html = String::from_utf8_lossy(&list.body).into_owned();
        let (before, _) = html.split_once(name).unwrap_or_else(|| panic!("{name} is not on the list of {base}"));
        let reference = before.rsplit_once("value=\"").map(|(_, rest)| rest.split('"').next().unwrap_or_default().to_owned());
        let form = list.form_with("/login", "staff", &reference.clone().unwrap_or_default()).clone();
        let inside = visitor.submit(&form, &[("staff", &reference.unwrap_or_default())]);
        assert!(inside.status == 200 || inside.status == 403, "{name}: {} {}", inside.path, inside.status);
        Self { name: name.to_owned(), ..visitor }
    }

    /// Somebody who is not logged in.
    pub fn stranger(base: &str, language: &'static str) -> Self {
        let http = Client::builder().timeout(Duration::from_secs(60)).redirect(Policy::none()).build();
        Self { http: http.expect("an HTTP client"), base: base.to_owned(), name: "nobody".to_owned(), language, cookies: Mutex::default() }
    }

    /// Who it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The service's address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A page, redirects followed.
    #[track_caller]
    pub fn get(&self, path: &str) -> Seen {
        self.follow(self.ask(Method::GET, path, None))
    }

    /// A page that must be there.
    #[track_caller]
    pub fn visit(&self, path: &str) -> Seen {
        let seen = self.get(path);
        assert_eq!(seen.status, 200, "{} at {path}: {}", self.name, seen.page.text);
        seen
    }

    /// Fills in a form and sends it; the redirect is followed.
    #[track_caller]
    pub fn submit(&self, form: &HtmlForm, answers: &[(&str, &str)]) -> Seen {
        self.follow(self.post_pairs(&form.action, &form.with(answers)))
    }

    /// Fills in the form of a page with this action, and expects that it is taken.
    #[track_caller]
    pub fn send(&self, seen: &Seen, action: &str, answers: &[(&str, &str)]) -> Seen {
        let after = self.submit(seen.form(action), answers);
        assert_eq!(after.status, 200, "{} sends {action} {answers:?}: {:?} {}", self.name, after.page.errors, after.page.text);
        after
    }

    /// Says what ties this officer to a call-out that somebody else of the unit began.
    #[track_caller]
    pub fn join(&self, code: &str, relation: &str) {
        let place = format!("/call-outs/{code}/join");
        let after = self.submit(self.visit(&place).form(&place), &[("relation", relation)]);
        assert_eq!(after.status, 200, "{} joins {code} as {relation}: {}", self.name, after.page.text);
    }

    /// Posts pairs; the answer as it is.
    #[track_caller]
    pub fn post_pairs(&self, path: &str, pairs: &[(String, String)]) -> Seen {
        let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect();
        self.post_bytes(path, body.join("&").into_bytes())
    }

    /// Posts a form's bytes as they are; the answer as it is.
    #[track_caller]
    pub fn post_bytes(&self, path: &str, body: Vec<u8>) -> Seen {
        self.ask(Method::POST, path, Some(body))
    }

    /// Posts parts, as a form with files does; the answer as it is.
    #[track_caller]
    pub fn post_parts(&self, path: &str, parts: &[(String, String)]) -> Seen {
        const BETWEEN: &str = "----a-line-that-no-field-holds";
        let part =
            |(name, value): &(String, String)| format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let body: String = parts.iter().map(part).chain([format!("--{BETWEEN}--\r\n")]).collect();
        self.ask_as(Method::POST, path, Some((&format!("multipart/form-data; boundary={BETWEEN}"), body.into_bytes())))
    }

    #[track_caller]
    fn follow(&self, mut seen: Seen) -> Seen {
        for _ in 0..5 {
            let Some(to) = seen.header("location").map(str::to_owned).filter(|_| seen.status == 303) else { break };
            assert!(to.starts_with('/'), "a redirect stays with the service: {to}");
            let mut next = self.ask(Method::GET, &to, None);
            // What was told on the way belongs to what was seen.
            next.headers.extend(seen.headers);
            seen = next;
        }
        seen
    }

    #[track_caller]
    fn ask(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Seen {
        self.ask_as(method, path, body.map(|body| ("application/x-www-form-urlencoded", body)))
    }

    #[track_caller]
    fn ask_as(&self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> Seen {
        let path = path.split('#').next().unwrap_or_default();
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        request = request.header("accept", "text/html").header("accept-language", self.language).header("cookie", self.cookie_line());
        if let Some((kind, body)) = body {
            request = request.header("origin", &self.base).header("content-type", kind).body(body);
        }
        let response = request.send().unwrap_or_else(|error| panic!("{} {path}: {error:?}", self.name));
        self.keep_cookies(&response);
        seen(path, response)
    }

    fn cookie_line(&self) -> String {
        let cookies = self.cookies.lock().expect("nobody panics with it");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep_cookies(&self, response: &Response) {
        let mut cookies = self.cookies.lock().expect("nobody panics with it");
        for cookie in response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()) {
            let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            if value.is_empty() || cookie.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn seen(path: &str, response: Response) -> Seen {
    let status = response.status().as_u16();
    let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
    };
    let headers: Vec<String> = response.headers().iter().map(header).collect();
    let body = response.bytes().expect("an answer that ends").to_vec();
    let is_page = headers.iter().any(|header| header.starts_with("content-type: text/html"));
    let page = if is_page { Reading::of(&String::from_utf8_lossy(&body)) } else { Reading::default() };
    Seen { path: path.to_owned(), status, headers, body, page }
}

impl Seen {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find_map(|header| header.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value))
    }

    /// The first form that posts to this path.
    ///
    /// # Panics
    /// When the page has none.
    #[track_caller]
    pub fn form(&self, action: &str) -> &HtmlForm {
        let found = self.page.forms.iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form to {action} on {} ({}): {:?}\n{}", self.path, self.status, self.actions(), self.page.text))
    }

    /// The form that posts to this path and holds this control.
    ///
    /// # Panics
    /// When the page has none.
    #[track_caller]
    pub fn form_with(&self, action: &str, name: &str, value: &str) -> &HtmlForm {
        let found = self.page.forms.iter().find(|form| form.action == action && form.holds(name, value));
        found
            .unwrap_or_else(|| panic!("no form to {action} with {name}={value} on {}: {:?}\n{}", self.path, self.actions(), self.page.text))
    }

    /// The first link whose address begins so.
    ///
    /// # Panics
    /// When the page has none.
    #[track_caller]
    pub fn link(&self, beginning: &str) -> String {
        let found = self.page.links.iter().find(|link| link.starts_with(beginning));
        found.unwrap_or_else(|| panic!("no link to {beginning} on {}: {:?}", self.path, self.page.links)).clone()
    }

    /// Where the forms of the page post.
    pub fn actions(&self) -> Vec<&str> {
        self.page.forms.iter().map(|form| form.action.as_str()).collect()
    }

    /// Whether this is read on it.
    pub fn says(&self, words: &str) -> bool {
        self.page.text.contains(words)
    }
}

/// Percent-encoding of everything but letters and digits: as a form sends it.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
        all
    })
}
