//! A focus person and the briefing of a shift, typed with words of their own: what the police alone know, and no case.

use integration_tests::{Seen, Town, Visitor, now};

use super::night::value;

/// Typed of a focus person, and read by who goes out on the shift.
pub const FOCUS: [(&str, &str); 3] =
    [("name of a focus person", "Kanariefokus Påhittad"), ("address to pass", "Kanariefokusgatan 88"), ("why now", "kanarieskäl-fokus")];

/// Who writes and who clears, and where it stands.
pub struct Briefed {
    pub mika: Visitor,
    pub kai: Visitor,
    pub person: String,
    pub briefing: String,
    pub copy: String,
}

/// A person is written down, cleared by another, shown to the shift and copied on paper.
pub fn type_focus(town: &Town) -> Briefed {
    let police = town.police.url();
    let (mika, kai) = (Visitor::log_in(&police, "Mika Dal"), Visitor::log_in(&police, "Kai Rö"));
    let name = ("name", value(&FOCUS, "name of a focus person"));
    let new = mika.visit("/focus-persons/new");
    let person = mika.send(&new, "/focus-persons/new", &[name, ("born", "1984-05-17"), ("life", "7")]).path;
    let today = now().in_tz("Europe/Stockholm").expect("the zone is known").date().to_string();
    let items = format!("{person}/items");
    for (kind, code, line) in [("address", "own_home", "address to pass"), ("why_now", "", "why now")] {
        let form = mika.visit(&format!("{items}?kind={kind}"));
        let said = [("line", value(&FOCUS, line)), ("source", "call_out"), ("source_on", today.as_str())];
        let code = Some(("code", code)).filter(|(_, code)| !code.is_empty());
        let said: Vec<_> = said.into_iter().chain(code).collect();
        let added = mika.send(&form, &items, &said);
        assert!(added.says(value(&FOCUS, line)), "{}", added.page.text);
    }
    let waits = kai.visit(&person);
    let clear = format!("{person}/clear");
    let ids: Vec<String> =
        waits.form(&clear).controls.iter().filter(|control| control.name == "items").map(|control| control.value.clone()).collect();
    let ids: Vec<_> = ids.iter().map(|id| ("items", id.as_str())).collect();
    kai.send(&waits, &clear, &ids);
    let briefing = brief(&kai, &person);
    let copies = format!("{briefing}/copies");
    let copy = kai.send(&kai.visit("/briefing"), &copies, &[]).path;
    Briefed { mika, kai, person, briefing, copy }
}

/// The briefing of a shift that is now.
fn brief(kai: &Visitor, person: &str) -> String {
    let clock = |hours: i64| {
        let at = now() + jiff::SignedDuration::from_hours(hours);
        at.in_tz("Europe/Stockholm").expect("the zone is known").strftime("%H:%M").to_string()
    };
    let id = person.rsplit('/').next().unwrap_or_default();
    let made = kai.send(&kai.visit("/briefing/new"), "/briefing/new", &[("persons", id), ("starts", &clock(0)), ("ends", &clock(8))]);
    assert_eq!(made.path, "/briefing", "{}", made.page.text);
    let copies = made.actions().into_iter().find(|action| action.ends_with("/copies")).expect("it can be copied").to_owned();
    copies.trim_end_matches("/copies").to_owned()
}

impl Briefed {
    /// The pages where the words stand: the person's, the shift's and the paper's.
    pub fn pages(&self) -> Vec<Seen> {
        let shown = [self.mika.visit(&self.person), self.kai.visit(&self.briefing), self.kai.visit(&self.copy)];
        shown.into()
    }

    /// Lists of these persons and briefings, where only numbers stand.
    pub fn lists(&self) -> Vec<Seen> {
        let mikas = ["/focus-persons", "/briefing", "/briefing/new", "/call-outs"].map(|path| self.mika.visit(path));
        let kais = ["/focus-persons", "/briefing", "/call-outs"].map(|path| self.kai.visit(path));
        mikas.into_iter().chain(kais).collect()
    }
}
