//! Pages and page parts that both agencies mount: the login picker of the demo, who acts, and values and previews in
//! words. The crate `web` is written `::web` here.

mod caller;
pub mod login;
mod preview;
mod staff;
mod values;

pub use caller::require_client;
pub use preview::{PreviewView, RowView, WhyView};
pub use values::{ShownLine, protection_words, value_lines, written_number};

#[allow(missing_docs, reason = "the macro takes no comment")]
mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            // Isolation marks would be invisible characters in names and codes that people copy.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

pub use locales::LOCALES;
