//! Tells cargo where the migrations lie, so that a new folder is noticed.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations/social");
}
