//! RSA of the key exchange: keys with a 2048-bit modulus and nothing else, and the padding that
//! MTProto uses instead of OAEP (spec/mtproto.md §2.2, §3.5).

use core::fmt;

use crate::math::modpow::mod_pow;
use crate::math::number::minimal;
use crate::sha::sha1;
use crate::tl::Writer;

mod der;
mod pad;
mod pem;
mod private;

pub use pad::{PADDED_DATA, pad, unpad};
pub use private::RsaPrivateKey;

/// Why an RSA key or a piece of data is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RsaError {
    /// No PEM block with one of the labels that are understood.
    Pem,
    /// The PEM block does not contain the DER structure that its label promises.
    Der,
    /// The key is for another algorithm than RSA.
    Algorithm,
    /// The modulus does not have 2048 bits, or is even.
    Modulus,
    /// The exponent is even, below 3 or above 64 bits.
    Exponent,
    /// A prime of a private key does not divide the modulus, or does not fit the exponent.
    PrivateKey,
    /// More data than RSA_PAD takes.
    DataTooLong {
        /// Its length; at most [`PADDED_DATA`].
        length: usize,
    },
    /// The source of randomness gives no usable number.
    Randomness,
    /// A ciphertext whose contents do not pass their hash.
    Padding,
}

impl RsaError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pem => "ERR_RSA_PEM",
            Self::Der => "ERR_RSA_DER",
            Self::Algorithm => "ERR_RSA_ALGORITHM",
            Self::Modulus => "ERR_RSA_MODULUS",
            Self::Exponent => "ERR_RSA_EXPONENT",
            Self::PrivateKey => "ERR_RSA_PRIVATE_KEY",
            Self::DataTooLong { .. } => "ERR_RSA_DATA_TOO_LONG",
            Self::Randomness => "ERR_RSA_RANDOMNESS",
            Self::Padding => "ERR_RSA_PADDING",
        }
    }
}

impl fmt::Display for RsaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pem => f.write_str("no PEM block with an RSA key"),
            Self::Der => f.write_str("the PEM block holds no well-formed RSA key"),
            Self::Algorithm => f.write_str("the key is not an RSA key"),
            Self::Modulus => f.write_str("the RSA modulus is not an odd number of 2048 bits"),
            Self::Exponent => f.write_str("the RSA exponent is not an odd number of 2 to 64 bits"),
            Self::PrivateKey => f.write_str("the parts of the RSA private key do not fit"),
            Self::DataTooLong { length } => {
                write!(f, "RSA_PAD takes at most {PADDED_DATA} bytes, got {length}")
            }
            Self::Randomness => f.write_str("the random numbers for RSA_PAD are not random"),
            Self::Padding => f.write_str("the RSA ciphertext does not pass its check"),
        }
    }
}

impl core::error::Error for RsaError {}

/// A server's public key.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    /// n, big-endian, exactly 2048 bits, odd.
    modulus: [u8; 256],
    /// e, odd, at least 3.
    exponent: u64,
    /// The name by which servers offer the key.
    fingerprint: u64,
}

impl RsaPublicKey {
    /// A key from its numbers, big-endian, leading zeros allowed.
    ///
    /// # Errors
    /// [`RsaError::Modulus`], [`RsaError::Exponent`].
    pub fn from_parts(modulus: &[u8], exponent: &[u8]) -> Result<Self, RsaError> {
        let modulus: [u8; 256] = minimal(modulus).try_into().map_err(|_| RsaError::Modulus)?;
        if modulus[0] < 0x80 || modulus[255].is_multiple_of(2) {
            return Err(RsaError::Modulus);
        }
        let bytes = minimal(exponent);
        if bytes.len() > 8 {
            return Err(RsaError::Exponent);
        }
        let exponent = bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
        if exponent < 3 || exponent.is_multiple_of(2) {
            return Err(RsaError::Exponent);
        }
        let fingerprint = fingerprint(&modulus, bytes);
        Ok(Self { modulus, exponent, fingerprint })
    }

    /// A key from PEM text: PKCS#1 (`RSA PUBLIC KEY`, as Telegram publishes them) or SPKI
    /// (`PUBLIC KEY`). Text around the block is ignored.
    ///
    /// # Errors
    /// [`RsaError`], by what is wrong.
    pub fn from_pem(text: &str) -> Result<Self, RsaError> {
        if let Some(block) = pem::decode(text, "RSA PUBLIC KEY") {
            return Self::from_pkcs1(&block.ok_or(RsaError::Pem)?);
        }
        let block = pem::decode(text, "PUBLIC KEY").flatten().ok_or(RsaError::Pem)?;
        Self::from_pkcs1(der::subject_public_key(&block)?)
    }

    fn from_pkcs1(bytes: &[u8]) -> Result<Self, RsaError> {
        let mut outer = der::Der::new(bytes);
        let mut key = outer.sequence()?;
        let (modulus, exponent) = (key.unsigned()?, key.unsigned()?);
        key.end()?;
        outer.end()?;
        Self::from_parts(modulus, exponent)
    }

    /// The name by which servers offer the key: the last 8 bytes of a SHA-1, little-endian.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// n, big-endian.
    pub fn modulus(&self) -> &[u8; 256] {
        &self.modulus
    }

    /// e.
    pub fn exponent(&self) -> u64 {
        self.exponent
    }

    /// Textbook RSA: `number^e mod n`, big-endian. Only [`pad`] makes it safe to use.
    pub fn encrypt_raw(&self, number: &[u8; 256]) -> [u8; 256] {
        power(number, minimal(&self.exponent.to_be_bytes()), &self.modulus)
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublicKey({:016x})", self.fingerprint)
    }
}

/// `mod_pow` for a modulus and an exponent that are known to be fit.
fn power(number: &[u8; 256], exponent: &[u8], modulus: &[u8; 256]) -> [u8; 256] {
    let result = mod_pow(number, exponent, modulus);
    debug_assert!(result.is_ok(), "the constructors have checked the key");
    result.unwrap_or([0; 256])
}

/// SHA1(tl_bytes(n) ‖ tl_bytes(e)), the last eight bytes.
fn fingerprint(modulus: &[u8; 256], exponent: &[u8]) -> u64 {
    let mut writer = Writer::new();
    let written = writer.bytes(modulus).and_then(|writer| writer.bytes(exponent)).is_ok();
    debug_assert!(written, "a few hundred bytes fit a TL field");
    let [.., a, b, c, d, e, f, g, h] = sha1(&[writer.as_bytes()]);
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
pub(crate) mod tests;
