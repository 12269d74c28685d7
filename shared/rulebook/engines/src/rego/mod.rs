//! Rego, evaluated by regorus: compiled to instructions and run by its register machine.

mod translate;

use std::collections::BTreeMap;

use regorus::{Rc, Value, languages::rego::compiler::Compiler, rvm::RegoVM};
use wire::{ConsentGrant, Outline, OutlineField};

use crate::{
    Answer, At,
    file::{openings, text},
    reading::{Reading, Role, word},
};

/// What is asked of the module.
const ENTRY: &str = "data.release.answer";

/// Rego with the module of one edition.
pub struct Rego {
    file: toml::Value,
    rules: BTreeMap<String, String>,
    machine: RegoVM,
}

/// An outline as Rego is asked about it.
pub struct Question {
    input: Value,
    /// The roles of each field; none when nothing has to be asked to know that it stays.
    touched: Vec<Option<Vec<Role>>>,
}

impl Rego {
    /// # Panics
    /// The text is no edition, or a rule can't be said in Rego.
    pub fn of(edition: &str) -> Self {
        let file: toml::Value = toml::from_str(edition).expect("TOML");
        let entry: Rc<str> = ENTRY.into();
        let mut engine = regorus::Engine::new();
        engine.add_policy("release.rego".to_owned(), translate::module(&file)).expect("a module");
        let compiled = engine.compile_with_entrypoint(&entry).expect("a policy");
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&compiled, &[&entry]).expect("a program"));
        let rules = openings(&file).map(|opening| (opening.id(), text(opening.rule, "id").to_owned())).collect();
        Self { file, rules, machine }
    }

    /// What Rego says of each field.
    ///
    /// # Panics
    /// The module can't be evaluated.
    pub fn judge(&mut self, outline: &Outline, grants: &[ConsentGrant], at: At) -> Vec<Answer> {
        let question = self.question(outline, grants, at);
        let held = self.evaluate(&question);
        self.answers(&question, &held)
    }

    /// The parsed input.
    ///
    /// # Panics
    /// The input can't be parsed.
    pub fn question(&self, outline: &Outline, grants: &[ConsentGrant], at: At) -> Question {
        let reading = Reading { file: &self.file, outline, grants, at };
        let direction = reading.direction();
        let touched: Vec<_> = outline.fields.iter().map(|field| direction.and_then(|_| reading.touched(field))).collect();
        let list = |words: Vec<&str>| format!("{words:?}");
        let fields = (0..).zip(&outline.fields).zip(&touched).filter_map(|((place, field), roles)| {
            let roles = list(roles.as_ref()?.iter().copied().map(word).collect());
            Some(written(place, field, &roles, &list(reading.consented(field))))
        });
        let facts = reading.facts().into_iter().map(|fact| format!("{fact:?}: true"));
        let input = format!(
            r#"{{"direction": "{}", "purpose": "{}", "date": {}, "facts": {{{}}}, "fields": [{}]}}"#,
            direction.map_or("", |direction| direction.code()),
            outline.purpose.code(),
            reading.day(),
            facts.collect::<Vec<_>>().join(", "),
            fields.collect::<Vec<_>>().join(", ")
        );
        Question { input: Value::from_json_str(&input).expect("JSON"), touched }
    }

    /// Which openings hold: `[place of the field, role, id]`, by kind. Nothing but this is Rego's own work.
    ///
    /// # Panics
    /// The module can't be evaluated.
    pub fn evaluate(&mut self, question: &Question) -> Value {
        self.machine.set_input(question.input.clone());
        self.machine.execute().expect("the module can be evaluated")
    }

    /// What that says of each field.
    ///
    /// # Panics
    /// The value is no answer of this module.
    pub fn answers(&self, question: &Question, held: &Value) -> Vec<Answer> {
        let (nevers, duties, others) = (firsts(&held["never"]), firsts(&held["duty"]), firsts(&held["other"]));
        let first = |firsts: &Firsts, place: u64, role: Role| firsts.get(&(place, word(role).to_owned())).map(|id| self.rules[id].clone());
        let answer = |(place, roles): (u64, &Option<Vec<Role>>)| {
            let Some(roles) = roles else { return Answer::Stays };
            let rules = |firsts: &Firsts| roles.iter().map(|role| first(firsts, place, *role)).collect::<Option<Vec<String>>>();
            if roles.iter().any(|role| first(&nevers, place, *role).is_some()) {
                return Answer::Never;
            }
            rules(&duties).or_else(|| rules(&others)).map_or(Answer::Stays, Answer::Goes)
        };
        (0..).zip(&question.touched).map(answer).collect()
    }
}

fn written(place: u64, field: &OutlineField, roles: &str, yes: &str) -> String {
    format!(r#"{{"n": {place}, "category": "{}", "roles": {roles}, "yes": {yes}}}"#, field.category.code())
}

/// By field and role the first opening that holds.
type Firsts = BTreeMap<(u64, String), String>;

fn firsts(set: &Value) -> Firsts {
    let mut firsts = Firsts::new();
    for item in set.as_set().expect("a set").iter() {
        let text = |place: usize| item[place].as_string().expect("a text").to_string();
        let id = text(2);
        let first = firsts.entry((item[0].as_u64().expect("a number"), text(1))).or_insert_with(|| id.clone());
        if id < *first {
            *first = id;
        }
    }
    firsts
}
