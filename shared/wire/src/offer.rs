//! The sealed bytes sent, with a clear header that names no person.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AgencyKind, Bytes32, CaseCode, Category, ConsentId, EditionRef, Fact, HandoverId, KeyId, Octets, Outline, OutlineField, Phase, Purpose,
    StaffRef, StaffRole, Subject, SubjectId, UnitAddress, Urgency,
};

/// Everything of an offer that is clear, save the fields: its digest is bound into every seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferHeader {
    /// Id of the handover, made once by the sender.
    pub id: HandoverId,
    /// Case at the agency that opened it.
    pub case_code: CaseCode,
    /// Sender.
    pub from: UnitAddress,
    /// Kind of the sender.
    pub from_kind: AgencyKind,
    /// Recipient.
    pub to: UnitAddress,
    /// Kind of the recipient.
    pub to_kind: AgencyKind,
    /// Key of the receiving unit.
    pub unit_key: KeyId,
    /// Version of the recipient's manifest that the key was read from.
    pub manifest_version: u32,
    /// What for.
    pub purpose: Purpose,
    /// Phase of the case.
    pub phase: Phase,
    /// How soon somebody must look.
    pub urgency: Urgency,
    /// Persons of the case that a field is about.
    pub subjects: Vec<Subject>,
    /// Clear facts.
    pub facts: Vec<Fact>,
    /// Consents referred to.
    pub consents: Vec<ConsentId>,
    /// Edition it was judged by.
    pub edition: EditionRef,
    /// When it was made: the date it is judged at.
    pub made_at: Timestamp,
    /// When it expires unfetched; `None` for a report of concern, which never does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Role of the sender.
    pub sender_role: StaffRole,
    /// The sender, for the sending agency alone.
    pub sender: StaffRef,
    /// The handover this answers or corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<HandoverId>,
}

/// A sealed field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferField {
    /// Place, from 0, without gaps: the order of sealing.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// SHA-256 over salt, category, schema and value.
    pub commitment: Bytes32,
    /// Ciphertext; its length is fixed by the category.
    pub sealed: Octets,
}

/// Header, encapsulated key and sealed fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Clear header.
    pub header: OfferHeader,
    /// HPKE encapsulated key: one context for the whole offer.
    pub encapsulated: Bytes32,
    /// Fields in order.
    pub fields: Vec<OfferField>,
}

impl Offer {
    /// Everything but the seals.
    pub fn outline(&self) -> Outline {
        let header = &self.header;
        let fields =
            self.fields.iter().map(|field| OutlineField { n: field.n, category: field.category, subject: field.subject }).collect();
        Outline {
            case_code: header.case_code,
            from: header.from.clone(),
            from_kind: header.from_kind,
            to: header.to.clone(),
            to_kind: header.to_kind,
            purpose: header.purpose,
            phase: header.phase,
            subjects: header.subjects.clone(),
            fields,
            facts: header.facts.clone(),
            consents: header.consents.clone(),
            answers: header.answers,
        }
    }
}
