//! One family through a year of the demo: the clocks go ahead step by step, the units' keys change thirteen times over, and what was planned
//! comes back when it is due. The page to follow is the town's own.

use std::{fs, process::Command};

use integration_tests::{Desk, Kind, Night, Officer, Visitor, binary, eventually, free_ports};
use jiff::{ToSpan as _, civil::Date};

use crate::demo::{Client, Demo};

const NUMBER: &str = "070-174 06 93";

/// The family and those who work with it.
struct Year {
    demo: Demo,
    officer: Officer,
    desk: Desk,
    code: String,
}

impl Year {
    fn log_in(&self, service: &str, name: &str) -> Visitor {
        Visitor::log_in(self.demo.url(service), name)
    }

    /// The page of the town sets the clocks to the step with this name; everybody has to log in anew.
    #[track_caller]
    fn go_to(&self, step: &str) {
        let town = Visitor::stranger(self.demo.url("town"), "sv-SE");
        let form = town.visit("/").form_with("/year", "step", step).clone();
        let page = town.submit(&form, &[]);
        assert_eq!(page.status, 200, "{step}: {}", page.page.text);
        assert!(!page.says("role-") && !page.says("year-"), "every key has its words: {}", page.page.text);
        assert!(!page.actions().contains(&"/year") || !page.form("/year").holds("step", step), "{step} has been: {}", page.page.text);
        for caller in [&self.officer.0, &self.desk.0] {
            caller.set_ahead(self.ahead());
        }
    }

    /// How many seconds the clocks are ahead, as the demo keeps it.
    fn ahead(&self) -> i64 {
        let kept = fs::read_to_string(self.demo.data().join("clock")).unwrap();
        kept.trim().rsplit_once(' ').unwrap().1.parse().unwrap()
    }

    /// The day it is in the town.
    fn today(&self) -> Date {
        web::moment::today(integration_tests::now() + jiff::SignedDuration::from_secs(self.ahead()))
    }

    fn case(&self, page: &str) -> String {
        format!("/cases/{}/{page}", self.code)
    }
}

fn begin() -> (tempfile::TempDir, Year) {
    let folder = tempfile::Builder::new().prefix("stafett-year-").tempdir().unwrap();
    let officer_key = Client::new(Kind::Police, "patrol_officer", "polisen-exempelstad/ingripande");
    let desk_key = Client::new(Kind::Social, "duty_worker", "socialtjansten-exempelstad/socialjouren");
    let demo = Demo::start(folder.path(), free_ports(), [&officer_key, &desk_key]);
    let (officer, desk) = (Officer(officer_key.caller(demo.url("police"))), Desk(desk_key.caller(demo.url("social"))));
    let (code, sent) = officer.hand_over(&Night::consent("Ellinor Påhittad", NUMBER));
    for handover in &sent {
        desk.rings(&handover.id);
        desk.acknowledge(&handover.id).ok();
        desk.state(&handover.id, "contact_made").ok();
    }
    (folder, Year { demo, officer, desk, code })
}

#[test]
fn a_family_is_followed_through_a_year() {
    let (_folder, year) = begin();
    first_weeks(&year);
    treatment(&year);
    plan_comes_due_and_ends(&year);
    she_comes_back(&year);
    the_log_verifies(&year);
}

fn first_weeks(year: &Year) {
    year.go_to("first-day");
    let sam = year.log_in("social", "Sam Lind");
    let contacts = year.case("contacts");
    let page = sam.visit(&contacts);
    sam.send(&page, &contacts, &[("outcome", "reached")]);
    let plan = year.case("safety-plan");
    let review = year.today().checked_add(60.days()).unwrap().to_string();
    let page = sam.visit(&plan);
    sam.send(&page, &plan, &[("words-warning_signs", "Han blir tyst först"), ("review_on", &review)]);
    assert!(!sam.visit("/safety-plans").says(&year.code[..5]), "nothing is due yet");

    year.go_to("week");
    let sam = year.log_in("social", "Sam Lind");
    let consultations = year.case("consultations");
    let (day, page) = (year.today().to_string(), sam.visit(&consultations));
    let meeting = [
        ("kind", "adult"),
        ("planned-day", day.as_str()),
        ("planned-time", "00:00"),
        ("agenda", "protection"),
        ("participants", "outreach"),
    ];
    let page = sam.send(&page, &consultations, &meeting);
    let end = page.actions().into_iter().find(|action| action.ends_with("/end")).unwrap().to_owned();
    let page = sam.send(&page, &end, &[("ended", "held")]);
    let decide = page.actions().into_iter().find(|action| action.ends_with("/decisions")).unwrap().to_owned();
    let due = year.today().checked_add(7.days()).unwrap().to_string();
    sam.send(&page, &decide, &[("words", "Ring henne"), ("owner", "outreach"), ("due_on", &due)]);
    let referrals = year.case("referrals");
    let page = sam.visit(&referrals);
    sam.send(&page, &referrals, &[("subject", "victim"), ("kind", "violence_centre"), ("answer", "later")]);

    year.go_to("talks");
    let sam = year.log_in("social", "Sam Lind");
    let page = sam.visit(&consultations);
    assert!(page.says("Datumet har gått."), "what was decided is late: {}", page.page.text);
    let page = sam.visit(&referrals);
    let page =
        sam.send(&page, &referrals, &[("subject", "victim"), ("kind", "violence_centre"), ("answer", "yes"), ("way", "calls_herself")]);
    let outcome = page.actions().into_iter().find(|action| action.ends_with("/outcome")).unwrap().to_owned();
    let page = sam.send(&page, &outcome, &[("result", "started"), ("heard", "person")]);
    let talks = page.actions().into_iter().find(|action| action.ends_with("/talks")).unwrap().to_owned();
    let page = sam.send(&page, &talks, &[]);
    assert!(page.says("1 av 5 öppna samtal"), "{}", page.page.text);
}

