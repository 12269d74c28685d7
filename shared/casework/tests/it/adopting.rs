//! Editions of the rule book: believed or not, kept, and in force without a restart.

use std::sync::Arc;

use casework::{
    Casework, CaseworkParts, ConfigProblem, EditionDoubt, Keyring, RuleSignerConfig, StartError, editions, handovers,
    testing::{AgencyName, Approval, approve, edition_with},
};
use store::Db;
use wire::{EditionRef, Envelope};

use crate::setting::{Setting, call_out, draft, night, send, until};

store::test_on_both!(
    casework::testing::schema(),
    an_approved_edition_is_in_force_without_a_restart_and_after_one,
    what_is_not_believed_changes_nothing,
    editions_that_were_missed_are_taken_in_order,
    the_same_again_is_silent_and_is_kept_once,
    without_pins_only_what_the_program_ships_is_taken,
    a_row_that_does_not_hold_falls_back_and_is_mended,
    who_has_left_counts_for_what_came_into_force_before,
    an_approver_taken_out_of_the_list_stops_the_start,
    an_agency_turns_switches_off_for_itself_alone,
    a_switch_that_no_edition_has_stops_the_start,
);

/// The rule that orders a report of concern, with one more word in its label.
fn other(id: &str) -> String {
    edition_with(id, "SOL-19-1-B", "orosanmälan (skyldighet)", "anmälan om oro (skyldighet)")
}

fn approval(file: &str, replaces: &EditionRef) -> Approval {
    Approval { file: file.to_owned(), replaces: replaces.clone(), takes_effect: "2026-11-22".parse().unwrap() }
}

/// The lawyer and an editor.
fn both(file: &str, replaces: &EditionRef) -> Vec<Envelope> {
    approve(&approval(file, replaces), &[41, 42])
}

fn id(casework: &Casework) -> String {
    casework.edition().id().to_string()
}

async fn label_of_the_duty(casework: &Casework) -> String {
    let call_out = call_out(casework).await;
    let draft = draft(casework, &call_out, Vec::new(), true);
    let own = casework.clone();
    let preview = casework.db().try_read(move |conn| own.preview(conn, &draft, night())).await.unwrap();
    preview.goes[0].lines[0].label.sv.clone()
}

/// The police again on the same database, as a program that is started anew.
async fn started_again(setting: &Setting, broker: &str) -> Casework {
    let (db, clock) = (setting.police.db().clone(), Arc::clone(&setting.clock));
    setting.town.casework(AgencyName::Police, db, clock, broker, Arc::clone(&setting.car) as _).await
}

async fn an_approved_edition_is_in_force_without_a_restart_and_after_one(db: Db) {
    let setting = Setting::of_police(db).await;
    let shipped = setting.police.edition().reference().clone();
    let workers = setting.police.workers();
    let new = other("2027-01-01.1");
    until("the founding edition is kept", || async { kept(&setting.police).await.len() == 1 }).await;
    let reference = setting.broker.activate(&new, both(&new, &shipped));
    until("the new one is in force", || async { *setting.police.edition().reference() == reference }).await;
    assert_eq!(setting.police.edition_doubt(), None);
    assert_eq!(label_of_the_duty(&setting.police).await, "anmälan om oro (skyldighet)");
    workers.stop().await;
    // The broker is down: what was adopted is in force, and a preview is made by it.
    let again = started_again(&setting, "http://127.0.0.1:9").await;
    assert_eq!(*again.edition().reference(), reference);
    assert_eq!(label_of_the_duty(&again).await, "anmälan om oro (skyldighet)");
    assert!(again.edition_named(&shipped).is_some(), "older editions stay known");
}

async fn kept(casework: &Casework) -> Vec<String> {
    let rows = casework.db().read(editions::all).await.unwrap();
    rows.into_iter().map(|row| row.unwrap().told.edition.id.to_string()).collect()
}

