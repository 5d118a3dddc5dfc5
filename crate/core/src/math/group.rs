//! Checks of a Diffie-Hellman group and of the values that a peer sends in it
//! (spec/mtproto.md §3.6, checks 5–8).
//!
//! A hostile group gives the auth key or the password away: a prime that is not safe has small
//! subgroups, a short one can be solved, a wrong g leaks a bit of the exponent. So these checks
//! run for every group; the prime that all servers use today may skip only the primality test.

use core::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crypto_bigint::{Odd, U2048};
use crypto_primes::hazmat::{MillerRabin, Primality};
use crypto_primes::{Flavor, is_prime};

use super::number::{number, to_bytes};
use crate::sha::sha256;

/// Why a Diffie-Hellman group is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupError {
    /// The prime does not have exactly 2048 bits.
    PrimeLength {
        /// Bits that it has; everything above 2048 bits counts as the bits of its bytes.
        bits: usize,
    },
    /// g is not in 2..=7, or does not generate the subgroup of prime order.
    Generator {
        /// The g that came.
        g: i32,
    },
    /// The prime p or (p − 1)/2 is not prime.
    NotSafePrime,
}

impl GroupError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PrimeLength { .. } => "ERR_DH_PRIME_LENGTH",
            Self::Generator { .. } => "ERR_DH_GENERATOR",
            Self::NotSafePrime => "ERR_DH_PRIME_NOT_SAFE",
        }
    }
}

impl fmt::Display for GroupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PrimeLength { bits } => {
                write!(f, "the Diffie-Hellman prime has {bits} bits instead of 2048")
            }
            Self::Generator { g } => {
                write!(f, "g = {g} does not fit the Diffie-Hellman prime")
            }
            Self::NotSafePrime => f.write_str("the Diffie-Hellman modulus is no safe prime"),
        }
    }
}

impl core::error::Error for GroupError {}

/// A peer's public value outside the range where it is safe to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicValueError;

impl PublicValueError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        "ERR_DH_PUBLIC_VALUE"
    }
}

impl fmt::Display for PublicValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the Diffie-Hellman public value is outside 2^1984 ..= p − 2^1984")
    }
}

impl core::error::Error for PublicValueError {}

/// The prime of all Telegram servers today (they use it with g = 3).
pub const KNOWN_PRIME: [u8; 256] = known_prime();

/// How many accepted primes are remembered. Servers change theirs once in years; the bound keeps a
/// hostile one from filling memory.
const REMEMBERED: usize = 8;

/// Primes that have passed the primality test, so that it runs once per prime and process. Clones
/// share one list; the caller owns it, for the core has no global state.
#[derive(Clone, Debug, Default)]
pub struct AcceptedPrimes {
    /// SHA-256 of each prime, oldest first.
    hashes: Arc<Mutex<Vec<[u8; 32]>>>,
}

