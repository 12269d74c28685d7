//! Keys and configurations of the demo, made by the operator's own commands.

use std::{error::Error, fs, path::Path};

use casework::keyring::Created;
use jiff::Timestamp;
use toml::{Table, Value};
use wire::{AgencyKind, Bytes32, Registration, SignerRole};

use crate::{
    cli::Kind,
    demo::layout::Layout,
    keys, rulebook,
    town::{Town, TownAgency, TownDistrict, TownReader},
};

/// What is ready to start.
pub struct Prepared {
    /// The broker's configuration.
    pub broker: broker::Config,
    /// The agencies to register.
    pub registrations: Vec<Registration>,
}

/// Keys once; configurations anew at each start, since the ports may have changed.
///
/// # Errors
/// Files that can't be written, or a configuration that the service itself refuses.
pub fn prepare(town: &Town, layout: &Layout, now: Timestamp) -> Result<Prepared, Box<dyn Error>> {
    let hub = keys::create_or_read(town, Kind::Broker, town.broker.id.as_str(), &layout.keys(town.broker.id.as_str()), now)?;
    let police = town.of_kind(AgencyKind::Police)?;
    let social = town.of_kind(AgencyKind::Social)?;
    let police_keys = keys::create_or_read(town, Kind::Police, police.id.as_str(), &layout.keys(police.id.as_str()), now)?;
    let social_keys = keys::create_or_read(town, Kind::Social, social.id.as_str(), &layout.keys(social.id.as_str()), now)?;

    let signers = signers(town, layout)?;
    write(layout, Kind::Broker, broker_table(town, layout, &signers)?)?;
    let peers = |other: &TownAgency, keys: &Created| table([("agency", text(&other.id)), ("root", text(&keys.root.to_base64()))]);
    write(layout, Kind::Police, agency_table(town, layout, Kind::Police, (police, social), &hub, peers(social, &social_keys), &signers)?)?;
    write(layout, Kind::Social, agency_table(town, layout, Kind::Social, (social, police), &hub, peers(police, &police_keys), &signers)?)?;

    let broker = broker::config::load(Some(&layout.config(Kind::Broker)))?;
    Ok(Prepared { broker, registrations: vec![police_keys.registration, social_keys.registration] })
}

fn text(value: &impl ToString) -> Value {
    Value::String(value.to_string())
}

fn table<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Table(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// What every service's configuration has.
fn service_table(layout: &Layout, kind: Kind) -> Result<Table, Box<dyn Error>> {
    let mut service = Table::new();
    service.insert("demo".into(), Value::Boolean(true));
    service.insert("listen".into(), text(&layout.ports.address(kind)));
    service.insert("workers".into(), Value::Integer(1));
    service.insert("database".into(), table([("url", text(&layout.database(kind.service())?))]));
    Ok(service)
}

/// Somebody whose approvals of editions count, with the public half of the key.
struct Signer<'t> {
    reader: &'t TownReader,
    role: SignerRole,
    public: Bytes32,
}

/// Keys of those who approve editions, made once. In a real town each is made on its owner's machine and stays there.
fn signers<'t>(town: &'t Town, layout: &Layout) -> Result<Vec<Signer<'t>>, Box<dyn Error>> {
    let with_key = |reader: &'t TownReader| {
        let role = reader.signs_as()?;
        let key = rulebook::create_or_read(&layout.keys("rule-signers").join(&reader.login));
        Some(key.map(|key| Signer { reader, role, public: key.public }))
    };
    town.broker.staff.iter().filter_map(with_key).collect()
}

