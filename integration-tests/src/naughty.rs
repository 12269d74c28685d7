//! Strings that broke other programs: what people paste, and what somebody means harm with.

/// A string and what is odd about it.
#[derive(Debug, Clone, Copy)]
pub struct Naughty {
    /// What is odd.
    pub what: &'static str,
    /// The bytes, which need not be text.
    pub bytes: &'static [u8],
}

macro_rules! odd {
    ($($what:literal: $bytes:expr;)+) => {
        /// All of them.
        pub const NAUGHTY: &[Naughty] = &[$(Naughty { what: $what, bytes: $bytes }),+];
    };
}

odd! {
    "nothing": b"";
    "spaces alone": b"   ";
    "a line end": b"rad ett\r\nrad tv\xc3\xa5";
    "NUL": b"a\0b";
    "control characters": b"\x01\x02\x1b[31m\x7f";
    "C1 controls": b"a\xc2\x85\xc2\x9bb";
    "emoji with a joiner": "👩‍👧‍👦🏳️‍🌈".as_bytes();
    "right to left": "مريم שלום \u{202e}abc\u{202c}".as_bytes();
    "zero width": "a\u{200b}\u{200d}\u{feff}b".as_bytes();
    "a heap of marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞".as_bytes();
    "decomposed": "Jo\u{308}rgen Pa\u{30a}hittad".as_bytes();
    "private use and noncharacter": "\u{e000}\u{ffff}\u{10ffff}".as_bytes();
    "markup": b"<script>alert(1)</script><img src=x onerror=alert(1)>";
    "quotes": b"\"'`\\\"''--><!--";
    "an attribute": b"x\" onfocus=\"alert(1)\" autofocus=\"";
    "SQL": b"'; DROP TABLE handovers; --";
    "a template": b"{{7*7}}${7*7}{% raw %}{# #}";
    "Fluent": b"{ $code } { -brand } \\u{41}";
    "a path": b"../../../../etc/passwd";
    "percent": b"%00%0d%0aSet-Cookie:%20x=y %n%s%x";
    "a header": b"x\r\nSet-Cookie: stolen=1";
    "a formula": b"=HYPERLINK(\"http://example.org\")";
    "JSON": b"{\"__proto__\":{\"x\":1}}";
    "a number too large": b"99999999999999999999999999999999";
    "not a number": b"NaN";
    "negative": b"-1";
    "a date that never was": b"2026-02-30";
    "a date far away": b"+275760-09-13";
    "bytes that are no text": b"\xff\xfe\xfa";
    "half a sign": b"abc\xe2\x82";
    "a lone surrogate": b"a\xed\xa0\x80b";
    "an overlong slash": b"\xc0\xaf";
}

/// A string longer than any field.
pub fn endless() -> Vec<u8> {
    "Å".repeat(20_000).into_bytes()
}

/// Percent-encoding of every byte: whatever it is, it arrives as it is.
pub fn encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}
