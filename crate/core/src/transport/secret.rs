//! The plain MTProxy secret: 16 bytes written as 32 hex digits (`spec/mtproto.md §6.5`).

use super::TransportError;

/// Reads a plain 16-byte MTProxy secret from its 32 hex digits.
///
/// # Errors
/// [`TransportError::Secret`] for anything else.
pub fn parse_secret(text: &str) -> Result<[u8; 16], TransportError> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return Err(TransportError::Secret);
    }
    let mut secret = [0; 16];
    for (byte, pair) in secret.iter_mut().zip(digits.chunks_exact(2)) {
        let mut value = 0;
        for digit in pair {
            let nibble = (*digit as char).to_digit(16).ok_or(TransportError::Secret)?;
            value = value << 4 | nibble as u8;
        }
        *byte = value;
    }
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_secret_is_read_in_either_case() {
        let secret = parse_secret("52a493BDFB90EEA55739EABFF2D92A14").unwrap();
        assert_eq!(secret[..4], [0x52, 0xa4, 0x93, 0xbd]);
    }

    #[test]
    fn other_lengths_and_digits_are_refused() {
        for text in
            ["", "52", "52a493bdfb90eea55739eabff2d92a1422", "zza493bdfb90eea55739eabff2d92a14"]
        {
            assert_eq!(parse_secret(text), Err(TransportError::Secret), "{text}");
        }
        assert_eq!(parse_secret("é2a493bdfb90eea55739eabff2d92a1"), Err(TransportError::Secret));
    }
}
