use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::{RsaError, RsaPrivateKey, RsaPublicKey};
use crate::aes::{ige_decrypt, ige_encrypt};
use crate::sha::sha256;

/// The most data that RSA_PAD takes.
pub const PADDED_DATA: usize = 144;

/// data and its random padding.
const PADDED: usize = 192;
/// That and its hash: what AES encrypts.
const HASHED: usize = 224;

/// Attempts to get below the modulus. Each one succeeds with probability n / 2^2048, which is at
/// least 1/2: a source that fails this often is broken.
const ATTEMPTS: usize = 256;

/// RSA_PAD of `data` for `key`: 256 bytes, ready for `encrypted_data`.
///
/// # Errors
/// [`RsaError::DataTooLong`] above [`PADDED_DATA`]; [`RsaError::Randomness`] if `rng` is broken.
pub fn pad(
    key: &RsaPublicKey,
    data: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<[u8; 256], RsaError> {
    if data.len() > PADDED_DATA {
        return Err(RsaError::DataTooLong { length: data.len() });
    }
    let mut padded = Zeroizing::new([0; PADDED]);
    let (head, padding) = padded.split_at_mut(data.len());
    head.copy_from_slice(data);
    rng.fill_bytes(padding);

    for _ in 0..ATTEMPTS {
        let mut temp_key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *temp_key);
        let block = wrap(&padded, &temp_key);
        // Equal lengths, big-endian: the order of bytes is the order of numbers.
        if block < *key.modulus() {
            return Ok(key.encrypt_raw(&block));
        }
    }
    Err(RsaError::Randomness)
}

/// The number that is encrypted: the data under a one-time AES key, and that key under the hash of
/// the result, so that neither can be changed without breaking the other.
fn wrap(padded: &[u8; PADDED], temp_key: &[u8; 32]) -> [u8; 256] {
    let mut block = [0; 256];
    let (key, body) = block.split_at_mut(32);
    body[..PADDED].copy_from_slice(padded);
    body[..PADDED].reverse();
    body[PADDED..].copy_from_slice(&sha256(&[temp_key, padded]));
    let encrypted = ige_encrypt(temp_key, &[0; 32], body);
    debug_assert!(encrypted.is_ok() && body.len() == HASHED, "whole blocks");
    key.copy_from_slice(&sha256(&[body]));
    xor(key, temp_key);
    block
}

/// The server's half: the 192 bytes of data and random padding in a ciphertext of [`pad`].
///
/// # Errors
/// [`RsaError::Padding`] if the contents do not pass their hash.
pub fn unpad(key: &RsaPrivateKey, ciphertext: &[u8; 256]) -> Result<[u8; PADDED], RsaError> {
    let mut block = Zeroizing::new(key.decrypt_raw(ciphertext));
    let (temp_key, body) = block.split_at_mut(32);
    xor(temp_key, &sha256(&[body]));
    let mut aes_key = Zeroizing::new([0; 32]);
    aes_key.copy_from_slice(temp_key);
    ige_decrypt(&aes_key, &[0; 32], body).map_err(|_| RsaError::Padding)?;

    let mut padded = [0; PADDED];
    let (data, hash) = body.split_at(PADDED);
    padded.copy_from_slice(data);
    padded.reverse();
    if sha256(&[&*aes_key, &padded]).ct_eq(hash).into() {
        Ok(padded)
    } else {
        padded.zeroize();
        Err(RsaError::Padding)
    }
}

fn xor(bytes: &mut [u8], with: &[u8; 32]) {
    for (byte, other) in bytes.iter_mut().zip(with) {
        *byte ^= other;
    }
}
