//! Codes instead of prose: the net that keeps names and values out of the log.

use super::{EntryError, EntryFields, LIST_LENGTH_MAX};

/// The longest code, in bytes.
const CODE_LENGTH_MAX: usize = 128;

/// Checks every text of an entry.
pub(super) fn check_all(fields: &EntryFields) -> Result<(), EntryError> {
    let lists = [
        ("parties", &fields.parties),
        ("roles", &fields.roles),
        ("categories", &fields.categories),
        ("rules", &fields.rules),
        ("consents", &fields.consents),
    ];
    let singles = [
        ("handover", &fields.handover),
        ("from_unit", &fields.from_unit),
        ("to_unit", &fields.to_unit),
        ("purpose", &fields.purpose),
        ("edition", &fields.edition),
        ("detail", &fields.detail),
    ];
    for (field, list) in lists {
        if list.len() > LIST_LENGTH_MAX {
            return Err(EntryError::TooMany { field });
        }
        list.iter().try_for_each(|text| check(field, text))?;
    }
    singles.into_iter().filter_map(|(field, text)| text.as_ref().map(|text| (field, text))).try_for_each(|(field, text)| check(field, text))
}

fn check(field: &'static str, text: &str) -> Result<(), EntryError> {
    if !is_code(text) {
        return Err(EntryError::NotACode { field });
    }
    if looks_personal(text) {
        return Err(EntryError::LooksPersonal { field });
    }
    Ok(())
}

fn is_code(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:/+=".contains(&byte);
    (1..=CODE_LENGTH_MAX).contains(&text.len()) && text.bytes().all(allowed)
}

/// Six or eight digits, at most one `-` or `+`, four digits: the shape of a personal identity number, whether or not
/// its check digit is right.
fn looks_personal(text: &str) -> bool {
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((head, tail)) = text.split_at_checked(text.len().saturating_sub(4)) else {
        return false;
    };
    let head = head.strip_suffix(['-', '+']).unwrap_or(head);
    matches!(head.len(), 6 | 8) && tail.len() == 4 && digits_only(head) && digits_only(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_pass_and_prose_does_not() {
        for code in ["offer", "KV742-2611", "socialtjansten-exempelstad/jour", "0198f7a2-6c1e-7b1a-9d55-2f0c8e1b7a44"] {
            assert_eq!(check("detail", code), Ok(()), "{code}");
        }
        for prose in ["", "Anna Svensson", "å", "a@b", "a\n", &"a".repeat(129)] {
            assert_eq!(check("detail", prose), Err(EntryError::NotACode { field: "detail" }), "{prose}");
        }
    }

    #[test]
    fn identity_numbers_are_caught() {
        for number in ["199001012385", "19900101-2385", "900101-2385", "9001012385", "100101+2385"] {
            assert_eq!(check("detail", number), Err(EntryError::LooksPersonal { field: "detail" }), "{number}");
        }
        for other in ["2026-11-22", "123456789", "90010123850", "1234567-8901"] {
            assert_eq!(check("detail", other), Ok(()), "{other}");
        }
    }
}
