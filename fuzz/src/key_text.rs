//! Texts that stand for keys: PEM of either RSA key with the DER in it, and the secret of a proxy.

use heliogram_core::rsa::{RsaPrivateKey, RsaPublicKey};
use heliogram_core::transport::parse_secret;

/// The first byte chooses what the rest is read as: PEM, DER that is yet to be put into PEM, or a
/// secret.
pub fn run(data: &[u8]) {
    let Some((kind, content)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(content);
    match kind % 6 {
        0 => _ = RsaPublicKey::from_pem(&text),
        1 => _ = RsaPrivateKey::from_pem(&text),
        2 => {
            if let Ok(secret) = parse_secret(&text) {
                let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
                assert!(hex.eq_ignore_ascii_case(&text));
            }
        }
        3 => _ = RsaPublicKey::from_pem(&pem("RSA PUBLIC KEY", content)),
        4 => _ = RsaPublicKey::from_pem(&pem("PUBLIC KEY", content)),
        _ => _ = RsaPrivateKey::from_pem(&pem("RSA PRIVATE KEY", content)),
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    for group in der.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) as usize & 63;
            text.push(if digit > group.len() { '=' } else { char::from(DIGITS[value]) });
        }
    }
    format!("{text}\n-----END {label}-----\n")
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
