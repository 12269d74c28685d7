//! Tells cargo where migrations, words and files of the pages lie, so that a new one is noticed.

fn main() {
    for folder in ["../../migrations/broker", "../../shared/wire/locales", "locales", "static"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
