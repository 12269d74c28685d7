//! A second reading of the edition: slow, plain, straight from the file's text, sharing no code with the first.

use jiff::SignedDuration;
use rulebook::Moment;
use toml::Value;
use wire::{About, AskedWhere, Category, ConsentGrant, Outline, OutlineField, Subject, SubjectId, SubjectRole};

/// What the reading says of a field.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Goes(Vec<String>),
    Never,
    Stays,
}

pub struct Reader {
    file: Value,
}

/// One role the field touches; "nobody" for a state.
type Role = Option<SubjectRole>;

impl Reader {
    pub fn new(text: &str) -> Self {
        Self { file: toml::from_str(text).expect("TOML") }
    }

    pub fn read(&self, outline: &Outline, grants: &[ConsentGrant], at: Moment, field: &OutlineField) -> Answer {
        if outline.direction().is_none() || outline.from.board == outline.to.board || !sound(outline) {
            return Answer::Stays;
        }
        let Some(roles) = touched(outline, field) else { return Answer::Stays };
        if roles.iter().any(|role| self.first(&["never"], outline, grants, at, field, *role).is_some()) {
            return Answer::Never;
        }
        let by = |kinds: &[&str]| roles.iter().map(|role| self.first(kinds, outline, grants, at, field, *role)).collect::<Option<Vec<_>>>();
        by(&["duty"]).or_else(|| by(&["consent", "state_only", "harm_test", "permission_manual"])).map_or(Answer::Stays, Answer::Goes)
    }

    /// The first rule of these kinds, in their order and then the file's, that covers the role.
    fn first(
        &self,
        kinds: &[&str],
        outline: &Outline,
        grants: &[ConsentGrant],
        at: Moment,
        field: &OutlineField,
        role: Role,
    ) -> Option<String> {
        kinds.iter().find_map(|kind| {
            let rules = list(&self.file, "rule").iter().filter(|rule| text(rule, "kind") == *kind);
            let mut fits = rules.filter(|rule| {
                let mut openings = list(rule, "opens").iter();
                openings.any(|opening| self.covers(rule, opening, outline, grants, at, field, role))
            });
            fits.next().map(|rule| text(rule, "id").to_owned())
        })
    }

    #[expect(clippy::too_many_arguments, reason = "a plain reading holds everything in its hands")]
    fn covers(
        &self,
        rule: &Value,
        opening: &Value,
        outline: &Outline,
        grants: &[ConsentGrant],
        at: Moment,
        field: &OutlineField,
        role: Role,
    ) -> bool {
        let kind = text(rule, "kind");
        let direction = outline.direction().expect("checked before").code();
        let date = at.date().to_string();
        let until = rule.get("until").and_then(Value::as_str).unwrap_or("9999-12-31");
        let named = match role {
            Some(role) => has(opening, "roles", role.code()),
            None => list(opening, "roles").is_empty(),
        };
        named
            && has(opening, "categories", field.category.code())
            && has(rule, "directions", direction)
            && (kind == "duty" || kind == "never" || has(rule, "purposes", outline.purpose.code()))
            && text(rule, "from") <= date.as_str()
            && date.as_str() <= until
            && (kind == "never" || self.is_on(rule))
            && list(rule, "needs").iter().chain(list(opening, "needs")).all(|fact| self.holds(outline, fact.as_str().expect("a code")))
            && (!self.waits(kind, direction, field.category) || self.holds(outline, "lead_has_cleared"))
            && (kind != "consent" || self.consented(rule, outline, grants, at, field, role))
    }

    fn is_on(&self, rule: &Value) -> bool {
        let sure = matches!(text(rule, "confidence"), "verified" | "verified_text_date_not" | "verified_tail_missing");
        let switch = rule.get("switch").and_then(Value::as_str);
        let switched =
            |id: &str| list(&self.file, "switch").iter().any(|known| text(known, "id") == id && known["on"].as_bool() == Some(true));
        sure && switch.is_none_or(switched)
    }

    fn waits(&self, kind: &str, direction: &str, category: Category) -> bool {
        let lead = &self.file["lead"];
        matches!(kind, "consent" | "harm_test" | "permission_manual")
            && has(lead, "clears", category.code())
            && has(lead, "directions", direction)
    }

    fn holds(&self, outline: &Outline, code: &str) -> bool {
        let rule = list(&self.file, "fact").iter().find(|known| text(known, "code") == code).expect("a known fact");
        let answers = || outline.facts.iter().filter(|fact| fact.code.code() == code);
        answers().all(|fact| fact.yes) && answers().any(|fact| has(rule, "answered_by", fact.role.code()))
    }

    fn consented(&self, rule: &Value, outline: &Outline, grants: &[ConsentGrant], at: Moment, field: &OutlineField, role: Role) -> bool {
        let giver: SubjectRole =
            rule.get("giver").and_then(Value::as_str).map_or_else(|| role.expect("a person"), |code| code.parse().expect("a role"));
        let in_role: Vec<Subject> = outline.subjects.iter().copied().filter(|person| person.role == giver).collect();
        let own: Vec<Subject> = in_role.iter().copied().filter(|person| Some(person.id) == field.subject).collect();
        let asked = if own.is_empty() { in_role } else { own };
        let said_yes =
            |person: &Subject| grants.iter().any(|grant| grant.giver == *person && self.opens(grant, outline, at, field.category));
        !asked.is_empty() && asked.iter().all(said_yes)
    }

    fn opens(&self, grant: &ConsentGrant, outline: &Outline, at: Moment, category: Category) -> bool {
        let days = list(&self.file, "consent_text")
            .iter()
            .find(|known| text(known, "id") == grant.text.id)
            .and_then(|known| known["days"].as_integer());
        let Some(days) = days else { return false };
        let age = at.now().duration_since(grant.valid_from);
        outline.consents.contains(&grant.id)
            && grant.case_code == outline.case_code
            && grant.from == outline.from.agency
            && grant.to == outline.to.board
            && grant.purpose == outline.purpose
            && grant.categories.contains(&category)
            && grant.asked == AskedWhere::OutOfEarshot
            && age >= SignedDuration::ZERO
            && age < SignedDuration::from_hours(24 * days)
            && at.now() < grant.valid_until
    }
}

fn sound(outline: &Outline) -> bool {
    outline.from.is_consistent() && outline.to.is_consistent()
}

fn roles_of(outline: &Outline, id: SubjectId) -> Vec<SubjectRole> {
    let mut roles: Vec<SubjectRole> = outline.subjects.iter().filter(|person| person.id == id).map(|person| person.role).collect();
    roles.sort();
    roles.dedup();
    roles
}

fn touched(outline: &Outline, field: &OutlineField) -> Option<Vec<Role>> {
    let allowed = field.category.subjects();
    let own = field.subject.map(|id| roles_of(outline, id));
    if own.as_ref().is_some_and(|own| !own.iter().any(|role| allowed.contains(role))) {
        return None;
    }
    match field.category.about() {
        About::Nobody => Some(vec![None]),
        About::Roles(roles) => {
            let mut roles = roles.to_vec();
            roles.sort();
            Some(roles.into_iter().map(Some).collect())
        }
        About::TheSubject => own.filter(|own| own.iter().all(|role| allowed.contains(role))).map(|own| own.into_iter().map(Some).collect()),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

fn has(value: &Value, key: &str, code: &str) -> bool {
    list(value, key).iter().any(|item| item.as_str() == Some(code))
}
