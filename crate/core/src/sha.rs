//! SHA-1 and SHA-256 over the concatenation of slices.
//!
//! Every hash of MTProto is over two or three joined pieces; taking them apart saves the copy.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// SHA-1 of the joined `parts`.
pub fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    let mut hash = Sha1::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// SHA-256 of the joined `parts`.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::hex;

    #[test]
    fn hashes_the_joined_parts() {
        // FIPS 180-4, the three-letter example.
        assert_eq!(sha1(&[b"a", b"", b"bc"])[..], hex("a9993e364706816aba3e25717850c26c9cd0d89d"));
        assert_eq!(
            sha256(&[b"ab", b"c"])[..],
            hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        );
    }
}
