//! The looks of a review: ours, the receiver's, and what is different from last time. All of them are read from one
//! preview.

use casework::{Basis, Preview, web::PreviewView, web::RowView};
use serde::Deserialize;
use web::Page;
use wire::Category;

use crate::{
    domain::{
        call_out::Content,
        difference::{self, Change, Trace},
        duty_decision::DutyReason,
    },
    flow::preview_handover::CallOutPreview,
};

/// Which look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// What goes, what stays, and why.
    Ours,
    /// As the receiver gets it.
    Receiver,
    /// Compared with what was handed over.
    Difference,
}

impl Look {
    pub(super) fn is_ours(self) -> bool {
        self == Self::Ours
    }

    pub(super) fn is_receiver(self) -> bool {
        self == Self::Receiver
    }

    pub(super) fn is_difference(self) -> bool {
        self == Self::Difference
    }
}

/// The look in the address. An unknown one is ours.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Tab {
    look: String,
}

impl Tab {
    pub(super) fn look(&self) -> Look {
        match self.look.as_str() {
            "receiver" => Look::Receiver,
            "difference" => Look::Difference,
            _ => Look::Ours,
        }
    }
}

/// A field the officer left out.
pub(super) struct LeftOut {
    pub category: String,
    pub label: String,
    /// Why, when a duty would send it: message key.
    pub reason: Option<String>,
}

impl LeftOut {
    pub(super) fn of(page: &Page, content: &Content, category: Category) -> Self {
        let reason = content.duty_reason(category).map(|reason: DutyReason| page.text(&format!("duty-reason-{reason}")));
        Self { category: category.to_string(), label: page.text(&format!("category-{category}")), reason }
    }
}

/// The rows of each offer in the order they are sent, under the title the receipt has.
pub(super) fn parts(view: &PreviewView, preview: &Preview) -> Vec<(&'static str, Vec<RowView>)> {
    let rows = |fields: &[u32]| view.goes.iter().filter(|row| fields.contains(&row.n)).cloned().collect();
    preview.offers.iter().map(|offer| (title(offer.basis), rows(&offer.fields))).collect()
}

fn title(basis: Basis) -> &'static str {
    match basis {
        Basis::Duty => "receipt-duty",
        Basis::Consent => "receipt-consent",
        Basis::Permission => "receipt-permission",
        Basis::StateOnly => "receipt-state",
    }
}

/// Label and change of each field since the last handover; empty when nothing was handed over.
pub(super) fn differences(page: &Page, made: &CallOutPreview) -> Vec<(String, String)> {
    let sent: Vec<Trace> = made.loaded.content.sent.iter().filter(|trace| made.under_way.contains(&trace.category)).cloned().collect();
    if sent.is_empty() {
        return Vec::new();
    }
    let goes: Vec<Trace> = made.preview.goes.iter().map(Trace::of).collect();
    let known: Vec<Trace> = made.whole.goes.iter().chain(&made.whole.stays).map(Trace::of).collect();
    let words =
        |(trace, change): (Trace, Change)| (page.text(&format!("category-{}", trace.category)), page.text(&format!("difference-{change}")));
    difference::differences(&sent, &goes, &known).into_iter().map(words).collect()
}
