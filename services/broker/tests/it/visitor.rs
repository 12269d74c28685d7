//! A person with a browser without scripts, and a broker whose pages somebody can log in to.

use broker::config::DemoStaff;
use reqwest::{Client, Method, RequestBuilder, Response, header, redirect::Policy};
use scraper::{Html, Selector};
use wire::StaffRole;

use crate::{
    rules::{EDITOR, LAWYER},
    server::Server,
    town::{Town, eventually},
};

/// Logins of the staff, beside those who sign.
pub const COORDINATOR: &str = "sol";
pub const AUDITOR: &str = "mio";
pub const OPERATOR: &str = "ola";
/// An editor whose key is nowhere.
pub const KEYLESS: &str = "vera";

/// One case of what the exposed person's own consent carries.
pub const HER_CONSENT: &str = "nr;fall;dag;riktning;ändamål;givet;när;så;genom;väg framåt;källa\n\
    1;Hon vill att socialjouren ringer.;2026-11-23;polis till socialtjänst;akut stöd;\
    samtycke av den utsatta: säkert nummer;säkert nummer om den utsatta;lämnas;CONSENT-VICTIM;;OSL 12 kap. 2 §\n";

const BOUNDARY: &str = "=0=";

/// A broker in the demo, with staff, that police and social services are registered with.
pub async fn pages(town: &Town) -> Server {
    let mut config = town.config();
    config.demo = true;
    let person = |login: &str, role| DemoStaff { login: login.to_owned(), name: format!("Påhittad {login}"), role };
    config.demo_staff = vec![
        person(LAWYER.login, StaffRole::Lawyer),
        person(EDITOR.login, StaffRole::RuleEditor),
        person(KEYLESS, StaffRole::RuleEditor),
        person(COORDINATOR, StaffRole::Coordinator),
        person(AUDITOR, StaffRole::Auditor),
        person(OPERATOR, StaffRole::Operator),
    ];
    let server = Server::start(&town.database, config, town.clock.clone());
    for agency in [&town.police, &town.social] {
        broker::flow::register::enqueue(&server.db, &agency.registration, town.now()).await.unwrap();
    }
    for agency in [&town.police, &town.social] {
        eventually(|| async { server.get(agency, "/api/v1/directory").await.status.is_success() }).await;
    }
    server
}

/// What came back.
pub struct Page {
    pub status: u16,
    pub location: String,
    pub headers: header::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Page {
    async fn of(response: Response) -> Self {
        let headers = response.headers().clone();
        let location = headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        Self { status: response.status().as_u16(), location, headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Text of what a selector finds, in the order of the page, each with single spaces.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        let wanted = Selector::parse(selector).unwrap();
        html.select(&wanted).map(|element| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// The text of the one element a selector finds, as it stands.
    #[track_caller]
    pub fn exact(&self, selector: &str) -> String {
        let html = Html::parse_document(&self.html());
        let found = html.select(&Selector::parse(selector).unwrap()).next().unwrap_or_else(|| panic!("no {selector}: {}", self.html()));
        found.text().collect()
    }

    /// An attribute of the first element a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html());
        html.select(&Selector::parse(selector).unwrap()).next()?.attr(name).map(str::to_owned)
    }

    /// The words of the whole content.
    pub fn words(&self) -> String {
        self.texts("main").concat()
    }

    /// A page that is whole: opened, every word there, headings that leave out no level, no id twice.
    #[track_caller]
    pub fn opened(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.html());
        self.is_whole();
        self
    }

    /// The same for a form that must be corrected.
    #[track_caller]
    pub fn must_be_corrected(self) -> Self {
        assert_eq!(self.status, 422, "{}", self.html());
        self.is_whole();
        self
    }

    #[track_caller]
    fn is_whole(&self) {
        let text = self.html();
        for list in ["edition", "way", "said", "part", "case", "fault", "state", "kind", "rule", "text", "sign", "problem", "category"] {
            assert!(!text.contains(&format!("[{list}-")), "a word of {list} is missing: {text}");
        }
        assert!(!text.contains(" style="), "{text}");
        let html = Html::parse_document(&text);
        let mut before = 0;
        for heading in html.select(&Selector::parse("h1, h2, h3, h4").unwrap()) {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(level <= before + 1, "h{level} after h{before}: {text}");
            before = level;
        }
        let mut ids = std::collections::BTreeSet::new();
        for element in html.select(&Selector::parse("[id]").unwrap()) {
            assert!(ids.insert(element.attr("id").unwrap().to_owned()), "the id {:?} twice", element.attr("id"));
        }
        let title = self.texts("title").concat();
        assert!(!title.contains("Påhittad") && !title.contains("Linn"), "{title}");
    }

    /// Where a form sends the browser on to.
    #[track_caller]
    pub fn goes_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.html());
        &self.location
    }
}

/// Somebody with a browser.
pub struct Visitor {
    client: Client,
    url: String,
    language: &'static str,
    cookie: String,
    csrf: String,
}

impl Visitor {
    /// Nobody in particular.
    pub fn stranger(server: &Server) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, url: format!("http://{}", server.address), language: "sv", cookie: String::new(), csrf: String::new() }
    }

    /// Somebody who has picked a name.
    pub async fn logged_in(server: &Server, login: &str) -> Self {
        let mut visitor = Self::stranger(server);
        let picked = visitor.post("/login", &[("staff", login), ("back", "/rulebook")]).await;
        assert_eq!(picked.goes_to(), "/rulebook");
        let cookie = picked.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        assert!(cookie.starts_with("broker_session="), "{cookie}");
        visitor.cookie = cookie.split(';').next().unwrap().to_owned();
        let page = visitor.get("/login").await;
        visitor.csrf = page.attribute("input[name=csrf]", "value").unwrap();
        visitor
    }

    /// The same person reading another language.
    pub fn reading(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// The same without the token of the session.
    pub fn without_token(mut self) -> Self {
        self.csrf = String::new();
        self
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        request.header(header::COOKIE, &self.cookie).header(header::ACCEPT, "text/html").header(header::ACCEPT_LANGUAGE, self.language)
    }

    pub async fn get(&self, path: &str) -> Page {
        Page::of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let token = [("csrf", self.csrf.as_str())];
        let all = fields.iter().chain(&token);
        let body = all.map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&");
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        Page::of(request.send().await.unwrap()).await
    }

    /// A form with files: name, name of the file (none for a typed text) and content.
    pub async fn upload(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, file, content) in parts.iter().chain([&("csrf", None, self.csrf.as_bytes())]) {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, format!("multipart/form-data; boundary=\"{BOUNDARY}\"")).body(body);
        Page::of(request.send().await.unwrap()).await
    }
}
