//! The town's page: the doors of the demo and a night to follow.

use std::{error::Error, future::Future, sync::Arc};

use actix_web::{HttpResponse, web::ServiceConfig};
use askama::Template;
use store::{Db, Options, clock::SystemClock};
use web::{Agency, Badge, Page, Phone, Problem, Site};

use crate::{
    cli::Kind,
    demo::layout::{Layout, Ports},
    town::{Town, TownAgency},
};

mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

/// The night in parts, each with its steps in order: the words are `part-<part>`, `night-<step>` and `night-<step>-text`.
const NIGHT: [Part; 5] = [
    Part { name: "alarm", steps: &["shift", "ring", "situation", "ask", "concern", "review", "desk", "acknowledge", "seen"] },
    Part { name: "back", steps: &["question", "answer", "violence"] },
    Part { name: "decide", steps: &["custody", "lead", "correction", "board"] },
    Part { name: "morning", steps: &["finish", "list", "log"] },
    Part { name: "law", steps: &["book", "propose", "compare", "sign", "changed", "explain"] },
];

#[derive(Template)]
#[template(path = "town.html")]
struct TownPage {
    page: Page,
    town: Arc<Town>,
    doors: Arc<Vec<Door>>,
    night: &'static [Part],
}

/// A part of the night.
struct Part {
    name: &'static str,
    steps: &'static [&'static str],
}

/// A door of the demo.
struct Door {
    kind: Kind,
    name: String,
    url: String,
    staff: Vec<Person>,
}

/// Somebody to log in as.
struct Person {
    name: String,
    role_key: String,
}

impl Person {
    fn of(name: &str, role: wire::StaffRole) -> Self {
        Self { name: name.to_owned(), role_key: format!("role-{}", role.code().replace('_', "-")) }
    }
}

impl Door {
    fn of(agency: &TownAgency, kind: Kind, ports: Ports) -> Self {
        let staff = agency.staff.iter().map(|staff| Person::of(&staff.name, staff.role));
        Self { kind, name: agency.name.clone(), url: ports.url(kind), staff: staff.collect() }
    }
}

/// Starts the page on its port; the future ends when it stops.
///
/// # Errors
/// A port that is taken, or a folder that can't be written.
pub fn serve(town: Arc<Town>, layout: &Layout) -> Result<impl Future<Output = std::io::Result<()>> + use<>, Box<dyn Error>> {
    let mut doors = vec![];
    for (wire_kind, kind) in [(wire::AgencyKind::Police, Kind::Police), (wire::AgencyKind::Social, Kind::Social)] {
        doors.push(Door::of(town.of_kind(wire_kind)?, kind, layout.ports));
    }
    let readers = town.broker.staff.iter().map(|reader| Person::of(&reader.name, reader.role)).collect();
    doors.push(Door { kind: Kind::Broker, name: town.broker.name.clone(), url: layout.ports.url(Kind::Broker), staff: readers });
    let doors = Arc::new(doors);

    let schema = store::migrations([store::MIGRATIONS, web::MIGRATIONS])?;
    let db = Db::open(&store::DatabaseUrl::sqlite_file(layout.data.join("town.sqlite")), &schema, Options::default())?;
    let site = Site {
        service: "town",
        agency: Agency {
            badge: Badge::hexagon("STAFETT"),
            name: town.name.clone(),
            unit: String::new(),
            phone: Phone { whom: town.broker.name.clone(), number: casework::web::written_number(&town.broker.phone) },
        },
        demo: true,
        origin: None,
        login_path: "/",
        session: web::session::Rules::default(),
        db,
        clock: Arc::new(SystemClock),
        locales: web::Locales::new([&*locales::LOCALES]),
        assets: web::Assets::new([]),
        version: web::health::Version::new("town", env!("CARGO_PKG_VERSION")),
        draining: web::server::Draining::new(),
    };
    let listener = web::server::bind(layout.ports.town_address())?;
    Ok(web::server::run(listener, None, site, 1, move |routes: &mut ServiceConfig| {
        let (town, doors) = (town.clone(), doors.clone());
        routes.route("/", actix_web::web::get().to(move |page: Page| show(page, town.clone(), doors.clone())));
    }))
}

async fn show(page: Page, town: Arc<Town>, doors: Arc<Vec<Door>>) -> Result<HttpResponse, Problem> {
    let title = town.name.clone();
    web::page::html(&TownPage { page: page.titled(&title), town, doors, night: &NIGHT })
}
