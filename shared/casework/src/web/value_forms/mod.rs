//! Forms of values: one table of members for each category, from which the form, the reading and the words follow.
//!
//! ```text
//! control   what a member is asked for with
//! table     the members of each category
//! read      typed → value      fill   value → typed      view   typed → page      shown   value → lines
//! ```

pub mod control;
mod fill;
mod read;
mod shown;
mod table;
mod typed;
mod view;

pub use fill::fill;
pub(in crate::web) use read::{day as read_day, moment as read_moment};
pub use read::{first, read, why};
pub use shown::shown;
pub(in crate::web) use table::controls;
pub use typed::Typed;
pub(in crate::web) use view::moment as moment_lines;
pub use view::{ControlView, LineView, ListView, OptionView, form, labels};

#[cfg(test)]
mod tests;

/// Every key of words that the table makes at run time.
#[cfg(test)]
pub(crate) fn keys() -> Vec<String> {
    use control::{Kind, List};
    let of = |list: &List| (list.codes)().into_iter().map(|code| format!("{}-{code}", list.words)).collect::<Vec<_>>();
    let mut keys = of(&view::STATED);
    for control in wire::Category::ALL.iter().flat_map(|category| controls(*category)) {
        keys.push(control.label.to_owned());
        match control.kind {
            Kind::OneOf(list) | Kind::AnyOf(list) => keys.extend(of(&list)),
            Kind::Rows(columns, _) => {
                for (column, list) in columns {
                    keys.push(format!("ask-{column}"));
                    keys.extend(of(list));
                }
            }
            _ => {}
        }
    }
    keys
}
