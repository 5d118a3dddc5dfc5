//! Pollard's rho in Brent's form: the certain way, for small numbers and where curves fail.

use super::montgomery::{Montgomery, gcd};

/// Differences multiplied before a gcd is taken.
const BATCH: usize = 256;

/// A factor 1 < f < n of an odd composite `n`. It always ends: each polynomial x² + c runs into
/// its cycle after about √p steps, and c goes on until one splits `n`.
pub(super) fn factor(n: u64) -> u64 {
    if n < 1 << 62 { rho::<true>(n) } else { rho::<false>(n) }
}

fn rho<const LAZY: bool>(n: u64) -> u64 {
    let m = Montgomery::<LAZY>::new(n);
    let one = m.one();
    let mut c = one;
    loop {
        if let Some(factor) = with_constant(&m, one, c) {
            return factor;
        }
        c = m.add(c, one);
    }
}

/// One polynomial x² + c, from x = 2; `None` if both primes show at the same step.
fn with_constant<const LAZY: bool>(m: &Montgomery<LAZY>, one: u64, c: u64) -> Option<u64> {
    let n = m.modulus();
    let next = |x: u64| m.add(m.square(x), c);
    let mut fast = m.add(one, one);
    let mut length = 1;
    loop {
        // Compare with the value at the last power of two.
        let slow = fast;
        for _ in 0..length {
            fast = next(fast);
        }
        let mut done = 0;
        while done < length {
            let (start, steps) = (fast, BATCH.min(length - done));
            let mut product = one;
            for _ in 0..steps {
                fast = next(fast);
                product = m.mul(product, m.sub(slow, fast));
            }
            let divisor = gcd(product % n, n);
            if divisor == n {
                return single_steps(m, slow, start, next);
            }
            if divisor != 1 {
                return Some(divisor);
            }
            done += steps;
        }
        length *= 2;
    }
}

/// Repeats a batch whose product was 0 mod n, one step at a time.
fn single_steps<const LAZY: bool>(
    m: &Montgomery<LAZY>,
    slow: u64,
    start: u64,
    next: impl Fn(u64) -> u64,
) -> Option<u64> {
    let n = m.modulus();
    let mut fast = start;
    loop {
        fast = next(fast);
        let divisor = gcd(m.sub(slow, fast) % n, n);
        if divisor != 1 {
            return (divisor != n).then_some(divisor);
        }
    }
}
