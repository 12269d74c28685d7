//! What must not compile: secrets that are copied, proofs that are made by hand.

#[test]
fn secrets_are_not_copied_and_proofs_are_not_made_by_hand() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
