//! A night in which everything that can be typed is typed once, each time with a word of its own.

use integration_tests::{
    Beginning, Composer, Night, Seen, Town, Visitor,
    composer::{DESK, PATROLS, has_come},
};
use serde_json::json;

/// Typed at the police and staying there.
pub const POLICE: [(&str, &str); 9] = [
    ("number of the event", "K5588-NARR-88"),
    ("name of a man nobody lets go", "Kanariestannar Påhittad"),
    ("address nobody lets go", "Kanariestannsgatan 88 öster"),
    ("which interest", "kanarieintresse-polis"),
    ("why it outweighs", "kanarieskäl-övervikt"),
    ("why it is needed", "kanarieskäl-behov"),
    ("why no more than needed", "kanarieskäl-proportion"),
    ("why the lead clears", "kanarieskäl-ledare"),
    ("why no answer, police", "kanarieskäl-obesvarad-polis"),
];
/// Typed at the social services and staying there.
pub const SOCIAL: [(&str, &str); 10] = [
    ("what is concrete", "kanarieskäl-konkret"),
    ("why not unsuitable", "kanarieskäl-lämpligt"),
    ("why no answer, social services", "kanarieskäl-obesvarad-social"),
    ("note on a case", "kanarieanteckning-ärende"),
    ("note on a code", "kanarieanteckning-kod"),
    ("sign in her plan", "kanarievarning-tyst"),
    ("code word of her plan", "kanariepaj"),
    ("words in his plan", "kanarieord-hans"),
    ("minutes of a meeting", "kanarieprotokoll-samråd"),
    ("decision at a meeting", "kanariebeslut-samråd"),
];
/// Typed at one and opened at the other.
pub const BOTH: [(&str, &str); 8] = [
    ("name on the scene", "Kanariefrida Åvik"),
    ("number as said", "070-174 06 88"),
    ("number as kept", "701740688"),
    ("address of the child", "Kanariebarnstigen 88"),
    ("name in a draft", "Kanarienanna Påhittad"),
    ("code word", "Kanariekodord Å"),
    ("second number as kept", "701740689"),
    ("name of him, by a decision", "Kanariesten Påhittad"),
];
/// Who works at the police.
pub const POLICE_STAFF: [(&str, &str); 4] =
    [("officer's system", "Päronella Kanariepatrull"), ("officer", "Robin Ek"), ("custody officer", "Ali Berg"), ("lead", "Noor Alm")];
/// Who works at the social services.
pub const SOCIAL_STAFF: [(&str, &str); 2] = [("desk's system", "Äpplina Kanariejour"), ("duty worker", "Sam Lind")];

/// The word of this name; a crash means that the list has no such word.
pub fn value(of: &[(&'static str, &'static str)], name: &str) -> &'static str {
    of.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("{name} is on no list")).1
}

/// Who types the words, and who must never see them.
pub struct People {
    pub robin: Visitor,
    pub ali: Visitor,
    pub noor: Visitor,
    pub sam: Visitor,
}

/// Where the things of the night are found.
pub struct Places {
    pub code: String,
    pub own: String,
    pub drafts: [String; 3],
    pub clearance: String,
    pub shell: String,
}

fn night() -> Night {
    let mut night = Night::with_children(value(&BOTH, "name on the scene"), value(&BOTH, "number as said"));
    night.situation["event_number"] = json!(value(&POLICE, "number of the event"));
    let concern = night.concern.as_mut().unwrap();
    concern["details"]["address"] = json!(value(&BOTH, "address of the child"));
    concern["details"]["all_belongs"] = json!("yes");
    night
}

/// Everything is typed once.
pub fn type_everything(town: &Town, people: &People) -> Places {
    let People { robin, ali, noor, sam } = people;
    let (code, sent) = town.officer.hand_over(&night());
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id).ok();
        town.officer.sees(&code, &handover.id, "acknowledged");
    }
    for (who, relation) in [(robin, "same_patrol"), (ali, "custody_duty"), (noor, "leads_investigation")] {
        who.join(&code, relation);
    }
    let (first, clearance) = at_the_police(town, robin, noor, &code);
    let second = Composer::begin(ali, &code, Beginning { to: DESK, purpose: "prevention_of_serious_crime" });
    second.put(
        "risk_level",
        "person_using_violence",
        &[("instrument", "sara"), ("day", "2026-11-20"), ("level", "high"), ("assessor", "investigator")],
    );
    let of = |name| value(&POLICE, name);
    let decided = second.decide(
        "OSL-10-27",
        &[
            ("interest_obviously_outweighs_interest", of("which interest")),
            ("interest_obviously_outweighs", "yes"),
            ("interest_obviously_outweighs_reason", of("why it outweighs")),
            ("necessity_weighed", "yes"),
            ("necessity_weighed_reason", of("why it is needed")),
            ("necessity_weighed_proportion", of("why no more than needed")),
        ],
    );
    assert_eq!(decided.status, 200, "{:?} {}", decided.page.errors, decided.page.text);
    let (third, shell) = at_the_desk(town, sam, &code);
    for (who, to, system, other, by, why) in [
        (robin, DESK, &town.officer.0, &town.desk.0, sam, value(&SOCIAL, "why no answer, social services")),
        (sam, PATROLS, &town.desk.0, &town.officer.0, robin, value(&POLICE, "why no answer, police")),
    ] {
        let question = Composer::ask(who, &code, Beginning { to, purpose: "coordination" }, &["case_state"]).sent(system).remove(0);
        has_come(other, &code, &question);
        let place = format!("/cases/{code}/handovers/{question}/no-answer");
        by.send(&by.visit(&place), &place, &[("reason", why)]);
    }
    // A call-out that was never sent.
    let own = robin.send(&robin.visit("/call-outs"), "/call-outs", &[("event_number", value(&POLICE, "number of the event"))]);
    let own = own.path.split('/').nth(2).unwrap().to_owned();
    Places { code, own, drafts: [first, second.path().to_owned(), third], clearance, shell }
}