fn broker_table(town: &Town, layout: &Layout, signers: &[Signer<'_>]) -> Result<Table, Box<dyn Error>> {
    let mut service = service_table(layout, Kind::Broker)?;
    service.insert("agency".into(), text(&town.broker.id));
    service.insert("name".into(), text(&town.broker.name));
    service.insert("keys".into(), text(&layout.keys(town.broker.id.as_str()).display()));
    service.insert(
        "phone".into(),
        table([("whom", text(&town.broker.name)), ("number", text(&casework::web::written_number(&town.broker.phone)))]),
    );
    let staff = town
        .broker
        .staff
        .iter()
        .map(|reader| table([("login", text(&reader.login)), ("name", text(&reader.name)), ("role", text(&reader.role))]));
    service.insert("demo_staff".into(), Value::Array(staff.collect()));
    let pinned = signers.iter().map(|signer| {
        table([
            ("login", text(&signer.reader.login)),
            ("name", text(&signer.reader.name)),
            ("role", text(&signer.role)),
            ("public", text(&signer.public.to_base64())),
        ])
    });
    service.insert("rule_signers".into(), Value::Array(pinned.collect()));
    Ok(service)
}

fn agency_table(
    town: &Town,
    layout: &Layout,
    kind: Kind,
    (own, other): (&TownAgency, &TownAgency),
    hub: &Created,
    peer: Value,
    signers: &[Signer<'_>],
) -> Result<Table, Box<dyn Error>> {
    let log_key = hub.log_key.as_ref().ok_or("the broker has no log key")?;
    let unit = own.units.first().ok_or("an agency needs a unit")?;
    let recipient = other.units.first().ok_or("an agency needs a unit")?;
    let staff = own.staff.iter().map(|staff| {
        table([("login", text(&staff.login)), ("name", text(&staff.name)), ("role", text(&staff.role)), ("unit", text(&staff.unit))])
    });
    let pinned = signers.iter().map(|signer| {
        table([("person", text(&signer.reader.name)), ("role", text(&signer.role)), ("public", text(&signer.public.to_base64()))])
    });
    let agency = table([
        ("id", text(&own.id)),
        ("kind", text(&own.kind)),
        ("name", text(&own.name)),
        ("board", text(&unit.board)),
        ("unit", text(&unit.id)),
        ("keys", text(&layout.keys(own.id.as_str()).display())),
        (
            "recipient",
            table([
                ("unit", text(&recipient.id)),
                ("board", text(&recipient.board)),
                ("name", text(&recipient.name)),
                ("tel", text(&recipient.phone)),
            ]),
        ),
        (
            "broker",
            table([
                ("url", text(&format!("http://{}", layout.ports.address(Kind::Broker)))),
                ("agency", text(&town.broker.id)),
                ("root", text(&hub.root.to_base64())),
                ("log_key", text(log_key)),
            ]),
        ),
        ("peers", Value::Array(vec![peer])),
        ("demo_staff", Value::Array(staff.collect())),
        ("rule_signers", Value::Array(pinned.collect())),
        // None, but named: a variable can put some there (STAFETT_POLICE__AGENCY__API_CLIENTS).
        ("api_clients", Value::Array(Vec::new())),
    ]);
    let mut service = service_table(layout, kind)?;
    service.insert("agency".into(), agency);
    if !own.districts.is_empty() {
        service.insert("desk".into(), table([("districts", Value::Array(own.districts.iter().map(district).collect()))]));
    }
    Ok(service)
}

fn district(district: &TownDistrict) -> Value {
    let mut members = Table::new();
    members.insert("code".into(), text(&district.code));
    members.insert("name".into(), text(&district.name));
    members.extend(district.unit.as_ref().map(|unit| ("unit".to_owned(), text(unit))));
    Value::Table(members)
}

/// Writes the file whole or not at all: a crash here leaves the old one.
fn write(layout: &Layout, kind: Kind, table: Table) -> Result<(), Box<dyn Error>> {
    let file = layout.config(kind);
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let fresh = file.with_extension("toml.new");
    let head = "# Written anew by `stafett demo` at each start. Fictional town; this machine alone.\n";
    fs::write(&fresh, format!("{head}{}", toml::to_string(&table)?))?;
    fs::rename(&fresh, &file)?;
    Ok(())
}
