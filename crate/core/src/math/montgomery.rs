use core::fmt;

/// Multiplicative inverse of an odd number mod 2^64.
pub(super) const fn inverse_mod_2_64(odd: u64) -> u64 {
    // 3n ⊕ 2 is right in five bits; every Newton step doubles them.
    let mut inverse = odd.wrapping_mul(3) ^ 2;
    let mut step = 0;
    while step < 4 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

/// Arithmetic mod an odd n on numbers in Montgomery form, x·2^64 mod n.
///
/// `LAZY` keeps values in [0, 2n), which saves the last subtraction of every product; it needs
/// n < 2^62. Sums and differences are branchless: a branch that goes either way costs more than
/// the whole product.
#[derive(Clone, Copy)]
pub(super) struct Montgomery<const LAZY: bool> {
    /// The modulus.
    n: u64,
    /// n^-1 mod 2^64.
    inverse: u64,
    /// Values stay below this: n or 2n.
    top: u64,
}

impl<const LAZY: bool> Montgomery<LAZY> {
    /// For an odd `n`, below 2^62 if `LAZY`.
    pub(super) fn new(n: u64) -> Self {
        debug_assert!(n % 2 == 1 && n > 1 && (!LAZY || n < 1 << 62));
        let top = if LAZY { n.wrapping_mul(2) } else { n };
        Self { n, inverse: inverse_mod_2_64(n), top }
    }

    /// The modulus.
    #[inline(always)]
    pub(super) fn modulus(&self) -> u64 {
        self.n
    }

    /// a·b·2^-64 mod n.
    #[inline(always)]
    pub(super) fn mul(&self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        let multiple = (product as u64).wrapping_mul(self.inverse);
        let low = ((u128::from(multiple) * u128::from(self.n)) >> 64) as u64;
        let high = (product >> 64) as u64;
        let difference = high.wrapping_sub(low);
        if LAZY {
            difference.wrapping_add(self.n)
        } else {
            difference.wrapping_add(self.n & Self::borrow(high, low))
        }
    }

    /// a²·2^-64 mod n.
    #[inline(always)]
    pub(super) fn square(&self, a: u64) -> u64 {
        self.mul(a, a)
    }

    /// a + b mod n.
    #[inline(always)]
    pub(super) fn add(&self, a: u64, b: u64) -> u64 {
        if LAZY {
            let sum = a.wrapping_add(b);
            sum.wrapping_sub(self.top).wrapping_add(self.top & Self::borrow(sum, self.top))
        } else {
            // a − (n − b): without LAZY the sum may not fit 64 bits.
            self.sub(a, self.top.wrapping_sub(b))
        }
    }

    /// a − b mod n.
    #[inline(always)]
    pub(super) fn sub(&self, a: u64, b: u64) -> u64 {
        a.wrapping_sub(b).wrapping_add(self.top & Self::borrow(a, b))
    }

    /// All ones if a < b, else zero. Lazy values are below 2^63, so the sign of the difference
    /// tells: the compiler makes better code of that than of the comparison (35 µs instead of 57
    /// for a whole factorisation).
    #[inline(always)]
    fn borrow(a: u64, b: u64) -> u64 {
        if LAZY {
            ((a.wrapping_sub(b) as i64) >> 63) as u64
        } else {
            u64::from(a < b).wrapping_neg()
        }
    }

    /// 1 in Montgomery form.
    pub(super) fn one(&self) -> u64 {
        self.n.wrapping_neg() % self.n
    }

    /// 2^128 mod n: multiplying by it brings a plain number into Montgomery form.
    pub(super) fn radix_squared(&self) -> u64 {
        // 2^64·2^8, then squared three times: each square doubles the power of the 8.
        let mut radix = self.one();
        for _ in 0..8 {
            radix = self.add(radix, radix);
        }
        for _ in 0..3 {
            radix = self.square(radix);
        }
        radix
    }

    /// Whether two values are the same number mod n.
    pub(super) fn equal(&self, a: u64, b: u64) -> bool {
        a % self.n == b % self.n
    }

    /// base^exponent, base and result in Montgomery form. Not constant-time: pq is public.
    pub(super) fn pow(&self, base: u64, exponent: u64) -> u64 {
        let mut result = self.one();
        for bit in (0..64 - exponent.leading_zeros()).rev() {
            result = self.square(result);
            if exponent >> bit & 1 == 1 {
                result = self.mul(result, base);
            }
        }
        result
    }
}

impl<const LAZY: bool> fmt::Debug for Montgomery<LAZY> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Montgomery({})", self.n)
    }
}

/// Greatest common divisor; gcd(0, n) = n.
pub(super) fn gcd(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    b >>= b.trailing_zeros();
    while a != b {
        let difference = a.abs_diff(b);
        b = a.min(b);
        a = difference >> difference.trailing_zeros();
    }
    a << twos
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agrees<const LAZY: bool>(n: u64, a: u64, b: u64) {
        let m = Montgomery::<LAZY>::new(n);
        let wide = u128::from(n);
        let into = |x: u64| m.mul(x % n, m.radix_squared());
        let out = |x: u64| m.mul(x, 1) % n;
        let (ma, mb) = (into(a), into(b));
        let (a, b) = (u128::from(a % n), u128::from(b % n));
        assert_eq!(u128::from(out(m.mul(ma, mb))), a * b % wide);
        assert_eq!(u128::from(out(m.add(ma, mb))), (a + b) % wide);
        assert_eq!(u128::from(out(m.sub(ma, mb))), (a + wide - b) % wide);
        assert_eq!(out(m.one()), 1 % n);
        assert_eq!(u128::from(out(m.pow(ma, 3))), a * a % wide * a % wide);
    }

    proptest! {
        #[test]
        fn montgomery_form_agrees_with_plain_arithmetic(n: u64, a: u64, b: u64) {
            agrees::<false>(n | 3, a, b);
            agrees::<true>((n >> 2) | 3, a, b);
        }

        #[test]
        fn gcd_agrees_with_euclid(a: u64, b: u64, shared in 0u64..1000) {
            let (a, b) = ((a >> 10) * shared, (b >> 10) * shared);
            let (mut x, mut y) = (a, b);
            while y != 0 {
                (x, y) = (y, x % y);
            }
            prop_assert_eq!(gcd(a, b), x);
        }
    }

    #[test]
    fn extreme_moduli_work() {
        for n in [3, (1 << 62) - 1] {
            agrees::<true>(n, n - 1, n - 1);
        }
        for n in [3, (1 << 62) + 1, (1 << 63) + 1, u64::MAX] {
            agrees::<false>(n, n - 1, n - 1);
        }
    }
}
