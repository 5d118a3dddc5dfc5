use core::fmt;

use zeroize::Zeroize;

use super::kernel;

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

/// The data as whole blocks.
pub(super) fn blocks_of(data: &mut [u8]) -> Result<&mut [[u8; 16]], LengthError> {
    let length = data.len();
    match data.as_chunks_mut() {
        (blocks, []) => Ok(blocks),
        _ => Err(LengthError { length }),
    }
}
