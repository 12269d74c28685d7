fn sign(root: &envelope::RootKey, receipt: &wire::Receipt) {
    let _ = envelope::sign(wire::MessageKind::Receipt, receipt, root);
}

fn main() {}
