//! Addresses, titles, cookies and lists hold codes. What a person said stands on the opened page and nowhere else.

use integration_tests::{Needles, Night, Town};
use reqwest::blocking::{Client, Response};

const NAME: &str = "Örnfrid Titelsson-Åvik";
const PHONE: &str = "070-174 06 78";

/// Somebody with a browser, logged in by the demo's list.
struct Visitor {
    client: Client,
    base: String,
    cookie: String,
}

impl Visitor {
    fn log_in(base: &str, name: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let list = client.get(format!("{base}/login")).header("accept", "text/html").send().unwrap().text().unwrap();
        let (before, _) = list.split_once(name).expect("the name is on the list");
        let (_, reference) = before.rsplit_once("value=\"").unwrap();
        let reference = reference.split('"').next().unwrap();
        let answer = client
            .post(format!("{base}/login"))
            .header("origin", base)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("staff={reference}&back=/"))
            .send()
            .unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        assert!(!cookie.contains(name), "{cookie}");
        Self { cookie: cookie.split(';').next().unwrap().to_owned(), client, base: base.to_owned() }
    }

    /// The page, and everything about it that others than its reader may see: status line, headers, title.
    #[track_caller]
    fn visit(&self, path: &str) -> (String, String) {
        let request = self.client.get(format!("{}{path}", self.base)).header("accept", "text/html").header("cookie", &self.cookie);
        let response: Response = request.send().unwrap();
        assert_eq!(response.status(), 200, "{path}");
        let headers = format!("{path} {:?}", response.headers());
        let body = response.text().unwrap();
        let title = body.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0;
        (format!("{headers} {title}"), body)
    }
}

#[test]
fn pages_show_a_value_only_to_the_one_who_opens_it() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::with_children(NAME, PHONE));
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.officer.sees(&code, &handover.id, "received");
    }
    let values = Needles::of([("name", NAME), ("part of the name", "Titelsson"), ("number", PHONE), ("number as kept", "701740678")]);
    let police = Visitor::log_in(&town.police.url(), "Robin Ek");
    let social = Visitor::log_in(&town.social.url(), "Sam Lind");

    let closed = [(&police, "/call-outs".to_owned()), (&police, format!("/call-outs/{code}")), (&social, "/duty".to_owned())];
    for (visitor, path) in &closed {
        let (about, body) = visitor.visit(path);
        assert_eq!(values.find(about.as_bytes()), [], "about {path}");
        assert_eq!(values.find(body.as_bytes()), [], "on {path}");
        assert!(body.contains(code.split('-').next().unwrap()) || body.contains(&code[..3]), "control: the code is on {path}");
    }
    for (visitor, path) in [(&police, format!("/call-outs/{code}/consent")), (&social, format!("/cases/{code}"))] {
        let (about, body) = visitor.visit(&path);
        assert_eq!(values.find(about.as_bytes()), [], "about {path}");
        assert!(body.contains(NAME), "control: the name is on {path}");
    }
}
