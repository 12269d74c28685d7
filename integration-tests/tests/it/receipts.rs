//! A receipt on its way: given out by the agency that holds it, checked by anybody.

use std::{fs, path::Path, process::Command};

use integration_tests::{Kind, Night, Seen, Town, Visitor, binary};
use ledger::tile::LogPath;

/// The receipt of a handover as the desk's own page gives it, and its case code.
fn receipt(town: &Town, name: &str, phone: &str) -> String {
    let (code, sent) = town.officer.hand_over(&Night::consent(name, phone));
    town.desk.rings(&sent[0].id);
    let sam = Visitor::log_in(&town.social.url(), "Sam Lind");
    let why = sam.visit(&format!("/cases/{code}/handovers/{}/why", sent[0].id));
    let file = sam.get(&why.link(&format!("/cases/{code}/handovers/{}/receipt.json", sent[0].id)));
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/json")));
    assert!(file.header("content-disposition").is_some_and(|header| header.contains("attachment")));
    String::from_utf8(file.body).unwrap()
}

/// Runs the commands of the document for outsiders as they stand there, in a folder of one's own; says how many.
fn follow_the_document(town: &Town, receipt: &str) -> usize {
    let document = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/verifying.md")).unwrap();
    let folder = town.folder().join("outsider");
    fs::create_dir_all(folder.join("copy")).unwrap();
    fs::write(folder.join("receipt.json"), receipt).unwrap();
    copy_of_the_log(town, &folder.join("copy"));
    fs::copy(folder.join("copy/checkpoint"), folder.join("head-of-today")).unwrap();
    let key = town.folder().join("keys").join(Kind::Broker.agency()).join("log.vkey");
    let tool = binary().canonicalize().unwrap();
    let commands: Vec<&str> = document.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    for command in &commands {
        let command = command.trim().replacen("stafett ", &format!("{} ", tool.display()), 1);
        let mut shell = Command::new("sh");
        let run = shell.args(["-ec", &command]).current_dir(&folder).env("LOG", town.broker.url()).env("KEY", &key).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{command}: {said}");
    }
    commands.len()
}

/// The static files of the log, as anybody may copy them.
fn copy_of_the_log(town: &Town, folder: &Path) {
    let fetch = |path: &str| reqwest::blocking::get(format!("{}/log/{path}", town.broker.url())).unwrap().bytes().unwrap();
    let note = fetch("checkpoint");
    let size: u64 = String::from_utf8_lossy(&note).lines().nth(1).unwrap().parse().unwrap();
    fs::write(folder.join("checkpoint"), note).unwrap();
    for bundle in 0..size.div_ceil(256) {
        let path = LogPath::entries_in(bundle, size).unwrap().to_string();
        let file = folder.join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, fetch(&path)).unwrap();
    }
}

/// What the public page says of it.
fn checked(anybody: &Visitor, receipt: &str) -> Seen {
    let form = anybody.visit("/verify").form("/verify").clone();
    let mut parts = form.with(&[]);
    parts.retain(|(name, _)| name != "receipt");
    parts.push(("receipt".to_owned(), receipt.to_owned()));
    anybody.post_parts("/verify", &parts)
}

#[track_caller]
fn refuted(anybody: &Visitor, receipt: &str, why: &str) {
    let said = checked(anybody, receipt);
    assert_eq!(said.status, 422, "{why}: {}", said.page.text);
    assert!(said.page.errors.iter().any(|(_, words)| words.contains(why)), "{why}: {:?}", said.page.errors);
    let shown = said.form("/verify").with(&[]);
    let typed = shown.iter().find(|(name, _)| name == "receipt").map(|(_, typed)| typed.trim());
    assert_eq!(typed, Some(receipt.trim()), "nothing typed is lost");
}

/// The tool's own check, with the pinned key.
fn by_command(town: &Town, receipt: &str) -> (bool, String) {
    let file = town.folder().join("receipt.json");
    fs::write(&file, receipt).unwrap();
    let key = town.folder().join("keys").join(Kind::Broker.agency()).join("log.vkey");
    let mut tool = Command::new(binary());
    let output = tool.args(["verify-log", &town.broker.url(), "--log-key"]).arg(key).arg("--receipt").arg(file).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

/// The sender has no parcel: its receipt comes from the log, of the same entry.
#[test]
fn who_sent_it_has_a_receipt_too() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Siri Påhittad", "070-174 06 43"));
    town.desk.rings(&sent[0].id);
    let robin = Visitor::log_in(&town.police.url(), "Robin Ek");
    robin.join(&code, "same_patrol");
    let why = robin.visit(&format!("/cases/{code}/handovers/{}/why", sent[0].id));
    let file = robin.get(&why.link(&format!("/cases/{code}/handovers/{}/receipt.json", sent[0].id)));
    assert_eq!(file.status, 200);
    let receipt = String::from_utf8(file.body).unwrap();
    assert!(receipt.contains(&sent[0].id) && !receipt.contains("Siri"), "{receipt}");
    let anybody = Visitor::stranger(&town.broker.url(), "sv");
    let holds = checked(&anybody, &receipt);
    assert!(holds.status == 200 && holds.says("En överlämning prövades och släpptes"), "{}", holds.page.text);
    let (holds, said) = by_command(&town, &receipt);
    assert!(holds && said.contains("offer_released"), "{said}");
}

