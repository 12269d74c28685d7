//! A broker that lies to one of two: another log for each agency, another key for a unit.

use std::{
    fs,
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use integration_tests::{Kind, Night, Town, eventually, free_ports, payload};
use serde_json::{Value, json};
use wire::{Envelope, Octets};

use super::rewritten::{has_alarmed, not_opened};
use crate::{repair::followed, rows::Files};

/// The broker a second time: the same keys, a copy of its file.
struct Second(Child);

impl Second {
    fn start(town: &mut Town) -> (Self, SocketAddr) {
        town.broker.kill();
        let whole = Files::of(town, &[Kind::Broker]);
        whole.put_under(&town.folder().join("second"));
        town.broker.start();
        let address: SocketAddr = format!("127.0.0.1:{}", free_ports()).parse().unwrap();
        let url = format!("sqlite:{}", town.folder().join("second/broker.sqlite").display());
        let mut command = Command::new(integration_tests::binary());
        command.args(["serve", "broker", "--config"]).arg(town.broker.config());
        command.env("STAFETT_BROKER__LISTEN", address.to_string()).env("STAFETT_BROKER__DATABASE__URL", url);
        let child = command.env("STAFETT_BROKER__METRICS", "").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let second = Self(child);
        eventually("the second broker", || {
            let answer = reqwest::blocking::get(format!("http://{address}/healthz")).map_err(|error| error.to_string())?;
            if answer.status().is_success() { Ok(()) } else { Err(answer.status().to_string()) }
        });
        (second, address)
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Each agency is shown a log of its own from here on, both signed by the one key: the recipient one without her withdrawal. What
/// goes by consent needs both words under one head, so it is not opened; and whoever sees both views knows.
#[test]
fn two_views_of_the_log_open_nothing_and_are_found() {
    let mut town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Vera Påhittad", "070-174 06 90"));
    town.desk.rings(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "received");
    let (_second, address) = Second::start(&mut town);
    town.social_gate.lead_to(address);
    // Social services hang on a call to the first one: they hear of the second when it breaks.
    town.social.kill();
    town.social.start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Vide Påhittad", "070-174 06 91"));
    let id = sent[0].id.clone();
    town.officer.sees(&code, &id, "released");
    // She takes it back. The police's own witness follows past that at once, in the view that it is shown.
    let seen = followed(&town, Kind::Police);
    town.officer.0.post(&format!("/api/v1/call-outs/{code}/withdrawal"), &json!({})).ok();
    town.officer.sees(&code, &id, "withdrawn");
    eventually("the police's witness to follow", || if followed(&town, Kind::Police) > seen { Ok(()) } else { Err("not yet".to_owned()) });
    // The liar lets the recipient have it, by a log of its own: the same signed bytes, other salts.
    replay(&town, address, &id);
    eventually("the recipient to ask for it", || {
        let asked = town.social_gate.requests(&format!("POST /api/v1/parcels/{id}/fetch"));
        if asked.is_empty() { Err("not yet".to_owned()) } else { Ok(()) }
    });
    eventually("the recipient's witness to vouch for its own view", || {
        let cosigned = town.social_gate.requests("POST /log/cosignatures");
        if cosigned.is_empty() { Err("not yet".to_owned()) } else { Ok(()) }
    });
    not_opened(&town, &code, &id, "split view");
    // The police are led to the other view: not the log that their witness has followed.
    town.police_gate.lead_to(address);
    town.police.kill();
    town.police.start();
    let (other, more) = town.officer.hand_over(&Night::consent("Viola Påhittad", "070-174 06 92"));
    eventually("the police's witness to refuse", || {
        let found = has_alarmed(&mut town, Kind::Police, "log-not-followed");
        if found { Ok(()) } else { Err("not yet".to_owned()) }
    });
    not_opened(&town, &code, &id, "split view, seen");
    not_opened(&town, &other, &more[0].id, "split view, seen");
}

/// Posts to another broker what the police have signed of a handover.
fn replay(town: &Town, address: SocketAddr, id: &str) {
    let liar = town.outside_of(Kind::Police, &format!("http://{address}"));
    for request in town.police_gate.requests("POST /api/v1/consents ") {
        liar.post("/api/v1/consents", &request.body);
    }
    let offers = town.police_gate.requests("POST /api/v1/offers");
    let offer = offers.iter().find(|offer| payload(&offer.body)["header"]["id"] == id).unwrap();
    assert_eq!(liar.post("/api/v1/offers", &offer.body).status, 200);
}

/// The directory comes with another key for the desk's unit, first under the old signature, then under one of the liar's own.
/// The police keep the key that is chained to the root they compared by telephone, and seal to that.
#[test]
fn a_swapped_unit_key_seals_nothing() {
    let mut town = Town::start();
    let genuine = unit_key(&town);
    for signs in [false, true] {
        let liar = envelope::ServiceSigner::from_seed(&[77; 32]);
        town.police_gate
            .bend(move |request, body| request.line.starts_with("GET /api/v1/directory").then(|| swapped(body, signs.then_some(&liar))));
        town.police.kill();
        town.police.start();
        eventually("the police to refuse it", || {
            if has_alarmed(&mut town, Kind::Police, "registration-refused") { Ok(()) } else { Err("not yet".to_owned()) }
        });
        let (code, sent) = town.officer.hand_over(&Night::consent("Ylva Påhittad", if signs { "070-174 06 93" } else { "070-174 06 94" }));
        town.desk.rings(&sent[0].id);
        town.officer.sees(&code, &sent[0].id, "received");
        let offers = town.police_gate.requests("POST /api/v1/offers");
        let used = offers.iter().map(|offer| payload(&offer.body)).find(|offer| offer["header"]["id"] == sent[0].id.as_str()).unwrap();
        assert_eq!(used["header"]["unit_key"], genuine, "sealed to the unit's own key");
    }
}

/// The id of the desk's key in its own registration.
fn unit_key(town: &Town) -> Value {
    let file = town.folder().join("keys").join(Kind::Social.agency()).join("registration.json");
    let registration: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let manifest: Envelope = serde_json::from_value(registration["manifest"].clone()).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest.payload.0).unwrap();
    let units = manifest["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["id"] == "socialtjansten-exempelstad/socialjouren").unwrap();
    unit["sealing_keys"][0]["id"].clone()
}

/// The directory with another key for every unit, in a manifest of a higher version.
fn swapped(body: &[u8], signer: Option<&envelope::ServiceSigner>) -> Vec<u8> {
    let mut directory: Value = serde_json::from_slice(body).unwrap();
    swap_within(&mut directory, signer);
    directory.to_string().into_bytes()
}

fn swap_within(value: &mut Value, signer: Option<&envelope::ServiceSigner>) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| swap_within(one, signer)),
        Value::Object(members) => {
            if let Some(manifest) = members.get_mut("manifest") {
                *manifest = swapped_manifest(manifest, signer);
            }
            members.values_mut().for_each(|one| swap_within(one, signer));
        }
        _ => {}
    }
}

fn swapped_manifest(manifest: &Value, signer: Option<&envelope::ServiceSigner>) -> Value {
    let Ok(mut signed) = serde_json::from_value::<Envelope>(manifest.clone()) else { return manifest.clone() };
    let mut payload: Value = serde_json::from_slice(&signed.payload.0).unwrap();
    payload["version"] = json!(payload["version"].as_u64().unwrap_or_default() + 1);
    for unit in payload["units"].as_array_mut().unwrap() {
        for key in unit["sealing_keys"].as_array_mut().unwrap() {
            key["public"] = json!("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
        }
    }
    match signer {
        Some(signer) => signed = envelope::sign(wire::MessageKind::Manifest, &payload, signer).unwrap(),
        None => signed.payload = Octets(wire::canonical::to_bytes(&payload).unwrap()),
    }
    serde_json::to_value(signed).unwrap()
}
