//! `Cleared` can't be made by hand.

#[test]
fn cleared_has_private_constructors() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
