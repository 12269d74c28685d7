use wire::{Category, Protection, Value};

use super::{
    Typed,
    control::{Control, Kind},
    fill, read,
    table::controls,
};

/// Texts that have broken other people's forms.
const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "\u{202e}bakvänt",
    "två\nrader",
    "nolla\0tecken",
    "\u{feff}\u{200b}",
    "19900101-2389",
    "2026-13-45",
    "99:99",
    "-1",
    "99999999999999999999",
    "9999-12-31",
    "NaN",
    "👩‍👩‍👧‍👦",
    "../../etc/passwd",
    "' OR 1=1 --",
];

/// Every member answered in some way; `pick` chooses in lists.
fn filled(category: Category, pick: usize, optional: bool) -> Typed {
    let mut typed = Typed::default();
    for control in controls(category).iter().filter(|control| optional || control.needed) {
        for (name, text) in answer(control, pick) {
            typed.put(&name, text);
        }
    }
    typed
}

fn answer(control: &Control, pick: usize) -> Vec<(String, String)> {
    let name = control.input();
    let one = |text: &str| vec![(name.clone(), text.to_owned())];
    let of = |codes: Vec<&str>| one(codes[pick % codes.len()]);
    let moment = |name: &str| vec![(format!("{name}-day"), "2026-11-22".to_owned()), (format!("{name}-time"), "02:14".to_owned())];
    match control.kind {
        Kind::OneOf(list) | Kind::AnyOf(list) => of((list.codes)()),
        Kind::Stated => one("yes"),
        Kind::Text(_) => one("Kanarie Fågelsång"),
        Kind::Phone => one("070-174 06 05"),
        Kind::PersonalNumber => one("19121212-1212"),
        Kind::Year => one("1990"),
        Kind::Whole(_) => one("2"),
        Kind::Month => one("2026-11"),
        Kind::Day => one("2026-11-22"),
        Kind::Moment | Kind::Hour => moment(&name),
        Kind::Moments(_) => moment(&format!("{name}-1")),
        Kind::Slug(_) if control.name == "handover" => one("0197a9b0-0000-7000-8000-000000000000"),
        Kind::Slug(_) if control.name == "unit" => one("socialtjansten-exempelstad/vuxen"),
        Kind::Slug(_) => one("norr"),
        Kind::PhaseOfItem => Vec::new(),
        Kind::Rows(columns, _) => {
            columns.iter().map(|(column, list)| (format!("{name}-1-{column}"), (list.codes)()[0].to_owned())).collect()
        }
    }
}

fn reads(category: Category, typed: &Typed) -> Option<Value> {
    read(category, typed, Protection::None).ok()
}

#[test]
fn every_category_can_be_filled_in_and_comes_back_as_it_was() {
    for category in Category::ALL {
        let tries = (0..12).flat_map(|pick| [filled(*category, pick, true), filled(*category, pick, false)]);
        let values: Vec<Value> = tries.filter_map(|typed| reads(*category, &typed)).collect();
        assert!(!values.is_empty(), "{category}");
        for value in values {
            assert_eq!(reads(*category, &fill(&value)), Some(value), "{category}");
        }
    }
}

#[test]
fn every_code_of_every_list_is_one_that_the_type_knows() {
    for category in Category::ALL {
        for pick in 0..40 {
            if let Err(errors) = read(*category, &filled(*category, pick, true), Protection::None) {
                assert!(errors.all().iter().all(|error| error.key != "error-choice"), "{category}: {errors:?}");
            }
        }
    }
}

#[test]
fn what_nobody_answered_is_no_value() {
    for category in Category::ALL {
        let errors = read(*category, &Typed::default(), Protection::None).expect_err(category.code());
        assert!(errors.any(), "{category}");
    }
}

#[test]
fn an_unticked_answer_is_not_stated_and_never_no() {
    let typed: Typed = [("v-phone", "070-174 06 05")].into_iter().collect();
    let Some(Value::SafeContact(contact)) = reads(Category::SafeContact, &typed) else { panic!("it reads") };
    assert_eq!(contact.may_text, wire::value::Stated::NotStated);
}

#[test]
fn a_protected_person_has_no_number_and_no_address() {
    for category in [Category::SafeContact, Category::IncidentAddress] {
        let typed = filled(category, 0, true);
        assert!(read(category, &typed, Protection::None).is_ok(), "{category}");
        for level in [Protection::Unknown, Protection::ConfidentialityMark, Protection::FictitiousIdentity] {
            let errors = read(category, &typed, level).expect_err("it is refused");
            assert_eq!(errors.all()[0].key, "value-error-protected");
        }
    }
}

#[test]
fn strange_texts_are_refused_or_taken_and_break_nothing() {
    for category in Category::ALL {
        for control in controls(*category) {
            for (name, _) in answer(control, 0) {
                for text in NAUGHTY {
                    let typed = Typed::from_iter([(name.as_str(), *text)]);
                    if let Some(value) = reads(*category, &typed) {
                        assert!(!text.contains('<'), "{category} {name}");
                        assert_eq!(reads(*category, &fill(&value)), Some(value), "{category} {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_time_is_swedish_and_half_a_time_is_none() {
    let summer: Typed = [("v-status", "apprehended"), ("v-since-day", "2026-07-01"), ("v-since-time", "00:30")].into_iter().collect();
    let Some(Value::CustodyStatus(custody)) = reads(Category::CustodyStatus, &summer) else { panic!("it reads") };
    assert_eq!(custody.since.map(|at| at.to_string()).as_deref(), Some("2026-06-30T22:30:00Z"));
    let half: Typed = [("v-status", "apprehended"), ("v-since-day", "2026-07-01")].into_iter().collect();
    let errors = read(Category::CustodyStatus, &half, Protection::None).expect_err("half a time");
    assert_eq!((errors.all()[0].field.as_str(), errors.all()[0].key.as_str()), ("v-since", "value-error-moment-half"));
}
