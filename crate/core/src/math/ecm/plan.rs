//! What every curve computes, worked out at compile time: it depends on the bounds alone.

/// Stage 1 multiplies by all prime powers up to this.
const B1: usize = 127;
/// Stage 2 covers one further prime up to this.
const B2: usize = 5000;

/// An instruction over numbered registers that hold points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    /// to = from
    Copy(u8, u8),
    /// to = 2·from
    Double(u8, u8),
    /// to = p + q, where the last one is p − q
    Add(u8, u8, u8, u8),
}

/// A program under construction. The registers' roles change by renaming.
#[derive(Clone, Copy)]
struct Program {
    ops: [Op; 640],
    length: usize,
    /// Modular products so far.
    cost: u32,
    /// The running point, and A of a chain.
    a: u8,
    b: u8,
    /// Always A − B, up to its sign, which x-coordinates do not have.
    c: u8,
    /// Scratch.
    t: u8,
    u: u8,
}

impl Program {
    const fn push(&mut self, op: Op) {
        self.ops[self.length] = op;
        self.length += 1;
        self.cost += match op {
            Op::Copy(..) => 0,
            Op::Double(..) => 5,
            Op::Add(..) => 6,
        };
    }

    const fn swap_a_b(&mut self) {
        (self.a, self.b) = (self.b, self.a);
    }

    /// Multiplies the running point by an odd `k` by Montgomery's PRAC, a Lucas chain led by the
    /// Euclidean algorithm on (k, r): d·A + e·B stays what is sought while d and e shrink.
    const fn multiply(&mut self, k: usize, r: usize) {
        let (mut d, mut e) = (k - r, 2 * r - k);
        self.swap_a_b();
        self.push(Op::Copy(self.c, self.b));
        self.push(Op::Double(self.a, self.b));
        while d != e {
            if d < e {
                (d, e) = (e, d);
                self.swap_a_b();
            }
            let (a, b, c) = (self.a, self.b, self.c);
            let close = 4 * (d - e) <= e;
            if close && (d + e).is_multiple_of(3) {
                (d, e) = ((2 * d - e) / 3, (2 * e - d) / 3);
                self.push(Op::Add(self.t, a, b, c));
                self.push(Op::Add(self.u, self.t, a, b));
                self.push(Op::Add(b, b, self.t, a));
                (self.a, self.u) = (self.u, a);
            } else if close && (d - e).is_multiple_of(6) {
                d = (d - e) / 2;
                self.push(Op::Add(b, a, b, c));
                self.push(Op::Double(a, a));
            } else if d <= 4 * e {
                d -= e;
                self.push(Op::Add(c, a, b, c));
                (self.b, self.c) = (c, b);
            } else if (d + e).is_multiple_of(2) {
                d = (d - e) / 2;
                self.push(Op::Add(b, a, b, c));
                self.push(Op::Double(a, a));
            } else if d.is_multiple_of(2) {
                d /= 2;
                self.push(Op::Add(c, c, a, b));
                self.push(Op::Double(a, a));
            } else {
                // d + e is odd and d is odd: e is even.
                e /= 2;
                self.push(Op::Add(c, c, b, a));
                self.push(Op::Double(b, b));
            }
        }
        self.push(Op::Add(self.a, self.a, self.b, self.c));
    }

    /// Multiplies by `k` with the chain that costs least.
    const fn multiply_cheaply(&mut self, k: usize) {
        let mut best = *self;
        best.cost = u32::MAX;
        let mut r = k / 2 + 1;
        while r < k {
            let mut attempt = *self;
            attempt.multiply(k, r);
            if attempt.cost < best.cost {
                best = attempt;
            }
            r += 1;
        }
        *self = best;
    }
}

const PRIMES: [bool; B2 + 1] = {
    let mut primes = [true; B2 + 1];
    (primes[0], primes[1]) = (false, false);
    let mut n = 2;
    while n * n <= B2 {
        let mut multiple = n * n;
        while primes[n] && multiple <= B2 {
            primes[multiple] = false;
            multiple += n;
        }
        n += 1;
    }
    primes
};

