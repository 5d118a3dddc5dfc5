use super::montgomery::Montgomery;

/// The bases that decide primality of every number below 2^64 (and further: below 3.3·10^24).
const WITNESSES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/// Three bases are enough below the least composite that passes for all of them (Jaeschke, 1993).
const FEW: ([u64; 3], u64) = ([2, 7, 61], 4_759_123_141);

/// Whether `n` is prime: Miller-Rabin with a set of bases that is proven enough for its size.
pub(super) fn is_prime(n: u64) -> bool {
    if n < 2 {
        return false;
    }
    if let Some(prime) = WITNESSES.iter().find(|&&prime| n.is_multiple_of(prime)) {
        return n == *prime;
    }
    if n < 61 * 61 {
        // What is left of the small primes decides; 61 would be no base for itself.
        return [41, 43, 47, 53, 59].iter().all(|&prime| n == prime || !n.is_multiple_of(prime));
    }
    let (few, below) = &FEW;
    let bases: &[u64] = if n < *below { few } else { &WITNESSES };
    if n < 1 << 62 { passes::<true>(n, bases) } else { passes::<false>(n, bases) }
}

fn passes<const LAZY: bool>(n: u64, bases: &[u64]) -> bool {
    let m = Montgomery::<LAZY>::new(n);
    let (one, radix_squared) = (m.one(), m.radix_squared());
    let minus_one = m.sub(0, one);
    let twos = (n - 1).trailing_zeros();
    let odd = (n - 1) >> twos;
    bases.iter().all(|&witness| {
        let mut power = m.pow(m.mul(witness, radix_squared), odd);
        if m.equal(power, one) {
            return true;
        }
        for _ in 0..twos {
            if m.equal(power, minus_one) {
                return true;
            }
            power = m.square(power);
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_sieve_below_a_hundred_thousand() {
        let mut prime = vec![true; 100_000];
        (prime[0], prime[1]) = (false, false);
        for i in 2..prime.len() {
            if prime[i] {
                (i * i..prime.len()).step_by(i).for_each(|multiple| prime[multiple] = false);
            }
        }
        for (n, &expected) in (0u64..).zip(&prime) {
            assert_eq!(is_prime(n), expected, "{n}");
        }
    }

    #[test]
    fn strong_pseudoprimes_and_the_ends_of_the_range_are_told() {
        // Composites that pass for the first 1, 4, 8 and 9 bases together.
        for composite in [2047, 3_215_031_751, 341_550_071_728_321, 3_825_123_056_546_413_051] {
            assert!(!is_prime(composite), "{composite}");
        }
        // Those that pass for 2, 7 and 61, and the least four that pass for 2.
        for composite in [4_759_123_141, 2047, 3277, 4033, 4681] {
            assert!(!is_prime(composite), "{composite}");
        }
        for composite in [u64::MAX, 1 << 62, 1 << 63, 4_294_967_291 * 4_294_967_291] {
            assert!(!is_prime(composite), "{composite}");
        }
        // The greatest primes below 2^62, 2^63 and 2^64.
        for prime in [(1 << 62) - 57, (1 << 63) - 25, u64::MAX - 58] {
            assert!(is_prime(prime), "{prime}");
        }
    }
}
