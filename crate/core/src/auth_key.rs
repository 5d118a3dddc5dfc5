use core::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use crate::sha::sha1;

/// An authorization key, permanent or temporary: 256 secret bytes and the two hashes that name it.
///
/// On the heap, so that moving it leaves no copies behind; wiped when dropped; compared in constant
/// time; `Debug` prints the id only.
#[derive(Clone)]
pub struct AuthKey {
    /// g^ab mod p, big-endian, left-padded to 256 bytes.
    bytes: Box<[u8; 256]>,
    /// Bytes 12..20 of the SHA-1, in wire order.
    id: u64,
    /// Bytes 0..8 of the SHA-1, in wire order.
    aux_hash: u64,
}

impl AuthKey {
    /// Length of every authorization key.
    pub const BYTE_LENGTH: usize = 256;

    /// Takes the key's bytes: big-endian, left-padded with zeros.
    pub fn new(bytes: Box<[u8; 256]>) -> Self {
        let [a, b, c, d, e, f, g, h, _, _, _, _, id @ ..] = sha1(&[&bytes[..]]);
        Self {
            bytes,
            id: u64::from_le_bytes(id),
            aux_hash: u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        }
    }

    /// Copies a key of exactly 256 bytes; `None` for any other length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut own = Box::new([0; Self::BYTE_LENGTH]);
        if bytes.len() != own.len() {
            return None;
        }
        own.copy_from_slice(bytes);
        Some(Self::new(own))
    }

    /// `auth_key_id`: `to_le_bytes` of it are the bytes on the wire.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// `auth_key_aux_hash` of the key exchange, little-endian like the id.
    pub fn aux_hash(&self) -> u64 {
        self.aux_hash
    }

    /// The secret itself.
    pub fn bytes(&self) -> &[u8; 256] {
        &self.bytes
    }
}

impl Drop for AuthKey {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl PartialEq for AuthKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes.ct_eq(&other.bytes[..]).into()
    }
}

impl Eq for AuthKey {}

impl fmt::Debug for AuthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthKey({:016x})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::cases_of;

    #[test]
    fn hashes_match_the_known_answers() {
        for case in cases_of("kdf", "auth_key_hashes") {
            let key = AuthKey::from_slice(&case.bytes("auth_key")).unwrap();
            assert_eq!(key.id().to_le_bytes(), case.array("auth_key_id"));
            assert_eq!(key.aux_hash().to_le_bytes(), case.array("auth_key_aux_hash"));
        }
    }

    #[test]
    fn debug_shows_no_byte_of_the_key() {
        let key = AuthKey::from_slice(&[0xab; 256]).unwrap();
        assert_eq!(format!("{key:?}"), format!("AuthKey({:016x})", key.id()));
    }

    #[test]
    fn other_lengths_are_no_key() {
        assert!(AuthKey::from_slice(&[0; 255]).is_none());
        assert!(AuthKey::from_slice(&[0; 257]).is_none());
    }
}
