//! A decision of the past as lines of text.

use casework::{Explained, ExplainedField, ExplainedLine, ExplainedRule, Provision, Text2};
use web::Words;
use wire::Language;

/// In which words and which language.
#[derive(Clone, Copy)]
pub struct Written<'w> {
    words: &'w Words,
    language: Language,
}

impl<'w> Written<'w> {
    /// In the words of the pages.
    pub const fn new(words: &'w Words, language: Language) -> Self {
        Self { words, language }
    }

    /// The whole of it, without a value.
    pub fn lines(self, explained: &Explained) -> Vec<String> {
        let head = [
            ("id", explained.handover.to_string()),
            ("code", explained.case_code.to_string()),
            ("edition", explained.edition.id.to_string()),
            ("date", explained.date.to_string()),
        ];
        let mut lines = vec![self.words.with("explain-head", &head), String::new(), self.words.get("explain-went")];
        lines.extend(explained.fields.iter().flat_map(|field| self.field(field)));
        match &explained.stayed {
            None => {}
            Some(stayed) if stayed.is_empty() => lines.extend([String::new(), self.words.get("explain-nothing-stayed")]),
            Some(stayed) => {
                lines.extend([String::new(), self.words.get("explain-stayed")]);
                lines.extend(stayed.iter().flat_map(|field| self.field(field)));
            }
        }
        lines.extend(self.law(explained));
        lines
    }

    fn field(self, field: &ExplainedField) -> Vec<String> {
        let category = self.words.get(&format!("category-{}", field.category));
        let role = field.role.map(|role| format!(": {}", self.role(role))).unwrap_or_default();
        let way = field
            .way_forward
            .as_ref()
            .map(|way| format!("    {} {}", self.words.get("explain-way-forward"), way.in_language(self.language)));
        std::iter::once(format!("  {category}{role}")).chain(field.lines.iter().flat_map(|line| self.line(line))).chain(way).collect()
    }

    fn role(self, role: wire::SubjectRole) -> String {
        self.words.get(&format!("subject-{role}")).to_lowercase()
    }

    fn line(self, line: &ExplainedLine) -> Vec<String> {
        let role = line.role.map(|role| format!("{}: ", self.role(role))).unwrap_or_default();
        let label = self.text(&line.label);
        let label = if label.is_empty() { String::new() } else { format!("{label}. ") };
        let said = format!("    {role}{label}{}", self.text(&line.text));
        let rule = line.rule.as_ref().map(|rule| format!("      {}; {}", self.citation(rule), line.code));
        std::iter::once(said).chain(rule).collect()
    }

    /// Statute, amending act and the days the rule stands.
    fn citation(self, rule: &ExplainedRule) -> String {
        let act = rule.amending_act.as_ref().map(|act| format!(" ({act})")).unwrap_or_default();
        let days = [("from", rule.from.to_string()), ("until", rule.until.map(|day| day.to_string()).unwrap_or_default())];
        let stands = self.words.with(if rule.until.is_some() { "explain-from-until" } else { "explain-from" }, &days);
        format!("{}{act}, {stands}", self.text(&rule.citation))
    }

    /// Each provision once, word for word.
    fn law(self, explained: &Explained) -> Vec<String> {
        let fields = explained.fields.iter().chain(explained.stayed.iter().flatten());
        let rules = fields.flat_map(|field| &field.lines).filter_map(|line| line.rule.as_ref());
        let mut provisions: Vec<&Provision> = Vec::new();
        for provision in rules.flat_map(|rule| &rule.provisions) {
            if !provisions.contains(&provision) {
                provisions.push(provision);
            }
        }
        let head = (!provisions.is_empty()).then(|| [String::new(), self.words.get("explain-law")]);
        head.into_iter().flatten().chain(provisions.into_iter().flat_map(|provision| self.provision(provision))).collect()
    }

    fn provision(self, provision: &Provision) -> Vec<String> {
        let act = provision.amending_act.as_ref().map(|act| format!(" ({act})")).unwrap_or_default();
        let read = self.words.with("explain-read", &[("date", provision.last_checked.to_string())]);
        let head = format!("  {}{act}. {read}", self.text(&provision.citation));
        let note = provision.note.as_ref().map(|note| format!("    [{}]", self.text(note)));
        let text = provision.paragraphs.iter().map(|part| format!("    {part}"));
        std::iter::once(head).chain(note).chain(text).collect()
    }

    fn text(self, text: &Text2) -> String {
        text.in_language(self.language).to_owned()
    }
}