async fn what_is_not_believed_changes_nothing(db: Db) {
    let setting = Setting::of_police(db).await;
    let (police, broker) = (&setting.police, &setting.broker);
    police.ask_for_rulebook().await;
    let founding = broker.told_edition();
    let shipped = police.edition().reference().clone();
    let refused = async |why: &str, doubt: EditionDoubt| {
        police.ask_for_rulebook().await;
        assert_eq!(police.edition_doubt().map(|(_, doubt)| doubt), Some(doubt), "{why}");
        assert_eq!(*police.edition().reference(), shipped, "{why}");
        broker.tell_editions_honestly();
    };
    let file = |n: u32| other(&format!("2027-01-01.{n}"));
    let act = |file: &str| approval(file, &shipped);

    let one = file(1);
    broker.activate_silently(&one, both(&one, &shipped));
    broker.tamper_editions(|told| told.file = told.file.replacen("ska genast", "bör genast", 1));
    refused("a word was changed", EditionDoubt::OtherBytes).await;
    broker.tamper_editions(|told| {
        told.file = "format = 99".to_owned();
        told.edition.hash = envelope::sha256(told.file.as_bytes());
    });
    refused("no edition", EditionDoubt::Unreadable).await;
    broker.tamper_editions(|told| told.approvals[0].payload.0[10] ^= 1);
    refused("an approval was changed", EditionDoubt::BadApproval).await;
    broker.tamper_editions(|told| told.logged = None);
    refused("no proof", EditionDoubt::Unproved).await;
    let (index, proof) = (founding.log_index, founding.logged.clone());
    broker.tamper_editions(move |told| (told.log_index, told.logged) = (index, proof.clone()));
    refused("the proof of another activation", EditionDoubt::OtherEntry).await;
    broker.tamper_editions(|told| told.log_index += 1);
    refused("another place in the log than the proof's", EditionDoubt::OtherEntry).await;
    broker.tamper_editions(|told| {
        let logged = told.logged.as_mut().unwrap();
        logged.salt.0[0] ^= 1;
    });
    refused("a proof that does not hold", EditionDoubt::BadProof).await;
    broker.cosigned_by(&[AgencyName::Social]);
    refused("the own witness has not seen it", EditionDoubt::NotCosigned).await;
    broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);

    for (n, seeds, doubt) in [
        (2, &[41][..], EditionDoubt::TooFew),
        (3, &[41, 41], EditionDoubt::TooFew),
        (4, &[42, 43], EditionDoubt::NoLawyer),
        (5, &[41, 99], EditionDoubt::TooFew),
        (6, &[], EditionDoubt::TooFew),
    ] {
        let file = file(n);
        broker.activate_silently(&file, approve(&act(&file), seeds));
        refused(&format!("signed by {seeds:?}"), doubt).await;
    }
    let (seven, eight) = (file(7), file(8));
    let tomorrow = Approval { takes_effect: "2026-11-23".parse().unwrap(), ..act(&seven) };
    let mixed = [approve(&act(&seven), &[41]), approve(&tomorrow, &[42])].concat();
    broker.activate_silently(&seven, mixed);
    refused("two days were approved", EditionDoubt::OtherAct).await;
    broker.activate_silently(&eight, both(&seven, &shipped));
    refused("another edition was approved", EditionDoubt::OtherAct).await;
    broker.activate_silently(&seven, approve(&tomorrow, &[41, 42]));
    refused("its day has not come", EditionDoubt::Early).await;
    let older = other("2026-11-20.9");
    broker.activate_silently(&older, both(&older, &shipped));
    refused("an older one", EditionDoubt::Older).await;
    let same_id = other(shipped.id.as_str());
    broker.activate_silently(&same_id, both(&same_id, &shipped));
    refused("the same id with other bytes", EditionDoubt::SameId).await;
    let nine = file(9);
    let elsewhere = EditionRef { id: "2026-12-24.1".parse().unwrap(), ..shipped.clone() };
    broker.activate_silently(&nine, both(&nine, &elsewhere));
    refused("compared with an edition that was never in force", EditionDoubt::ReplacesOther).await;
    assert_eq!(kept(police).await, [shipped.id.to_string()], "nothing is kept");

    let ten = file(10);
    let good = broker.activate_silently(&ten, both(&ten, &shipped));
    police.ask_for_rulebook().await;
    assert_eq!((police.edition().reference(), police.edition_doubt()), (&good, None), "ten comes after nine");
}

async fn editions_that_were_missed_are_taken_in_order(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let shipped = setting.police.edition().reference().clone();
    let (first, second) = (other("2027-01-01.1"), other("2027-02-01.1"));
    let between = setting.broker.activate_silently(&first, both(&first, &shipped));
    setting.broker.activate_silently(&second, both(&second, &between));
    setting.police.ask_for_rulebook().await;
    assert_eq!(id(&setting.police), "2027-02-01.1");
    assert_eq!(kept(&setting.police).await, [shipped.id.as_str(), "2027-01-01.1", "2027-02-01.1"]);
    // One signature is lacking on the way: nothing of what comes after it is taken.
    let (third, fourth) = (other("2027-03-01.1"), other("2027-04-01.1"));
    let before = setting.police.edition().reference().clone();
    let between = setting.broker.activate_silently(&third, approve(&approval(&third, &before), &[42, 43]));
    setting.broker.activate_silently(&fourth, both(&fourth, &between));
    setting.police.ask_for_rulebook().await;
    assert_eq!(id(&setting.police), "2027-02-01.1");
    assert_eq!(setting.police.edition_doubt().map(|(_, doubt)| doubt), Some(EditionDoubt::NoLawyer));
}

