//! Two values for every category: a short one, and one as long as people can make it.

use wire::{Category, Value};

/// Which run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// As little as can be said.
    Short,
    /// Much.
    Long,
}

const LONG_NAME: &str = "Maximiliana Kanariekvist von Påhittad af Exempelstad och Långnamnsson den Tredje";

/// The value of a category in a run.
pub fn value(category: Category, which: Which) -> Value {
    let (short, long) = both(category);
    let text = if which == Which::Short { short.to_owned() } else { long.replace("LONG_NAME", LONG_NAME) };
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{category}: {error}"));
    let bytes = wire::canonical::to_bytes(&json).unwrap();
    let value = Value::from_canonical(category, &bytes).unwrap_or_else(|error| panic!("{category} {text}: {error:?}"));
    wire::inspect(&value, wire::Protection::None).unwrap_or_else(|error| panic!("{category}: {error}"));
    value
}

fn both(category: Category) -> (&'static str, &'static str) {
    use Category as C;
    match category {
        C::Identity => (r#"{"birth_year":1990,"protection":"none"}"#, r#"{"name":"LONG_NAME","birth_year":1957,"protection":"none"}"#),
        C::SafeContact => (
            r#"{"phone":"+46701740605","may_call":[],"may_leave_message":"not_stated","may_text":"not_stated","shared_phone":"not_stated"}"#,
            r#"{"phone":"+46701740699","may_call":["now","tomorrow_morning"],"may_leave_message":"unknown","may_text":"no","shared_phone":"yes","code_word":"Kanariefågelsommarstugekvarn","interpreter":"ukrainian"}"#,
        ),
        C::Incident => (
            r#"{"kind":"other","hour":"2026-11-20T01:00:00Z","place":"home"}"#,
            r#"{"kind":"violence_witnessed_by_child","hour":"2026-11-21T23:00:00Z","place":"public_place"}"#,
        ),
        C::IncidentAddress => (
            r#"{"street":"A 1"}"#,
            r#"{"street":"Kanariekvistsgränden uppe vid Exempelberget 77 öster, port C, tredje våningen","district":"norr"}"#,
        ),
        C::ChildrenPresent => (
            r#"{"count":"one","children":[]}"#,
            r#"{"count":"four_or_more","children":[{"age":"0_2","state":"saw_or_heard"},{"age":"3_6","state":"asleep"},{"age":"unknown","state":"not_home"}]}"#,
        ),
        C::ChildConcern => (
            r#"{"grounds":["other"],"immediate":"no","place":"at_home","police_present":"no"}"#,
            r#"{"grounds":["saw_or_heard_violence","violence_against_child","neglect"],"immediate":"unknown","place":"in_health_care","police_present":"not_stated"}"#,
        ),
        C::ChildFeeling => {
            (r#"{"feelings":["sad"]}"#, r#"{"feelings":["sad","afraid","ashamed","blames_itself","worried","angry","withdrawn","calm"]}"#)
        }
        C::InjuryLevel => (r#"{"level":"minor","strangulation":"no"}"#, r#"{"level":"life_threatening","strangulation":"not_stated"}"#),
        C::AcuteNeeds => {
            (r#"{"needs":["pets"]}"#, r#"{"needs":["medical_care","protection_tonight","interpreter","pets","belongings","transport"]}"#)
        }
        C::DangerSigns => (
            r#"{"signs":["escalating"]}"#,
            r#"{"signs":["controlling","strangulation","outspoken_fear","mental_ill_health","suicide_threat","substance_misuse","escalating","separation"]}"#,
        ),
        C::CustodyStatus => (r#"{"status":"unknown"}"#, r#"{"status":"left_the_scene","since":"2026-11-22T01:23:45.678901Z"}"#),
        C::Release => (
            r#"{"kind":"actual","at":"2026-11-22T10:00:00Z","restraining_order_applied":"no"}"#,
            r#"{"kind":"expected","at":"2026-12-31T23:59:00Z","restraining_order_applied":"not_stated"}"#,
        ),
        C::RestrainingOrder => {
            (r#"{"state":"applied","kind":"unknown"}"#, r#"{"state":"decided","kind":"specially_extended","until":"2027-06-30"}"#)
        }
        C::RiskLevel => (
            r#"{"instrument":"dvi","day":"2026-11-20","level":"low","assessor":"investigator"}"#,
            r#"{"instrument":"own_assessment","version":20,"day":"2026-11-01","level":"elevated","assessor":"partner_contact_worker"}"#,
        ),
        C::SubstanceUse => (r#"{"misuse":"no"}"#, r#"{"misuse":"unknown"}"#),
        C::Weapons => (r#"{"access":"no","staff_safety":"no"}"#, r#"{"access":"unknown","staff_safety":"not_stated"}"#),
        C::SupportWanted => (
            r#"{"wanted":["talk"]}"#,
            r#"{"wanted":["talk","protection","practical","money","legal_information","support_for_children","treatment"]}"#,
        ),
        C::NewViolence => (r#"{"day":"2026-11-20","kind":"other"}"#, r#"{"day":"1999-01-01","kind":"violence_witnessed_by_child"}"#),
        C::FearedCrime => (
            r#"{"crime":"rape","against_role":"victim","how_soon":"now","circumstances":["other"]}"#,
            r#"{"crime":"gross_violation_of_integrity","against_role":"person_using_violence","how_soon":"unclear","circumstances":["said_so","escalating","weapon_access","earlier_violence","stalking","separation","substance_misuse","strangulation","release_or_hearing"]}"#,
        ),
        C::ConcernFeedback => (r#"{"outcome":"opened"}"#, r#"{"outcome":"already_running"}"#),
        C::CaseState => (r#"{"state":"received"}"#, r#"{"state":"contact_declined"}"#),
        C::PhaseState => (
            r#"{"phase":"alarm","item":"concern_judged","state":"done"}"#,
            r#"{"phase":"care","item":"person_using_violence_informed","state":"not_applicable"}"#,
        ),
        C::CustodyTalkOffer => (
            r#"{"willing":"no","officer_present":"no","lead_cleared":"no","judged_suitable":"no"}"#,
            r#"{"willing":"not_stated","at":"2026-11-22T10:30:00Z","officer_present":"not_stated","lead_cleared":"unknown","judged_suitable":"not_stated"}"#,
        ),
        C::CustodyTalkOutcome => (
            r#"{"held":"no","plan":"none","wants_contact":"no"}"#,
            r#"{"held":"yes","plan":"home_with_plan","until":"2026-12-31","wants_contact":"not_stated"}"#,
        ),
        C::InvestigationStep => {
            (r#"{"step":"arrest","planned_on":"2026-11-30"}"#, r#"{"step":"decision_to_charge","planned_on":"2027-01-31"}"#)
        }
        C::Consultation => (
            r#"{"times":[],"agenda":[],"answer":"declined"}"#,
            r#"{"times":["2026-12-01T09:00:00Z","2026-12-02T09:00:00Z","2026-12-03T09:30:00Z"],"agenda":["situation","protection","children"],"answer":"proposed"}"#,
        ),
        C::InTreatment => (r#"{"unit":"other"}"#, r#"{"since":"2026-02","unit":"violence_programme"}"#),
        C::TreatmentEvent => (r#"{"participation":"missed"}"#, r#"{"participation":"ended_early"}"#),
        C::Referral => (
            r#"{"service":"other","wishes_contact":"no"}"#,
            r#"{"service":"financial_support","unit":"socialtjansten-exempelstad/vuxen-norr","wishes_contact":"not_stated"}"#,
        ),
        C::ReferralOutcome => (r#"{"result":"started"}"#, r#"{"result":"not_started"}"#),
        C::PracticalHelp => (
            r#"{"help":["pet"],"place":"health_care"}"#,
            r#"{"help":["drive","fetch_belongings","pet"],"hour":"2026-11-25T18:00:00Z","place":"agreed_by_phone"}"#,
        ),
        C::Request => (
            r#"{"categories":["release"],"purpose":"referral"}"#,
            r#"{"categories":["identity","safe_contact","incident","children_present","risk_level"],"purpose":"prevention_of_serious_crime","needed_by":"2026-11-30T12:00:00Z"}"#,
        ),
        C::Correction => (
            r#"{"handover":"01a205dd-9ba2-7a8b-bdc2-2dc9e1d378dd","n":0,"category":"release","how":"withdrawn"}"#,
            r#"{"handover":"01a205dd-9ba2-7a8b-bdc2-2dc9e1d378ee","n":39,"category":"custody_talk_outcome","how":"withdrawn"}"#,
        ),
    }
}
