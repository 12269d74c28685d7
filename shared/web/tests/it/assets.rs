//! Style sheets and modules.

use actix_web::test::{TestRequest, call_service, init_service, read_body};
use store::Db;
use web::Assets;

use crate::site::{clock, routes, said, schema, site};

async fn kept_for_ever_under_their_hash_and_not_under_another(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let folder = Assets::new([]).folder().to_owned();
    let get = |path: String| TestRequest::get().uri(&path).to_request();
    let answer = call_service(&app, get(format!("{folder}/designsystem/theme.css"))).await;
    assert_eq!(said(answer.headers(), "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(said(answer.headers(), "content-type"), "text/css; charset=utf-8");
    assert_eq!(said(answer.headers(), "x-content-type-options"), "nosniff");
    assert!(read_body(answer).await.len() > 10_000);
    let old = call_service(&app, get("/assets/0123456789abcdef/stafett.css".into())).await;
    assert_eq!(said(old.headers(), "cache-control"), "no-store");
    for none in ["nothing.css", "designsystem/README.md", "../Cargo.toml", "%2e%2e/Cargo.toml"] {
        let answer = call_service(&app, get(format!("{folder}/{none}"))).await;
        assert_eq!(answer.status(), 404, "{none}");
    }
}

async fn our_modules_fit_the_budget_of_15_kilobytes(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let folder = Assets::new([]).folder().to_owned();
    let mut size = 0;
    for name in ["stafett.js", "swap.js", "clock.js", "keys.js", "live.js", "tone.js"] {
        let path = format!("{folder}/{name}");
        let request = TestRequest::get().uri(&path).insert_header(("Accept-Encoding", "gzip"));
        let answer = call_service(&app, request.to_request()).await;
        assert_eq!(said(answer.headers(), "content-encoding"), "gzip");
        size += read_body(answer).await.len();
    }
    assert!((1_000..15_000).contains(&size), "{size} bytes");
}

store::test_on_both!(schema(), kept_for_ever_under_their_hash_and_not_under_another, our_modules_fit_the_budget_of_15_kilobytes,);

fn files(ending: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new("static");
    let inside =
        ["", "designsystem"].iter().flat_map(|sub| std::fs::read_dir(folder.join(sub)).unwrap().map(|entry| entry.unwrap().path()));
    inside
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_is_built_from_text() {
    let forbidden = ["eval(", "new Function", "innerHTML", "document.write", "import(\"http", "@import"];
    for (name, text) in files("js").into_iter().chain(files("css")) {
        for word in forbidden {
            assert!(!text.contains(word), "{name} has {word}");
        }
        let elsewhere = text.match_indices("url(").find(|(at, _)| {
            let rest = text[at + 4..].trim_start_matches(['"', '\'']);
            !rest.starts_with("data:")
        });
        assert!(elsewhere.is_none(), "{name} loads something: {elsewhere:?}");
    }
}

#[test]
fn no_template_has_an_inline_style_script_or_handler() {
    let mut seen = 0;
    let mut folders = vec![std::path::PathBuf::from("templates")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for word in [" style=", "<style", "onclick", "onload", "onsubmit", "javascript:", "<script>"] {
                assert!(!text.contains(word), "{} has {word}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 4, "control: {seen} templates");
}
