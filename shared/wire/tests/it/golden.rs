//! The exact bytes of one value of every category: what is sealed and committed to must never change by itself.

use wire::{Category, Value};

use crate::samples;

const VALUES: &[(&str, &str)] = &[
    ("identity", r#"{"birth_year":1912,"name":"Kanariefågel","number":"191212121212","protection":"none"}"#),
    (
        "safe_contact",
        r#"{"code_word":"Kanariefågel","interpreter":"tigrinya","may_call":["tomorrow_morning"],"may_leave_message":"no","may_text":"no","phone":"+46701740605","shared_phone":"not_stated"}"#,
    ),
    ("incident", r#"{"hour":"2026-11-22T21:00:00Z","kind":"violence","place":"home"}"#),
    ("incident_address", r#"{"district":"exempelstad-norr","street":"Kanariefågelgatan 12 B"}"#),
    ("children_present", r#"{"children":[{"age":"7_12","state":"saw_or_heard"}],"count":"two"}"#),
    ("child_concern", r#"{"grounds":["saw_or_heard_violence"],"immediate":"yes","place":"at_home","police_present":"not_stated"}"#),
    ("child_feeling", r#"{"feelings":["afraid","withdrawn"]}"#),
    ("injury_level", r#"{"level":"needs_care","strangulation":"unknown"}"#),
    ("acute_needs", r#"{"needs":["protection_tonight"]}"#),
    ("danger_signs", r#"{"signs":["strangulation"]}"#),
    ("custody_status", r#"{"since":"2026-11-22T21:04:00Z","status":"apprehended"}"#),
    ("release", r#"{"at":"2026-11-22T21:04:00Z","kind":"expected","restraining_order_applied":"yes"}"#),
    ("restraining_order", r#"{"kind":"shared_home","state":"decided","until":"2027-01-22"}"#),
    ("risk_level", r#"{"assessor":"investigator","day":"2026-11-22","instrument":"b_safer","level":"elevated","version":2}"#),
    ("substance_use", r#"{"misuse":"unknown"}"#),
    ("weapons", r#"{"access":"unknown","staff_safety":"yes"}"#),
    ("support_wanted", r#"{"wanted":["talk","support_for_children"]}"#),
    ("new_violence", r#"{"day":"2026-11-22","kind":"threat"}"#),
    (
        "feared_crime",
        r#"{"against_role":"victim","circumstances":["said_so","separation"],"crime":"aggravated_assault","how_soon":"days"}"#,
    ),
    ("concern_feedback", r#"{"outcome":"already_running"}"#),
    ("case_state", r#"{"state":"acknowledged"}"#),
    ("phase_state", r#"{"item":"safety_plan","phase":"care","state":"under_way"}"#),
    (
        "custody_talk_offer",
        r#"{"at":"2026-11-22T21:04:00Z","judged_suitable":"yes","lead_cleared":"yes","officer_present":"yes","willing":"yes"}"#,
    ),
    ("custody_talk_outcome", r#"{"held":"yes","plan":"other_place","until":"2026-11-22","wants_contact":"no"}"#),
    ("investigation_step", r#"{"planned_on":"2026-11-22","step":"child_interview"}"#),
    ("consultation", r#"{"agenda":["children","follow_up"],"answer":"proposed","times":["2026-11-22T21:04:00Z","2026-11-24T09:30:00Z"]}"#),
    ("in_treatment", r#"{"since":"2026-09","unit":"violence_programme"}"#),
    ("treatment_event", r#"{"participation":"missed"}"#),
    ("referral", r#"{"service":"children_support","unit":"socialtjansten-exempelstad/barn-och-unga","wishes_contact":"yes"}"#),
    ("referral_outcome", r#"{"result":"not_started"}"#),
    ("practical_help", r#"{"help":["drive","pet"],"hour":"2026-11-22T21:00:00Z","place":"police_station"}"#),
    ("request", r#"{"categories":["custody_status","risk_level"],"needed_by":"2026-11-22T21:04:00Z","purpose":"protection_planning"}"#),
    ("correction", r#"{"category":"acute_needs","handover":"0193a000-0000-7000-8000-000000000001","how":"replaced","n":3}"#),
];

#[test]
fn the_bytes_of_every_category_stay() {
    let codes: Vec<&str> = VALUES.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, Category::ALL.iter().map(|category| category.code()).collect::<Vec<_>>());
    for (category, (_, json)) in Category::ALL.iter().zip(VALUES) {
        let value = samples::value(*category);
        assert_eq!(String::from_utf8(value.to_canonical().expect("written")).as_deref(), Ok(*json), "{category}");
        assert!(Value::from_canonical(*category, json.as_bytes()).as_ref() == Ok(&value), "{category}");
    }
}
