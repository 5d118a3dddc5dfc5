//! Lenstra's elliptic-curve method for products of two primes up to 2^32.
//!
//! Each curve succeeds if its number of points mod one of the primes is smooth; a few curves are
//! enough, each with the fixed program of [`plan`]: no branches that depend on data, one gcd and
//! one inversion per pair of curves. Two independent curves run in step, because the multiplier
//! has a long latency and one chain of products alone would leave it idle most of the time.

use super::montgomery::{Montgomery, gcd};

mod plan;

use plan::{MASKS, OPS, Op, RESULT, WHEEL};

/// Curves in step.
const LANES: usize = 2;

/// Parameters σ of Suyama's family: its curves have group orders divisible by 12. On average six
/// curves are needed; a number that outlasts these is left to the caller.
const SIGMAS: core::ops::Range<u64> = 6..70;

/// A factor 1 < f < n of a composite `n` without prime factors up to 127, or `None` if no curve
/// splits it (mostly because each finds all primes at once, as happens when they are small).
pub(super) fn factor(n: u64) -> Option<u64> {
    if n < 1 << 62 { run(&Montgomery::<true>::new(n)) } else { run(&Montgomery::<false>::new(n)) }
}

fn run<const LAZY: bool>(m: &Montgomery<LAZY>) -> Option<u64> {
    let n = m.modulus();
    let proper = |divisor: u64| (divisor != 1 && divisor != n).then_some(divisor);
    let (one, radix_squared) = (m.one(), m.radix_squared());
    SIGMAS.step_by(LANES).find_map(|sigma| {
        let sigmas = core::array::from_fn(|lane| m.mul(sigma + lane as u64, radix_squared));
        match Curves::new(m, sigmas, one, radix_squared) {
            Err(divisor) => proper(divisor),
            Ok((curves, start)) => {
                let found = curves.stage_two(&curves.stage_one(start), one);
                let product = found.iter().fold(one, |product, &value| m.mul(product, value));
                let divisor = gcd(product % n, n);
                proper(divisor).or_else(|| {
                    // Zero mod n: perhaps each lane has found another prime.
                    let mut lanes = found.iter().map(|&value| gcd(value % n, n));
                    if divisor == n { lanes.find_map(proper) } else { None }
                })
            }
        }
    })
}

/// One number per lane.
type Lanes = [u64; LANES];

/// A point on each curve, in the projective x-coordinates of Montgomery's form.
#[derive(Clone, Copy, Default)]
struct Points {
    x: Lanes,
    z: Lanes,
}

struct Curves<'a, const LAZY: bool> {
    m: &'a Montgomery<LAZY>,
    /// (A + 2) / 4 of each curve B·y² = x³ + A·x² + x.
    a24: Lanes,
}

impl<'a, const LAZY: bool> Curves<'a, LAZY> {
    /// The curves with these σ (in Montgomery form) and a point on each.
    ///
    /// u = σ² − 5, v = 4σ, P = (u³ : v³), (A + 2)/4 = (v − u)³ (3u + v) / (16 u³ v).
    ///
    /// # Errors
    /// The gcd of n and a denominator that has no inverse.
    fn new(
        m: &'a Montgomery<LAZY>,
        sigmas: Lanes,
        one: u64,
        radix_squared: u64,
    ) -> Result<(Self, Points), u64> {
        let double = |x: u64| m.add(x, x);
        let five = m.mul(5, radix_squared);
        let (mut start, mut numerators) = (Points::default(), [0; LANES]);
        let (mut denominators, mut before) = ([0; LANES], [0; LANES]);
        let mut product = one;
        for lane in 0..LANES {
            let u = m.sub(m.square(sigmas[lane]), five);
            let v = double(double(sigmas[lane]));
            let u_cubed = m.mul(m.square(u), u);
            start.x[lane] = u_cubed;
            start.z[lane] = m.mul(m.square(v), v);
            let difference = m.sub(v, u);
            let cubed = m.mul(m.square(difference), difference);
            numerators[lane] = m.mul(cubed, m.add(m.add(u, double(u)), v));
            denominators[lane] = double(double(double(double(m.mul(u_cubed, v)))));
            before[lane] = product;
            product = m.mul(product, denominators[lane]);
        }
        // One inversion for all lanes. The inverse of x·R is x^-1·R^-1; R² twice makes it x^-1·R.
        let inverse = inverse(product, m.modulus())?;
        let mut inverse = m.mul(m.mul(inverse, radix_squared), radix_squared);
        let mut a24 = [0; LANES];
        for lane in (0..LANES).rev() {
            a24[lane] = m.mul(numerators[lane], m.mul(inverse, before[lane]));
            inverse = m.mul(inverse, denominators[lane]);
        }
        Ok((Self { m, a24 }, start))
    }

    #[inline(always)]
    fn double(&self, p: &Points) -> Points {
        let m = self.m;
        let mut result = Points::default();
        for lane in 0..LANES {
            let sum = m.square(m.add(p.x[lane], p.z[lane]));
            let difference = m.square(m.sub(p.x[lane], p.z[lane]));
            let cross = m.sub(sum, difference);
            result.x[lane] = m.mul(sum, difference);
            result.z[lane] = m.mul(cross, m.add(difference, m.mul(self.a24[lane], cross)));
        }
        result
    }

