//! Focus persons: written down, looked at, renewed by another, and ended. Nothing of a case is read here.

use casework::{Casework, OwnKey, Staff};
use jiff::Timestamp;
use rulebook::Moment;
use store::{Conn, Id};

use super::FlowError;
use crate::{
    db::{
        focus_items,
        focus_persons::{self, KeptFocusPerson},
        focus_views,
    },
    domain::{
        focus_item::{FocusContent, FocusItem, NewItem},
        focus_person::{FocusIdentity, FocusLife, FocusPerson, FocusRefusal, RenewalReason},
    },
};

/// What is bound to the sealed identity.
const IDENTITY: &str = "focus_person/identity";

/// A person of the list: the number, and what waits.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The person.
    pub person: FocusPerson,
    /// How many items are cleared and hold today.
    pub cleared: usize,
    /// How many wait for a second person.
    pub waiting: usize,
}

/// A person with all that its page shows.
#[derive(Debug, Clone)]
pub struct OpenedFocusPerson {
    /// The person.
    pub person: FocusPerson,
    /// Who it is.
    pub identity: FocusIdentity,
    /// What is said.
    pub items: Vec<FocusItem>,
}

/// Those of the unit of this member of staff.
///
/// # Errors
/// Those of the database.
pub async fn of_unit(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<Vec<Listed>, FlowError> {
    let (door, unit) = (casework.clone(), staff.unit.clone());
    let read = casework.db().try_read(move |conn| -> Result<_, FlowError> {
        let mut list = Vec::new();
        for kept in focus_persons::of_unit(conn, &unit, now)? {
            let waiting = focus_items::of_person(conn, kept.person.id)?.iter().filter(|item| item.clearance.is_none()).count();
            list.push(Listed { cleared: shown_of(conn, &door, &kept, now)?, waiting, person: kept.person });
        }
        Ok(list)
    });
    read.await
}

/// Writes a person down and returns its id.
///
/// # Errors
/// Those of the database.
pub async fn begin(casework: &Casework, identity: FocusIdentity, life: FocusLife, staff: &Staff, now: Timestamp) -> Result<Id, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("begin_focus_person", move |conn| {
            let id = Id::generate(now);
            let (key, wrapped_key) = door.new_own_key(id)?;
            let person = FocusPerson {
                id,
                number: focus_persons::next_number(conn, &staff.unit)?,
                unit: staff.unit.clone(),
                author: staff.reference.clone(),
                life_from: now,
                lapses_at: now + life.time(),
                renewed: None,
            };
            let sealed = key.seal(IDENTITY, &written(&identity)?)?;
            focus_persons::insert(conn, &KeptFocusPerson { person, wrapped_key, sealed })?;
            Ok(id)
        })
        .await
}

/// Opens a person for its page, and writes who looked.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn view(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<OpenedFocusPerson, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("view_focus_person", move |conn| {
            let kept = own(conn, id, &staff, now)?;
            focus_views::insert(conn, id, &staff, now)?;
            open(conn, &door, kept)
        })
        .await
}

/// The number of a person: the form of an item needs to know no more.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn number(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<i32, FlowError> {
    let staff = staff.clone();
    casework.db().try_read(move |conn| Ok(own(conn, id, &staff, now)?.person.number)).await
}

/// Begins another life, for a reason.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Focus`] for who wrote it or renewed it last; [`FlowError::Meanwhile`] when somebody
/// was first; those of the database.
pub async fn renew(
    casework: &Casework,
    id: Id,
    (life, reason): (FocusLife, RenewalReason),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("renew_focus_person", move |conn| {
            let person = own(conn, id, &staff, now)?.person;
            if !person.may_renew(&staff.reference) {
                return Err(FlowError::Focus(FocusRefusal::OwnWork));
            }
            let renewed = focus_persons::renew(conn, &person, reason, &staff, (now, now + life.time()))?;
            if renewed { Ok(()) } else { Err(FlowError::Meanwhile) }
        })
        .await
}

/// Ends a person before its time: it is gone.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn end(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("end_focus_person", move |conn| {
            own(conn, id, &staff, now)?;
            Ok(focus_persons::remove(conn, id)?)
        })
        .await
}

/// The person, if it is the unit's and has not lapsed.
pub(super) fn own(conn: &mut Conn, id: Id, staff: &Staff, now: Timestamp) -> Result<KeptFocusPerson, FlowError> {
    let found = focus_persons::find(conn, id, &staff.unit, now)?;
    found.filter(|kept| kept.person.is_alive(now)).ok_or(FlowError::NotFound)
}

/// Opens what is sealed. Whoever calls has written who looks.
pub(super) fn open(conn: &mut Conn, casework: &Casework, kept: KeptFocusPerson) -> Result<OpenedFocusPerson, FlowError> {
    let key = casework.own_key(kept.person.id, &kept.wrapped_key)?;
    let identity = read(&key.open(IDENTITY, &kept.sealed)?)?;
    let items = open_items(conn, &key, kept.person.id)?;
    Ok(OpenedFocusPerson { person: kept.person, identity, items })
}

/// How many items of a person a briefing could show today.
pub(super) fn shown_of(conn: &mut Conn, casework: &Casework, kept: &KeptFocusPerson, now: Timestamp) -> Result<usize, FlowError> {
    let key = casework.own_key(kept.person.id, &kept.wrapped_key)?;
    let today = Moment::in_sweden(now).date();
    Ok(open_items(conn, &key, kept.person.id)?.into_iter().filter_map(|item| item.into_cleared(today)).count())
}

/// The items of a person, in the order they were added.
pub(super) fn open_items(conn: &mut Conn, key: &OwnKey, focus_person: Id) -> Result<Vec<FocusItem>, FlowError> {
    let opened = |kept: focus_items::KeptItem| {
        let content: FocusContent = read(&key.open(&item_label(kept.id), &kept.sealed)?)?;
        let said = NewItem { content, source: kept.source, source_on: kept.source_on };
        Ok(FocusItem { id: kept.id, said, author: kept.author, clearance: kept.clearance })
    };
    focus_items::of_person(conn, focus_person)?.into_iter().map(opened).collect()
}

/// What is bound to the sealed content of an item.
pub(super) fn item_label(item: Id) -> String {
    format!("focus_item/{item}")
}

/// Values as they are sealed.
pub(super) fn written(value: &impl serde::Serialize) -> Result<Vec<u8>, FlowError> {
    serde_json::to_vec(value).map_err(|_| FlowError::Inside("a value of a focus person can't be written".to_owned()))
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, FlowError> {
    // Without the cause: it may quote what is kept.
    serde_json::from_slice(bytes).map_err(|_| FlowError::Inside("a value of a focus person can't be read".to_owned()))
}
