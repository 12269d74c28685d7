//! New migration folders are seen.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations/police");
}
