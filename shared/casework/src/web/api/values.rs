//! The schemas of values, from the same table as the forms of the pages.

use ::web::openapi::Schema;
use serde_json::json;
use wire::{Category, Phase, value::Stated};

use crate::web::value_forms::{
    control::{Control, Kind, List},
    controls,
};

/// Name of the schema of a category's value.
fn name(category: Category) -> String {
    format!("Value_{category}")
}

/// `Value` and one schema for each category.
pub(super) fn named() -> Vec<(String, Schema)> {
    let each = Category::ALL.iter().map(|category| (name(*category), schema(*category)));
    let any: Vec<Schema> = Category::ALL.iter().map(|category| Schema::named(&name(*category))).collect();
    let any = Schema::any_of(&any).said("The value of a field: which of these follows from its category.");
    each.chain([("Value".to_owned(), any)]).collect()
}

/// The schema of a category's value.
fn schema(category: Category) -> Schema {
    let members = controls(category).iter().fold(Schema::object(), |object, control| {
        if required(control) { object.must(control.name, member(control.kind)) } else { object.may(control.name, member(control.kind)) }
    });
    members.done()
}

/// A form may leave a question unanswered; the value then says so, by `not_stated` or by an empty list.
const fn required(control: &Control) -> bool {
    control.needed || matches!(control.kind, Kind::Stated | Kind::AnyOf(_) | Kind::Moments(_) | Kind::Rows(..) | Kind::PhaseOfItem)
}

fn member(kind: Kind) -> Schema {
    match kind {
        Kind::OneOf(list) => codes(list),
        Kind::AnyOf(list) => Schema::set(&codes(list), 0).said("In the order of the list, each once."),
        Kind::Stated => Schema::code(Stated::ALL),
        Kind::Text(most) => Schema::text(most),
        Kind::Phone => Schema::pattern("^[+][1-9][0-9]{6,14}$").such_as(json!("+46701740605")),
        Kind::PersonalNumber => Schema::pattern("^[0-9]{12}$"),
        Kind::Year => Schema::integer(1900, 2100),
        Kind::Whole(most) => Schema::integer(0, most),
        Kind::Month => Schema::pattern("^[0-9]{4}-[0-9]{2}$").such_as(json!("2026-11")),
        Kind::Day => Schema::from_value(json!({ "type": "string", "format": "date" })),
        Kind::Moment => Schema::moment(),
        Kind::Hour => Schema::moment().said("A whole hour."),
        Kind::Moments(most) => Schema::list(&Schema::moment(), most),
        Kind::Slug(_) => Schema::text(130),
        Kind::PhaseOfItem => Schema::code(Phase::ALL),
        Kind::Rows(columns, _) => {
            let row = columns.iter().fold(Schema::object(), |object, (name, list)| object.must(name, codes(*list)));
            Schema::list(&row.done(), 8)
        }
    }
}

fn codes(list: List) -> Schema {
    Schema::code_of((list.codes)().into_iter().map(ToOwned::to_owned))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    /// A value of a member.
    fn example(kind: Kind) -> Value {
        let first = |list: List| json!((list.codes)()[0]);
        match kind {
            Kind::OneOf(list) => first(list),
            Kind::AnyOf(list) => json!([first(list)]),
            Kind::Stated => json!("unknown"),
            Kind::Text(_) => json!("Exempelgatan 1"),
            Kind::Phone => json!("+46701740605"),
            Kind::PersonalNumber => json!("191212121212"),
            Kind::Year => json!(1980),
            Kind::Whole(_) => json!(1),
            Kind::Month => json!("2026-11"),
            Kind::Day => json!("2026-11-22"),
            Kind::Moment | Kind::Hour => json!("2026-11-22T21:00:00Z"),
            Kind::Moments(_) => json!(["2026-11-22T21:00:00Z"]),
            Kind::Slug(fits) => {
                let texts = ["norr", "socialtjansten-exempelstad/socialjouren", "0193a000-0000-7000-8000-000000000001"];
                json!(texts.into_iter().find(|text| fits(text)))
            }
            Kind::PhaseOfItem => json!("alarm"),
            Kind::Rows(columns, _) => {
                json!([columns.iter().map(|(name, list)| ((*name).to_owned(), first(*list))).collect::<Map<_, _>>()])
            }
        }
    }

    fn reads(category: Category, members: &Map<String, Value>) -> bool {
        let bytes = wire::canonical::to_bytes(members).unwrap();
        wire::Value::from_canonical(category, &bytes).is_ok()
    }

    fn all(category: Category, with: impl Fn(&Control) -> bool) -> Map<String, Value> {
        controls(category).iter().filter(|control| with(control)).map(|control| (control.name.to_owned(), example(control.kind))).collect()
    }

    #[test]
    fn what_the_schema_asks_for_is_what_the_type_asks_for() {
        for category in Category::ALL {
            let (full, least) = (all(*category, |_| true), all(*category, required));
            assert!(reads(*category, &full), "{category}: {full:?}");
            assert!(reads(*category, &least), "{category} without what may be missing");
            for name in least.keys() {
                let mut less = full.clone();
                less.remove(name);
                assert!(!reads(*category, &less), "{category} can do without {name}");
            }
            let mut more = full.clone();
            more.insert("more".to_owned(), json!(1));
            assert!(!reads(*category, &more), "{category} takes a member nobody knows");
        }
    }

    #[test]
    fn what_the_type_writes_is_what_the_schema_says() {
        for category in Category::ALL {
            for members in [all(*category, |_| true), all(*category, required)] {
                let faults = ::web::openapi::conforms(&json!({}), schema(*category).value(), &Value::Object(members));
                assert!(faults.is_empty(), "{category}: {faults:?}");
            }
        }
    }
}
