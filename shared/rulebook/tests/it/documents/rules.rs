//! The page of rules: an overview, then each rule with its statute, its days, what it asks and what it opens.

use std::fmt::Write as _;

use jiff::civil::Date;
use rulebook::{Edition, FactRule, Opening, Rule, RuleKind};
use wire::{FactCode, Language};

use super::{
    provisions,
    words::{self, say},
};

/// Language and edition of a page, with what is written of them again and again.
pub struct Page<'e> {
    pub language: Language,
    pub edition: &'e Edition,
}

pub fn page(edition: &Edition, language: Language) -> String {
    let page = Page { language, edition };
    let mut out = page.head();
    out += &page.overview();
    for &kind in RuleKind::ALL {
        let of_kind: Vec<&Rule> = edition.rules().iter().filter(|rule| rule.kind == kind).collect();
        writeln!(out, "\n## {}", capital(words::kind(language, kind))).expect("memory");
        of_kind.iter().for_each(|rule| out += &page.rule(rule));
    }
    out + &provisions::parts(&page)
}

/// The text with its first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A first and a last day.
pub fn days(language: Language, from: Option<Date>, until: Option<Date>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!("{from}–{until}"),
        (Some(from), None) => format!("{} {from}", say(language, "från", "from")),
        (None, Some(until)) => format!("{} {until}", say(language, "till", "until")),
        (None, None) => "–".to_owned(),
    }
}

