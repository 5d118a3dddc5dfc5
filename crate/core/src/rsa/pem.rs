/// The contents of the first PEM block with exactly this label: `None` if there is none,
/// `Some(None)` if its base64 is broken or it does not end.
pub(super) fn decode(text: &str, label: &str) -> Option<Option<Vec<u8>>> {
    let (_, after) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let body = after.split_once(&format!("-----END {label}-----"));
    Some(body.and_then(|(body, _)| base64(body)))
}

/// Standard base64 with padding; white space anywhere.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0u32, 0, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                0
            }
            _ => return None,
        };
        if padding > 0 && byte != b'=' {
            return None;
        }
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count % 4 == 0 {
            let [_, group @ ..] = bits.to_be_bytes();
            bytes.extend_from_slice(&group);
        }
    }
    if count % 4 != 0 || padding > 2 {
        return None;
    }
    bytes.truncate(bytes.len() - padding);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_every_tail_is_read() {
        for (text, expected) in
            [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), (" Zm9v\r\nYmE=\n", "fooba")]
        {
            assert_eq!(base64(text), Some(expected.as_bytes().to_vec()));
        }
    }

    #[test]
    fn broken_base64_is_refused() {
        for text in ["Z", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9_", "Zg=a"] {
            assert_eq!(base64(text), None, "{text}");
        }
    }

    #[test]
    fn label_must_match_and_end() {
        assert_eq!(decode("-----BEGIN A-----Zg==-----END A-----", "A"), Some(Some(b"f".to_vec())));
        assert_eq!(decode("-----BEGIN A-----Zg==-----END A-----", "B"), None);
        assert_eq!(decode("-----BEGIN A-----Zg==-----END B-----", "A"), Some(None));
    }
}
