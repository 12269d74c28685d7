//! Telephone numbers as people in Sweden write them.

/// Two- and three-digit area codes and the series of mobile numbers begin with these; every other area code has four digits
/// (Post- och telestyrelsen, numbering plan for telephony, E.164).
const THREE_DIGITS: [&str; 24] = [
    "010", "011", "013", "016", "018", "019", "020", "021", "023", "026", "031", "033", "035", "036", "040", "042", "044", "046", "054",
    "060", "063", "070", "072", "073",
];
const MORE_THREE_DIGITS: [&str; 3] = ["076", "079", "090"];

/// `+46846500410` as `08-465 004 10`; a foreign number as it is.
pub fn written_number(number: &str) -> String {
    let Some(rest) = number.strip_prefix("+46") else { return number.to_owned() };
    let national = format!("0{rest}");
    let area = match national.get(..3) {
        _ if national.starts_with("08") => 2,
        Some(start) if THREE_DIGITS.contains(&start) || MORE_THREE_DIGITS.contains(&start) => 3,
        _ => 4,
    };
    match national.split_at_checked(area) {
        Some((area, subscriber)) if subscriber.len() >= 5 => format!("{area}-{}", in_groups(subscriber)),
        _ => national,
    }
}

/// A first group of three when the number is odd or long, then twos; eight digits as 3-3-2.
fn in_groups(digits: &str) -> String {
    let sizes: &[usize] = match digits.len() {
        5 => &[3, 2],
        6 => &[2, 2, 2],
        7 => &[3, 2, 2],
        8 => &[3, 3, 2],
        _ => return digits.to_owned(),
    };
    let mut rest = digits;
    let mut groups = Vec::new();
    for size in sizes {
        let Some((group, after)) = rest.split_at_checked(*size) else { return digits.to_owned() };
        groups.push(group);
        rest = after;
    }
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let pairs = [
            ("+46846500410", "08-465 004 10"),
            ("+46701740605", "070-174 06 05"),
            ("+46313900612", "031-390 06 12"),
            ("+46980319200", "0980-31 92 00"),
            ("+4712345678", "+4712345678"),
            ("+46", "0"),
            ("", ""),
        ];
        for (number, written) in pairs {
            assert_eq!(written_number(number), written);
        }
    }
}