/// A draft of which something goes by her consent and the rest stays; the lead clears what the lead clears.
fn at_the_police(town: &Town, robin: &Visitor, noor: &Visitor, code: &str) -> (String, String) {
    let draft = Composer::begin(robin, code, Beginning { to: DESK, purpose: "acute_support" });
    draft.put("identity", "victim", &[("name", value(&BOTH, "name in a draft")), ("birth_year", "1990"), ("protection", "none")]);
    draft.put("safe_contact", "victim", &[("phone", "070-174 06 89"), ("may_call", "now"), ("code_word", value(&BOTH, "code word"))]);
    draft.put("identity", "person_using_violence", &[("name", value(&POLICE, "name of a man nobody lets go")), ("protection", "none")]);
    draft.put("incident_address", "", &[("street", value(&POLICE, "address nobody lets go"))]);
    draft.put("injury_level", "victim", &[("level", "minor")]);
    let review = draft.review();
    let place = format!("{}/clearance", draft.path());
    robin.send(&review, &place, &[]);
    let waiting = noor.visit("/clearances");
    let clearance = waiting.link("/clearances/");
    noor.send(&noor.visit(&clearance), &clearance, &[("answer", "yes"), ("reason", value(&POLICE, "why the lead clears"))]);
    for handover in draft.sent(&town.officer.0) {
        has_come(&town.desk.0, code, &handover);
    }
    (draft.path().to_owned(), clearance)
}

/// A decision under OSL 10:18 c, notes, and a code that was heard on the telephone.
fn at_the_desk(town: &Town, sam: &Visitor, code: &str) -> (String, String) {
    let draft = Composer::begin(sam, code, Beginning { to: PATROLS, purpose: "prevention_of_serious_crime" });
    draft.put("identity", "person_using_violence", &[("name", value(&BOTH, "name of him, by a decision")), ("protection", "none")]);
    let decided = draft.decide(
        "OSL-10-18c-B",
        &[
            ("circumstances", "escalating"),
            ("concrete_circumstances_reason", value(&SOCIAL, "what is concrete")),
            ("close_person", "yes"),
            ("crime", "aggravated_assault"),
            ("against", "victim"),
            ("how_soon", "days"),
            ("not_unsuitable", "yes"),
            ("not_unsuitable_reason", value(&SOCIAL, "why not unsuitable")),
            ("not_committed_crime", "yes"),
        ],
    );
    assert_eq!(decided.status, 200, "{:?} {}", decided.page.errors, decided.page.text);
    for handover in draft.sent(&town.desk.0) {
        has_come(&town.officer.0, code, &handover);
    }
    let note_of = |seen: &Seen| seen.actions().into_iter().find(|action| action.starts_with("/notes/")).expect("a note").to_owned();
    let case = sam.visit(&format!("/cases/{code}"));
    sam.send(&case, &note_of(&case), &[("text", value(&SOCIAL, "note on a case"))]);
    plans_and_a_meeting(sam, code);
    let heard = wire::PairingCode::from_draw(424_242).spoken();
    let offered = sam.send(&sam.visit("/duty"), "/duty/find", &[("code", &heard)]);
    let agency =
        offered.form("/shells").controls.iter().find(|control| control.name == "agency").expect("an agency to choose").value.clone();
    let shell = sam.send(&offered, "/shells", &[("agency", &agency)]);
    sam.send(&shell, &note_of(&shell), &[("text", value(&SOCIAL, "note on a code"))]);
    (draft.path().to_owned(), shell.path.split('?').next().unwrap().to_owned())
}

/// Both plans, and a meeting with what was said and decided there.
fn plans_and_a_meeting(sam: &Visitor, code: &str) {
    let of = |name| value(&SOCIAL, name);
    let hers = format!("/cases/{code}/safety-plan");
    let words = [("words-warning_signs", of("sign in her plan")), ("words-code_word", of("code word of her plan"))];
    sam.send(&sam.visit(&hers), &hers, &words);
    let his = format!("/cases/{code}/person-using-violence/safety-plan");
    sam.send(&sam.visit(&his), &his, &[("words-living_meanwhile", of("words in his plan"))]);
    let meetings = format!("/cases/{code}/consultations");
    let today = web::moment::today(integration_tests::now()).to_string();
    let meeting = [
        ("kind", "adult"),
        ("planned-day", today.as_str()),
        ("planned-time", "00:00"),
        ("agenda", "protection"),
        ("participants", "outreach"),
    ];
    let planned = sam.send(&sam.visit(&meetings), &meetings, &meeting);
    let to = |seen: &Seen, end: &str| seen.actions().into_iter().find(|action| action.ends_with(end)).expect("a form").to_owned();
    let held = sam.send(&planned, &to(&planned, "/end"), &[("ended", "held"), ("minutes", of("minutes of a meeting"))]);
    let decision = [("words", of("decision at a meeting")), ("owner", "outreach"), ("due_on", today.as_str())];
    sam.send(&held, &to(&held, "/decisions"), &decision);
}
