//! Category `safe_contact`.

use serde::{Deserialize, Serialize};

use super::{CodeSet, Stated, silent};
use crate::{PersonText, Unprotected};

codes!(
    /// When a person may be called.
    CallWindow, "time to call" {
        /// Now.
        Now = "now",
        /// Tomorrow before noon.
        TomorrowMorning = "tomorrow_morning",
        /// Tomorrow after noon.
        TomorrowAfternoon = "tomorrow_afternoon",
        /// Another time: the person calls, or it is agreed by telephone.
        OtherTime = "other_time",
    }
);

codes!(
    /// Language of an interpreter.
    InterpreterLanguage, "interpreter language" {
        /// Arabic.
        Arabic = "arabic",
        /// Somali.
        Somali = "somali",
        /// Persian or Dari.
        Persian = "persian",
        /// Polish.
        Polish = "polish",
        /// Turkish.
        Turkish = "turkish",
        /// Tigrinya.
        Tigrinya = "tigrinya",
        /// Ukrainian or Russian.
        Ukrainian = "ukrainian",
        /// English.
        English = "english",
        /// Swedish sign language.
        SignLanguage = "sign_language",
        /// Another language: said by telephone.
        Other = "other",
    }
);

/// A telephone number in E.164, such as `+46701740605`. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

silent!(PhoneNumber, SafeContact);

/// The number has a wrong form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number")]
pub struct PhoneError;

impl PhoneNumber {
    /// Takes a Swedish number as people write it (`070-174 06 05`) or an international one with `+` or `00`.
    ///
    /// # Errors
    /// [`PhoneError`], without the digits.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let compact: String = text.chars().filter(|character| !matches!(character, ' ' | '-' | '(' | ')' | '\u{a0}')).collect();
        let digits = match (compact.strip_prefix('+'), compact.strip_prefix("00"), compact.strip_prefix('0')) {
            (Some(rest), _, _) | (_, Some(rest), _) => without_trunk_zero(rest),
            (_, _, Some(rest)) => format!("46{rest}"),
            _ => return Err(PhoneError),
        };
        let valid = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        if valid { Ok(Self(format!("+{digits}"))) } else { Err(PhoneError) }
    }

    /// The number, for the page, the call and the seal alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// `+46 (0)70-174 06 05` is a common way of writing; the zero is not dialled after the country code.
fn without_trunk_zero(digits: &str) -> String {
    digits.strip_prefix("460").map_or_else(|| digits.to_owned(), |rest| format!("46{rest}"))
}

/// How a person may safely be reached. Calling only, unless more is said.
///
/// It begins with [`SafeContact::call_only`] and the proof of it; written out it does not compile:
///
/// ```compile_fail,E0639
/// use wire::value::{CodeSet, PhoneNumber, SafeContact, Stated};
/// let contact = SafeContact {
///     phone: PhoneNumber::parse("070-174 06 05").unwrap(),
///     may_call: CodeSet::new([]),
///     may_leave_message: Stated::No,
///     may_text: Stated::No,
///     shared_phone: Stated::No,
///     code_word: None,
///     interpreter: None,
/// };
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SafeContact {
    /// The number.
    pub phone: PhoneNumber,
    /// When it is safe to call.
    pub may_call: CodeSet<CallWindow>,
    /// May a voice message be left?
    pub may_leave_message: Stated,
    /// May a text be sent?
    pub may_text: Stated,
    /// Does somebody else use the telephone?
    pub shared_phone: Stated,
    /// Word that tells that it is safe to talk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_word: Option<PersonText>,
    /// Interpreter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<InterpreterLanguage>,
}

impl SafeContact {
    /// Longest code word, in characters.
    pub const CODE_WORD_CHARACTERS_MAX: usize = 30;

    /// A number to call and nothing more: no text, no message. Only for a person without protected identity.
    pub fn call_only(phone: PhoneNumber, may_call: CodeSet<CallWindow>, _proof: Unprotected) -> Self {
        Self {
            phone,
            may_call,
            may_leave_message: Stated::No,
            may_text: Stated::No,
            shared_phone: Stated::NotStated,
            code_word: None,
            interpreter: None,
        }
    }
}
