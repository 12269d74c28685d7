//! Looking for values in bytes, however they may have been written down.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use memchr::memmem::Finder;

/// A value found where it should not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The value, as the test named it.
    pub name: String,
    /// How it was written.
    pub encoding: &'static str,
    /// Where in the bytes.
    pub at: usize,
}

/// Values in all the ways they may be written.
pub struct Needles(Vec<(String, &'static str, Finder<'static>)>);

impl Needles {
    /// Needles for named values.
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut needles = Vec::new();
        for (name, value) in values {
            for (encoding, bytes) in written(value) {
                needles.push((name.to_owned(), encoding, Finder::new(&bytes).into_owned()));
            }
        }
        Self(needles)
    }

    /// Everything found; each needle once.
    pub fn find(&self, bytes: &[u8]) -> Vec<Hit> {
        let hit = |(name, encoding, finder): &(String, &'static str, Finder<'static>)| {
            finder.find(bytes).map(|at| Hit { name: name.clone(), encoding, at })
        };
        self.0.iter().filter_map(hit).collect()
    }
}

/// The value in all the ways it may be written: text in three encodings, hexadecimal, base64 at each of the three places
/// it may begin in a group (standard and URL alphabet), percent-encoded, and escaped as in JSON.
pub fn written(value: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = vec![
        ("utf-8", value.as_bytes().to_vec()),
        ("utf-16le", value.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("utf-16be", value.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("hex", hexadecimal(value).into_bytes()),
        ("HEX", hexadecimal(value).to_ascii_uppercase().into_bytes()),
        ("percent", percent(value, false).into_bytes()),
        ("percent-all", percent(value, true).into_bytes()),
        ("json", json(value, false).into_bytes()),
        ("json-upper", json(value, true).into_bytes()),
    ];
    for (offset, (plain, url)) in [("base64+0", "base64url+0"), ("base64+1", "base64url+1"), ("base64+2", "base64url+2")].iter().enumerate()
    {
        let text = base64_inside(value, offset);
        all.push((plain, text.clone().into_bytes()));
        all.push((url, text.replace('+', "-").replace('/', "_").into_bytes()));
    }
    all
}

fn hexadecimal(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Percent-encoding (RFC 3986): what must be, or everything.
fn percent(value: &str, everything: bool) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        if !everything && (byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// Escaped as in JSON (RFC 8259): every sign outside ASCII as `\u00e5`.
fn json(value: &str, upper: bool) -> String {
    value.encode_utf16().fold(String::new(), |mut text, unit| {
        match u8::try_from(unit) {
            Ok(byte @ 0x20..=0x7e) => text.push(char::from(byte)),
            _ if upper => drop(write!(text, "\\u{unit:04X}")),
            _ => drop(write!(text, "\\u{unit:04x}")),
        }
        text
    })
}

/// The base64 signs that the value alone decides when it begins `offset` bytes into a group of three.
fn base64_inside(value: &str, offset: usize) -> String {
    let bytes = [vec![0; offset], value.as_bytes().to_vec()].concat();
    let whole = STANDARD.encode(&bytes);
    let first = (offset * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    whole[first..last].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_in_every_encoding_at_every_place() {
        let value = "Ärlekvist Önsjö 7";
        let needles = Needles::of([("name", value)]);
        for (encoding, bytes) in written(value) {
            let hay = [b"......".as_slice(), &bytes, b"------"].concat();
            assert!(needles.find(&hay).iter().any(|hit| hit.encoding == encoding), "{encoding}");
        }
        for before in 0..9 {
            let inside = format!("{}{value} and more", "x".repeat(before));
            assert!(!needles.find(STANDARD.encode(&inside).as_bytes()).is_empty(), "{before} bytes before it");
        }
        assert!(needles.find(b"Arlekvist Onsjo 7").is_empty());
    }
}
