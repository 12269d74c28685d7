//! Faults planted in an edition, one at a time: what a slip of the hand, or a wrong reading, would do to it.

use jiff::{ToSpan, civil::Date};
use rulebook::{Edition, EditionError};
use toml::{Table, Value};
use wire::{About, Category, StaffRole, SubjectRole};

/// One thing changed, and what. The edition is changed when it is looked at: there are many.
pub struct Planted {
    pub what: String,
    change: Box<dyn Fn(&mut Table) + Sync>,
}

impl Planted {
    /// Id of the rule it is in, or what else it is in.
    pub fn place(&self) -> &str {
        self.what.split([':', ' ']).next().unwrap_or_default()
    }

    fn new(what: String, change: impl Fn(&mut Table) + Sync + 'static) -> Self {
        Self { what, change: Box::new(change) }
    }

    /// The edition with the fault.
    pub fn edition(&self, file: &Table) -> Result<Edition, EditionError> {
        let mut file = file.clone();
        (self.change)(&mut file);
        Edition::parse(toml::to_string(&file).expect("TOML").as_bytes())
    }
}

/// The newest edition, its statutes and sentences cut to a word: no decision reads them, and hundreds are parsed.
pub fn shipped() -> Table {
    let mut file: Table = std::str::from_utf8(Edition::SHIPPED).expect("text").parse().expect("TOML");
    file.iter_mut().for_each(|(_, value)| cut(value));
    file
}

fn cut(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(cut),
        Value::Table(table) => table.iter_mut().for_each(|(key, value)| match value {
            Value::String(text) if matches!(key.as_str(), "sv" | "en" | "text") => {
                *text = text.split_whitespace().next().unwrap_or_default().to_owned();
            }
            other => cut(other),
        }),
        _ => (),
    }
}

/// The edition's file with every fault of every sort, one by one.
pub fn all(file: &Table) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (place, rule) in list(file, "rule").iter().enumerate() {
        if is_on(file, rule) {
            planted.extend(in_rule(place, rule));
        }
    }
    planted.extend(asleep(file));
    planted.extend(other_lengths(file));
    planted.extend(other_gate(file));
    planted.extend(other_thresholds(file));
    planted.extend(open_questions(file));
    planted
}

/// One opening more in every rule that discloses: a category that it does not open, for everybody whom a value touches.
/// Left out is what changes nothing: what a never-rule closes all the same, and what the same person's yes opens already.
pub fn wider(file: &Table) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (place, rule) in list(file, "rule").iter().enumerate() {
        if !is_on(file, rule) || matches!(text(rule, "kind"), "never" | "outside_hub") {
            continue;
        }
        let same = |other: &&Value| text(rule, "kind") == "consent" && text(other, "kind") == "consent";
        let known: Vec<&Value> = list(file, "rule").iter().filter(same).chain([rule]).collect();
        let closed = |category: &Category| list_of(rule, "directions").iter().all(|direction| is_closed(file, *category, direction));
        let new = openings().filter(|(category, roles)| !closed(category) && !opens(&known, *category, roles));
        for (category, roles) in new {
            let what = format!("{} opens {category} too, of {roles:?}", text(rule, "id"));
            planted.push(Planted::new(what, move |file| array(&mut rule_of(file, place)["opens"]).push(opening(category, &roles))));
        }
    }
    planted
}

/// Every category with the roles that one value touches.
fn openings() -> impl Iterator<Item = (Category, Vec<SubjectRole>)> {
    Category::ALL.iter().flat_map(|&category| {
        let whole = match category.about() {
            About::TheSubject => category.subjects().iter().map(|role| vec![*role]).collect(),
            About::Roles(roles) => vec![roles.to_vec()],
            About::Nobody => Vec::new(),
        };
        whole.into_iter().map(move |roles| (category, roles))
    })
}

fn has(value: &Value, key: &str, code: &str) -> bool {
    list_of(value, key).iter().any(|known| known.as_str() == Some(code))
}

/// Whether some of the rules open the category, for each of the roles.
fn opens(rules: &[&Value], category: Category, roles: &[SubjectRole]) -> bool {
    let openings = || rules.iter().flat_map(|rule| list_of(rule, "opens"));
    let covers =
        |role: &SubjectRole| openings().any(|opening| has(opening, "categories", category.code()) && has(opening, "roles", role.code()));
    roles.iter().all(covers)
}

fn is_closed(file: &Table, category: Category, direction: &Value) -> bool {
    let direction = direction.as_str().unwrap_or_default();
    let nevers = list(file, "rule").iter().filter(|rule| text(rule, "kind") == "never" && has(rule, "directions", direction));
    nevers.flat_map(|rule| list_of(rule, "opens")).any(|opening| has(opening, "categories", category.code()))
}

fn opening(category: Category, roles: &[SubjectRole]) -> Value {
    let mut opening = Table::new();
    opening.insert("categories".to_owned(), vec![Value::from(category.code())].into());
    opening.insert("roles".to_owned(), roles.iter().map(|role| Value::from(role.code())).collect::<Vec<_>>().into());
    opening.into()
}

fn list<'f>(file: &'f Table, key: &str) -> &'f [Value] {
    file.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn list_of<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn array(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list")
}

fn rule_of(file: &mut Table, place: usize) -> &mut Value {
    &mut array(&mut file["rule"])[place]
}

fn opening_of(file: &mut Table, place: usize, opening: usize) -> &mut Value {
    &mut array(&mut rule_of(file, place)["opens"])[opening]
}

fn is_switch_on(file: &Table, id: &str) -> bool {
    list(file, "switch").iter().any(|switch| text(switch, "id") == id && switch["on"].as_bool() == Some(true))
}

