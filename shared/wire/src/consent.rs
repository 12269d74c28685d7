//! Consent as the broker and the rule book see it (OSL 10:1 and 12:2): no names.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AgencyId, BoardId, CardCodeHash, CaseCode, Category, ConsentId, EditionId, Language, Purpose, StaffRef, StaffRole, Subject,
    value::CodeSet,
};

codes!(
    /// How the consent was given.
    ConsentForm, "form of consent" {
        /// Spoken on the scene.
        SpokenOnScene = "spoken_on_scene",
        /// Spoken by telephone.
        SpokenByPhone = "spoken_by_phone",
        /// Written.
        Written = "written",
    }
);

codes!(
    /// Who could hear when it was asked.
    AskedWhere, "circumstance of asking" {
        /// The suspect was out of earshot.
        OutOfEarshot = "out_of_earshot",
        /// The suspect could hear: preliminary, it opens nothing and must be asked again.
        WithinEarshot = "within_earshot",
    }
);

/// Which words were read, in which language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentText {
    /// Id of the text.
    pub id: String,
    /// Frozen version of the text.
    pub version: String,
    /// Language it was read in.
    pub language: Language,
    /// Whether an interpreter took part.
    pub interpreter: bool,
}

/// A consent: who, about whom, from where to which board, which categories, what for, until when.
/// A wider consent is a new grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentGrant {
    /// Id.
    pub id: ConsentId,
    /// The case at the agency that asked.
    pub case_code: CaseCode,
    /// Who gives it: it lifts this person's protection and nobody else's.
    pub giver: Subject,
    /// The agency that may disclose.
    pub from: AgencyId,
    /// The board that may receive.
    pub to: BoardId,
    /// What may go; the broker refuses a grant that names nothing.
    pub categories: CodeSet<Category>,
    /// What for.
    pub purpose: Purpose,
    /// First moment.
    pub valid_from: Timestamp,
    /// Ends before this moment.
    pub valid_until: Timestamp,
    /// How it was given.
    pub form: ConsentForm,
    /// Who could hear.
    pub asked: AskedWhere,
    /// The words that were read.
    pub text: ConsentText,
    /// Role of the one who asked.
    pub taken_by_role: StaffRole,
    /// The one who asked, for the asking agency alone.
    pub taken_by: StaffRef,
    /// Edition of the rule book in force when it was asked.
    pub edition: EditionId,
    /// Hash of the contact card's code, when a card was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_code_hash: Option<CardCodeHash>,
}

impl ConsentGrant {
    /// Whether the consent may be used at this moment: in its time and not preliminary.
    pub fn is_effective(&self, now: Timestamp) -> bool {
        self.asked == AskedWhere::OutOfEarshot && self.valid_from <= now && now < self.valid_until
    }
}

codes!(
    /// How a withdrawal reached the agency.
    WithdrawalChannel, "channel of withdrawal" {
        /// By word, in person.
        Spoken = "spoken",
        /// By telephone.
        Phone = "phone",
        /// In writing.
        Written = "written",
        /// By the code of the contact card.
        CardCode = "card_code",
    }
);

/// A withdrawal: works at once, without a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The consent that ends.
    pub consent: ConsentId,
    /// The agency that heard it.
    pub heard_by: AgencyId,
    /// When.
    pub heard_at: Timestamp,
    /// How.
    pub channel: WithdrawalChannel,
}

/// A withdrawal by the code of a contact card, from an agency that does not know whose it is. It is answered alike whether
/// the code belongs to a consent or to none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeWithdrawal {
    /// Hash of the code that was said.
    pub card_code_hash: CardCodeHash,
    /// The agency that heard it.
    pub heard_by: AgencyId,
    /// When.
    pub heard_at: Timestamp,
}
