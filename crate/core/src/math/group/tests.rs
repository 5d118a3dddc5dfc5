use super::*;
use crate::vectors::{cases_of, hex};

/// RFC 3526, group 14: a safe prime of 2048 bits that is not Telegram's; p mod 8 = 7.
fn rfc3526() -> [u8; 256] {
    hex("ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74\
         020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437\
         4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
         ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05\
         98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb\
         9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b\
         e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718\
         3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff")
    .try_into()
    .unwrap()
}

fn minus(prime: &[u8; 256], difference: &U2048) -> [u8; 256] {
    to_bytes(&U2048::from_be_slice(prime).wrapping_sub(difference))
}

fn power(bit: u32) -> U2048 {
    U2048::ONE.shl_vartime(bit)
}

fn prime(n: u32) -> bool {
    n > 1 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

#[test]
fn residue_rule_matches_the_known_answers() {
    for case in cases_of("srp", "safe_prime_and_generator_toy") {
        let (p, g) = (case.number("p") as u32, case.number("g") as i32);
        let accept = case.field("accept") == &crate::vectors::Json::Bool(true);
        let is_safe = prime(p) && prime(p / 2);
        assert_eq!(is_safe && generates(g, &p.to_be_bytes()), accept, "p = {p}, g = {g}");
    }
}

#[test]
fn residue_rule_says_quadratic_residue_for_every_small_safe_prime() {
    for p in (11u32..3000).filter(|&p| prime(p) && prime(p / 2)) {
        for g in 2..=7 {
            let is_residue = (1..p).any(|x| x * x % p == g);
            assert_eq!(generates(g as i32, &p.to_be_bytes()), is_residue, "p = {p}, g = {g}");
        }
    }
}

#[test]
fn known_prime_is_the_one_in_the_transcript() {
    for case in cases_of("auth_key", "transcript") {
        assert_eq!(case.array("dh_prime"), KNOWN_PRIME);
    }
    check_safe_prime(&KNOWN_PRIME).unwrap();
}

#[test]
fn known_prime_does_not_excuse_a_wrong_generator() {
    assert_eq!(check_group(3, &KNOWN_PRIME), Ok(()));
    for g in [-1, 0, 1, 2, 8, i32::MIN, i32::MAX] {
        assert_eq!(check_group(g, &KNOWN_PRIME), Err(GroupError::Generator { g }), "{g}");
    }
}

#[test]
fn another_safe_prime_is_accepted_and_remembered() {
    let primes = AcceptedPrimes::default();
    assert_eq!(primes.check_group(2, &rfc3526()), Ok(()));
    assert_eq!(primes.clone().lock().len(), 1);
    assert_eq!(primes.check_group(2, &rfc3526()), Ok(()));
    assert_eq!(primes.lock().len(), 1);
    assert_eq!(primes.check_group(8, &rfc3526()), Err(GroupError::Generator { g: 8 }));
}

#[test]
fn a_prime_with_leading_zeros_is_the_same_prime() {
    let mut long = vec![0; 3];
    long.extend(KNOWN_PRIME);
    assert_eq!(check_group(3, &long), Ok(()));
}

#[test]
fn other_lengths_are_refused() {
    assert_eq!(check_group(3, &[]), Err(GroupError::PrimeLength { bits: 0 }));
    assert_eq!(check_group(3, &[0xff; 255]), Err(GroupError::PrimeLength { bits: 2040 }));
    assert_eq!(check_group(3, &[1; 257]), Err(GroupError::PrimeLength { bits: 2049 }));
    let half = to_bytes(&U2048::from_be_slice(&rfc3526()).shr_vartime(1));
    assert_eq!(check_group(4, &half), Err(GroupError::PrimeLength { bits: 2047 }));
}

#[test]
fn composites_are_refused() {
    // 2^24 steps of 840 below the known prime: the same residues, so that g passes.
    let composite = minus(&KNOWN_PRIME, &U2048::from_u32(840));
    assert_eq!(check_group(3, &composite), Err(GroupError::NotSafePrime));
    let mut even = KNOWN_PRIME;
    even[255] &= 0xfe;
    assert_eq!(check_group(4, &even), Err(GroupError::NotSafePrime));
}

#[test]
fn a_prime_that_is_not_safe_is_refused() {
    // Search downwards from 2^2048 for a prime p with composite (p − 1)/2.
    let mut p = U2048::MAX;
    while !is_prime(Flavor::Any, &p) || is_prime(Flavor::Any, &p.shr_vartime(1)) {
        p = p.wrapping_sub(&U2048::from_u32(2));
    }
    assert_eq!(check_group(4, &to_bytes(&p)), Err(GroupError::NotSafePrime));
}

#[test]
fn public_values_are_held_to_the_range() {
    let prime = KNOWN_PRIME;
    let check = |value: &[u8; 256]| check_public_value(value, &prime);
    for good in [to_bytes(&power(1984)), minus(&prime, &power(1984)), to_bytes(&power(2000))] {
        assert_eq!(check(&good), Ok(good));
    }
    let p = U2048::from_be_slice(&prime);
    for bad in [
        U2048::ZERO,
        U2048::ONE,
        U2048::from_u32(2),
        power(1984).wrapping_sub(&U2048::ONE),
        p.wrapping_sub(&power(1984)).wrapping_add(&U2048::ONE),
        p.wrapping_sub(&U2048::ONE),
        p,
        p.wrapping_add(&U2048::ONE),
        U2048::MAX,
    ] {
        assert_eq!(check(&to_bytes(&bad)), Err(PublicValueError));
    }
    assert_eq!(check_public_value(&[1; 257], &prime), Err(PublicValueError));
    assert_eq!(check_public_value(&[], &prime), Err(PublicValueError));
    assert_eq!(check_public_value(&[1], &[0; 256]), Err(PublicValueError));
}
