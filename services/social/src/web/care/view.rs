//! The care of a case in the reader's language.

use casework::{Out, OutFor, web::value_forms::Typed};
use web::Page;
use wire::{
    Subject, SubjectId, SubjectRole,
    value::{Feeling, Stated},
};

use crate::{
    domain::{CareDetail, CareTopic, ProtectionOutcome},
    flow::{Care, CareShown},
};

/// To choose from: value, words, whether it is chosen.
pub(super) type Choice = (String, String, bool);

/// A topic of one tap.
pub(super) struct TopicView {
    pub(super) code: &'static str,
    pub(super) title: String,
    /// What may be tapped, each with whether it stands.
    pub(super) answers: Vec<Choice>,
    /// A time may be agreed.
    pub(super) meets: bool,
    /// Who goes alone says so here.
    pub(super) goes_out: bool,
    pub(super) lines: Vec<LineView>,
}

/// A line as the template draws it.
pub(super) struct LineView {
    pub(super) id: String,
    pub(super) words: String,
    /// Time and role.
    pub(super) noted: String,
    pub(super) corrected: bool,
    /// It corrects another.
    pub(super) corrects: bool,
}

/// The talks with children.
pub(super) struct TalksView {
    pub(super) may_talk: bool,
    /// The form is drawn: a talk may be noted, or somebody has tried to.
    pub(super) drawn: bool,
    /// When the inquiry was opened.
    pub(super) inquiry: Option<String>,
    pub(super) children: Vec<Choice>,
    pub(super) present: Vec<Choice>,
    pub(super) feelings: Vec<Choice>,
    pub(super) lines: Vec<LineView>,
}

/// The protection assessments.
pub(super) struct ProtectionView {
    pub(super) outcomes: Vec<Choice>,
    /// What was concluded, the latest first.
    pub(super) made: Vec<String>,
    /// The desk has ticked one without its outcome.
    pub(super) ticked: Option<String>,
}

/// Who went out last.
pub(super) struct OutView {
    pub(super) words: String,
    /// Somebody must ring.
    pub(super) late: bool,
    pub(super) is_back: bool,
}

impl OutView {
    pub(super) fn of(page: &Page, out: &Out) -> Self {
        let at = |moment: &jiff::Timestamp| format!("{} {}", page.day(moment), page.time(moment));
        let words = match &out.back_at {
            Some(back) => format!("{} {}", page.text("out-back"), at(back)),
            None => {
                format!("{} {}", page.words.with("out-is-out", &[("role", page.text(&format!("role-{}", out.role)))]), at(&out.expected_at))
            }
        };
        Self { words, late: out.is_overdue(page.now), is_back: out.back_at.is_some() }
    }
}

/// How long somebody may say that they are out.
pub(super) fn out_times(page: &Page) -> Vec<Choice> {
    OutFor::ALL.iter().map(|time| (time.to_string(), page.text(&format!("out-for-{time}")), false)).collect()
}

pub(super) fn topics(page: &Page, care: &Care) -> Vec<TopicView> {
    let topic = |topic: CareTopic| {
        let of_topic = || care.lines.iter().filter(move |line| line.entry.topic == topic);
        let noted = |line: &CareShown| match &line.detail {
            CareDetail::Noted { answer, .. } if !line.corrected => Some(*answer),
            _ => None,
        };
        let standing = topic.standing(of_topic().filter_map(noted));
        let stands = |code: &str| standing.iter().any(|answer| answer.code() == code);
        let answer = |code: &str| (code.to_owned(), answer_words(page, topic, code), stands(code));
        TopicView {
            code: topic.code(),
            title: page.text(&format!("care-topic-{topic}")),
            answers: topic.answers().iter().map(|one| answer(one.code())).collect(),
            meets: topic == CareTopic::MeetingPoint,
            goes_out: topic == CareTopic::GoingOut,
            lines: of_topic().rev().map(|line| line_view(page, care, line)).collect(),
        }
    };
    CareTopic::TAPS.iter().copied().map(topic).collect()
}

/// Words of an answer: those of the topic where it says it otherwise.
pub(super) fn answer_words(page: &Page, topic: CareTopic, code: &str) -> String {
    let own = format!("care-{topic}-{code}");
    if page.words.has(&own) { page.text(&own) } else { page.text(&format!("care-answer-{code}")) }
}

