//! Words of the codes in both languages. What the pages of the services call a thing it is called here too.

use rulebook::{Confidence, Reading, RuleKind};
use wire::{Category, Direction, Language, Purpose, StaffRole, SubjectRole};

/// One of two phrases.
pub fn say(language: Language, sv: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Sv => sv,
        Language::En => en,
    }
}

/// The words of a code in the files of the pages, as they stand inside a sentence.
fn of_pages(language: Language, key: &str) -> String {
    let file = say(language, include_str!("../../../../wire/locales/sv/codes.ftl"), include_str!("../../../../wire/locales/en/codes.ftl"));
    let found = file.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    let text = found.unwrap_or_else(|| panic!("no words for {key}")).trim();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

pub fn category(language: Language, category: Category) -> String {
    of_pages(language, &format!("category-{} ", category.code()))
}

pub fn purpose(language: Language, purpose: Purpose) -> String {
    of_pages(language, &format!("purpose-{} ", purpose.code()))
}

pub fn staff(language: Language, role: StaffRole) -> String {
    of_pages(language, &format!("role-{} ", role.code()))
}

pub fn person(language: Language, role: SubjectRole) -> &'static str {
    match role {
        SubjectRole::Victim => say(language, "den utsatta", "the exposed person"),
        SubjectRole::PersonUsingViolence => say(language, "den som utövar våld", "the person using violence"),
        SubjectRole::Child => say(language, "barnet", "the child"),
        SubjectRole::Custodian => say(language, "vårdnadshavaren", "the custodian"),
    }
}

pub fn direction(language: Language, direction: Direction) -> &'static str {
    match direction {
        Direction::PoliceToSocial => say(language, "från polisen till socialtjänsten", "from the police to social services"),
        Direction::SocialToPolice => say(language, "från socialtjänsten till polisen", "from social services to the police"),
        Direction::SocialToSocial => say(language, "mellan socialnämnder", "between social boards"),
    }
}

pub fn kind(language: Language, kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Never => say(language, "aldrig", "never"),
        RuleKind::Duty => say(language, "skyldighet", "duty"),
        RuleKind::Consent => say(language, "samtycke", "consent"),
        RuleKind::StateOnly => say(language, "bara läget", "state only"),
        RuleKind::HarmTest => say(language, "menprövning", "harm test"),
        RuleKind::PermissionManual => say(language, "beslut av utsedd person", "decision by a named person"),
        RuleKind::OutsideHub => say(language, "vid sidan av systemet", "outside the system"),
    }
}

pub fn confidence(language: Language, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Verified => say(language, "lagtext och datum är lästa", "text and dates were read"),
        Confidence::VerifiedTextDateNot => {
            say(language, "första eller sista dagen är inte kontrollerad mot någon lag", "the first or last day was not settled by any act")
        }
        Confidence::VerifiedTailMissing => say(
            language,
            "lagtexten är läst utom ett slut som inte rör den här regeln",
            "the text was read but for a tail that does not concern this rule",
        ),
        Confidence::Partly => say(language, "delvis läst, därför av", "read in part, therefore off"),
        Confidence::NeedsText => say(language, "lagtexten är inte läst, därför av", "the text was not read, therefore off"),
    }
}

pub fn reading(language: Language, reading: Reading) -> &'static str {
    match reading {
        Reading::Whole => say(language, "hel", "whole"),
        Reading::CutOff => say(language, "avhuggen", "cut off"),
        Reading::NotRead => say(language, "inte läst", "not read"),
    }
}

/// A secrecy as rules name it, such as `OSL 26:1 (own part)`, written as the language writes statutes.
pub fn secrecy(language: Language, name: &str) -> String {
    if language == Language::En {
        return name.to_owned();
    }
    let (statute, part) = name.split_once(" (").map_or((name, None), |(statute, part)| (statute, Some(part.trim_end_matches(')'))));
    let part = part.map(|part| format!(" ({})", whose(part))).unwrap_or_default();
    let Some(place) = statute.strip_prefix("OSL ") else { return whose(statute).to_owned() };
    match place.split_once(':') {
        None => format!("OSL {place} kap.{part}"),
        Some((chapter, sections)) if sections.contains('-') => format!("OSL {chapter} kap. {} §§{part}", sections.replace('-', "–")),
        Some((chapter, section)) => format!("OSL {chapter} kap. {section} §{part}"),
    }
}

fn whose(part: &str) -> &'static str {
    match part {
        "own part" => "för egen del",
        "the child's part" => "barnets del",
        "the other person's part" => "den andra personens del",
        "protection of any other person" => "skyddet för någon annan",
        "secrecy that holds against the custodian" => "sekretess som gäller mot vårdnadshavaren",
        other => panic!("no Swedish words for “{other}”"),
    }
}

/// What holds a never-rule that has no category. The edition says it in English.
pub fn held_by(language: Language, held: &str) -> &str {
    if language == Language::En {
        return held;
    }
    match held {
        "address and contact can't be built for a protected person, or when nobody has asked" => {
            "adress och kontaktväg går inte att skriva in för den som har skyddade uppgifter, eller när ingen har frågat om det"
        }
        "there is no category for a former or fictitious identity, nor for work to protect witnesses" => {
            "det finns inget fält för tidigare eller fingerad identitet, och inget för personsäkerhetsarbete"
        }
        "there is no category for extracts of registers" => "det finns inget fält för utdrag ur register",
        "values about children are codes" => "allt om barn skrivs med koder ur en sluten lista",
        "no category names a source, and no unit that treats the person using violence is a recipient" => {
            "inget fält säger vem som har berättat, och ingen enhet som behandlar den som utövar våld är mottagare"
        }
        "the role of a therapist has no door to what comes from the exposed person, also inside one board" => {
            "rollen behandlare når inget som kommer från den utsatta, inte heller inom en och samma nämnd"
        }
        "a person is never a recipient" => "en enskild är aldrig mottagare",
        "there is no category for notes of family counselling" => "det finns inget fält för anteckningar från familjerådgivning",
        "there is no type for narrative text or attachments" => "det finns varken löpande text eller bilagor",
        "handovers are sent one by one, and nothing can be searched across agencies" => {
            "överlämningar skickas en och en, och det går inte att söka hos en annan myndighet"
        }
        "no category is about an informant or a third person" => "inget fält handlar om anmälare eller tredje person",
        "there is no category for ethnicity, religion, political views, union or sexual orientation" => {
            "det finns inget fält för etnicitet, religion, politisk åskådning, fackligt medlemskap eller sexuell läggning"
        }
        other => panic!("no Swedish words for “{other}”"),
    }
}
