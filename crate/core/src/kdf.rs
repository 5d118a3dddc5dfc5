//! Keys and ivs for AES-256-IGE, derived as MTProto 2.0, MTProto 1.0 and the key exchange do it.
//!
//! Spec: mtproto.md §4.2, §4.4 and §3.6.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::AuthKey;
use crate::sha::{sha1, sha256};

/// Who encrypts a message: the two directions use different parts of the auth key, so that a
/// packet reflected to its sender does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From client to server, x = 0.
    Client,
    /// From server to client, x = 8.
    Server,
}

impl Side {
    /// The offset x into the auth key.
    pub(crate) fn offset(self) -> usize {
        match self {
            Self::Client => 0,
            Self::Server => 8,
        }
    }

    /// `N` bytes of the key from `at` + x on; every caller's constants keep it inside the key.
    fn part<const N: usize>(self, key: &AuthKey, at: usize) -> [u8; N] {
        let mut part = [0; N];
        part.copy_from_slice(&key.bytes()[at + self.offset()..][..N]);
        part
    }
}

/// An AES key with its IGE iv; wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct AesKeyIv {
    /// The AES-256 key.
    pub key: [u8; 32],
    /// The iv: previous ciphertext block, then previous plaintext block.
    pub iv: [u8; 32],
}

impl core::fmt::Debug for AesKeyIv {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AesKeyIv")
    }
}

/// The part of the auth key that stands before the plaintext in [`message_key_large`].
pub(crate) fn message_key_prefix(key: &AuthKey, from: Side) -> [u8; 32] {
    from.part(key, 88)
}

/// `msg_key_large` of MTProto 2.0 over the whole plaintext, padding included: bytes 8..24 are the
/// msg_key, bytes 0..4 the quick-ack token.
pub fn message_key_large(key: &AuthKey, from: Side, plaintext: &[u8]) -> [u8; 32] {
    let mut part = message_key_prefix(key, from);
    let large = sha256(&[&part, plaintext]);
    part.zeroize();
    large
}

/// The AES key and iv of one MTProto 2.0 message.
pub fn message_keys(key: &AuthKey, from: Side, msg_key: &[u8; 16]) -> AesKeyIv {
    let (mut low, mut high) = (from.part::<36>(key, 0), from.part::<36>(key, 40));
    let (mut a, mut b) = (sha256(&[msg_key, &low]), sha256(&[&high, msg_key]));
    let keys = AesKeyIv {
        key: join([&a[..8], &b[8..24], &a[24..]]),
        iv: join([&b[..8], &a[8..24], &b[24..]]),
    };
    for secret in [&mut low[..], &mut high[..], &mut a[..], &mut b[..]] {
        secret.zeroize();
    }
    keys
}

/// msg_key of MTProto 1.0 over the plaintext without its padding.
pub fn message_key_v1(plaintext: &[u8]) -> [u8; 16] {
    let [_, _, _, _, msg_key @ ..] = sha1(&[plaintext]);
    msg_key
}

/// The AES key and iv of one MTProto 1.0 message, needed only to bind a temporary key.
pub fn message_keys_v1(key: &AuthKey, from: Side, msg_key: &[u8; 16]) -> AesKeyIv {
    let mut k = from.part::<128>(key, 0);
    let mut a = sha1(&[msg_key, &k[..32]]);
    let mut b = sha1(&[&k[32..48], msg_key, &k[48..64]]);
    let mut c = sha1(&[&k[64..96], msg_key]);
    let mut d = sha1(&[msg_key, &k[96..128]]);
    let keys = AesKeyIv {
        key: join([&a[..8], &b[8..20], &c[4..16]]),
        iv: join([&a[8..20], &b[..8], &c[16..20], &d[..8]]),
    };
    k.zeroize();
    for secret in [&mut a, &mut b, &mut c, &mut d] {
        secret.zeroize();
    }
    keys
}

/// `tmp_aes_key` and `tmp_aes_iv` of the key exchange.
pub fn exchange_keys(new_nonce: &[u8; 32], server_nonce: &[u8; 16]) -> AesKeyIv {
    let mut a = sha1(&[new_nonce, server_nonce]);
    let mut b = sha1(&[server_nonce, new_nonce]);
    let mut c = sha1(&[new_nonce, new_nonce]);
    let keys =
        AesKeyIv { key: join([&a[..], &b[..12]]), iv: join([&b[12..], &c[..], &new_nonce[..4]]) };
    for secret in [&mut a, &mut b, &mut c] {
        secret.zeroize();
    }
    keys
}

/// Joins parts whose lengths add up to 32.
fn join<const N: usize>(parts: [&[u8]; N]) -> [u8; 32] {
    let mut joined = [0; 32];
    let mut at = 0;
    for part in parts {
        joined[at..at + part.len()].copy_from_slice(part);
        at += part.len();
    }
    debug_assert_eq!(at, joined.len());
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{Json, cases_of};

    pub(crate) fn side(case: &Json) -> Side {
        match case.text("direction") {
            "client_to_server" => Side::Client,
            "server_to_client" => Side::Server,
            other => panic!("direction {other}"),
        }
    }

    #[test]
    fn message_keys_match_the_known_answers() {
        for case in cases_of("kdf", "kdf") {
            let key = AuthKey::from_slice(&case.bytes("auth_key")).unwrap();
            let derive = match case.number("version") {
                1 => message_keys_v1,
                _ => message_keys,
            };
            let keys = derive(&key, side(&case), &case.array("msg_key"));
            assert_eq!(keys.key, case.array("aes_key"), "{}", case.text("name"));
            assert_eq!(keys.iv, case.array("aes_iv"), "{}", case.text("name"));
        }
    }

    #[test]
    fn message_key_v1_matches_the_known_answer() {
        for case in cases_of("kdf", "msg_key_v1") {
            assert_eq!(message_key_v1(&case.bytes("plaintext")), case.array("msg_key"));
        }
    }

    #[test]
    fn exchange_keys_match_the_known_answer() {
        for case in cases_of("kdf", "tmp_aes") {
            let keys = exchange_keys(&case.array("new_nonce"), &case.array("server_nonce"));
            assert_eq!(keys.key, case.array("tmp_aes_key"));
            assert_eq!(keys.iv, case.array("tmp_aes_iv"));
        }
    }
}
