//! A script as its file stands, and what must be true of each part of it.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{
    checklist::Owner,
    checklist_file::{LABEL_MAX, WORDS_MAX, Words, first_twice},
    error::ContentError,
    script::{Chip, Ending, Guard, Next, Script, Step, StepKind, TalkBlank, TalkKind},
    script_paths::check_paths,
    talk_fact::{TalkFact, When},
};

/// Longest purpose, in characters: it is read to a colleague, not to a person in custody.
const PURPOSE_MAX: usize = 600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScriptFile {
    id: String,
    version: String,
    kind: TalkKind,
    owner: Owner,
    /// Minutes, at least and at most.
    marks: [u32; 2],
    #[serde(default)]
    title: Words,
    #[serde(default)]
    purpose: Words,
    #[serde(default, rename = "step")]
    steps: Vec<StepFile>,
    #[serde(default, rename = "guard")]
    guards: Vec<GuardFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    id: String,
    kind: StepKind,
    #[serde(default)]
    when: String,
    otherwise: Option<String>,
    #[serde(default)]
    title: Words,
    #[serde(default)]
    text: Words,
    #[serde(default)]
    why: Words,
    #[serde(default)]
    source: Words,
    #[serde(default)]
    chips: Vec<ChipFile>,
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChipFile {
    id: String,
    #[serde(default)]
    sv: String,
    #[serde(default)]
    en: String,
    next: String,
    #[serde(default)]
    sets: Vec<String>,
    #[serde(default)]
    tells: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuardFile {
    id: String,
    #[serde(default)]
    trigger: Words,
    #[serde(default)]
    text: Words,
    #[serde(default)]
    why: Words,
    #[serde(default)]
    source: Words,
    #[serde(default)]
    chips: Vec<ChipFile>,
    #[serde(default)]
    must: bool,
    end_after: Option<u32>,
}

/// The ids of the steps and guards of a file, to find what others lead to.
struct Ids {
    steps: Vec<String>,
    guards: Vec<String>,
}

pub(crate) fn read(file: &str) -> Result<Script, ContentError> {
    let checksum = Sha256::digest(file).into();
    let file: ScriptFile = toml::from_str(file).map_err(|error| ContentError::Shape(error.to_string()))?;
    let ids = Ids {
        steps: file.steps.iter().map(|step| step.id.clone()).collect(),
        guards: file.guards.iter().map(|guard| guard.id.clone()).collect(),
    };
    if file.steps.is_empty() {
        return Err(ContentError::Missing(file.id, "step"));
    }
    if let Some(twice) = first_twice(&ids.steps, |id| Some(id)).or_else(|| first_twice(&ids.guards, |id| Some(id))) {
        return Err(ContentError::ItemTwice(twice.clone()));
    }
    let [least, most] = file.marks;
    if least == 0 || least >= most {
        return Err(ContentError::Marks(file.id));
    }
    let script = Script {
        title: said(file.title, &file.id, "title", LABEL_MAX)?,
        purpose: said(file.purpose, &file.id, "purpose", PURPOSE_MAX)?,
        steps: file.steps.into_iter().map(|step| step.read(&ids)).collect::<Result<_, _>>()?,
        guards: file.guards.into_iter().map(|guard| guard.read(&ids)).collect::<Result<_, _>>()?,
        id: file.id,
        version: file.version,
        kind: file.kind,
        owner: file.owner,
        marks: file.marks,
        checksum,
    };
    check_paths(&script)?;
    Ok(script)
}

impl StepFile {
    fn read(self, ids: &Ids) -> Result<Step, ContentError> {
        let id = self.id;
        let when = When::read(&self.when).map_err(|word| ContentError::Fact(id.clone(), word))?;
        // A step that may not be there says what is there instead; one that always is has nothing instead.
        if when.is_always() != self.otherwise.is_none() {
            return Err(ContentError::NoWayRound(id));
        }
        // Answers lead on, or the words themselves do: never both.
        if self.chips.is_empty() != self.next.is_some() {
            return Err(ContentError::Leads(id, self.next.unwrap_or_default()));
        }
        let chips = self.chips.into_iter().map(|chip| chip.read(&id, ids)).collect::<Result<Vec<_>, _>>()?;
        if let Some(chip) = first_twice(&chips, |chip| Some(&chip.id)) {
            return Err(ContentError::AnswerTwice(id, chip.id.clone()));
        }
        if chips.iter().any(|chip| chip.next == Next::Back) {
            return Err(ContentError::Leads(id, "back".to_owned()));
        }
        Ok(Step {
            title: said(self.title, &id, "title", LABEL_MAX)?,
            text: said(self.text, &id, "text", WORDS_MAX)?,
            why: said(self.why, &id, "why", WORDS_MAX)?,
            source: self.source.written(&id, "source", WORDS_MAX)?,
            next: self.next.map(|words| step_or_end(&words, &id, ids)).transpose()?,
            otherwise: self.otherwise.map(|other| ids.step(&other).ok_or(ContentError::Leads(id.clone(), other))).transpose()?,
            kind: self.kind,
            when,
            chips,
            id,
        })
    }
}

impl GuardFile {
    fn read(self, ids: &Ids) -> Result<Guard, ContentError> {
        let id = self.id;
        let chips = self.chips.into_iter().map(|chip| chip.read(&id, ids)).collect::<Result<Vec<_>, _>>()?;
        if let Some(chip) = first_twice(&chips, |chip| Some(&chip.id)) {
            return Err(ContentError::AnswerTwice(id, chip.id.clone()));
        }
        if let Some(chip) = chips.iter().find(|chip| !matches!(chip.next, Next::Back | Next::End(_)) || !chip.sets.is_empty()) {
            return Err(ContentError::Leads(id, chip.id.clone()));
        }
        // What has to be done first needs something to tick.
        if self.must && chips.is_empty() {
            return Err(ContentError::Missing(id, "chips"));
        }
        Ok(Guard {
            trigger: said(self.trigger, &id, "trigger", LABEL_MAX)?,
            text: said(self.text, &id, "text", WORDS_MAX)?,
            why: said(self.why, &id, "why", WORDS_MAX)?,
            source: self.source.written(&id, "source", WORDS_MAX)?,
            must: self.must,
            end_after: self.end_after,
            chips,
            id,
        })
    }
}

impl ChipFile {
    fn read(self, owner: &str, ids: &Ids) -> Result<Chip, ContentError> {
        let next = match self.next.as_str() {
            "back" => Next::Back,
            words => match words.strip_prefix("guard.") {
                Some(guard) => {
                    let known = ids.guards.iter().position(|known| known == guard);
                    Next::Guard(known.ok_or_else(|| ContentError::Leads(owner.to_owned(), words.to_owned()))?)
                }
                None => step_or_end(words, owner, ids)?,
            },
        };
        let fact = |word: &String| word.parse::<TalkFact>().map_err(|_| ContentError::Fact(owner.to_owned(), word.clone()));
        let finding = |word: &String| word.parse().map_err(|_| ContentError::Finding(owner.to_owned(), word.clone()));
        Ok(Chip {
            words: said(Words { sv: self.sv, en: self.en }, owner, "chip", LABEL_MAX)?,
            sets: self.sets.iter().map(fact).collect::<Result<_, _>>()?,
            tells: self.tells.iter().map(finding).collect::<Result<_, _>>()?,
            id: self.id,
            next,
        })
    }
}

impl Ids {
    fn step(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|known| known == id)
    }
}

fn step_or_end(words: &str, owner: &str, ids: &Ids) -> Result<Next, ContentError> {
    let next = match words.strip_prefix("end.") {
        Some(ending) => Ending::parse(ending).map(Next::End),
        None => ids.step(words).map(Next::Step),
    };
    next.ok_or_else(|| ContentError::Leads(owner.to_owned(), words.to_owned()))
}

/// Words to people: both languages, short, without sections of law, and with no hole that no page fills.
fn said(words: Words, owner: &str, part: &'static str, longest: usize) -> Result<Words, ContentError> {
    let words = words.written(owner, part, longest)?.without_sections(owner, part)?;
    let unknown = [&words.sv, &words.en].into_iter().find_map(|words| unknown_blank(words));
    match unknown {
        Some(blank) => Err(ContentError::Blank(owner.to_owned(), blank)),
        None => Ok(words),
    }
}

fn unknown_blank(words: &str) -> Option<String> {
    let blanks = words.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
    blanks.filter(|blank| blank.parse::<TalkBlank>().is_err()).map(str::to_owned).next()
}
