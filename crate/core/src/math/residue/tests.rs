use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U2048};
use proptest::prelude::*;

use super::*;
use crate::math::group::KNOWN_PRIME;

/// Bytes as they seldom come by chance: long runs of ones and zeros, which carries run through.
fn numbers() -> impl Strategy<Value = [u8; 256]> {
    let run = (prop_oneof![Just(0u8), Just(0xff), any::<u8>()], 1usize..200);
    let runs = proptest::collection::vec(run, 1..8).prop_map(|runs| {
        let bytes = runs.into_iter().flat_map(|(byte, count)| std::iter::repeat_n(byte, count));
        let mut number = [0; 256];
        for (to, from) in number.iter_mut().rev().zip(bytes) {
            *to = from;
        }
        number
    });
    let random = proptest::collection::vec(any::<u8>(), 256)
        .prop_map(|bytes| bytes.try_into().unwrap_or([0; 256]));
    prop_oneof![
        3 => runs,
        3 => random,
        1 => Just([0; 256]),
        1 => Just([0xff; 256]),
        1 => Just(small(1)),
    ]
}

fn small(value: u8) -> [u8; 256] {
    let mut number = [0; 256];
    number[255] = value;
    number
}

/// x·y and x² mod n, by crypto-bigint.
fn expected(n: &[u8; 256], x: &[u8; 256], y: &[u8; 256]) -> ([u8; 256], [u8; 256]) {
    let n = Odd::new(U2048::from_be_slice(n)).unwrap();
    let params = FixedMontyParams::new_vartime(n);
    let form =
        |bytes| FixedMontyForm::new(&U2048::from_be_slice(bytes).rem(n.as_nz_ref()), &params);
    let bytes = |form: FixedMontyForm<32>| form.retrieve().to_be_bytes().into();
    (bytes(form(x).mul(&form(y))), bytes(form(x).square()))
}

fn agrees(n: &[u8; 256], x: &[u8; 256], y: &[u8; 256]) {
    let modulus = Modulus::new(n).unwrap();
    let (a, b) = (modulus.enter(x), modulus.enter(y));
    let (product, square) = expected(n, x, y);
    assert_eq!(modulus.leave(&modulus.mul(&a, &b)), product);
    assert_eq!(modulus.leave(&modulus.square(&a)), square);
    assert_eq!(modulus.mul(&a, &a), modulus.square(&a), "the same reduction of the same number");
    let lowest = expected(n, x, &small(1)).0;
    assert_eq!(modulus.leave(&a), lowest, "in and out again");
    assert_eq!(modulus.leave(&modulus.mul(&a, &modulus.one())), lowest);
    // Sums and doubles need not be reduced before the next product.
    let twice = double(&a);
    let double_product = expected(n, &product, &small(2)).0;
    assert_eq!(modulus.leave(&modulus.mul(&twice, &b)), double_product);
}

#[test]
fn extremes_agree_with_crypto_bigint() {
    let mut almost = KNOWN_PRIME;
    almost[255] -= 1;
    let mut top_bit = small(1);
    top_bit[0] = 0x80;
    let moduli = [small(3), small(251), [0xff; 256], KNOWN_PRIME, top_bit];
    let numbers = [[0; 256], small(1), small(2), [0xff; 256], KNOWN_PRIME, almost, top_bit];
    for n in moduli {
        for x in numbers {
            for y in numbers {
                agrees(&n, &x, &y);
            }
        }
    }
}

#[test]
fn a_modulus_is_odd_and_above_one() {
    for value in [0, 1, 2, 254] {
        assert!(Modulus::new(&small(value)).is_none());
    }
}

#[test]
fn every_entry_can_be_selected_and_no_other() {
    let table: [Limbs; 32] = core::array::from_fn(|i| [i as u64 + 1; LIMBS]);
    for index in 0..32 {
        assert_eq!(select(&table, index), [index + 1; LIMBS]);
    }
    assert_eq!(select(&table, 32), [0; LIMBS]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn products_agree_with_crypto_bigint(mut n in numbers(), x in numbers(), y in numbers()) {
        n[255] |= 1;
        if n != small(1) {
            agrees(&n, &x, &y);
        }
    }

    #[test]
    fn bytes_pass_through_limbs(x in numbers()) {
        let limbs = from_bytes(&x);
        prop_assert!(limbs.iter().all(|limb| *limb <= MASK));
        prop_assert_eq!(to_bytes(&limbs), x);
    }
}