impl AcceptedPrimes {
    /// Checks a group as [`check_group`] does, remembering primes that are safe.
    ///
    /// # Errors
    /// [`GroupError`]; a refused prime is not remembered.
    pub fn check_group(&self, g: i32, prime: &[u8]) -> Result<(), GroupError> {
        let prime = check_form(g, prime)?;
        if prime == KNOWN_PRIME {
            return Ok(());
        }
        let hash = sha256(&[&prime]);
        if self.lock().contains(&hash) {
            return Ok(());
        }
        check_safe_prime(&prime)?;
        let mut hashes = self.lock();
        if hashes.len() == REMEMBERED {
            hashes.remove(0);
        }
        hashes.push(hash);
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<[u8; 32]>> {
        // A panic elsewhere cannot leave a list of hashes half changed.
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Checks that `prime` (big-endian) is a safe prime of exactly 2048 bits and that `g` generates its
/// subgroup of prime order. Takes about 0.3 s for a prime that is not [`KNOWN_PRIME`]: see
/// [`AcceptedPrimes`].
///
/// # Errors
/// [`GroupError`], one variant per check.
pub fn check_group(g: i32, prime: &[u8]) -> Result<(), GroupError> {
    AcceptedPrimes::default().check_group(g, prime)
}

/// Checks a peer's public value (big-endian): 1 < v < p − 1 and 2^1984 ≤ v ≤ p − 2^1984. Returns it
/// left-padded to 256 bytes.
///
/// # Errors
/// [`PublicValueError`] outside that range.
pub fn check_public_value(value: &[u8], prime: &[u8; 256]) -> Result<[u8; 256], PublicValueError> {
    let value = number(value).ok_or(PublicValueError)?;
    let prime = U2048::from_be_slice(prime);
    let margin = U2048::ONE.shl_vartime(2048 - 64);
    // 2^1984 > 1, so the narrower range contains the wider rule.
    if prime <= margin || value < margin || value > prime.wrapping_sub(&margin) {
        return Err(PublicValueError);
    }
    Ok(to_bytes(&value))
}

/// The cheap checks: length and g. Returns the prime as 256 bytes.
fn check_form(g: i32, prime: &[u8]) -> Result<[u8; 256], GroupError> {
    let significant = super::number::minimal(prime);
    let bits = match significant.first() {
        Some(first) => 8 * significant.len() - first.leading_zeros() as usize,
        None => 0,
    };
    let Ok(prime) = <[u8; 256]>::try_from(significant) else {
        return Err(GroupError::PrimeLength { bits });
    };
    if bits != 2048 {
        return Err(GroupError::PrimeLength { bits });
    }
    if generates(g, &prime) { Ok(prime) } else { Err(GroupError::Generator { g }) }
}

/// Whether g is a quadratic residue mod p, told from p's residues by quadratic reciprocity: then it
/// generates the subgroup of order (p − 1)/2.
fn generates(g: i32, prime: &[u8]) -> bool {
    let residue =
        |modulus: u32| prime.iter().fold(0, |rest, &byte| (rest * 256 + u32::from(byte)) % modulus);
    match g {
        2 => residue(8) == 7,
        3 => residue(3) == 2,
        4 => true,
        5 => matches!(residue(5), 1 | 4),
        6 => matches!(residue(24), 19 | 23),
        7 => matches!(residue(7), 3 | 5 | 6),
        _ => false,
    }
}

/// Rounds of Miller-Rabin: a composite passes with probability below 4^-64.
const ROUNDS: u8 = 64;

/// Whether p and q = (p − 1)/2 are prime.
///
/// Baillie-PSW on both first: fast, and no composite is known to pass. It has no proof against
/// numbers made to fool it, so q then passes 64 rounds of Miller-Rabin. Their bases are hashes of
/// p and the round: who looks for a composite that passes must try 2^128 of them, as with random
/// ones. p itself needs no more rounds: with q prime, 2^(p−1) ≡ 1 mod p (part of the first test)
/// and p not divisible by 3, Pocklington's criterion proves it.
fn check_safe_prime(prime: &[u8; 256]) -> Result<(), GroupError> {
    let p = U2048::from_be_slice(prime);
    if !is_prime(Flavor::Safe, &p) {
        return Err(GroupError::NotSafePrime);
    }
    let q = Odd::new(p.shr_vartime(1)).into_option().ok_or(GroupError::NotSafePrime)?;
    let test = MillerRabin::new(q);
    let modulus = q.as_nz_ref();
    let passes = (0..ROUNDS).all(|round| {
        let mut base = [0; 256];
        for (index, part) in (0u8..).zip(base.as_chunks_mut::<32>().0) {
            *part = sha256(&[prime, &[round, index]]);
        }
        let base = U2048::from_be_slice(&base).rem_vartime(modulus);
        // 0 and ±1 say nothing; nobody meets them.
        base <= U2048::ONE || test.test(&base) != Primality::Composite
    });
    if passes { Ok(()) } else { Err(GroupError::NotSafePrime) }
}

const fn known_prime() -> [u8; 256] {
    const TEXT: &[u8; 512] = b"\
        C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F\
        48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37\
        20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F64\
        2477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4\
        A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754\
        FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4\
        E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F\
        0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B";
    const fn digit(byte: u8) -> u8 {
        if byte < b'A' { byte - b'0' } else { byte - b'A' + 10 }
    }
    let mut bytes = [0; 256];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = 16 * digit(TEXT[2 * at]) + digit(TEXT[2 * at + 1]);
        at += 1;
    }
    bytes
}

#[cfg(test)]
mod tests;
