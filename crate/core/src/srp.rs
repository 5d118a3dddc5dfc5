//! The two-step password: a proof of it that does not give it away (spec/mtproto.md §10).
//!
//! SRP over Telegram's Diffie-Hellman groups. A server that may choose the group or its public
//! value freely could learn the password, so every check comes before anything that depends on the
//! password is computed into an answer.

use core::fmt;

use crypto_bigint::{NonZero, U256, U2048, U3072};
use pbkdf2::pbkdf2_hmac;
use sha2::Sha512;
use zeroize::{Zeroize, Zeroizing};

use crate::math::generator::generator_power;
use crate::math::group::{AcceptedPrimes, GroupError};
use crate::math::modpow::mod_pow;
use crate::math::number::{number, pad256, to_bytes};
use crate::sha::sha256;

/// Rounds of PBKDF2: the price of one guess.
const ROUNDS: u32 = 100_000;

/// The least length of srp_B in bytes that is accepted.
const MIN_PUBLIC: usize = 248;

/// `passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow`, the only algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordAlgorithm<'a> {
    /// The account's salt.
    pub salt1: &'a [u8],
    /// The server's salt.
    pub salt2: &'a [u8],
    /// Generator of the group.
    pub g: i32,
    /// Prime of the group, big-endian.
    pub prime: &'a [u8],
}

/// What `inputCheckPasswordSRP` carries beside the srp_id.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordProof {
    /// A: our public value, big-endian, left-padded.
    pub a_public: [u8; 256],
    /// M1: the proof.
    pub m1: [u8; 32],
}

impl fmt::Debug for PasswordProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordProof")
    }
}

/// Why no proof is made. None was sent and nothing is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SrpError {
    /// The server's group is not safe.
    Group(GroupError),
    /// srp_B is not in 1..p, or not 248 to 256 bytes long.
    PublicValue,
    /// u, the hash of both public values, is zero.
    Scrambling,
    /// srp_B − k·v is zero: the server would learn the proof's key without the password.
    SharedBase,
}

impl SrpError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Group(error) => error.code(),
            Self::PublicValue => "ERR_SRP_PUBLIC_VALUE",
            Self::Scrambling => "ERR_SRP_SCRAMBLING",
            Self::SharedBase => "ERR_SRP_SHARED_BASE",
        }
    }
}

impl fmt::Display for SrpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(error) => error.fmt(f),
            Self::PublicValue => f.write_str("srp_B is outside the range that is safe to use"),
            Self::Scrambling => f.write_str("the hash of the SRP public values is zero"),
            Self::SharedBase => f.write_str("srp_B leaves nothing but the password's verifier"),
        }
    }
}

impl core::error::Error for SrpError {}

impl From<GroupError> for SrpError {
    fn from(error: GroupError) -> Self {
        Self::Group(error)
    }
}

/// The group after its checks, with all that follows from it.
struct Group {
    prime: [u8; 256],
    modulus: NonZero<U2048>,
    generator: i32,
    /// g, left-padded as it is hashed.
    g: [u8; 256],
}

impl Group {
    fn check(algorithm: &PasswordAlgorithm<'_>, primes: &AcceptedPrimes) -> Result<Self, SrpError> {
        primes.check_group(algorithm.g, algorithm.prime)?;
        // After the check the prime has 256 bytes and g is small and positive.
        let prime = pad256(algorithm.prime).ok_or(SrpError::PublicValue)?;
        let modulus = NonZero::new(U2048::from_be_slice(&prime)).into_option();
        let modulus = modulus.ok_or(SrpError::PublicValue)?;
        let g = pad256(&algorithm.g.to_be_bytes()).ok_or(SrpError::PublicValue)?;
        Ok(Self { prime, modulus, generator: algorithm.g, g })
    }

    fn power(&self, base: &[u8; 256], exponent: &[u8]) -> [u8; 256] {
        let result = mod_pow(base, exponent, &self.prime);
        debug_assert!(result.is_ok(), "an odd modulus and exponents of at most 257 bytes");
        result.unwrap_or([0; 256])
    }

    fn generator_power(&self, exponent: &[u8]) -> [u8; 256] {
        let result = generator_power(self.generator, exponent, &self.prime);
        debug_assert!(result.is_ok(), "an odd modulus and exponents of at most 256 bytes");
        result.unwrap_or([0; 256])
    }

