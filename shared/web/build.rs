//! Tells cargo what the macros of this crate read.

fn main() {
    // New folders of migrations are read by a macro, which cargo can't see by itself.
    println!("cargo:rerun-if-changed=../../migrations/web");
    println!("cargo:rerun-if-changed=locales");
}