async fn the_same_again_is_silent_and_is_kept_once(db: Db) {
    let setting = Setting::of_police(db).await;
    for _ in 0..2 {
        setting.police.ask_for_rulebook().await;
        assert_eq!(setting.police.edition_doubt(), None);
    }
    let shipped = setting.police.edition().id().clone();
    assert_eq!(kept(&setting.police).await, [shipped.to_string()]);
    let proof = setting.police.db().read(move |conn| editions::proof(conn, &shipped)).await.unwrap();
    assert!(proof.is_some(), "an auditor can check why it was believed");
}

async fn without_pins_only_what_the_program_ships_is_taken(db: Db) {
    let setting = Setting::of_police(db).await;
    let police = started_with(&setting, |config| config.rule_signers.clear()).await.unwrap();
    police.ask_for_rulebook().await;
    let shipped = police.edition().reference().clone();
    assert_eq!((kept(&police).await.len(), police.edition_doubt()), (1, None), "the founding edition");
    let new = other("2027-01-01.1");
    setting.broker.activate_silently(&new, both(&new, &shipped));
    police.ask_for_rulebook().await;
    assert_eq!(police.edition_doubt().map(|(_, doubt)| doubt), Some(EditionDoubt::NoSigners));
    assert_eq!(*police.edition().reference(), shipped);
}

async fn started_with(setting: &Setting, change: impl Fn(&mut casework::AgencyConfig)) -> Result<Casework, StartError> {
    started_as(setting, AgencyName::Police, change).await
}

async fn started_as(setting: &Setting, name: AgencyName, change: impl Fn(&mut casework::AgencyConfig)) -> Result<Casework, StartError> {
    let mut config = setting.town.config(name, setting.broker.url());
    change(&mut config);
    let keyring = Keyring::load(&config.keys, night()).unwrap();
    let (own, reception) = match name {
        AgencyName::Police => (&setting.police, &setting.car),
        AgencyName::Social => (&setting.social, &setting.desk),
    };
    let (db, clock) = (own.db().clone(), Arc::clone(&setting.clock));
    let parts = CaseworkParts { db, clock, config, keyring, reception: Arc::clone(reception) as _ };
    let casework = Casework::start(parts).await?;
    casework.take_registrations(&setting.town.registrations()).await.unwrap();
    Ok(casework)
}

/// Somebody wrote in the database.
async fn falsify(casework: &Casework, sql: &'static str) {
    use diesel::RunQueryDsl as _;
    let changed = casework.db().write("test_falsify", move |conn| Ok(store::on!(conn, c => diesel::sql_query(sql).execute(c))?));
    assert_eq!(changed.await.unwrap(), 1, "{sql}");
}

async fn a_row_that_does_not_hold_falls_back_and_is_mended(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let shipped = setting.police.edition().reference().clone();
    let new = other("2027-01-01.1");
    let reference = setting.broker.activate_silently(&new, both(&new, &shipped));
    setting.police.ask_for_rulebook().await;
    for sql in [
        "UPDATE editions SET file = file || ' ' WHERE id = '2027-01-01.1'",
        "UPDATE editions SET approvals = '[]' WHERE id = '2027-01-01.1'",
        "UPDATE editions SET approvals = 'nonsense' WHERE id = '2027-01-01.1'",
    ] {
        falsify(&setting.police, sql).await;
        let again = started_again(&setting, setting.broker.url()).await;
        assert_eq!(*again.edition().reference(), shipped, "{sql}");
        again.ask_for_rulebook().await;
        assert_eq!(*again.edition().reference(), reference, "{sql}: asked for again");
    }
    falsify(&setting.police, "UPDATE editions SET file = 'x' WHERE id = '2027-01-01.1'").await;
    falsify(&setting.police, "UPDATE editions SET file = 'x' WHERE id <> '2027-01-01.1'").await;
    let again = started_again(&setting, "http://127.0.0.1:9").await;
    assert_eq!(*again.edition().reference(), shipped, "never without an edition");
}

