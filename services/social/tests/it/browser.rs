//! A browser without scripts: cookies, forms, and what was answered.

use reqwest::{Client, Method, Response, StatusCode, header, redirect::Policy};

use crate::night::Night;

/// One person's browser.
pub struct Browser {
    client: Client,
    base: String,
    cookie: String,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

impl Browser {
    /// Nobody is logged in.
    pub fn stranger(night: &Night) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, base: night.address.clone(), cookie: String::new() }
    }

    /// Somebody of the demo's staff, by name.
    pub async fn of(night: &Night, name: &'static str) -> Self {
        let staff = night.casework.staff_named(name).await;
        let mut browser = Self::stranger(night);
        let body = format!("staff={}&back=%2Fduty", staff.reference);
        let answer = browser.send(Method::POST, "/login", Some(body)).await;
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let session = cookies.filter_map(|cookie| cookie.to_str().ok()).find(|cookie| cookie.starts_with("social_session="));
        browser.cookie = session.expect("logged in").split(';').next().unwrap().to_owned();
        browser
    }

    pub async fn get(&self, path: &str) -> Answer {
        read(self.send(Method::GET, path, None).await).await
    }

    /// The page in another language.
    pub async fn get_in(&self, path: &str, language: &str) -> Answer {
        let cookie = format!("{}; language={language}", self.cookie);
        Self { client: self.client.clone(), base: self.base.clone(), cookie }.get(path).await
    }

    /// Posts a form with the token of a page that was shown.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut body = format!("csrf={token}");
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", escaped(value)));
        }
        read(self.send(Method::POST, path, Some(body)).await).await
    }

    /// Posts exactly this.
    pub async fn post_bare(&self, path: &str, body: &str) -> Answer {
        read(self.send(Method::POST, path, Some(body.to_owned())).await).await
    }

    /// A file: its kind, how it is to be kept, and its bytes.
    pub async fn file(&self, path: &str) -> (StatusCode, String, Vec<u8>) {
        let response = self.send(Method::GET, path, None).await;
        let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let about = format!("{} {}", header(header::CONTENT_TYPE), header(header::CONTENT_DISPOSITION));
        (response.status(), about, response.bytes().await.expect("bytes").to_vec())
    }

    /// An open stream.
    pub async fn stream(&self, path: &str) -> Response {
        self.send(Method::GET, path, None).await
    }

    async fn token(&self) -> String {
        let page = self.get("/duty").await.text;
        let mark = "name=\"csrf\" value=\"";
        page.split_once(mark).and_then(|(_, rest)| rest.split_once('"')).map(|(token, _)| token.to_owned()).unwrap_or_default()
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        request.header(header::ACCEPT, "text/html").header(header::ORIGIN, &self.base)
    }

    async fn send(&self, method: Method, path: &str, body: Option<String>) -> Response {
        let mut request = self.request(method, path).header(header::ACCEPT_LANGUAGE, "sv");
        if !self.cookie.is_empty() {
            request = request.header(header::COOKIE, &self.cookie);
        }
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        }
        request.send().await.expect("the service answers")
    }
}

async fn read(response: Response) -> Answer {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    Answer { status, location, text: response.text().await.expect("text") }
}

/// `application/x-www-form-urlencoded`.
pub fn escaped(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// What stands between two texts; a crash means that one of them is missing.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start}: {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} after {start}")).0
}

/// Where an answer leads; a crash means that it leads nowhere.
pub fn goes_to(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location
}

impl Answer {
    /// The title of the page.
    pub fn title(&self) -> &str {
        self.text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map_or("", |(title, _)| title)
    }

    /// Where a text stands; to compare the order of things.
    pub fn place(&self, text: &str) -> usize {
        self.text.find(text).unwrap_or_else(|| panic!("{text} is not on the page:\n{}", self.text))
    }
}
