use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::*;
use crate::vectors::cases;

fn random_prime(rng: &mut ChaCha8Rng, bits: u32) -> u64 {
    loop {
        let candidate = rng.next_u64() >> (64 - bits) | 1 << (bits - 1) | 1;
        if is_prime(candidate) {
            return candidate;
        }
    }
}

#[test]
fn factors_match_the_known_answers() {
    for case in cases("pq") {
        let number = |name| u64::from_str_radix(case.text(name), 16).unwrap();
        assert_eq!(factorize(number("pq")), Ok((number("p"), number("q"))));
    }
}

#[test]
fn every_number_below_twenty_thousand_gets_its_verdict() {
    for n in 0u64..20_000 {
        let (mut factors, mut rest) = (Vec::new(), n);
        for divisor in 2..=n {
            while rest > 1 && rest.is_multiple_of(divisor) {
                factors.push(divisor);
                rest /= divisor;
            }
            if rest <= 1 {
                break;
            }
        }
        let expected = match factors[..] {
            [] => Err(FactorError::TooSmall { pq: n }),
            [_] => Err(FactorError::Prime { pq: n }),
            [p, q] => Ok((p, q)),
            _ => Err(FactorError::TooManyFactors { pq: n }),
        };
        assert_eq!(factorize(n), expected, "{n}");
    }
}

#[test]
fn products_of_every_shape_are_split() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for bits_p in 2..=32 {
        for bits_q in bits_p..=64 - bits_p {
            let (a, b) = (random_prime(&mut rng, bits_p), random_prime(&mut rng, bits_q));
            let (p, q) = (a.min(b), a.max(b));
            assert_eq!(factorize(p * q), Ok((p, q)), "{p} x {q}");
        }
    }
}

#[test]
fn products_of_31_bit_primes_are_split() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for _ in 0..2000 {
        let (a, b) = (random_prime(&mut rng, 31), random_prime(&mut rng, 31));
        assert_eq!(factorize(a * b), Ok((a.min(b), a.max(b))));
    }
}

#[test]
fn squares_and_the_greatest_numbers_are_split() {
    for prime in [2u64, 3, 127, 131, 65_521, 4_294_967_291] {
        assert_eq!(factorize(prime * prime), Ok((prime, prime)));
    }
    assert_eq!(factorize(4_294_967_291 * 4_294_967_279), Ok((4_294_967_279, 4_294_967_291)));
    let even = 2 * ((1 << 63) - 25);
    assert_eq!(factorize(even), Ok((2, (1 << 63) - 25)));
}

#[test]
fn primes_and_many_factors_are_told_in_bounded_time() {
    for prime in [2, 3, (1 << 61) - 1, (1 << 63) - 25, u64::MAX - 58] {
        assert_eq!(factorize(prime), Err(FactorError::Prime { pq: prime }));
    }
    let cube = 2_097_143u64.pow(3);
    let fourth = 65_521u64.pow(4);
    let four_primes = 32_749 * 32_719 * 32_717 * 32_713;
    let three_primes = 2_097_143 * 2_097_133 * 2_097_131;
    for pq in [u64::MAX, 1 << 63, 1 << 40, cube, fourth, four_primes, three_primes] {
        assert_eq!(factorize(pq), Err(FactorError::TooManyFactors { pq }));
    }
}

proptest! {
    #[test]
    fn every_number_ends_with_a_true_verdict(n: u64) {
        match factorize(n) {
            Ok((p, q)) => {
                prop_assert!(p <= q && is_prime(p) && is_prime(q));
                prop_assert_eq!(u128::from(p) * u128::from(q), u128::from(n));
            }
            Err(FactorError::TooSmall { .. }) => prop_assert!(n < 2),
            Err(FactorError::Prime { .. }) => prop_assert!(is_prime(n)),
            Err(FactorError::TooManyFactors { .. }) => prop_assert!(!is_prime(n)),
        }
    }
}