    /// p + q, given p − q.
    #[inline(always)]
    fn add(&self, p: &Points, q: &Points, difference: &Points) -> Points {
        let m = self.m;
        let mut result = Points::default();
        for lane in 0..LANES {
            let a = m.mul(m.sub(p.x[lane], p.z[lane]), m.add(q.x[lane], q.z[lane]));
            let b = m.mul(m.add(p.x[lane], p.z[lane]), m.sub(q.x[lane], q.z[lane]));
            result.x[lane] = m.mul(difference.z[lane], m.square(m.add(a, b)));
            result.z[lane] = m.mul(difference.x[lane], m.square(m.sub(a, b)));
        }
        result
    }

    /// The start times every prime power up to B1.
    fn stage_one(&self, start: Points) -> Points {
        // Eight places, so that the mask replaces the bounds check.
        let mut registers = [start; 8];
        let at = |register: u8| usize::from(register) & 7;
        for op in &OPS {
            match *op {
                Op::Copy(to, from) => registers[at(to)] = registers[at(from)],
                Op::Double(to, from) => registers[at(to)] = self.double(&registers[at(from)]),
                Op::Add(to, p, q, difference) => {
                    registers[at(to)] =
                        self.add(&registers[at(p)], &registers[at(q)], &registers[at(difference)]);
                }
            }
        }
        registers[at(RESULT)]
    }

    /// A product per lane that is 0 mod a prime factor if some prime between B1 and B2 takes `q1`
    /// to the neutral point there.
    ///
    /// Each such prime is 120·m ± j: then 120·m·Q and ±j·Q are the same point, and share x/z.
    fn stage_two(&self, q1: &Points, one: u64) -> Lanes {
        let m = self.m;
        let q2 = self.double(q1);
        let q3 = self.add(&q2, q1, q1);
        let q6 = self.double(&q3);
        let mut wheel = [*q1; WHEEL.len()];
        wheel[1] = self.add(&q3, &q2, q1);
        wheel[2] = self.add(&wheel[0], &q6, &wheel[1]);
        wheel[3] = self.add(&wheel[1], &q6, &wheel[0]);
        for i in 4..WHEEL.len() {
            wheel[i] = self.add(&wheel[i - 2], &q6, &wheel[i - 4]);
        }
        let products = wheel.map(|point| core::array::from_fn(|i| m.mul(point.x[i], point.z[i])));
        let products: [Lanes; WHEEL.len()] = products;

        let first = self.add(&wheel[WHEEL.len() - 1], &wheel[WHEEL.len() - 2], &q2);
        let (mut previous, mut giant) = (first, first);
        let mut found = [one; LANES];
        for (step, &mask) in MASKS.iter().enumerate() {
            match step {
                0 => {}
                1 => giant = self.double(&first),
                _ => (previous, giant) = (giant, self.add(&giant, &first, &previous)),
            }
            let product: Lanes = core::array::from_fn(|i| m.mul(giant.x[i], giant.z[i]));
            let mut left = mask;
            while left != 0 {
                let baby = left.trailing_zeros() as usize % WHEEL.len();
                left &= left - 1;
                for lane in 0..LANES {
                    // X·z − x·Z = (X − x)(Z + z) − X·Z + x·z: one product instead of two.
                    let cross = m.mul(
                        m.sub(giant.x[lane], wheel[baby].x[lane]),
                        m.add(giant.z[lane], wheel[baby].z[lane]),
                    );
                    let term = m.add(m.sub(cross, product[lane]), products[baby][lane]);
                    found[lane] = m.mul(found[lane], term);
                }
            }
        }
        found
    }
}

/// The inverse of a mod n, or their gcd if there is none.
fn inverse(a: u64, n: u64) -> Result<u64, u64> {
    let (mut remainder, mut next) = (n, a % n);
    let (mut coefficient, mut next_coefficient) = (0i64, 1i64);
    while next != 0 {
        let quotient = remainder / next;
        (remainder, next) = (next, remainder - quotient * next);
        let product = next_coefficient.wrapping_mul(quotient as i64);
        (coefficient, next_coefficient) = (next_coefficient, coefficient.wrapping_sub(product));
    }
    if remainder != 1 {
        return Err(remainder);
    }
    // |coefficient| ≤ n / 2, so it fits; a negative one is brought into range.
    Ok(if coefficient < 0 { n.wrapping_add_signed(coefficient) } else { coefficient as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_or_gcd() {
        for n in [9u64, 101, 1 << 40 | 1, (1 << 63) - 25, u64::MAX - 58] {
            for a in [1, 2, 3, 10, n - 1, n - 2, n / 2, 0] {
                match inverse(a, n) {
                    Ok(x) => assert_eq!(u128::from(x) * u128::from(a) % u128::from(n), 1),
                    Err(divisor) => assert!(divisor > 1 && divisor == gcd(a % n, n)),
                }
            }
        }
    }

    #[test]
    fn splits_a_typical_product() {
        let n = 0x494c_553b * 0x5391_1073;
        assert!(matches!(factor(n), Some(0x494c_553b | 0x5391_1073)));
    }
}
