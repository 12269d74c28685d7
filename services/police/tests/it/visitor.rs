//! A browser without scripts, as far as the tests need one.

use police::access::Door;
use reqwest::{Client, Response, header, redirect::Policy};

use crate::house::House;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub text: String,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        Self { status: response.status().as_u16(), location, text: response.text().await.unwrap() }
    }

    /// The page, with failures that say what it was.
    pub fn page(self) -> String {
        assert_eq!(self.status, 200, "{}", self.text);
        self.text
    }

    /// Where a form sends the browser on to.
    pub fn goes_to(self) -> String {
        assert_eq!(self.status, 303, "{}", self.text);
        self.location
    }
}

/// Somebody with a browser.
pub struct Visitor {
    client: Client,
    url: String,
    cookie: String,
    csrf: String,
}

impl Visitor {
    /// Nobody in particular.
    pub fn stranger(house: &House) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, url: house.url.clone(), cookie: String::new(), csrf: String::new() }
    }

    /// A member of staff who has logged in.
    pub async fn logged_in(house: &House, name: &str) -> Self {
        let mut visitor = Self::stranger(house);
        let picker = visitor.get("/login").await.page();
        let (before, _) = picker.split_once(&format!("<strong>{name}</strong>")).expect("the person is in the list");
        let reference = between(before.rsplit_once("name=\"staff\"").unwrap().1, "value=\"", "\"").to_owned();
        let response = visitor.request("/login", &[("staff", &reference), ("back", "/call-outs")]).send().await.unwrap();
        assert_eq!(response.status(), 303);
        let cookie = response.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap();
        visitor.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = visitor.get("/login").await.page();
        visitor.csrf = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
        visitor
    }

    /// The officer of the unit.
    pub async fn officer(house: &House) -> Self {
        Self::logged_in(house, "lo").await
    }

    /// Opens a call-out and gives its code.
    pub async fn opens_a_call_out(&self) -> String {
        let to = self.post(&at(Door::OpenCallOut, ""), &[]).await.goes_to();
        to.split('/').nth(2).expect("a path with a code").to_owned()
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request =
            self.client.get(format!("{}{path}", self.url)).header(header::COOKIE, &self.cookie).header(header::ACCEPT, "text/html");
        Answer::of(request.send().await.unwrap()).await
    }

    /// The page in another language.
    pub async fn get_in(&self, path: &str, language: &str) -> Answer {
        let cookie = format!("{}; language={language}", self.cookie);
        let request = self.client.get(format!("{}{path}", self.url)).header(header::COOKIE, cookie).header(header::ACCEPT, "text/html");
        Answer::of(request.send().await.unwrap()).await
    }

    /// Posts a form with the token of the session.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let with_token: Vec<(&str, &str)> = [("csrf", self.csrf.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_bare(path, &with_token).await
    }

    /// Posts a form as it is.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.request(path, fields).send().await.unwrap()).await
    }

    fn request(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&");
        self.client
            .post(format!("{}{path}", self.url))
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html")
            .header(header::ORIGIN, &self.url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
    }
}

/// A door's path with a code put in.
pub fn at(door: Door, code: &str) -> String {
    door.path().replace("{code}", code)
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} after {start}")).0
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Texts that have broken other people's forms.
pub const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "'; DROP TABLE call_outs; --",
    "\"><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} %s%n",
    "\u{202e}bakvänt",
    "två\nrader",
    "nolla\0tecken",
    "\u{feff}\u{200b}",
    "Zalgo\u{300}\u{301}\u{302}\u{303}\u{304}",
    "19900101-2389",
    "👩‍👩‍👧‍👦",
    "../../etc/passwd",
    "-1",
    "NaN",
    "undefined",
];

/// A text as a page writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

impl Visitor {
    /// The beginning of a stream, up to its first event.
    pub async fn first_of_stream(&self, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.url)).header(header::COOKIE, &self.cookie);
        let mut response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let mut text = String::new();
        while !text.contains("event: changed") || !text.ends_with("\n\n") {
            let chunk = response.chunk().await.unwrap().expect("the stream goes on");
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
        text
    }
}