impl Page<'_> {
    fn head(&self) -> String {
        let rules = self.edition.rules();
        let on = rules.iter().filter(|rule| self.edition.is_on(rule)).count();
        let hash: String = self.edition.reference().hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
        let (id, all, cutoff) = (self.edition.id(), rules.len(), self.edition.text_cutoff());
        match self.language {
            Language::Sv => format!(
                "# Regelboken, regel för regel\n\n\
                 Skriven av utgåvan `{id}` själv, genom ett test; ändra den inte för hand. Hur den läses står i\n\
                 [Regelboken för jurister](../regelboken.md). **Ingen jurist har godkänt den.**\n\n\
                 {all} regler, {on} i bruk. Ingen lagtext är läst för senare dag än {cutoff}. SHA-256 av filen: `{hash}`.\n\
                 Lagtexten ord för ord står i [filen](../../shared/rulebook/editions/) efter reglerna, och på förmedlarens sidor.\n"
            ),
            Language::En => format!(
                "# The rule book, rule by rule\n\n\
                 Written by the edition `{id}` itself, through a test; do not change it by hand. How to read it:\n\
                 [the rule book](../rulebook.md). **No lawyer has approved it.**\n\n\
                 {all} rules, {on} in use. No statute was read for a later day than {cutoff}. SHA-256 of the file: `{hash}`.\n\
                 The statutes word for word are in [the file](../../shared/rulebook/editions/) after the rules, in Swedish, and on the broker's pages.\n"
            ),
        }
    }

    fn overview(&self) -> String {
        let head = self.say(
            "\n| regel | gör | riktning | gäller | i bruk | lagrum |\n|---|---|---|---|---|---|\n",
            "\n| rule | does | direction | in force | in use | statute |\n|---|---|---|---|---|---|\n",
        );
        let row = |rule: &Rule| {
            format!(
                "| [{}](#{}) | {} | {} | {} | {} | {} |\n",
                rule.id,
                rule.id.to_lowercase(),
                words::kind(self.language, rule.kind),
                self.directions(rule),
                days(self.language, Some(rule.from), rule.until),
                if self.edition.is_on(rule) { self.say("ja", "yes") } else { self.say("nej", "no") },
                rule.citation.get(self.language)
            )
        };
        self.edition.rules().iter().map(row).fold(head.to_owned(), |all, row| all + &row)
    }

    fn rule(&self, rule: &Rule) -> String {
        let mut lines = vec![self.standing(rule), self.statute(rule)];
        lines.extend(self.asked(rule));
        lines.extend(self.opened(rule));
        lines.extend(self.secrecies(rule));
        lines.push(format!("{}: {}", self.say("läsning", "reading"), words::confidence(self.language, rule.confidence)));
        lines.extend(self.sources(rule));
        let list: String = lines.iter().map(|line| format!("- {line}\n")).collect();
        format!("\n### {}\n\n**{}.** {}\n\n{list}", rule.id, capital(rule.label.get(self.language)), rule.text.get(self.language))
    }

    /// In use or not, which ways and what for.
    fn standing(&self, rule: &Rule) -> String {
        let switch = rule.switch.as_ref().map(|id| format!(", [{id}]({})", self.say("oppna-fragor.md", "open-questions.md")));
        let used = if self.edition.is_on(rule) { self.say("i bruk", "in use") } else { self.say("**av**", "**off**") };
        let held = rule
            .held_by
            .as_ref()
            .map(|held| format!("; {}: {}", self.say("hålls av att", "held by this"), words::held_by(self.language, held)));
        let purposes: Vec<String> = rule.purposes.iter().map(|purpose| words::purpose(self.language, *purpose)).collect();
        let purposes = if purposes.is_empty() { String::new() } else { format!("; {}: {}", self.say("för", "for"), purposes.join(", ")) };
        let standing =
            [used.to_owned(), switch.unwrap_or_default(), format!(", {}", self.directions(rule)), purposes, held.unwrap_or_default()];
        standing.concat()
    }

    fn directions(&self, rule: &Rule) -> String {
        if rule.directions.is_empty() {
            return self.say("åt alla håll", "all directions").to_owned();
        }
        let all: Vec<&str> = rule.directions.iter().map(|direction| words::direction(self.language, *direction)).collect();
        all.join("; ")
    }

    fn statute(&self, rule: &Rule) -> String {
        let act = rule.amending_act.as_ref().map(|act| format!("; {}: {act}", self.say("ändrad genom", "amended by")));
        let (citation, days) = (rule.citation.get(self.language), days(self.language, Some(rule.from), rule.until));
        format!("{citation}{}; {} {days}", act.unwrap_or_default(), self.say("gäller", "in force"))
    }

    /// Questions, who decides, and whose consent counts.
    fn asked(&self, rule: &Rule) -> Vec<String> {
        let mut lines = Vec::new();
        if !rule.needs.is_empty() {
            lines.push(format!("{}: {}", self.say("kräver ja på", "asks a yes to"), self.claims(&rule.needs)));
        }
        if let Some(giver) = rule.giver {
            lines.push(format!("{}: {}", self.say("samtycke av", "consent of"), words::person(self.language, giver)));
        }
        if !rule.decided_by.is_empty() {
            let roles: Vec<String> = rule.decided_by.iter().map(|role| words::staff(self.language, *role)).collect();
            lines.push(format!("{}: {}", self.say("beslutas av", "decided by"), roles.join(", ")));
        }
        if let Some(told) = rule.tells {
            let what = self.say("underrättas genast, utan att något väntar", "told at once, nothing waits");
            lines.push(format!("{what}: {}", words::staff(self.language, told)));
        }
        lines
    }

    fn claims(&self, facts: &[FactCode]) -> String {
        let known = |code: &FactCode| self.edition.fact(*code).expect("the edition asks it");
        let claims: Vec<&str> = facts.iter().map(known).map(|fact: &FactRule| fact.claim(self.language)).collect();
        claims.join(" ")
    }

    fn opened(&self, rule: &Rule) -> Vec<String> {
        let verb = match rule.kind {
            RuleKind::Never => self.say("stänger", "closes"),
            RuleKind::OutsideHub => self.say("visar vägen för", "shows the way for"),
            _ => self.say("öppnar", "opens"),
        };
        if rule.opens.is_empty() && rule.kind == RuleKind::OutsideHub {
            return vec![
                self.say(
                    "rör inget fält: säger vad lagen har vid sidan av systemet",
                    "concerns no field: says what the law has beside the system",
                )
                .to_owned(),
            ];
        }
        rule.opens.iter().map(|opening| format!("{verb} {}", self.opening(opening))).collect()
    }

    fn opening(&self, opening: &Opening) -> String {
        let categories: Vec<String> = opening.categories.iter().map(|category| words::category(self.language, *category)).collect();
        let roles: Vec<&str> = opening.roles.iter().map(|role| words::person(self.language, *role)).collect();
        let about = if roles.is_empty() {
            self.say("om ingen person", "about nobody").to_owned()
        } else {
            format!("{} {}", self.say("om", "about"), roles.join(self.say(" eller ", " or ")))
        };
        let ways: Vec<&str> = opening.directions.iter().map(|direction| words::direction(self.language, *direction)).collect();
        let only = if ways.is_empty() { String::new() } else { format!(", {} {}", self.say("bara", "only"), ways.join("; ")) };
        let asked = if opening.needs.is_empty() {
            String::new()
        } else {
            format!(", {}: {}", self.say("om också", "if also"), self.claims(&opening.needs))
        };
        let quiet = if opening.suggested {
            ""
        } else {
            self.say(" (föreslås aldrig: frågan skulle röja den andra)", " (never proposed: the question would give the other away)")
        };
        format!("**{}** {about}{only}{asked}{quiet}", categories.join(", "))
    }

    fn secrecies(&self, rule: &Rule) -> Option<String> {
        let list = |names: &[String]| names.iter().map(|name| words::secrecy(self.language, name)).collect::<Vec<_>>().join(", ");
        let lifts = (!rule.lifts.is_empty()).then(|| format!("{} {}", self.say("bryter", "lifts"), list(&rule.lifts)));
        let not = (!rule.not_lifts.is_empty()).then(|| format!("{} {}", self.say("bryter inte", "does not lift"), list(&rule.not_lifts)));
        let both: Vec<String> = lifts.into_iter().chain(not).collect();
        (!both.is_empty()).then(|| both.join("; "))
    }

    /// The provisions, with the day and the extent of their reading, and those whose wording is younger than the rule.
    fn sources(&self, rule: &Rule) -> Vec<String> {
        let sources: Vec<_> = self.edition.sources_of(rule).collect();
        let told = |source: &&rulebook::Source| {
            let (citation, checked) = (source.citation.get(self.language), source.last_checked);
            format!("{citation} ({checked}, {})", words::reading(self.language, source.reading))
        };
        let all: Vec<String> = sources.iter().map(told).collect();
        let mut lines = vec![format!("{}: {}", self.say("står på (senast läst)", "stands on (last read)"), all.join("; "))];
        let younger = sources.iter().filter_map(|source| source.from.filter(|from| *from > rule.from).map(|from| (source, from)));
        let younger: Vec<String> = younger.map(|(source, from)| format!("{} ({from})", source.citation.get(self.language))).collect();
        if !younger.is_empty() {
            let what = self.say("regeln börjar före den lästa lydelsen av", "begins before the wording that was read of");
            lines.push(format!("{what}: {}", younger.join("; ")));
        }
        lines
    }

    pub fn say(&self, sv: &'static str, en: &'static str) -> &'static str {
        say(self.language, sv, en)
    }
}
