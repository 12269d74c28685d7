//! What stands beside the rules: the lead's clearance, lengths of consents, crimes, narrowings and provisions.

use std::fmt::Write as _;

use rulebook::{Crime, Source};
use wire::Language;

use super::{
    rules::{Page, days},
    words,
};

/// Months in a year of a penalty.
const YEAR: u32 = 12;

pub fn parts(page: &Page<'_>) -> String {
    lead(page) + &lengths(page) + &crimes(page) + &narrowings(page) + &provisions(page)
}

fn lead(page: &Page<'_>) -> String {
    let gated: Vec<String> = page.edition.lead_clears().iter().map(|category| words::category(page.language, category)).collect();
    let text = page.say(
        "Från polisen kräver de här uppgifterna förundersökningsledarens ja, utom när en skyldighet bär dem",
        "From the police these need the yes of the head of the investigation, whom the rules call the lead, save where a duty carries them",
    );
    format!("\n## {}\n\n{text}: {}.\n", page.say("Förundersökningsledaren", "The head of the investigation"), gated.join(", "))
}

fn lengths(page: &Page<'_>) -> String {
    let head = page.say(
        "\n## Hur länge ett samtycke öppnar\n\n| text som lästes upp | dagar |\n|---|---|\n",
        "\n## How long a consent opens\n\n| text that was read aloud | days |\n|---|---|\n",
    );
    let name = |id: &str| match id {
        "call-out" => page.say("utryckningen", "call-out"),
        "custody-talk" => page.say("arrestsamtal", "custody talk"),
        "support" => page.say("stöd", "support"),
        "referral" => page.say("hänvisning", "referral"),
        "child" => page.say("barn", "child"),
        "partner-contact" => page.say("partnerkontakt", "partner contact"),
        other => panic!("no words for the text “{other}”"),
    };
    page.edition
        .consent_texts()
        .iter()
        .fold(head.to_owned(), |all, text| all + &format!("| {} (`{}`) | {} |\n", name(&text.id), text.id, text.days))
}

fn crimes(page: &Page<'_>) -> String {
    let day = page.edition.text_cutoff();
    let title = page.say("Brott som kan befaras enligt OSL 10 kap. 18 c §", "Crimes that may be feared under OSL 10:18 c");
    let head = page.say("| brott | minst | når ett år |\n|---|---|---|\n", "| crime | minimum | reaches one year |\n|---|---|---|\n");
    let row = |crime: Crime<'_>| {
        let minimum = crime.minimum_months.map_or_else(|| "–".to_owned(), |months| penalty(page, months));
        let reaches = if crime.reaches { page.say("ja", "yes") } else { page.say("nej", "no") };
        format!("| {} | {minimum} | {reaches} |\n", crime.words.get(page.language))
    };
    let rows: String = page.edition.crimes(day).map(row).collect();
    format!("\n## {title}\n\n{}: {day}.\n\n{head}{rows}", page.say("Straffskalor som de lästes för", "Scales as they were read for"))
}

fn penalty(page: &Page<'_>, months: u32) -> String {
    let (years, rest) = (months / YEAR, months % YEAR);
    let years = (years > 0).then(|| format!("{years} {}", if years == 1 { page.say("år", "year") } else { page.say("år", "years") }));
    let rest = (rest > 0).then(|| format!("{rest} {}", page.say("månader", "months")));
    let parts: Vec<String> = years.into_iter().chain(rest).collect();
    parts.join(" ")
}

fn narrowings(page: &Page<'_>) -> String {
    let mut out = format!("\n## {}\n\n", page.say("Snävare än lagen", "Narrower than the law"));
    for narrowing in page.edition.narrowings() {
        let sources = narrowing.sources.iter().filter_map(|id| page.edition.source(id));
        let citations: Vec<&str> = sources.map(|source| source.citation.get(page.language)).collect();
        writeln!(out, "- {} *({})*", narrowing.means.get(page.language), citations.join("; ")).expect("memory");
    }
    out
}

fn provisions(page: &Page<'_>) -> String {
    let title = page.say("Bestämmelserna", "The provisions");
    let head = page.say(
        "| bestämmelse | lydelse | gäller | senast läst | texten | att kontrollera |\n|---|---|---|---|---|---|\n",
        "| provision | wording | in force | last read | text | to check |\n|---|---|---|---|---|---|\n",
    );
    let row = |source: &Source| {
        format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            source.citation.get(page.language),
            source.amending_act.as_deref().unwrap_or("–"),
            days(page.language, source.from, source.until),
            source.last_checked,
            words::reading(page.language, source.reading),
            source.note.as_ref().map_or("–", |note| note.get(page.language))
        )
    };
    let rows: String = page.edition.sources().iter().map(row).collect();
    let note = match page.language {
        Language::Sv => "Ett streck under *gäller* betyder att dagarna inte är lästa.",
        Language::En => "A dash under *in force* means that the days were not read.",
    };
    format!("\n## {title}\n\n{note}\n\n{head}{rows}")
}
