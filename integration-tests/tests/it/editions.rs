//! An edition on its way, through the real processes: proposed, signed by two, in force at every agency, and never a reason
//! to send what nobody saw.

use std::{fs, path::Path, process::Command};

use integration_tests::{Kind, Night, Seen, Town, Visitor, binary, eventually};

/// The shipped edition under another id, with one word changed that a preview shows: every case still passes.
fn next(id: &str) -> String {
    let shipped = String::from_utf8(rulebook::Edition::SHIPPED.to_vec()).unwrap();
    let named = shipped.replacen(&format!("id = \"{}\"", rulebook::Edition::shipped().id()), &format!("id = \"{id}\""), 1);
    let said = named
        .replacen("Den som sekretessen skyddar kan häva den för egen del.", "Ett medgivande av den som sekretessen skyddar häver den.", 1)
        .replacen(
            "The person whom the secrecy protects may lift it for her own part.",
            "The assent of whom the secrecy protects lifts it.",
            1,
        );
    let worded = said.replacen("label = { sv = \"samtycke\", en = \"consent\" }", "label = { sv = \"medgivande\", en = \"assent\" }", 1);
    assert!(worded != named && named != shipped, "the words that are changed are there");
    worded
}

/// Rule editor and lawyer, each with a browser and a key file.
struct People {
    editor: Visitor,
    lawyer: Visitor,
}

impl People {
    fn of(town: &Town) -> Self {
        Self { editor: Visitor::log_in(&town.broker.url(), "Mika Lund"), lawyer: Visitor::log_in(&town.broker.url(), "Ellis Falk") }
    }

    #[track_caller]
    fn propose(&self, text: &str) -> Seen {
        let form = self.editor.visit("/rulebook/new").form("/rulebook/new").clone();
        let mut parts = form.with(&[]);
        parts.retain(|(name, _)| name != "text");
        parts.push(("text".to_owned(), text.to_owned()));
        self.editor.post_parts("/rulebook/new", &parts)
    }

    /// Fetches what is to be signed, signs it with the tool, and hands it in.
    #[track_caller]
    fn sign(&self, town: &Town, who: &Visitor, login: &str, id: &str) -> Seen {
        let folder = town.folder().join("said");
        let fetch = |path: &str, name: &str| {
            let file = folder.join(format!("{login}-{name}"));
            fs::write(&file, who.visit(path).body).unwrap();
            file
        };
        let approval = fetch(&format!("/rulebook/{id}/approval.json"), "approval.json");
        let (edition, cases) =
            (fetch(&format!("/rulebook/{id}/file"), "edition.toml"), fetch(&format!("/rulebook/{id}/cases.csv"), "cases.csv"));
        let key = town.folder().join("keys/rule-signers").join(login).join("signer.key");
        let mut tool = Command::new(binary());
        tool.args(["rulebook", "approve"]).arg(approval).arg("--edition").arg(edition).arg("--cases").arg(cases).arg("--key").arg(key);
        let signed = tool.output().unwrap();
        assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
        let page = who.visit(&format!("/rulebook/{id}"));
        let envelope = String::from_utf8(signed.stdout).unwrap();
        who.send(&page, &format!("/rulebook/{id}/approve"), &[("envelope", envelope.trim())])
    }

    #[track_caller]
    fn bring_into_force(&self, town: &Town, id: &str) {
        let handed = self.propose(&next(id));
        assert_eq!(handed.status, 303, "{:?} {}", handed.page.errors, handed.page.text);
        self.sign(town, &self.editor, "regelredaktor-lund", id);
        self.sign(town, &self.lawyer, "jurist-falk", id);
        obeyed(town, id);
    }
}

/// Both agencies say that they judge by it.
#[track_caller]
fn obeyed(town: &Town, id: &str) {
    for service in [&town.police, &town.social] {
        eventually(&format!("{} to take {id}", service.url()), || {
            let version = reqwest::blocking::get(format!("{}/versionz", service.url())).and_then(reqwest::blocking::Response::text);
            let version = version.unwrap_or_else(|error| error.to_string());
            if version.contains(id) { Ok(()) } else { Err(version) }
        });
    }
}

fn explained(config: &Path, handover: &str, language: &str) -> String {
    let words = ["explain", "police", "--handover", handover, "--language", language, "--config"];
    let output = Command::new(binary()).args(words).arg(config).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn a_new_edition_reaches_everybody_and_an_old_decision_keeps_its_own() {
    let mut town = Town::start();
    let founding = rulebook::Edition::shipped().id().to_string();
    let (code, sent) = town.officer.hand_over(&Night::consent("Alma Påhittad", "070-174 06 31"));
    town.desk.rings(&sent[0].id);
    let open = town.officer.record(&Night::consent("Bo Påhittad", "070-174 06 32"));
    let shown = town.officer.preview(&open);
    assert_eq!(shown["edition"]["id"], founding);

    let people = People::of(&town);
    people.bring_into_force(&town, "2026-11-28.2");

    // What the officer saw was judged by the old one: nothing is sent.
    let refused = town.officer.send(&open, shown["digest"].as_str().unwrap()).problem(409, "preview-changed");
    assert!(refused.to_string().contains("2026-11-28.2"), "{refused}");
    assert!(town.officer.handovers(&open).is_empty());
    let now = town.officer.preview(&open);
    assert_eq!(now["edition"]["id"], "2026-11-28.2");
    assert!(now.to_string().contains("medgivande"), "{now}");
    town.officer.send(&open, now["digest"].as_str().unwrap()).ok();
    let fresh = town.officer.handovers(&open)[0].id.clone();
    town.desk.rings(&fresh);

    let config = town.police.config();
    let old = explained(&config, &sent[0].id, "sv");
    assert!(old.contains(&founding) && old.contains("samtycke") && !old.contains("Ett medgivande av"), "{old}");
    assert!(old.contains("12 kap. 2 §") && old.contains(&code) && !old.contains("Alma"), "{old}");
    let new = explained(&config, &fresh, "en");
    assert!(new.contains("2026-11-28.2") && new.contains("assent") && new.contains("OSL 10:1 and 12:2"), "{new}");
    town.verify_log();

    // It is kept: also without a broker the police judge by it.
    town.broker.kill();
    town.police.stop();
    town.police.start();
    let without = town.officer.preview(&town.officer.record(&Night::consent("Cim Påhittad", "070-174 06 33")));
    assert_eq!(without["edition"]["id"], "2026-11-28.2");
}

#[test]
fn one_signature_and_a_file_with_faults_change_nothing() {
    let town = Town::start();
    let people = People::of(&town);
    let broken = people.propose(&next("2026-11-28.2").replacen("kind = \"duty\"", "kind = \"whim\"", 1));
    assert_eq!(broken.status, 422, "{}", broken.page.text);
    assert!(!broken.page.errors.is_empty() && String::from_utf8_lossy(&broken.body).contains("whim"), "nothing typed is lost");
    assert_eq!(people.propose(&next("2026-11-28.2")).status, 303);
    people.sign(&town, &people.editor, "regelredaktor-lund", "2026-11-28.2");
    let page = people.editor.visit("/rulebook/2026-11-28.2");
    assert!(page.says("medgivande"), "the difference is told: {}", page.page.text);
    let code = town.officer.record(&Night::consent("Dag Påhittad", "070-174 06 34"));
    assert_eq!(town.officer.preview(&code)["edition"]["id"], rulebook::Edition::shipped().id().as_str());
    let outside = town.broker_caller(Kind::Police).get("/api/v1/rulebook").ok();
    assert_eq!(outside["edition"]["id"], rulebook::Edition::shipped().id().as_str());
}