    /// k = H(p ‖ g), as a number.
    fn k(&self) -> U2048 {
        U256::from_be_slice(&sha256(&[&self.prime, &self.g])).resize()
    }
}

/// The proof that we know `password` (UTF-8 as typed), for the server's public value `srp_b` and
/// our `secret` of 256 random bytes, which must be used for one proof only.
///
/// Takes about 0.1 s, nearly all of it PBKDF2. `primes` remembers groups that were checked.
///
/// # Errors
/// [`SrpError`], by the check that failed.
pub fn answer(
    primes: &AcceptedPrimes,
    algorithm: &PasswordAlgorithm<'_>,
    password: &[u8],
    srp_b: &[u8],
    secret: &[u8; 256],
) -> Result<PasswordProof, SrpError> {
    let group = Group::check(algorithm, primes)?;
    let b_public = number(srp_b).ok_or(SrpError::PublicValue)?;
    if !(MIN_PUBLIC..=256).contains(&srp_b.len())
        || b_public == U2048::ZERO
        || b_public >= *group.modulus
    {
        return Err(SrpError::PublicValue);
    }
    let b_padded = to_bytes(&b_public);

    let a_public = group.generator_power(secret);
    let u = U256::from_be_slice(&sha256(&[&a_public, &b_padded]));
    if u == U256::ZERO {
        return Err(SrpError::Scrambling);
    }
    let x = password_hash(password, algorithm);
    let v = Zeroizing::new(group.generator_power(&*x));
    let modulus = &group.modulus;
    let mut t = group.k().mul_mod_vartime(&U2048::from_be_slice(&*v), modulus);
    t = b_public.sub_mod(&t, modulus);
    if t == U2048::ZERO {
        return Err(SrpError::SharedBase);
    }

    // a + u·x is not reduced: 2049 bits at most.
    let mut exponent: U3072 = u.concatenating_mul(&U256::from_be_slice(&*x)).resize();
    exponent = exponent.wrapping_add(&U2048::from_be_slice(secret).resize());
    let mut exponent_bytes: [u8; 384] = exponent.to_be_bytes().into();
    let shared = Zeroizing::new(group.power(&to_bytes(&t), &exponent_bytes[384 - 257..]));
    exponent.zeroize();
    exponent_bytes.zeroize();
    t.zeroize();

    let k = Zeroizing::new(sha256(&[&*shared]));
    Ok(PasswordProof { a_public, m1: proof(&group, algorithm, &a_public, &b_padded, &k) })
}

/// The verifier g^x mod p of a new password: `new_password_hash`. salt1 is the one that is sent
/// with it: the server's salt1 and 32 random bytes appended.
///
/// Takes about 0.1 s.
///
/// # Errors
/// [`SrpError::Group`] for an unsafe group.
pub fn verifier(
    primes: &AcceptedPrimes,
    algorithm: &PasswordAlgorithm<'_>,
    password: &[u8],
) -> Result<[u8; 256], SrpError> {
    let group = Group::check(algorithm, primes)?;
    Ok(group.generator_power(&*password_hash(password, algorithm)))
}

/// M1 = H((H(p) ⊕ H(g)) ‖ H(salt1) ‖ H(salt2) ‖ A ‖ B ‖ K).
fn proof(
    group: &Group,
    algorithm: &PasswordAlgorithm<'_>,
    a_public: &[u8; 256],
    b_public: &[u8; 256],
    k: &[u8; 32],
) -> [u8; 32] {
    let mut head = sha256(&[&group.prime]);
    for (byte, other) in head.iter_mut().zip(sha256(&[&group.g])) {
        *byte ^= other;
    }
    let (salt1, salt2) = (sha256(&[algorithm.salt1]), sha256(&[algorithm.salt2]));
    sha256(&[&head, &salt1, &salt2, a_public, b_public, k])
}

/// x = PH2(password): two salted hashes, PBKDF2, one more.
fn password_hash(password: &[u8], algorithm: &PasswordAlgorithm<'_>) -> Zeroizing<[u8; 32]> {
    let salted = |data: &[u8], salt: &[u8]| Zeroizing::new(sha256(&[salt, data, salt]));
    let inner = salted(password, algorithm.salt1);
    let first = salted(&*inner, algorithm.salt2);
    let mut stretched = Zeroizing::new([0; 64]);
    pbkdf2_hmac::<Sha512>(&*first, algorithm.salt1, ROUNDS, &mut *stretched);
    salted(&*stretched, algorithm.salt2)
}

#[cfg(test)]
mod tests;