#[test]
fn a_receipt_holds_for_anybody_and_a_changed_one_for_nobody() {
    let town = Town::start();
    let receipt = receipt(&town, "Signe Påhittad", "070-174 06 41");
    assert!(!receipt.contains("Signe") && !receipt.contains("0701740641") && !receipt.contains("46701740641"), "codes alone");
    let anybody = Visitor::stranger(&town.broker.url(), "sv");
    let holds = checked(&anybody, &receipt);
    assert_eq!(holds.status, 200, "{}", holds.page.text);
    for words in ["Kvittot stämmer", "En överlämning prövades och släpptes", "polisen-exempelstad/witness", "loggen som den är i dag"]
    {
        assert!(holds.says(words), "{words}: {}", holds.page.text);
    }
    let (holds, said) = by_command(&town, &receipt);
    assert!(holds && said.contains("the receipt holds") && said.contains("offer_released"), "{said}");

    assert_eq!(follow_the_document(&town, &receipt), 4);
    let changed = |from: &str, to: &str| {
        let changed = receipt.replacen(from, to, 1);
        assert_ne!(changed, receipt, "{from}");
        changed
    };
    // Another town has the same keys and another night: two histories of one log.
    let elsewhere = self::receipt(&Town::start(), "Tore Påhittad", "070-174 06 42");
    for (bent, why) in [
        (changed("offer_released", "offer_refused"), "Texten är inget kvitto"),
        (changed("offer_released", "parcel_fetched"), "något i kvittot är ändrat"),
        (changed("\\n— ", "\\n— x"), "inte undertecknat av den här loggen"),
        (receipt[..receipt.len() / 2].to_owned(), "Texten är inget kvitto"),
        ("[".repeat(10_000), "Texten är inget kvitto"),
    ] {
        refuted(&anybody, &bent, why);
        assert!(!by_command(&town, &bent).0, "{why}");
    }
    refuted(&anybody, &elsewhere, "en annan historia");
    refuted(&anybody, "", "Texten är inget kvitto");
    let alias = anybody.get("/verifiera");
    assert_eq!((alias.status, alias.header("location")), (308, Some("/verify")));
}

/// Made at the desk by one, approved by another: the receipt beside the paper says no more than the paper, and holds.
#[test]
fn a_receipt_beside_an_extract_holds_too() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Sara Påhittad", "070-174 06 44"));
    town.desk.rings(&sent[0].id);
    let (sam, alva) = (Visitor::log_in(&town.social.url(), "Sam Lind"), Visitor::log_in(&town.social.url(), "Alva Rönn"));
    let asked = [("code", code.as_str()), ("about", "victim"), ("asked_by", "person"), ("identity", "in_person"), ("language", "sv")];
    let extract = sam.send(&sam.visit("/extracts"), "/extracts", &asked);
    let path = extract.path.clone();
    let lines: Vec<String> = (0..9).map(|place| format!("line-{place}")).collect();
    let mut judged: Vec<(&str, &str)> = lines.iter().map(|line| (line.as_str(), "open")).collect();
    judged.extend([("pressure", "no"), ("act", "submit")]);
    let handed = sam.send(&extract, &path, &judged);
    assert!(handed.says("Väntar på granskning"), "{:?} {}", handed.page.errors, handed.page.text);
    let approved = alva.send(&alva.visit(&path), &format!("{path}/review"), &[("answer", "approve")]);
    let paper = alva.get(&approved.link(&format!("{path}/paper.pdf")));
    assert_eq!((paper.status, paper.header("content-type")), (200, Some("application/pdf")));
    assert!(paper.body.starts_with(b"%PDF-"));
    let receipt = String::from_utf8(alva.get(&approved.link(&format!("{path}/receipts/{}", sent[0].id))).body).unwrap();
    assert!(!receipt.contains("Sara") && !receipt.contains("child"), "{receipt}");
    let (holds, said) = by_command(&town, &receipt);
    assert!(holds && said.contains("offer_released"), "{said}");
    let (holds, _) = by_command(&town, &receipt.replacen("CONSENT-VICTIM", "CONSENT-PERP", 1));
    assert!(!holds, "one rule was changed");
}