/// His side and hers, at two people.
fn treatment(year: &Year) {
    year.go_to("treatment");
    let frej = year.log_in("social", "Frej Öst");
    let page = frej.visit("/treatments/new");
    let controls = &page.form("/treatments").controls;
    let saga = controls.iter().find(|control| control.name == "contact_person").expect("a contact person").value.clone();
    let page = frej.send(&page, "/treatments", &[("person", "Kurt Påhittad"), ("contact_person", &saga)]);
    let treatment = page.path.clone();
    for part in ["in_treatment", "safety"] {
        let page = frej.visit(&treatment);
        frej.send(&page, &format!("{treatment}/answers"), &[("part", part), ("answer", "given"), ("form", "written")]);
    }
    let page = frej.visit(&treatment);
    let told = [("name", "Ellinor Påhittad"), ("phone", NUMBER), ("answers", "nobody"), ("letters", "nobody")];
    frej.send(&page, &format!("{treatment}/partners"), &told);
    let seen_by_him = |visitor: &Visitor| visitor.visit(&treatment).page.text.clone();
    let before = seen_by_him(&frej);

    let saga = year.log_in("social", "Saga Ny");
    let contact = saga.visit("/partner-contacts").link("/partner-contacts/");
    let page = saga.visit(&contact);
    saga.send(&page, &format!("{contact}/contacts"), &[("channel", "phone"), ("outcome", "failed")]);
    assert_eq!(seen_by_him(&frej), before, "nothing of that is seen at the therapist's");

    year.go_to("plan");
    let sam = year.log_in("social", "Sam Lind");
    let list = sam.visit("/safety-plans");
    let plan = list.link(&year.case("safety-plan"));
    let page = sam.visit(&plan);
    let next = year.today().checked_add(90.days()).unwrap().to_string();
    sam.send(&page, &format!("{}/reviewed", year.case("safety-plan")), &[("next", &next)]);

    year.go_to("missed");
    let frej = year.log_in("social", "Frej Öst");
    let page = frej.visit(&treatment);
    frej.send(&page, &format!("{treatment}/events"), &[("kind", "missed")]);
    let saga = year.log_in("social", "Saga Ny");
    let page = saga.visit("/partner-contacts");
    assert!(page.says("Berätta om uteblivet besök"), "a task with a time: {}", page.page.text);
}

fn plan_comes_due_and_ends(year: &Year) {
    year.go_to("close");
    let sam = year.log_in("social", "Sam Lind");
    let plan = year.case("safety-plan");
    let page = sam.visit(&plan);
    let follow_up = year.today().checked_add(89.days()).unwrap().to_string();
    sam.send(&page, &format!("{plan}/close"), &[("follow-up-1", &follow_up), ("follow-up-2", ""), ("follow-up-3", "")]);
    let closing = year.case("closing");
    let page = sam.visit(&closing);
    let page = sam.send(&page, &closing, &[("reason", "in_place")]);
    sam.send(&page, &format!("{closing}/tell"), &[]);
    let robin = year.log_in("police", "Robin Ek");
    let place = year.case("closing");
    robin.join(&year.code, "same_patrol");
    eventually("the police to hear it", || {
        let page = robin.visit(&place);
        if page.says("Säger att de har avslutat") { Ok(()) } else { Err(page.page.text) }
    });
    assert!(robin.visit(&place).says("Hos oss Pågår"), "and the police go on");

    year.go_to("follow-up");
    let sam = year.log_in("social", "Sam Lind");
    let list = sam.visit("/safety-plans");
    let page = sam.visit(&list.link(&plan));
    sam.send(&page, &format!("{plan}/follow-ups"), &[("outcome", "held")]);
    assert!(!sam.visit("/safety-plans").page.links.iter().any(|link| link.starts_with(&plan)), "nothing more is due");
}

/// Eleven months later she has lost the card. The units' keys are others by then, and a new night goes by them.
fn she_comes_back(year: &Year) {
    year.go_to("back");
    let sam = year.log_in("social", "Sam Lind");
    let page = sam.visit("/ways-back");
    let page = sam.send(&page, "/ways-back", &[("phone", NUMBER)]);
    let closing = page.link(&year.case("closing"));
    let page = sam.visit(&closing);
    sam.send(&page, &format!("{}/take-up", year.case("closing")), &[("why", "came_back")]);
    assert!(sam.visit(&year.case("safety-plan")).says("Han blir tyst först"), "her plan is still there");
    let (code, sent) = year.officer.hand_over(&Night::with_children("Ellinor Påhittad", NUMBER));
    for handover in &sent {
        year.desk.rings(&handover.id);
        year.desk.acknowledge(&handover.id).ok();
        year.officer.sees(&code, &handover.id, "acknowledged");
    }
    let town = Visitor::stranger(year.demo.url("town"), "en");
    assert!(!town.visit("/").actions().contains(&"/year"), "the year is over");
}

fn the_log_verifies(year: &Year) {
    let key = year.demo.data().join("keys/samordningen-exempelstad/log.vkey");
    let verified = Command::new(binary()).args(["verify-log", year.demo.url("broker"), "--log-key"]).arg(key).output().unwrap();
    assert!(verified.status.success(), "{}{}", String::from_utf8_lossy(&verified.stdout), String::from_utf8_lossy(&verified.stderr));
}
