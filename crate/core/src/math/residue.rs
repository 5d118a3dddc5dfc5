//! Montgomery arithmetic modulo an odd number of up to 2048 bits, in constant time.
//!
//! Numbers are 36 limbs of 57 bits. The seven spare bits of every word let a whole column of
//! products be added up in a u128 with no carry to look after: a multiply-add is `mul`, `add` and
//! `adc`, whereas with full words safe Rust needs about eleven instructions. And 4 spare bits at
//! the top, R = 2^2052 ≥ 16·n, let results stay below 2·n instead of n, so that no product ends
//! with a subtraction.
//!
//! Products are scanned column by column, those of the factors together with those of the
//! reduction (the method FIPS of Koç, Acar and Kaliski), four columns at a time: then each word
//! that is read takes part in four multiply-adds, whose sums stay in registers.

use subtle::{ConditionallySelectable, ConstantTimeEq};

/// Words of a number.
pub(super) const LIMBS: usize = 36;
/// Bits of a word.
const BITS: usize = 57;
const MASK: u64 = (1 << BITS) - 1;
/// Columns that are summed up together.
const COLUMNS: usize = 4;

/// A number, the lowest limb first. What [`Modulus`] makes is below 2·n.
pub(super) type Limbs = [u64; LIMBS];

/// The sums of some columns. Each is at most 72 products of 58 bits by 57: below 2^122.
type Columns = [u128; COLUMNS];

/// The number 1.
const ONE: Limbs = {
    let mut one = [0; LIMBS];
    one[0] = 1;
    one
};

/// An odd modulus n > 1 and what its arithmetic needs. Only the numbers are secret, never n.
pub(super) struct Modulus {
    n: Limbs,
    /// −n^-1 mod 2^57.
    inverse: u64,
    /// R mod n: the number 1 in Montgomery form.
    one: Limbs,
    /// R² mod n.
    radix_squared: Limbs,
}

impl Modulus {
    /// The modulus of these big-endian bytes; `None` if it is even or one.
    pub(super) fn new(bytes: &[u8; 256]) -> Option<Self> {
        let n = from_bytes(bytes);
        if n[0].is_multiple_of(2) || n == ONE {
            return None;
        }
        let inverse = super::montgomery::inverse_mod_2_64(n[0]).wrapping_neg() & MASK;
        let one = radix(&n);
        let mut modulus = Self { n, inverse, one, radix_squared: one };
        // From R to 2^2052·R: square and multiply by 2, led by the bits of 2052.
        let exponent = LIMBS * BITS;
        for bit in (0..=exponent.ilog2()).rev() {
            let mut power = modulus.square(&modulus.radix_squared);
            if exponent >> bit & 1 == 1 {
                power = double(&power);
            }
            modulus.radix_squared = power;
        }
        Some(modulus)
    }

    /// The number 1 in Montgomery form.
    pub(super) fn one(&self) -> Limbs {
        self.one
    }

    /// A big-endian number in Montgomery form; it may be greater than the modulus.
    pub(super) fn enter(&self, bytes: &[u8; 256]) -> Limbs {
        self.mul(&from_bytes(bytes), &self.radix_squared)
    }

    /// The number of a Montgomery form, big-endian and below the modulus.
    pub(super) fn leave(&self, number: &Limbs) -> [u8; 256] {
        // The reduction leaves at most n itself.
        let number = self.mul(number, &ONE);
        let (difference, borrow) = subtract(&number, &self.n);
        to_bytes(&core::array::from_fn(|i| {
            u64::conditional_select(&difference[i], &number[i], (borrow as u8).into())
        }))
    }

    /// x·y/R mod n, below 2·n for factors below 4·n.
    pub(super) fn mul(&self, x: &Limbs, y: &Limbs) -> Limbs {
        let reversed = reversed(x);
        self.reduce(
            |columns, k| low(columns, &reversed, y, k),
            |columns, k| {
                high(columns, &reversed, y, k);
            },
        )
    }

