//! Powers modulo a 2048-bit odd number, in constant time.

use core::fmt;

use zeroize::Zeroize;

use super::number::pad256;
use super::residue::{Limbs, Modulus, select};

/// The longest exponent in bytes: SRP's a + u·x, which is not reduced, needs 257.
pub const MAX_EXPONENT: usize = 384;

/// Why there is no such power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModPowError {
    /// The modulus is even, or one.
    Modulus,
    /// The base has more than 2048 bits.
    BaseTooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// The exponent is longer than [`MAX_EXPONENT`].
    ExponentTooLong {
        /// Its length in bytes.
        length: usize,
    },
}

impl ModPowError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Modulus => "ERR_MOD_POW_MODULUS",
            Self::BaseTooLong { .. } => "ERR_MOD_POW_BASE_TOO_LONG",
            Self::ExponentTooLong { .. } => "ERR_MOD_POW_EXPONENT_TOO_LONG",
        }
    }
}

impl fmt::Display for ModPowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Modulus => f.write_str("the modulus must be odd and above one"),
            Self::BaseTooLong { length } => {
                write!(f, "the base has {length} bytes, at most 256 fit")
            }
            Self::ExponentTooLong { length } => {
                write!(f, "the exponent has {length} bytes, at most {MAX_EXPONENT} are taken")
            }
        }
    }
}

impl core::error::Error for ModPowError {}

/// `base^exponent mod modulus`, all big-endian, the result left-padded to 256 bytes.
///
/// The time depends on the exponent's length in bytes (leading zeros included), not on its value.
///
/// # Errors
/// [`ModPowError`] for a modulus that is even or one, and for numbers that are too long.
pub fn mod_pow(
    base: &[u8],
    exponent: &[u8],
    modulus: &[u8; 256],
) -> Result<[u8; 256], ModPowError> {
    let modulus = Modulus::new(modulus).ok_or(ModPowError::Modulus)?;
    let mut base = pad256(base).ok_or(ModPowError::BaseTooLong { length: base.len() })?;
    if exponent.len() > MAX_EXPONENT {
        return Err(ModPowError::ExponentTooLong { length: exponent.len() });
    }
    let mut number = modulus.enter(&base);
    base.zeroize();
    let result = pow(&modulus, &number, exponent);
    number.zeroize();
    Ok(result)
}

/// Bits of a window. Short exponents, those of RSA, do not pay for a long table.
fn window(exponent: &[u8]) -> usize {
    if exponent.len() > 8 { 5 } else { 2 }
}

/// Fixed windows: five squarings and one product for five bits, whatever they are.
fn pow(modulus: &Modulus, base: &Limbs, exponent: &[u8]) -> [u8; 256] {
    let width = window(exponent);
    let mut table = [modulus.one(); 32];
    let powers = &mut table[..1 << width];
    for i in 1..powers.len() {
        powers[i] = match i % 2 {
            0 => modulus.square(&powers[i / 2]),
            _ => modulus.mul(&powers[i - 1], base),
        };
    }
    let mut result = modulus.one();
    for window in (0..(8 * exponent.len()).div_ceil(width)).rev() {
        for _ in 0..width {
            result = modulus.square(&result);
        }
        let bits = (0..width).map(|i| bit(exponent, width * window + i) << i).sum();
        let mut power = select(powers, bits);
        result = modulus.mul(&result, &power);
        power.zeroize();
    }
    table.zeroize();
    let bytes = modulus.leave(&result);
    result.zeroize();
    bytes
}

/// A bit of a big-endian number, the lowest one first; above the number there are zeros.
pub(super) fn bit(number: &[u8], at: usize) -> u64 {
    let byte = number.len().checked_sub(at / 8 + 1).and_then(|index| number.get(index));
    byte.map_or(0, |byte| u64::from(byte >> (at % 8) & 1))
}

#[cfg(test)]
mod tests {
    use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
    use crypto_bigint::{Odd, U2048, U3072};
    use proptest::prelude::*;

    use super::*;
    use crate::math::group::KNOWN_PRIME;
    use crate::vectors::cases_of;

    /// Square and multiply on u128, the oracle for small numbers.
    fn small(base: u64, exponent: u64, modulus: u64) -> u64 {
        let (mut base, modulus) = (u128::from(base % modulus), u128::from(modulus));
        let mut result = 1 % modulus;
        for bit in 0..64 {
            if exponent >> bit & 1 == 1 {
                result = result * base % modulus;
            }
            base = base * base % modulus;
        }
        result as u64
    }

    #[test]
    fn powers_match_the_transcript() {
        for case in cases_of("auth_key", "transcript") {
            let prime = case.array("dh_prime");
            let g_b = mod_pow(&[3], &case.bytes("b"), &prime).unwrap();
            assert_eq!(g_b[..], case.bytes("g_b"));
            let key = mod_pow(&case.bytes("g_a"), &case.bytes("b"), &prime).unwrap();
            assert_eq!(key[..], case.bytes("auth_key"));
        }
    }

    #[test]
    fn an_unfit_modulus_or_length_is_refused() {
        let error = |base: &[u8], exponent: &[u8], modulus: &[u8]| {
            mod_pow(base, exponent, &pad256(modulus).unwrap()).unwrap_err()
        };
        for modulus in [0, 1, 2, 10] {
            assert_eq!(error(&[3], &[3], &[modulus]), ModPowError::Modulus);
        }
        assert_eq!(error(&[1; 257], &[3], &[7]), ModPowError::BaseTooLong { length: 257 });
        assert_eq!(error(&[1], &[0; 385], &[7]), ModPowError::ExponentTooLong { length: 385 });
    }

    #[test]
    fn leading_zeros_change_nothing() {
        let modulus = pad256(&[251]).unwrap();
        let mut base = [0; 300];
        base[299] = 5;
        let result = mod_pow(&base, &[0, 0, 0, 7], &modulus).unwrap();
        assert_eq!(result[255], small(5, 7, 251) as u8);
        assert_eq!(mod_pow(&[], &[7], &modulus).unwrap(), [0; 256]);
        assert_eq!(mod_pow(&[5], &[], &modulus).unwrap(), pad256(&[1]).unwrap());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn equals_the_small_oracle(base: u64, exponent: u64, half in 1u64..1 << 63) {
            let modulus = 2 * half + 1;
            let result = mod_pow(
                &base.to_be_bytes(),
                &exponent.to_be_bytes(),
                &pad256(&modulus.to_be_bytes()).unwrap(),
            );
            let expected = pad256(&small(base, exponent, modulus).to_be_bytes()).unwrap();
            prop_assert_eq!(result, Ok(expected));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn equals_crypto_bigint(
            base: [u8; 32],
            exponent in proptest::collection::vec(any::<u8>(), 0..=MAX_EXPONENT),
            zeros in 0usize..10,
        ) {
            let mut exponent = exponent;
            exponent.iter_mut().take(zeros).for_each(|byte| *byte = 0);
            let mut padded = [0; MAX_EXPONENT];
            padded[MAX_EXPONENT - exponent.len()..].copy_from_slice(&exponent);
            let base = base.repeat(8);
            let prime = Odd::new(U2048::from_be_slice(&KNOWN_PRIME)).unwrap();
            let form = FixedMontyForm::new(
                &U2048::from_be_slice(&base).rem(prime.as_nz_ref()),
                &FixedMontyParams::new_vartime(prime),
            );
            let expected = form.pow(&U3072::from_be_slice(&padded)).retrieve().to_be_bytes().into();
            prop_assert_eq!(mod_pow(&base, &exponent, &KNOWN_PRIME), Ok(expected));
        }
    }
}