fn is_on(file: &Table, rule: &Value) -> bool {
    let read = !matches!(text(rule, "confidence"), "partly" | "needs_text");
    text(rule, "kind") == "never" || (read && rule.get("switch").is_none_or(|id| is_switch_on(file, id.as_str().unwrap_or_default())))
}

fn in_rule(place: usize, rule: &Value) -> Vec<Planted> {
    let id = text(rule, "id");
    let mut planted = dates(place, rule);
    planted.push(Planted::new(format!("{id}: away"), move |file| drop(array(&mut file["rule"]).remove(place))));
    planted.extend(one_less(id, rule, "needs", move |file| rule_of(file, place)));
    if list_of(rule, "opens").is_empty() {
        return planted;
    }
    planted.extend(one_less(id, rule, "directions", move |file| rule_of(file, place)));
    if text(rule, "kind") != "duty" {
        planted.extend(one_less(id, rule, "purposes", move |file| rule_of(file, place)));
    }
    for (opening, opens) in list_of(rule, "opens").iter().enumerate() {
        let name = format!("{id}: opening {opening}");
        for key in ["categories", "roles", "directions", "needs"] {
            planted.extend(one_less(&name, opens, key, move |file| opening_of(file, place, opening)));
        }
        if opens.get("suggested").is_some() {
            planted.push(Planted::new(format!("{name} is suggested"), move |file| {
                opening_of(file, place, opening)["suggested"] = true.into()
            }));
        }
    }
    planted
}

/// One item less of a list, each in its turn.
fn one_less(name: &str, owner: &Value, key: &'static str, at: impl Fn(&mut Table) -> &mut Value + Sync + Copy + 'static) -> Vec<Planted> {
    let items = list_of(owner, key).iter().enumerate();
    let less = |(place, item): (usize, &Value)| {
        let what = format!("{name}: {key} without {}", item.as_str().unwrap_or_default());
        Planted::new(what, move |file| drop(array(&mut at(file)[key]).remove(place)))
    };
    items.map(less).collect()
}

/// Both dates a day earlier and a day later. A rule that names no category decides nothing: it can only be missed.
fn dates(place: usize, rule: &Value) -> Vec<Planted> {
    let mut planted = Vec::new();
    for key in ["from", "until"] {
        let Some(Ok(date)) = rule.get(key).and_then(Value::as_str).map(str::parse::<Date>) else { continue };
        let earlier = !list_of(rule, "opens").is_empty();
        for days in [-1, 1].into_iter().filter(|days| earlier || *days > 0) {
            let other = date.saturating_add(days.days()).to_string();
            planted.push(Planted::new(format!("{}: {key} {other}", text(rule, "id")), move |file| {
                rule_of(file, place)[key] = other.clone().into();
            }));
        }
    }
    planted
}

/// A rule that is off is turned on: its switch, and what was not read counts as read.
fn asleep(file: &Table) -> Vec<Planted> {
    let off = list(file, "rule").iter().enumerate().filter(|(_, rule)| !is_on(file, rule));
    let disclosing = off.filter(|(_, rule)| text(rule, "kind") != "outside_hub");
    let awake = |(place, rule): (usize, &Value)| {
        Planted::new(format!("{}: on", text(rule, "id")), move |file| {
            let rule = rule_of(file, place).as_table_mut().expect("a rule");
            rule.insert("confidence".to_owned(), "verified".into());
            rule.remove("switch");
        })
    };
    disclosing.map(awake).collect()
}

/// Each consent text a day shorter and a day longer.
fn other_lengths(file: &Table) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (place, known) in list(file, "consent_text").iter().enumerate() {
        let days = known["days"].as_integer().expect("days");
        for other in [days - 1, days + 1] {
            planted.push(Planted::new(format!("consent text {}: {other} days", text(known, "id")), move |file| {
                file["longest_consent_days"] = 400.into();
                array(&mut file["consent_text"])[place]["days"] = other.into();
            }));
        }
    }
    planted
}

fn other_gate(file: &Table) -> Vec<Planted> {
    let mut planted = one_less("lead", &file["lead"], "clears", |file| &mut file["lead"]);
    planted.extend(one_less("lead", &file["lead"], "directions", |file| &mut file["lead"]));
    for more in
        ["identity", "incident", "danger_signs", "safe_contact", "restraining_order", "referral", "new_violence", "incident_address"]
    {
        planted.push(Planted::new(format!("lead: clears {more} too"), move |file| array(&mut file["lead"]["clears"]).push(more.into())));
    }
    let more = "lead: clears from social services too".to_owned();
    planted.push(Planted::new(more, |file| array(&mut file["lead"]["directions"]).push("social_to_police".into())));
    planted
}

/// Each crime that reaches the threshold does not, and the other way round.
fn other_thresholds(file: &Table) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (place, crime) in list(file, "crime").iter().enumerate() {
        for (scale, penalty) in list_of(crime, "penalties").iter().enumerate() {
            let reaches = penalty["reaches"].as_bool() == Some(true);
            let what = format!("crime {}: scale {scale} reaches {}", text(crime, "code"), !reaches);
            planted.push(Planted::new(what, move |file| {
                let penalty = array(&mut array(&mut file["crime"])[place]["penalties"])[scale].as_table_mut().expect("a scale");
                penalty.insert("reaches".to_owned(), (!reaches).into());
                penalty.remove("minimum_months");
            }));
        }
    }
    planted
}

/// Everybody may answer a question.
fn open_questions(file: &Table) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (place, fact) in list(file, "fact").iter().enumerate() {
        planted.push(Planted::new(format!("fact {}: answered by anybody", text(fact, "code")), move |file| {
            let everybody: Vec<Value> = StaffRole::ALL.iter().map(|role| role.code().into()).collect();
            array(&mut file["fact"])[place]["answered_by"] = everybody.into();
        }));
    }
    planted
}
