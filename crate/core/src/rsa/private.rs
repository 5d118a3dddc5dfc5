use core::fmt;

use crypto_bigint::{NonZero, U1024, U2048};
use crypto_primes::{Flavor, random_prime};
use rand_core::CryptoRng;
use zeroize::Zeroize;

use super::{RsaError, RsaPublicKey, der, pem, power};
use crate::math::number::{pad256, to_bytes};

/// A server's private key, for test servers and simulations: correct and constant-time, but with
/// none of the usual speed-ups. Wiped when dropped.
#[derive(Clone)]
pub struct RsaPrivateKey {
    public: RsaPublicKey,
    /// d, left-padded, so that its length tells nothing.
    exponent: Box<[u8; 256]>,
}

impl RsaPrivateKey {
    /// A new key with the exponent 65537. Takes about a second.
    ///
    /// # Errors
    /// [`RsaError::Randomness`] if `rng` gives no usable primes.
    pub fn generate(rng: &mut dyn CryptoRng) -> Result<Self, RsaError> {
        const EXPONENT: u32 = 65537;
        for _ in 0..64 {
            let p: U1024 = random_prime(rng, Flavor::Any, 1024);
            let q: U1024 = random_prime(rng, Flavor::Any, 1024);
            let product = |a: &U1024, b: &U1024| -> U2048 { a.concatenating_mul(b) };
            let (p1, q1) = (p.wrapping_sub(&U1024::ONE), q.wrapping_sub(&U1024::ONE));
            let order = NonZero::new(product(&p1, &q1)).into_option();
            let Some(order) = order else { continue };
            let inverse = U2048::from_u32(EXPONENT).invert_mod(&order).into_option();
            let modulus = to_bytes(&product(&p, &q));
            let public = RsaPublicKey::from_parts(&modulus, &EXPONENT.to_be_bytes());
            if let (Some(d), Ok(public)) = (inverse, public) {
                return Ok(Self { public, exponent: Box::new(to_bytes(&d)) });
            }
        }
        Err(RsaError::Randomness)
    }

    /// A key from PEM text: PKCS#1 (`RSA PRIVATE KEY`) or PKCS#8 (`PRIVATE KEY`), not encrypted.
    ///
    /// # Errors
    /// [`RsaError`], by what is wrong.
    pub fn from_pem(text: &str) -> Result<Self, RsaError> {
        if let Some(block) = pem::decode(text, "RSA PRIVATE KEY") {
            let mut block = block.ok_or(RsaError::Pem)?;
            let key = Self::from_pkcs1(&block);
            block.zeroize();
            return key;
        }
        let mut block = pem::decode(text, "PRIVATE KEY").flatten().ok_or(RsaError::Pem)?;
        let key = Self::from_pkcs8(&block);
        block.zeroize();
        key
    }

    fn from_pkcs8(bytes: &[u8]) -> Result<Self, RsaError> {
        let mut info = der::Der::new(bytes).sequence()?;
        info.unsigned()?; // version
        info.rsa_algorithm()?;
        Self::from_pkcs1(info.octet_string()?)
    }

    fn from_pkcs1(bytes: &[u8]) -> Result<Self, RsaError> {
        let mut key = der::Der::new(bytes).sequence()?;
        key.unsigned()?; // version
        let (modulus, exponent, secret) = (key.unsigned()?, key.unsigned()?, key.unsigned()?);
        let public = RsaPublicKey::from_parts(modulus, exponent)?;
        let exponent = Box::new(pad256(secret).ok_or(RsaError::PrivateKey)?);
        let key = Self { public, exponent };
        // One round trip shows whether d belongs to e and n.
        let probe = pad256(&[2]).ok_or(RsaError::PrivateKey)?;
        if key.decrypt_raw(&key.public.encrypt_raw(&probe)) == probe {
            Ok(key)
        } else {
            Err(RsaError::PrivateKey)
        }
    }

    /// The public half.
    pub fn public(&self) -> &RsaPublicKey {
        &self.public
    }

    #[cfg(test)]
    pub(super) fn decrypt_exponent(&self) -> &[u8; 256] {
        &self.exponent
    }

    /// Textbook RSA: `number^d mod n`, big-endian.
    pub fn decrypt_raw(&self, number: &[u8; 256]) -> [u8; 256] {
        power(number, &self.exponent[..], self.public.modulus())
    }
}

impl Drop for RsaPrivateKey {
    fn drop(&mut self) {
        self.exponent.zeroize();
    }
}

impl fmt::Debug for RsaPrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPrivateKey({:016x})", self.public.fingerprint())
    }
}
