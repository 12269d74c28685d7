//! Step 2 is written down: the answer here, the consent in casework.

use casework::{
    Case, Casework, ConsentAnswer, ConsentOutcome, ConsentQuestion, ConsentRecord, ConsentState, GivenConsent, Staff, consents, subjects,
};
use jiff::Timestamp;
use practice::Library;
use store::Conn;
use wire::{CardCode, CaseCode, ConsentForm, ConsentText, Language, Purpose, Subject, SubjectRole};

use super::{FlowError, Loaded};
use crate::domain::asking::{ASKED_CATEGORIES, Answer, Asking};

/// Id of the words that are read aloud.
pub const TEXT: &str = "call-out";
/// Id of the words on the card that is left with the person.
pub const CARD: &str = "contact-card";

/// Which words were read.
#[derive(Debug, Clone)]
pub struct WordsRead {
    text: ConsentText,
    days: u16,
}

impl WordsRead {
    /// The words as they are read now.
    ///
    /// # Errors
    /// [`FlowError::NoText`] when there are none, or none with a length.
    pub fn now(library: &Library, language: Language, interpreter: bool) -> Result<Self, FlowError> {
        let text = library.text(TEXT).ok_or(FlowError::NoText(TEXT))?;
        let days = text.days().and_then(|days| u16::try_from(days).ok()).ok_or(FlowError::NoText(TEXT))?;
        let text = ConsentText { id: text.id().to_owned(), version: text.version().to_owned(), language, interpreter };
        Ok(Self { text, days })
    }
}

/// A card was left with the person, with words of this version.
#[derive(Debug, Clone)]
pub struct CardGiven {
    version: String,
}

impl CardGiven {
    /// The card as it is now.
    ///
    /// # Errors
    /// [`FlowError::NoText`] when there is none.
    pub fn now(library: &Library) -> Result<Self, FlowError> {
        let card = library.text(CARD).ok_or(FlowError::NoText(CARD))?;
        Ok(Self { version: card.version().to_owned() })
    }
}

/// Writes the answer. A consent of casework is made only when the answer itself is new, or a card goes with it. Gives the
/// code of the card, which is kept nowhere: show it now.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn record_consent(
    casework: &Casework,
    code: CaseCode,
    asking: Asking,
    words: WordsRead,
    card: Option<CardGiven>,
    staff: &Staff,
    now: Timestamp,
) -> Result<Option<CardCode>, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("record_consent", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            loaded.content.asking = asking.clone().kept();
            let card = card.as_ref().filter(|_| asking.is_yes());
            if let Some(card) = card {
                (loaded.content.card_given, loaded.content.card_version) = (true, Some(card.version.clone()));
            }
            loaded.write(conn, &door)?;
            let code = card.map(|_| door.draw_card_code()).transpose()?;
            write_answer(conn, &door, &loaded, (&words, code.as_ref()), &staff, now)?;
            Ok(code)
        })
        .await
}

fn write_answer(
    conn: &mut Conn,
    casework: &Casework,
    loaded: &Loaded,
    (words, card): (&WordsRead, Option<&CardCode>),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let giver = victim(conn, &loaded.case)?;
    let asking = &loaded.content.asking;
    let question = ConsentQuestion { to: casework.config().recipient.board.clone(), purpose: Purpose::AcuteSupport };
    let is_same = |record: &ConsentRecord| record.giver == giver && record.question.as_ref().is_none_or(|asked| *asked == question);
    let last = consents::of_case(conn, loaded.case.id)?.into_iter().find(is_same);
    let answer = match asking.answer {
        Some(Answer::Yes) => ConsentAnswer::Given(given(giver, question, asking, words, card)),
        Some(Answer::No) => ConsentAnswer::Refused { giver, question },
        // Without a reason the call-out alone remembers that the question was not put.
        Some(Answer::CouldNotAsk) => match asking.reason {
            Some(reason) => ConsentAnswer::CouldNotAsk { giver, question, reason },
            None => return Ok(()),
        },
        None => return Ok(()),
    };
    if card.is_some() || !last.is_some_and(|last| says_the_same(&last, &answer)) {
        casework.record_consent(conn, &loaded.case, answer, staff, now)?;
    }
    Ok(())
}

fn given(giver: Subject, question: ConsentQuestion, asking: &Asking, words: &WordsRead, card: Option<&CardCode>) -> GivenConsent {
    GivenConsent {
        giver,
        to: question.to,
        categories: ASKED_CATEGORIES.to_vec(),
        purpose: question.purpose,
        days: words.days,
        form: ConsentForm::SpokenOnScene,
        asked: asking.asked(),
        text: words.text.clone(),
        card_code_hash: card.map(CardCode::hash),
        child_asked: None,
    }
}

/// Whether a new record would say nothing new. A consent that ended is given anew.
fn says_the_same(last: &ConsentRecord, answer: &ConsentAnswer) -> bool {
    match (&last.outcome, answer) {
        (ConsentOutcome::Given(grant), ConsentAnswer::Given(given)) => {
            let in_force = matches!(last.state, ConsentState::Recorded | ConsentState::Registered);
            in_force && grant.asked == given.asked && grant.to == given.to && grant.text == given.text
        }
        (ConsentOutcome::Refused, ConsentAnswer::Refused { .. }) => true,
        (ConsentOutcome::CouldNotAsk(last), ConsentAnswer::CouldNotAsk { reason, .. }) => last == reason,
        _ => false,
    }
}

/// The person exposed to violence in a case.
///
/// # Errors
/// Those of the database; a fault when the case has none.
pub(super) fn victim(conn: &mut Conn, case: &Case) -> Result<Subject, FlowError> {
    let persons = subjects::of_case(conn, case.id)?;
    let found = persons.into_iter().find(|person| person.role == SubjectRole::Victim);
    found.ok_or_else(|| FlowError::Inside("a call-out without its persons".to_owned()))
}
