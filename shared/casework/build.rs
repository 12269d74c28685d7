//! New migration folders are seen, and words of the closed lists.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations/casework");
    println!("cargo:rerun-if-changed=../wire/locales");
}
