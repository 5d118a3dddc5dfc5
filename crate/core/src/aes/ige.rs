use core::fmt;

use zeroize::Zeroize;

use super::kernel;
use super::lanes::Stream;

/// Data for IGE whose length is no multiple of 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthError {
    /// The length in bytes.
    pub length: usize,
}

impl LengthError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        "ERR_AES_LENGTH"
    }
}

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AES-IGE takes a multiple of 16 bytes, got {}", self.length)
    }
}

impl core::error::Error for LengthError {}

/// AES-256-IGE encryption in place with the kernel in use.
///
/// c_i = E(p_i ⊕ c_{i−1}) ⊕ p_{i−1}; `iv` is c_0, then p_0, and is not changed.
///
/// # Errors
/// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
///
/// ```
/// use heliogram_core::aes::{ige_decrypt, ige_encrypt};
///
/// let mut data = *b"exactly 16 bytes";
/// ige_encrypt(&[1; 32], &[2; 32], &mut data)?;
/// ige_decrypt(&[1; 32], &[2; 32], &mut data)?;
/// assert_eq!(&data, b"exactly 16 bytes");
/// # Ok::<(), heliogram_core::aes::LengthError>(())
/// ```
pub fn ige_encrypt(key: &[u8; 32], iv: &[u8; 32], data: &mut [u8]) -> Result<(), LengthError> {
    let mut state = *iv;
    kernel().ige_encrypt(key, &mut state, data)?;
    state.zeroize();
    Ok(())
}

/// AES-256-IGE decryption in place with the kernel in use; `iv` as in [`ige_encrypt`].
///
/// # Errors
/// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
pub fn ige_decrypt(key: &[u8; 32], iv: &[u8; 32], data: &mut [u8]) -> Result<(), LengthError> {
    let mut state = *iv;
    kernel().ige_decrypt(key, &mut state, data)?;
    state.zeroize();
    Ok(())
}

/// AES-256-IGE decryption in place, and the SHA-256 of `prefix` (32 bytes), then the plaintext: what
/// opening a message takes, in hardly more time than decryption alone. `iv` as in [`ige_encrypt`].
///
/// # Errors
/// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
pub fn ige_decrypt_sha256(
    key: &[u8; 32],
    iv: &[u8; 32],
    prefix: &[u8; 32],
    data: &mut [u8],
) -> Result<[u8; 32], LengthError> {
    let mut state = *iv;
    let hash = kernel().ige_decrypt_sha256(key, &mut state, prefix, data)?;
    state.zeroize();
    Ok(hash)
}

/// AES-256-IGE encryption of independent streams with the kernel in use: a multiple of the speed of
/// one after another, where the CPU can. Each `iv` is left ready for the blocks that follow.
///
/// # Errors
/// [`LengthError`] if the length of any is no multiple of 16; nothing is changed then.
///
/// ```
/// use heliogram_core::aes::{Stream, ige_decrypt, ige_encrypt_many};
///
/// let (mut ivs, mut data) = ([[2; 32], [3; 32]], [*b"exactly 16 bytes"; 2]);
/// let [first, second] = &mut ivs;
/// let [one, other] = &mut data;
/// ige_encrypt_many(&mut [
///     Stream { key: &[1; 32], iv: first, data: one },
///     Stream { key: &[4; 32], iv: second, data: other },
/// ])?;
/// ige_decrypt(&[4; 32], &[3; 32], &mut data[1])?;
/// assert_eq!(&data[1], b"exactly 16 bytes");
/// # Ok::<(), heliogram_core::aes::LengthError>(())
/// ```
pub fn ige_encrypt_many(streams: &mut [Stream<'_>]) -> Result<(), LengthError> {
    kernel().ige_encrypt_many(streams)
}

/// AES-256-IGE decryption of independent streams, like [`ige_encrypt_many`].
///
/// # Errors
/// [`LengthError`] if the length of any is no multiple of 16; nothing is changed then.
pub fn ige_decrypt_many(streams: &mut [Stream<'_>]) -> Result<(), LengthError> {
    kernel().ige_decrypt_many(streams)
}

/// The data as whole blocks.
pub(super) fn blocks_of(data: &mut [u8]) -> Result<&mut [[u8; 16]], LengthError> {
    let length = data.len();
    match data.as_chunks_mut() {
        (blocks, []) => Ok(blocks),
        _ => Err(LengthError { length }),
    }
}
