//! An extract as a page shows it: every line, those that are cut too, with the reason.

use ::web::Page;
use rulebook::ExtractClass;
use wire::{HandoverId, SubjectRole};
use zeroize::Zeroizing;

use super::list::choices;
use crate::{
    ExtractDelivery, ExtractForm, ExtractLine, ExtractState, Handover, LineChoice, Pressure, Staff, SubjectExtract, web::value_forms::Typed,
};

/// Something to choose: value, words, whether it is chosen.
type Choice = (String, String, bool);

/// An extract with what belongs to it.
pub(super) struct Opened {
    pub(super) extract: SubjectExtract,
    /// Each line with its handover.
    pub(super) lines: Vec<(ExtractLine, Handover)>,
    /// Why it was sent back.
    pub(super) sent_back: Option<Zeroizing<String>>,
    /// The handovers whose receipts go with the paper of today.
    pub(super) receipts: Vec<HandoverId>,
}

/// The extract as the page needs it.
pub(super) struct ExtractView {
    pub(super) id: String,
    pub(super) about: String,
    pub(super) asked_by: String,
    /// It is about a child: who asks may be the one who uses violence.
    pub(super) for_child: bool,
    pub(super) identity: String,
    pub(super) state: String,
    /// The reader puts it together.
    pub(super) composes: bool,
    /// The reader is the second person it waits for.
    pub(super) reviews: bool,
    /// Which of the times it was handed over is shown.
    pub(super) submission: String,
    pub(super) approved: bool,
    pub(super) sent_back: Option<Zeroizing<String>>,
    pub(super) lines: Vec<LineView>,
    pub(super) pressure: Vec<Choice>,
    pub(super) form: Vec<Choice>,
    pub(super) delivery: Vec<Choice>,
    pub(super) receipts: Vec<(HandoverId, String)>,
}

/// One line.
pub(super) struct LineView {
    pub(super) place: u32,
    pub(super) label: String,
    pub(super) between: String,
    pub(super) class: String,
    pub(super) why: String,
    /// What may be chosen; nothing where the rule closes it.
    pub(super) options: Vec<Choice>,
    pub(super) until: String,
    /// What is chosen, in words.
    pub(super) judged: Option<String>,
}

impl ExtractView {
    pub(super) fn of(page: &Page, opened: Opened, staff: &Staff, typed: &Typed) -> Self {
        let Opened { extract, lines, sent_back, receipts } = opened;
        let composer = extract.composed_by == staff.reference;
        let picked = |name: &str, kept: Option<&str>| match typed.one(name) {
            "" => kept.unwrap_or_default().to_owned(),
            typed => typed.to_owned(),
        };
        let of_receipt = |id: HandoverId| Some((id, between(page, &lines.iter().find(|(line, _)| line.handover == id)?.1)));
        Self {
            id: extract.id.to_string(),
            about: page.text(&format!("subject-{}", extract.asked.about)),
            asked_by: page.text(&format!("extract-asked-by-{}", extract.asked.asked_by)),
            for_child: extract.asked.about == SubjectRole::Child,
            identity: page.text(&format!("extract-identity-{}", extract.asked.identity)),
            state: page.text(&format!("extract-state-{}", extract.state)),
            composes: composer && extract.state == ExtractState::Composing,
            submission: match typed.one("submission") {
                "" => extract.submissions.to_string(),
                typed => typed.to_owned(),
            },
            reviews: !composer && extract.state == ExtractState::InReview,
            approved: extract.state == ExtractState::Approved,
            receipts: receipts.into_iter().filter_map(of_receipt).collect(),
            lines: lines.iter().map(|(line, handover)| LineView::of(page, line, handover, typed)).collect(),
            pressure: choices(page, "extract-pressure", Pressure::ALL, &picked("pressure", extract.pressure.map(Pressure::code))),
            form: choices(page, "extract-form", ExtractForm::ALL, &picked("form", Some(extract.form.code()))),
            delivery: choices(page, "extract-delivery", ExtractDelivery::ALL, &picked("delivery", Some(extract.delivery.code()))),
            sent_back,
        }
    }
}

impl LineView {
    fn of(page: &Page, line: &ExtractLine, handover: &Handover, typed: &Typed) -> Self {
        let judged = line.judged.as_ref();
        let kept = judged.map(|judged| judged.choice.code());
        // What is the person's own by the person's own yes is proposed; everything else waits for a choice.
        let proposed = (line.class == ExtractClass::Open).then_some(LineChoice::Open.code());
        let chosen = match typed.one(&format!("line-{}", line.place)) {
            "" => kept.or(proposed).unwrap_or_default().to_owned(),
            typed => typed.to_owned(),
        };
        let allowed: Vec<LineChoice> = LineChoice::ALL.iter().copied().filter(|choice| line.allows(*choice)).collect();
        let until = judged.and_then(|judged| judged.until).map(|until| until.to_string()).unwrap_or_default();
        let words = |choice: &str| page.text(&format!("extract-choice-{choice}"));
        let judged = kept.map(|kept| if until.is_empty() { words(kept) } else { format!("{} {until}", words(kept)) });
        let typed_until = typed.one(&format!("until-{}", line.place));
        Self {
            place: line.place,
            label: label(page, line),
            between: between(page, handover),
            class: page.text(&format!("extract-class-{}", line.class)),
            why: page.text(&format!("extract-why-{}", line.why)),
            options: choices(page, "extract-choice", &allowed, &chosen),
            until: if typed_until.is_empty() { until } else { typed_until.to_owned() },
            judged,
        }
    }
}

/// “Namn och nummer: våldsutsatt”.
fn label(page: &Page, line: &ExtractLine) -> String {
    let words = page.text(&format!("category-{}", line.category));
    match line.role.filter(|_| line.category.subjects().len() > 1) {
        Some(role) => format!("{words}: {}", page.text(&format!("subject-{role}")).to_lowercase()),
        None => words,
    }
}

/// Day and agencies of a handover.
fn between(page: &Page, handover: &Handover) -> String {
    format!("{}, {} → {}", page.day(&handover.made_at), handover.from.agency, handover.to.agency)
}
