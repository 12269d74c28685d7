//! Letters and sheets: looked through as they will be printed, noted when they are, and kept exactly so.

use std::fmt;

use casework::{Casework, Staff};
use jiff::Timestamp;
use practice::Blank;
use sha2::{Digest, Sha256};
use store::{Conn, Id};
use wire::{Language, value::PhoneNumber};

use super::{
    PartnerContactProblem,
    partner_contacts::{own_contact, shown},
    treatments::person_of,
};
use crate::{
    db::{
        partner_contact_letters::{self, KeptLetter},
        partner_contacts, treatments,
    },
    domain::{LetterKind, LetterWording, written_number},
};

/// Between two paragraphs of what is kept.
const BETWEEN: &str = "\n\n";

/// A letter as it is asked for.
#[derive(Clone)]
pub struct AskedLetter {
    /// Which.
    pub kind: LetterKind,
    /// In which words.
    pub wording: LetterWording,
    /// The number to call: of who writes.
    pub phone: PhoneNumber,
    /// Name of the agency.
    pub agency: String,
}

/// A letter in the clear. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Id and version of its text.
    pub text: (String, String),
    /// In which words.
    pub wording: LetterWording,
    /// What is printed.
    pub paragraphs: Vec<String>,
    /// SHA-256 of that, in hexadecimal.
    pub digest: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter(…)")
    }
}

/// The letter as it would be printed, for who looks it through. Writes who did.
///
/// # Errors
/// [`PartnerContactProblem::Shut`]; [`PartnerContactProblem::NoLetter`] when it may not go; see [`PartnerContactProblem`].
pub fn look_letter_through(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    asked: &AskedLetter,
    staff: &Staff,
    now: Timestamp,
) -> Result<Letter, PartnerContactProblem> {
    let letter = composed(casework, conn, id, asked, staff)?;
    partner_contacts::viewed(conn, id, staff, now)?;
    Ok(letter)
}

/// Notes that a letter is printed, exactly as it was looked through, and keeps it.
///
/// # Errors
/// [`PartnerContactProblem::Meanwhile`] when it would be another one by now; see [`look_letter_through`].
pub fn print_letter(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    (asked, digest): (&AskedLetter, &str),
    staff: &Staff,
    now: Timestamp,
) -> Result<Id, PartnerContactProblem> {
    let letter = composed(casework, conn, id, asked, staff)?;
    if letter.digest != digest {
        return Err(PartnerContactProblem::Meanwhile);
    }
    let (_, wrapped_key) = own_contact(conn, id, staff)?;
    let (key, row) = (casework.own_key(id, &wrapped_key)?, Id::generate(now));
    let whole = letter.paragraphs.join(BETWEEN);
    let kept = KeptLetter {
        id: row,
        text: letter.text,
        wording: letter.wording.to_string(),
        digest: Sha256::digest(whole.as_bytes()).to_vec(),
        sealed: key.seal(&label(row), whole.as_bytes())?,
        role: staff.role,
        at: now,
    };
    partner_contact_letters::insert(conn, id, &kept, staff)?;
    Ok(row)
}

/// A letter that was printed. Writes who looked.
///
/// # Errors
/// [`PartnerContactProblem::NotFound`]; see [`PartnerContactProblem`].
pub fn view_letter(
    casework: &Casework,
    conn: &mut Conn,
    (id, letter): (Id, Id),
    staff: &Staff,
    now: Timestamp,
) -> Result<Letter, PartnerContactProblem> {
    let (_, wrapped_key) = own_contact(conn, id, staff)?;
    let found = partner_contact_letters::of(conn, id)?.into_iter().find(|kept| kept.id == letter);
    let kept = found.ok_or(PartnerContactProblem::NotFound)?;
    partner_contacts::viewed(conn, id, staff, now)?;
    let plain = casework.own_key(id, &wrapped_key)?.open(&label(letter), &kept.sealed)?;
    let whole = std::str::from_utf8(&plain).map_err(|_| PartnerContactProblem::Unreadable)?;
    Ok(Letter {
        text: kept.text,
        wording: kept.wording.parse().map_err(|_| PartnerContactProblem::Unreadable)?,
        paragraphs: whole.split(BETWEEN).map(str::to_owned).collect(),
        digest: hexadecimal(&kept.digest),
    })
}

fn composed(casework: &Casework, conn: &mut Conn, id: Id, asked: &AskedLetter, staff: &Staff) -> Result<Letter, PartnerContactProblem> {
    let shown = shown(casework, conn, id, staff)?;
    if let Some(why) = shown.shut() {
        return Err(PartnerContactProblem::Shut(why));
    }
    if !shown.may_write() || !asked.kind.may_go(&shown.his, shown.over.is_some()) {
        return Err(PartnerContactProblem::NoLetter);
    }
    let kept = treatments::find(conn, shown.contact.treatment)?.ok_or(PartnerContactProblem::Unreadable)?;
    let person = person_of(&casework.own_key(shown.contact.treatment, &kept.wrapped_key)?, &kept)?;
    let fill = |blank: Blank| match blank {
        Blank::Phone => Some(written_number(asked.phone.expose())),
        Blank::Writer => Some(staff.name.clone()),
        Blank::Agency => Some(asked.agency.clone()),
        Blank::Person => Some(person.expose().to_owned()),
        Blank::Code | Blank::WithdrawalCode => None,
    };
    let library = casework.library();
    let text = library.text(asked.kind.code()).ok_or(PartnerContactProblem::Unreadable)?;
    let paragraphs = match asked.wording {
        LetterWording::Swedish => text.filled(Language::Sv, fill),
        LetterWording::English => text.filled(Language::En, fill),
        LetterWording::EasySwedish => text.filled_easy(fill),
    };
    let digest = hexadecimal(&Sha256::digest(paragraphs.join(BETWEEN)));
    Ok(Letter { text: (text.id().to_owned(), text.version().to_owned()), wording: asked.wording, paragraphs, digest })
}

fn label(letter: Id) -> String {
    format!("partner_contact_letter/{letter}")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