const PROGRAM: Program = {
    let nothing = Op::Copy(0, 0);
    let mut program =
        Program { ops: [nothing; 640], length: 0, cost: 0, a: 0, b: 1, c: 2, t: 3, u: 4 };
    // The group order is divisible by 12 and otherwise like a random number: 2 twice and 3 once
    // more than their powers up to B1.
    let mut power = 1;
    while power <= 2 * B1 {
        program.push(Op::Double(program.a, program.a));
        power *= 2;
    }
    let mut prime = 3;
    while prime <= B1 {
        if PRIMES[prime] {
            let mut power = if prime == 3 { 1 } else { prime };
            while power <= B1 {
                program.multiply_cheaply(prime);
                power *= prime;
            }
        }
        prime += 2;
    }
    program
};

/// Stage 1; it starts with the point in register 0.
pub(super) const OPS: [Op; PROGRAM.length] = {
    let mut ops = [Op::Copy(0, 0); PROGRAM.length];
    let mut i = 0;
    while i < ops.len() {
        ops[i] = PROGRAM.ops[i];
        i += 1;
    }
    ops
};

/// The register that holds the result of stage 1.
pub(super) const RESULT: u8 = PROGRAM.a;

/// The baby steps j of stage 2: prime to 6 and up to 61, of which two add up to the giant step.
pub(super) const WHEEL: [usize; 21] = {
    let mut wheel = [1; 21];
    let mut i = 1;
    while i < wheel.len() {
        wheel[i] = wheel[i - 1] + if i % 2 == 1 { 4 } else { 2 };
        i += 1;
    }
    wheel
};

/// The giant step of stage 2.
const GIANT: usize = 120;

/// For the giant step number m + 1 a bit for every baby step j such that GIANT·(m + 1) ± j is a
/// prime between B1 and B2.
pub(super) const MASKS: [u32; (B2 + GIANT / 2) / GIANT] = {
    const fn wanted(n: usize) -> bool {
        n > B1 && n <= B2 && PRIMES[n]
    }
    let mut masks = [0; (B2 + GIANT / 2) / GIANT];
    let mut m = 0;
    while m < masks.len() {
        let centre = GIANT * (m + 1);
        let mut i = 0;
        // The last baby step only helps to make the giant one.
        while i < WHEEL.len() - 1 {
            if wanted(centre + WHEEL[i]) || wanted(centre - WHEEL[i]) {
                masks[m] |= 1 << i;
            }
            i += 1;
        }
        m += 1;
    }
    masks
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Integers mod a prime stand for points: they add as the multiples do.
    #[test]
    fn stage_one_multiplies_by_every_prime_power_and_keeps_its_differences() {
        const MODULUS: i128 = (1 << 61) - 1;
        let mut registers = [0i128; 8];
        registers[0] = 1;
        for op in OPS {
            let value = |register: u8| registers[usize::from(register)];
            let (to, result) = match op {
                Op::Copy(to, from) => (to, value(from)),
                Op::Double(to, from) => (to, 2 * value(from)),
                Op::Add(to, p, q, difference) => {
                    let (sum, other) = (value(p) - value(q), value(difference));
                    assert!(
                        (sum - other) % MODULUS == 0 || (sum + other) % MODULUS == 0,
                        "{op:?}: not the difference"
                    );
                    (to, value(p) + value(q))
                }
            };
            registers[usize::from(to)] = result.rem_euclid(MODULUS);
        }
        let mut expected = 4 * 3;
        for prime in (2..=B1).filter(|&n| PRIMES[n]) {
            let mut power = prime;
            while power <= B1 {
                expected = expected * prime as i128 % MODULUS;
                power *= prime;
            }
        }
        let result = registers[usize::from(RESULT)];
        assert!(result == expected || result == MODULUS - expected);
    }

    #[test]
    fn stage_two_covers_every_prime_between_the_bounds() {
        assert_eq!(WHEEL[20] + WHEEL[19], GIANT);
        for prime in (B1 + 1..=B2).filter(|&n| PRIMES[n]) {
            let covered = MASKS.iter().enumerate().any(|(m, mask)| {
                (0..20).any(|i| mask >> i & 1 == 1 && (GIANT * (m + 1)).abs_diff(prime) == WHEEL[i])
            });
            assert!(covered, "{prime}");
        }
    }
}
