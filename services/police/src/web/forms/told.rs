//! What was said aloud in an emergency, as it is ticked.

use jiff::Timestamp;
use serde::Deserialize;
use web::FieldErrors;
use wire::UnitId;

use super::{chosen, ticked};
use crate::domain::emergency_disclosure::{TELLABLE, Told, last_time_it_was};

/// The entry. Never prefilled.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ToldForm {
    /// Clock on the wall, such as `02:20`.
    pub at: String,
    /// The unit that was told.
    pub to: String,
    /// Categories.
    pub categories: Vec<String>,
    /// Why it was right.
    pub necessity: String,
}

impl ToldForm {
    /// The texts as an entry. `units`: those that can be chosen.
    ///
    /// # Errors
    /// What is wrong or missing, field by field.
    pub fn read(&self, units: &[UnitId], now: Timestamp) -> Result<Told, FieldErrors> {
        let mut errors = FieldErrors::none();
        let at = last_time_it_was(&self.at, now);
        if at.is_none() {
            errors.add("at", "error-told-at");
        }
        let to = units.iter().find(|unit| unit.as_str() == self.to).cloned();
        if to.is_none() {
            errors.add("to", "error-choice");
        }
        let categories = ticked(&mut errors, "categories", &self.categories);
        let necessity = chosen(&mut errors, "necessity", &self.necessity);
        if categories.codes().iter().any(|category| !TELLABLE.contains(category)) {
            errors.add("categories", "error-choice");
        } else if categories.is_empty() && self.categories.is_empty() {
            errors.add("categories", "error-told-categories");
        }
        if self.necessity.is_empty() {
            errors.add("necessity", "error-told-necessity");
        }
        match (at, to, necessity) {
            (Some(at), Some(to), Some(necessity)) if !errors.any() => Ok(Told { to, categories, necessity, at }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> ToldForm {
        let text = |text: &str| text.to_owned();
        ToldForm {
            at: text("02:10"),
            to: text("socialtjansten-exempelstad/socialjouren"),
            categories: vec![text("incident_address"), text("identity")],
            necessity: text("life_or_health"),
        }
    }

    #[test]
    fn every_part_must_be_answered() {
        let now = "2026-11-22T01:14:00Z".parse().unwrap();
        let units = ["socialtjansten-exempelstad/socialjouren".parse().unwrap()];
        let read = |form: ToldForm| form.read(&units, now);
        assert_eq!(read(full()).unwrap().categories.codes().len(), 2);
        let wrong: [(&str, ToldForm); 7] = [
            ("at", ToldForm { at: String::new(), ..full() }),
            ("at", ToldForm { at: "snart".to_owned(), ..full() }),
            ("to", ToldForm { to: "polisen-exempelstad/annan".to_owned(), ..full() }),
            ("categories", ToldForm { categories: Vec::new(), ..full() }),
            ("categories", ToldForm { categories: vec!["in_treatment".to_owned()], ..full() }),
            ("necessity", ToldForm { necessity: String::new(), ..full() }),
            ("necessity", ToldForm { necessity: "because".to_owned(), ..full() }),
        ];
        for (field, form) in wrong {
            let errors = read(form).unwrap_err();
            assert!(errors.of(field).is_some(), "{field}");
        }
    }
}
