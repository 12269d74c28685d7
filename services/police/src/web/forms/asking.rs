//! Step 2 as it is ticked and typed.

use serde::Deserialize;
use web::FieldErrors;
use wire::{
    PersonText,
    value::{PhoneNumber, SafeContact},
};

use super::{chosen, code_or_empty, codes, text_error, ticked};
use crate::domain::asking::{Asking, NAME_CHARACTERS_MAX};

/// Step 2. Never prefilled.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskingForm {
    /// `yes` or `no`.
    pub out_of_earshot: String,
    /// `yes`, `no`, `could_not_ask`.
    pub answer: String,
    /// `suspect_near`, `in_care`, `affected`, `language`.
    pub reason: String,
    /// Name.
    pub name: String,
    /// Safe number.
    pub phone: String,
    /// `no`, `yes`, `unknown`.
    pub protection: String,
    /// Kind of protection.
    pub level: String,
    /// `now`, `tomorrow_morning`, `tomorrow_afternoon`, `other_time`.
    pub windows: Vec<String>,
    /// `message`, `text`, `shared_phone`.
    pub besides: Vec<String>,
    /// Word that tells that it is safe to talk.
    pub code_word: String,
    /// `yes` when a card with a code is left with the person; never prefilled.
    pub card: String,
    /// Language the words were read in (API only; a page reads its own): `sv` or `en`.
    pub language: String,
    /// Which button was pressed: `back` or `next`.
    pub then: String,
}

impl AskingForm {
    /// What was recorded, as texts.
    pub fn of(asking: &Asking) -> Self {
        let yes_or_no = |yes: bool| if yes { "yes" } else { "no" };
        Self {
            out_of_earshot: code_or_empty(asking.out_of_earshot.map(yes_or_no)),
            answer: code_or_empty(asking.answer),
            reason: code_or_empty(asking.reason),
            name: asking.name.as_ref().map(|name| name.expose().to_owned()).unwrap_or_default(),
            phone: asking.phone.as_ref().map(|phone| casework::web::written_number(phone.expose())).unwrap_or_default(),
            protection: code_or_empty(asking.protection),
            level: code_or_empty(asking.level),
            windows: codes(&asking.windows),
            besides: codes(&asking.besides),
            code_word: asking.code_word.as_ref().map(|word| word.expose().to_owned()).unwrap_or_default(),
            card: String::new(),
            language: String::new(),
            then: String::new(),
        }
    }

    /// The texts as answers.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(&self) -> Result<Asking, FieldErrors> {
        let mut errors = FieldErrors::none();
        let asking = Asking {
            out_of_earshot: yes_or_no(&mut errors, "out_of_earshot", &self.out_of_earshot),
            answer: chosen(&mut errors, "answer", &self.answer),
            reason: chosen(&mut errors, "reason", &self.reason),
            name: self.name(&mut errors),
            phone: self.phone(&mut errors),
            protection: chosen(&mut errors, "protection", &self.protection),
            level: chosen(&mut errors, "level", &self.level),
            windows: ticked(&mut errors, "windows", &self.windows),
            besides: ticked(&mut errors, "besides", &self.besides),
            code_word: self.code_word(&mut errors),
        };
        yes_or_no(&mut errors, "card", &self.card);
        if errors.any() { Err(errors) } else { Ok(asking) }
    }

    /// Whether a card is left with the person.
    pub fn leaves_a_card(&self) -> bool {
        self.card == "yes"
    }

    fn name(&self, errors: &mut FieldErrors) -> Option<PersonText> {
        if self.name.trim().is_empty() {
            return None;
        }
        PersonText::parse(&self.name, NAME_CHARACTERS_MAX).map_err(|error| errors.add("name", text_error(error))).ok()
    }

    fn code_word(&self, errors: &mut FieldErrors) -> Option<PersonText> {
        if self.code_word.trim().is_empty() {
            return None;
        }
        let parsed = PersonText::parse(&self.code_word, SafeContact::CODE_WORD_CHARACTERS_MAX);
        parsed.map_err(|error| errors.add("code_word", text_error(error))).ok()
    }

    fn phone(&self, errors: &mut FieldErrors) -> Option<PhoneNumber> {
        if self.phone.trim().is_empty() {
            return None;
        }
        PhoneNumber::parse(self.phone.trim()).map_err(|_| errors.add("phone", "error-phone")).ok()
    }
}

/// `yes`, `no`, or nothing ticked.
pub(super) fn yes_or_no(errors: &mut FieldErrors, field: &str, text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        "" => None,
        _ => {
            errors.add(field, "error-choice");
            None
        }
    }
}