/// The lawyer's last day.
fn left(config: &mut casework::AgencyConfig, last_day: &str) {
    let lawyer = &mut config.rule_signers[0];
    assert_eq!(lawyer.role, wire::SignerRole::Lawyer);
    lawyer.until = Some(last_day.parse().unwrap());
    // Another lawyer has come.
    let successor = casework::testing::approver(51).public();
    let successor = RuleSignerConfig { person: "Mo Berg".to_owned(), public: successor, until: None, ..lawyer.clone() };
    config.rule_signers.push(successor);
}

async fn who_has_left_counts_for_what_came_into_force_before(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let shipped = setting.police.edition().reference().clone();
    let new = other("2027-01-01.1");
    let reference = setting.broker.activate_silently(&new, both(&new, &shipped));
    setting.police.ask_for_rulebook().await;
    // It came into force on the last day: believed after a start, by the same database and by an empty one alike.
    let police = started_with(&setting, |config| left(config, "2026-11-22")).await.unwrap();
    assert_eq!(*police.edition().reference(), reference);
    let social = started_as(&setting, AgencyName::Social, |config| left(config, "2026-11-22")).await.unwrap();
    social.ask_for_rulebook().await;
    assert_eq!(*social.edition().reference(), reference);
}

async fn an_approver_taken_out_of_the_list_stops_the_start(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.police.ask_for_rulebook().await;
    let shipped = setting.police.edition().reference().clone();
    let new = other("2027-01-01.1");
    setting.broker.activate_silently(&new, both(&new, &shipped));
    setting.police.ask_for_rulebook().await;
    let without_the_lawyer = |config: &mut casework::AgencyConfig| {
        left(config, "2026-11-22");
        config.rule_signers.remove(0);
    };
    let one_day_too_early = |config: &mut casework::AgencyConfig| left(config, "2026-11-21");
    let nobody = |config: &mut casework::AgencyConfig| config.rule_signers.clear();
    for take_out in [without_the_lawyer, one_day_too_early, nobody] {
        let stopped = started_with(&setting, take_out).await.err().map(|error| error.to_string());
        let stopped = stopped.expect("what is in force here can't be believed any more");
        assert!(stopped.contains("edition 2027-01-01.1") && stopped.contains("until ="), "{stopped}");
    }
}

async fn an_agency_turns_switches_off_for_itself_alone(db: Db) {
    let setting = Setting::of_police(db).await;
    let turn_off = |config: &mut casework::AgencyConfig| config.switches_off = vec!["L-03".to_owned()];
    let police = started_with(&setting, turn_off).await.unwrap();
    let social = started_as(&setting, AgencyName::Social, turn_off).await.unwrap();
    police.ask_for_rulebook().await;
    social.ask_for_rulebook().await;
    let shipped = police.edition().reference().clone();
    let switched = edition_with("2027-01-01.1", "SOL-19-1-B", "kind = \"duty\"", "kind = \"duty\"\nswitch = \"L-03\"");
    let reference = setting.broker.activate_silently(&switched, both(&switched, &shipped));
    setting.police.ask_for_rulebook().await;
    for casework in [&police, &social, &setting.police] {
        casework.ask_for_rulebook().await;
        assert_eq!(*casework.edition().reference(), reference, "id and hash are those of the whole");
    }
    let at = call_out(&police).await;
    let concerned = draft(&police, &at, Vec::new(), true);
    let (own, shown) = (police.clone(), concerned.clone());
    let narrowed = police.db().try_read(move |conn| own.preview(conn, &shown, night())).await.unwrap();
    assert!(narrowed.goes.is_empty(), "what the switch opens is not sent from here");
    // Who has turned nothing off sends, and who has opens what comes: it is judged by the whole.
    let sent = send(&setting.police, &at, concerned).await.unwrap();
    let workers = [setting.police.workers(), social.workers()];
    let id = sent[0].id;
    until("it is opened", || async { social.db().read(move |conn| handovers::find(conn, id)).await.unwrap().is_some() }).await;
    let own = social.clone();
    let explained = social.db().try_read(move |conn| own.explain(conn, id));
    assert_eq!(explained.await.unwrap().fields[0].lines[0].code, "SOL-19-1-B", "and explained by the whole");
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_switch_that_no_edition_has_stops_the_start(db: Db) {
    let setting = Setting::of_police(db).await;
    let stopped = started_with(&setting, |config| config.switches_off = vec!["L-03".to_owned(), "L-99".to_owned()]).await;
    assert!(matches!(stopped, Err(StartError::Config(ConfigProblem::Switch(switch))) if switch == "L-99"));
}
