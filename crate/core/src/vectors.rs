//! Reader of the known-answer files in `__test__/vectors`, for tests only.
//!
//! The files are plain JSON without escapes, fractions or exponents, so this reads just that; it
//! panics on anything else, which in a test is the right answer.

use std::collections::BTreeMap;

/// A JSON value of a vector file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// The field `name`; panics if it is missing.
    pub(crate) fn field(&self, name: &str) -> &Json {
        self.optional(name).unwrap_or_else(|| panic!("no field {name} in {self:?}"))
    }

    /// The field `name`, if it is there.
    pub(crate) fn optional(&self, name: &str) -> Option<&Json> {
        let Json::Object(fields) = self else { panic!("not an object: {self:?}") };
        fields.get(name)
    }

    /// The string in `name`.
    pub(crate) fn text(&self, name: &str) -> &str {
        match self.field(name) {
            Json::Text(text) => text,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The string in `name`, or nothing.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.optional("kind").map(|_| self.text("kind"))
    }

    /// The hex string in `name` as bytes.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        hex(self.text(name))
    }

    /// The hex string in `name` as an array of exactly `N` bytes.
    pub(crate) fn array<const N: usize>(&self, name: &str) -> [u8; N] {
        self.bytes(name).try_into().expect(name)
    }

    /// The number in `name`.
    pub(crate) fn number(&self, name: &str) -> i64 {
        match self.field(name) {
            Json::Number(number) => *number,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The list in `name`.
    pub(crate) fn list(&self, name: &str) -> &[Json] {
        match self.field(name) {
            Json::List(list) => list,
            other => panic!("{name} is {other:?}"),
        }
    }
}

/// The cases of `__test__/vectors/{name}.json`.
pub(crate) fn cases(name: &str) -> Vec<Json> {
    let path = format!("{}/../../__test__/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut rest = text.as_bytes();
    value(&mut rest).list("cases").to_vec()
}

/// The cases of one `kind`.
pub(crate) fn cases_of(name: &str, kind: &str) -> Vec<Json> {
    let mut all = cases(name);
    all.retain(|case| case.kind() == Some(kind));
    assert!(!all.is_empty(), "no case of kind {kind} in {name}");
    all
}

/// Bytes of a hex string; an odd number of digits means a leading zero.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    let even = if text.len() % 2 == 1 { format!("0{text}") } else { text.to_owned() };
    (0..even.len() / 2)
        .map(|i| u8::from_str_radix(&even[2 * i..2 * i + 2], 16).expect("hex digit"))
        .collect()
}

fn space(rest: &mut &[u8]) {
    *rest = rest.trim_ascii_start();
}

fn value(rest: &mut &[u8]) -> Json {
    space(rest);
    let (value, used) = match rest[0] {
        b'{' => return Json::Object(members(rest)),
        b'[' => return Json::List(elements(rest)),
        b'"' => return Json::Text(text(rest)),
        b'n' => (Json::Null, 4),
        b't' => (Json::Bool(true), 4),
        b'f' => (Json::Bool(false), 5),
        _ => {
            let end = rest.iter().position(|b| !b"-0123456789".contains(b)).unwrap_or(rest.len());
            let digits = str::from_utf8(&rest[..end]).expect("ascii");
            (Json::Number(digits.parse().expect("whole number")), end)
        }
    };
    *rest = &rest[used..];
    value
}

fn text(rest: &mut &[u8]) -> String {
    let inner = &rest[1..];
    let end = inner.iter().position(|&b| b == b'"').expect("closing quote");
    assert!(!inner[..end].contains(&b'\\'), "no escapes in vector files");
    *rest = &inner[end + 1..];
    String::from_utf8(inner[..end].to_vec()).expect("utf-8")
}

/// After an element: true if another one follows, false at the `close` byte.
fn more(rest: &mut &[u8], close: u8) -> bool {
    space(rest);
    let byte = rest[0];
    *rest = &rest[1..];
    assert!(byte == b',' || byte == close, "unexpected byte {byte}");
    byte == b','
}

fn elements(rest: &mut &[u8]) -> Vec<Json> {
    *rest = &rest[1..];
    let mut list = Vec::new();
    space(rest);
    if rest[0] == b']' {
        *rest = &rest[1..];
        return list;
    }
    loop {
        list.push(value(rest));
        if !more(rest, b']') {
            return list;
        }
    }
}

fn members(rest: &mut &[u8]) -> BTreeMap<String, Json> {
    *rest = &rest[1..];
    let mut fields = BTreeMap::new();
    loop {
        space(rest);
        let name = text(rest);
        space(rest);
        assert_eq!(rest[0], b':');
        *rest = &rest[1..];
        fields.insert(name, value(rest));
        if !more(rest, b'}') {
            return fields;
        }
    }
}
