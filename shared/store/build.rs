//! New migration folders are noticed: embedding alone tracks only the files that were there.
fn main() {
    println!("cargo:rerun-if-changed=../../migrations/store");
    println!("cargo:rerun-if-changed=tests/migrations");
}
