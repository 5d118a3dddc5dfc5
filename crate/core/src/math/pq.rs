//! Factoring pq, the puzzle of the key exchange: a product of two primes below 2^63.

use core::fmt;

use rand_core::CryptoRng;

use super::primality::is_prime;
use super::{brent, ecm};

/// Why a number is no product of two primes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactorError {
    /// Zero or one.
    TooSmall {
        /// The number.
        pq: u64,
    },
    /// A prime: it has no two factors.
    Prime {
        /// The number.
        pq: u64,
    },
    /// It has more than two prime factors.
    TooManyFactors {
        /// The number.
        pq: u64,
    },
}

impl FactorError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooSmall { .. } => "ERR_PQ_TOO_SMALL",
            Self::Prime { .. } => "ERR_PQ_PRIME",
            Self::TooManyFactors { .. } => "ERR_PQ_TOO_MANY_FACTORS",
        }
    }
}

impl fmt::Display for FactorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooSmall { pq } => write!(f, "pq = {pq} has no prime factors"),
            Self::Prime { pq } => write!(f, "pq = {pq} is prime"),
            Self::TooManyFactors { pq } => write!(f, "pq = {pq} has more than two prime factors"),
        }
    }
}

impl core::error::Error for FactorError {}

/// The two primes whose product is `pq`, the smaller one first; they may be equal.
///
/// Takes bounded time for every number: tens of microseconds for the products that servers send.
///
/// # Errors
/// [`FactorError`] for 0, 1, primes, and products of more than two primes.
///
/// ```
/// use heliogram_core::math::pq::factorize;
///
/// assert_eq!(factorize(0x17ed_4894_1a08_f981), Ok((0x494c_553b, 0x5391_1073)));
/// ```
pub fn factorize(pq: u64) -> Result<(u64, u64), FactorError> {
    if pq < 2 {
        return Err(FactorError::TooSmall { pq });
    }
    if is_prime(pq) {
        return Err(FactorError::Prime { pq });
    }
    let by_curves = || if pq < CURVES_FROM { None } else { ecm::factor(pq) };
    let factor = small_factor(pq).or_else(by_curves).unwrap_or_else(|| brent::factor(pq));
    let cofactor = pq / factor;
    let (p, q) = (factor.min(cofactor), factor.max(cofactor));
    if is_prime(p) && is_prime(q) { Ok((p, q)) } else { Err(FactorError::TooManyFactors { pq }) }
}

/// Below this Brent's method is the faster one, and curves tend to find both primes at once.
const CURVES_FROM: u64 = 1 << 40;

/// A random prime of 31 bits: the server's half of the puzzle.
pub(crate) fn random_prime(rng: &mut dyn CryptoRng) -> u64 {
    loop {
        let candidate = u64::from(rng.next_u32() | 1 << 31) >> 1 | 1;
        if is_prime(candidate) {
            return candidate;
        }
    }
}

/// The primes of trial division: with them, every curve of the next stage can be used.
const SMALL: [u64; 30] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127,
];

/// For each small prime its inverse mod 2^64 and the greatest quotient: `n · inverse` is at most
/// that iff the prime divides n, one multiplication instead of a division.
const DIVISORS: [(u64, u64); SMALL.len()] = {
    let mut table = [(0, 0); SMALL.len()];
    let mut i = 0;
    while i < SMALL.len() {
        table[i] = (super::montgomery::inverse_mod_2_64(SMALL[i]), u64::MAX / SMALL[i]);
        i += 1;
    }
    table
};

/// A factor found by trial division or because `n` is a square.
fn small_factor(n: u64) -> Option<u64> {
    if n.is_multiple_of(2) {
        return Some(2);
    }
    let divides = |&(inverse, most): &(u64, u64)| n.wrapping_mul(inverse) <= most;
    if let Some((prime, _)) = SMALL.iter().zip(&DIVISORS).find(|(_, divisor)| divides(divisor)) {
        return Some(*prime);
    }
    let root = n.isqrt();
    (root * root == n).then_some(root)
}

#[cfg(test)]
mod tests;