    /// x²/R mod n: each product of two different limbs is taken once, and doubled.
    pub(super) fn square(&self, x: &Limbs) -> Limbs {
        let doubled = reversed(&x.map(|limb| 2 * limb));
        self.reduce(
            |columns, k| {
                let half = k / 2;
                rectangle(columns, &doubled[LIMBS - half..], &x[half + 1..k + COLUMNS]);
                centre(columns, x[half..].first_chunk());
            },
            |columns, k| {
                let half = (LIMBS + k) / 2;
                if let Some(start) = doubled.get(LIMBS - half..LIMBS - COLUMNS - k) {
                    rectangle(columns, start, &x[half + 1..]);
                    corner(columns, &doubled, x, k);
                    centre(columns, x[half..].first_chunk());
                } else {
                    // The last block is but a corner: x33·x35, x34², x34·x35 and x35².
                    let [.., x34, x35] = *x;
                    columns[0] += product(doubled[2], x35);
                    centre(columns, Some(&[x34, x35, 0, 0]));
                }
            },
        )
    }

    /// Montgomery's reduction of a product whose columns from k on are added to zeros by `low`,
    /// and those from [`LIMBS`] + k on by `high`.
    #[inline(always)]
    fn reduce(
        &self,
        low: impl Fn(&mut Columns, usize),
        high: impl Fn(&mut Columns, usize),
    ) -> Limbs {
        let n = &self.n;
        let [n0, n1, n2, n3, ..] = *n;
        // The multiple of n that makes the low half zero; reversed.
        let mut multiple = [0; LIMBS];
        let mut carry = 0;
        for k in (0..LIMBS).step_by(COLUMNS) {
            let mut columns = [0; COLUMNS];
            low(&mut columns, k);
            rectangle(&mut columns, &multiple[LIMBS - k..], &n[1..k + COLUMNS]);
            let mut next = |column: u128| {
                let sum: u128 = carry + column;
                let limb = (sum as u64).wrapping_mul(self.inverse) & MASK;
                carry = (sum + product(limb, n0)) >> BITS;
                limb
            };
            let m0 = next(columns[0]);
            let m1 = next(columns[1] + product(m0, n1));
            let m2 = next(columns[2] + product(m0, n2) + product(m1, n1));
            let m3 = next(columns[3] + product(m0, n3) + product(m1, n2) + product(m2, n1));
            multiple[LIMBS - COLUMNS - k..LIMBS - k].copy_from_slice(&[m3, m2, m1, m0]);
        }
        let mut result = [0; LIMBS];
        for (k, limbs) in (0..).step_by(COLUMNS).zip(result.as_chunks_mut::<COLUMNS>().0) {
            let mut columns = [0; COLUMNS];
            high(&mut columns, k);
            self::high(&mut columns, &multiple, n, k);
            for (limb, column) in limbs.iter_mut().zip(columns) {
                carry += column;
                *limb = carry as u64 & MASK;
                carry >>= BITS;
            }
        }
        result
    }
}

/// The entry with this index, without a trace of which it is: all are read.
pub(super) fn select(table: &[Limbs], index: u64) -> Limbs {
    let mut result = [0; LIMBS];
    for (at, entry) in (0u64..).zip(table) {
        let mask = u64::conditional_select(&0, &u64::MAX, at.ct_eq(&index));
        for (limb, other) in result.iter_mut().zip(entry) {
            *limb |= other & mask;
        }
    }
    result
}