pub(super) fn talks(page: &Page, care: &Care, typed: &Typed) -> TalksView {
    let mut children: Vec<Choice> = children(&care.persons)
        .enumerate()
        .map(|(place, child)| {
            let (value, words) = (child.id.to_string(), page.words.with("care-child", &[("n", place + 1)]));
            let chosen = value == typed.one("child");
            (value, words, chosen)
        })
        .collect();
    children.push(("another".to_owned(), page.text("care-child-another"), typed.one("child") == "another"));
    let of_talks = care.lines.iter().rev().filter(|line| line.entry.topic == CareTopic::ChildTalk);
    TalksView {
        may_talk: care.may_talk,
        drawn: care.may_talk || !typed.one("child").is_empty(),
        inquiry: care.inquiry_at.map(|at| format!("{} {}", page.day(&at), page.time(&at))),
        children,
        present: present(page, typed),
        feelings: feelings(page, typed),
        lines: of_talks.map(|line| line_view(page, care, line)).collect(),
    }
}

pub(super) fn present(page: &Page, typed: &Typed) -> Vec<Choice> {
    let asked = [Stated::Yes, Stated::No, Stated::NotStated];
    let answer = |one: Stated| (one.to_string(), page.text(&format!("stated-{one}")), one.code() == typed.one("police_present"));
    asked.into_iter().map(answer).collect()
}

pub(super) fn feelings(page: &Page, typed: &Typed) -> Vec<Choice> {
    let ticked = |code: &str| typed.all("feelings").any(|chosen| chosen == code);
    Feeling::ALL.iter().map(|one| (one.to_string(), page.text(&format!("feeling-{one}")), ticked(one.code()))).collect()
}

pub(super) fn protection(page: &Page, care: &Care) -> ProtectionView {
    let outcome = |one: &ProtectionOutcome| (one.to_string(), page.text(&format!("care-protection-{one}")), false);
    let when = |at: &jiff::Timestamp, role: &wire::StaffRole| {
        format!("{} {}, {}", page.day(at), page.time(at), page.text(&format!("role-{role}")).to_lowercase())
    };
    let ticked = care.ticked.as_ref().filter(|_| care.assessments.is_empty());
    ProtectionView {
        outcomes: ProtectionOutcome::ALL.iter().map(outcome).collect(),
        made: care
            .assessments
            .iter()
            .map(|(outcome, role, at)| format!("{}: {}", page.text(&format!("care-protection-{outcome}")), when(at, role)))
            .collect(),
        ticked: ticked.map(|(role, at)| when(at, role)),
    }
}

/// The children of a case, in their order.
fn children(persons: &[Subject]) -> impl Iterator<Item = &Subject> {
    persons.iter().filter(|subject| subject.role == SubjectRole::Child)
}

fn child_words(page: &Page, care: &Care, id: SubjectId) -> String {
    let place = children(&care.persons).position(|child| child.id == id).map_or(0, |place| place + 1);
    page.words.with("care-child", &[("n", place)])
}

pub(super) fn line_view(page: &Page, care: &Care, line: &CareShown) -> LineView {
    let entry = &line.entry;
    let words = detail_words(page, entry.topic, &line.detail);
    LineView {
        id: entry.id.to_string(),
        words: match entry.child {
            Some(child) => format!("{}: {words}", child_words(page, care, child)),
            None => words,
        },
        noted: format!("{} {}, {}", page.day(&entry.at), page.time(&entry.at), page.text(&format!("role-{}", entry.role)).to_lowercase()),
        corrected: line.corrected,
        corrects: entry.corrects.is_some(),
    }
}

fn detail_words(page: &Page, topic: CareTopic, detail: &CareDetail) -> String {
    match detail {
        CareDetail::Mistaken => page.text("care-mistaken"),
        CareDetail::Noted { answer, meets_at } => {
            let words = answer_words(page, topic, answer.code());
            match meets_at {
                Some(at) => page.words.with("care-meets-at", &[("where", words), ("time", page.time(at))]),
                None => words,
            }
        }
        CareDetail::Talked { police_present, feelings } => {
            let police = page.text(&format!("care-police-{police_present}"));
            let feelings: Vec<String> = feelings.iter().map(|feeling| page.text(&format!("feeling-{feeling}"))).collect();
            if feelings.is_empty() { police } else { format!("{}; {police}", feelings.join(", ")) }
        }
    }
}
