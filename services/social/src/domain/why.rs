//! “Why did we get this?”: the rules that let each field through, worked out again from the sender's own signed offer.

use casework::{Line, OpenedField, Row, Text2};
use jiff::Timestamp;
use protocol::Basis;
use rulebook::{Decision, Edition, Moment, explain};
use wire::{ConsentGrant, EditionId, Envelope, Language, Offer, OfferHeader, Outline, Parcel};

/// What the stored bytes of a parcel say of its grounds. No values.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The sender's clear header.
    pub header: OfferHeader,
    /// Everything but the values.
    pub outline: Outline,
    /// The consents as their agency signed them.
    pub grants: Vec<ConsentGrant>,
    /// Index of the release in the broker's log.
    pub log_index: u64,
}

/// Reads the stored bytes; they were checked before they were stored. `None` when they can't be read.
pub fn evidence(parcel: &[u8]) -> Option<Evidence> {
    let parcel: Parcel = serde_json::from_slice(parcel).ok()?;
    let offer: Offer = wire::canonical::from_bytes(&parcel.offer.payload.0).ok()?;
    let grants = parcel.consents.iter().filter_map(grant).collect();
    Some(Evidence { outline: offer.outline(), header: offer.header, grants, log_index: parcel.released.index })
}

fn grant(envelope: &Envelope) -> Option<ConsentGrant> {
    wire::canonical::from_bytes(&envelope.payload.0).ok()
}

impl Evidence {
    /// When the first of its consents ends.
    pub fn consent_until(&self) -> Option<Timestamp> {
        self.grants.iter().map(|grant| grant.valid_until).min()
    }

    /// The edition the sender and the broker judged it by.
    pub fn edition(&self) -> &EditionId {
        &self.header.edition.id
    }
}

/// The opened fields with what each came by, in the words of the edition that it was judged by. Without evidence or edition
/// the words are missing, never the values.
pub fn rows(fields: Vec<OpenedField>, basis: Option<Basis>, evidence: Option<&Evidence>, edition: Option<&Edition>) -> Vec<Row> {
    let decided = evidence.zip(edition).map(|(evidence, edition)| {
        let at = Moment::in_sweden(evidence.header.made_at);
        (rulebook::decide(&evidence.outline, &evidence.grants, edition, at), edition)
    });
    let row = |field: OpenedField| {
        let lines = decided.as_ref().map(|(decision, edition)| lines(decision, field.n, edition)).unwrap_or_default();
        Row {
            n: field.n,
            category: field.category,
            subject: field.subject,
            value: field.value,
            basis,
            lines,
            way_forward: None,
            step: None,
        }
    };
    fields.into_iter().map(row).collect()
}

fn lines(decision: &Decision, n: u32, edition: &Edition) -> Vec<Line> {
    let told = |language| explain(decision, n, edition, language).filter(|told| told.goes);
    let (Some(swedish), Some(english)) = (told(Language::Sv), told(Language::En)) else { return Vec::new() };
    let both = |sv: &str, en: &str| Text2 { sv: sv.to_owned(), en: en.to_owned() };
    let line = |(sv, en): (&rulebook::Line<'_>, &rulebook::Line<'_>)| Line {
        role: sv.role,
        code: sv.code.to_owned(),
        label: both(sv.label, en.label),
        text: both(sv.text, en.text),
        citation: sv.citation.zip(en.citation).map(|(sv, en)| both(sv, en)),
    };
    swedish.lines.iter().zip(&english.lines).map(line).collect()
}