#[inline(always)]
fn product(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// Adds the products in which all columns have the same factors `x`: x[i]·y[i + j] to column j.
/// As one runs up and the other down, `x` must be reversed. This is where all the time goes.
#[inline(always)]
fn rectangle(columns: &mut Columns, x: &[u64], y: &[u64]) {
    let [mut c0, mut c1, mut c2, mut c3] = *columns;
    for (&x, y) in x.iter().zip(y.windows(COLUMNS)) {
        c0 += product(x, y[0]);
        c1 += product(x, y[1]);
        c2 += product(x, y[2]);
        c3 += product(x, y[3]);
    }
    *columns = [c0, c1, c2, c3];
}

/// Columns from k on of the low half of x·y, `x` reversed.
#[inline(always)]
fn low(columns: &mut Columns, x: &Limbs, y: &Limbs, k: usize) {
    rectangle(columns, &x[LIMBS - 1 - k..], &y[..k + COLUMNS]);
    let x = &x[LIMBS - COLUMNS - k..][..COLUMNS];
    columns[1] += product(x[2], y[0]);
    columns[2] += product(x[2], y[1]) + product(x[1], y[0]);
    columns[3] += product(x[2], y[2]) + product(x[1], y[1]) + product(x[0], y[0]);
}

/// Columns from k on of the high half of x·y, `x` reversed.
#[inline(always)]
fn high(columns: &mut Columns, x: &Limbs, y: &Limbs, k: usize) {
    rectangle(columns, &x[..LIMBS - COLUMNS - k], &y[k + 1..]);
    corner(columns, x, y, k);
}

/// What [`high`] has beside its rectangle.
#[inline(always)]
fn corner(columns: &mut Columns, x: &Limbs, y: &Limbs, k: usize) {
    let x = &x[LIMBS - COLUMNS - k..][..COLUMNS];
    let [.., y1, y2, y3] = *y;
    columns[0] += product(x[2], y3) + product(x[1], y2) + product(x[0], y1);
    columns[1] += product(x[1], y3) + product(x[0], y2);
    columns[2] += product(x[0], y3);
}

/// The products of a square where both indices are about half of the column's.
#[inline(always)]
fn centre(columns: &mut Columns, middle: Option<&[u64; COLUMNS]>) {
    let [a, b, c, d] = *middle.unwrap_or(&[0; COLUMNS]);
    columns[0] += product(a, a);
    columns[1] += product(2 * a, b);
    columns[2] += product(2 * a, c) + product(b, b);
    columns[3] += product(2 * a, d) + product(2 * b, c);
}

fn reversed(x: &Limbs) -> Limbs {
    let mut reversed = *x;
    reversed.reverse();
    reversed
}

/// R mod n. The time depends on n, which is public.
fn radix(n: &Limbs) -> Limbs {
    let top = n.iter().rposition(|&limb| limb != 0).unwrap_or(0);
    let bit = n[top].max(1).ilog2() as usize;
    // The greatest power of two in n, which is less than n, for n is odd.
    let mut power = [0; LIMBS];
    power[top] = 1 << bit;
    for _ in top * BITS + bit..LIMBS * BITS {
        let doubled = double(&power);
        let (difference, borrow) = subtract(&doubled, n);
        power = if borrow == 1 { doubled } else { difference };
    }
    power
}

/// 2·x, which must fit.
fn double(x: &Limbs) -> Limbs {
    let mut carry = 0;
    x.map(|limb| {
        let sum = 2 * limb + carry;
        carry = sum >> BITS;
        sum & MASK
    })
}

/// x − y, and 1 if that is negative.
fn subtract(x: &Limbs, y: &Limbs) -> (Limbs, u64) {
    let mut borrow = 0;
    let difference = core::array::from_fn(|i| {
        let limb = x[i].wrapping_sub(y[i]).wrapping_sub(borrow);
        borrow = limb >> 63;
        limb & MASK
    });
    (difference, borrow)
}

/// Big-endian bytes as limbs.
fn from_bytes(bytes: &[u8; 256]) -> Limbs {
    let mut bytes = bytes.iter().rev();
    let (mut rest, mut bits) = (0u128, 0);
    core::array::from_fn(|_| {
        while bits < BITS {
            rest |= u128::from(*bytes.next().unwrap_or(&0)) << bits;
            bits += 8;
        }
        let limb = rest as u64 & MASK;
        rest >>= BITS;
        bits -= BITS;
        limb
    })
}

/// Limbs of a number below 2^2048 as big-endian bytes.
fn to_bytes(limbs: &Limbs) -> [u8; 256] {
    let mut limbs = limbs.iter();
    let (mut rest, mut bits) = (0u128, 0);
    let mut bytes = [0; 256];
    for byte in bytes.iter_mut().rev() {
        if bits < 8 {
            rest |= u128::from(*limbs.next().unwrap_or(&0)) << bits;
            bits += BITS;
        }
        *byte = rest as u8;
        rest >>= 8;
        bits -= 8;
    }
    bytes
}

#[cfg(test)]
mod tests;
