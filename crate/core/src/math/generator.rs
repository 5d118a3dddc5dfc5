//! Powers of a Diffie-Hellman group's generator: the public values of key exchange and SRP.

use zeroize::Zeroize;

use super::group::KNOWN_PRIME;
use super::modpow::{ModPowError, bit, mod_pow};
use super::residue::{LIMBS, Limbs, Modulus, select};

/// `g^exponent mod prime`, as [`mod_pow`] computes it, but in a third of the time for 3 and the
/// prime of all Telegram servers. The time depends on g, the prime and the exponent's length.
///
/// # Errors
/// Those of [`mod_pow`].
pub fn generator_power(
    g: i32,
    exponent: &[u8],
    prime: &[u8; 256],
) -> Result<[u8; 256], ModPowError> {
    // A short exponent is cheaper without the comb, a longer one does not fit it.
    if g == 3 && (128..=256).contains(&exponent.len()) && *prime == KNOWN_PRIME {
        let modulus = Modulus::new(prime).ok_or(ModPowError::Modulus)?;
        return Ok(power_of_three(&modulus, exponent));
    }
    mod_pow(&g.to_be_bytes(), exponent, prime)
}

/// Combs, and the entries of each table.
const COMBS: usize = 2;
const TEETH: usize = 5;
const ENTRIES: usize = 1 << TEETH;
/// Bits from a tooth to the next one, which is of the next comb: all ten reach over 2048 bits.
const SPACING: usize = 205;

/// The powers of 3 for every set of teeth, in Montgomery form mod [`KNOWN_PRIME`], one table a
/// comb: entry s is 3^(Σ 2^(SPACING·(COMBS·t + comb))) over the bits t of s. A test makes them.
static TABLES: [[Limbs; ENTRIES]; COMBS] = {
    let bytes = include_bytes!("generator/powers_of_three.bin").as_chunks::<8>().0;
    let mut tables = [[[0; LIMBS]; ENTRIES]; COMBS];
    let mut at = 0;
    while at < bytes.len() {
        let (entry, limb) = (at / LIMBS, at % LIMBS);
        tables[entry / ENTRIES][entry % ENTRIES][limb] = u64::from_le_bytes(bytes[at]);
        at += 1;
    }
    tables
};

/// Lim and Lee's comb: the exponent is cut into ten pieces that share the squarings, and five bits
/// of as many pieces share a product. So 205 squarings and 410 products do the work of 2048 and
/// 410.
fn power_of_three(modulus: &Modulus, exponent: &[u8]) -> [u8; 256] {
    let mut result = modulus.one();
    for at in (0..SPACING).rev() {
        result = modulus.square(&result);
        for (comb, table) in TABLES.iter().enumerate() {
            let tooth = |t: usize| bit(exponent, at + SPACING * (COMBS * t + comb)) << t;
            let mut power = select(table, (0..TEETH).map(tooth).sum());
            result = modulus.mul(&result, &power);
            power.zeroize();
        }
    }
    let bytes = modulus.leave(&result);
    result.zeroize();
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The contents of generator/powers_of_three.bin.
    fn tables() -> Vec<u8> {
        let modulus = Modulus::new(&KNOWN_PRIME).unwrap();
        let mut three = [0; 256];
        three[255] = 3;
        let mut power = modulus.enter(&three);
        let mut tables = [[modulus.one(); ENTRIES]; COMBS];
        for tooth in 0..TEETH {
            for table in &mut tables {
                for entry in 1 << tooth..2 << tooth {
                    table[entry] = modulus.mul(&table[entry - (1 << tooth)], &power);
                }
                for _ in 0..SPACING {
                    power = modulus.square(&power);
                }
            }
        }
        tables.as_flattened().as_flattened().iter().flat_map(|limb| limb.to_le_bytes()).collect()
    }

    #[test]
    fn the_tables_hold_what_they_should() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/math/generator/powers_of_three.bin");
        let expected = tables();
        if std::env::var_os("HELIOGRAM_WRITE_TABLES").is_some() {
            std::fs::write(file, &expected).unwrap();
        }
        assert!(std::fs::read(file).unwrap() == expected, "write them: HELIOGRAM_WRITE_TABLES=1");
    }

    #[test]
    fn extreme_exponents_agree_with_mod_pow() {
        let mut top = [0; 256];
        top[0] = 0x80;
        for exponent in [&[0; 256][..], &[0xff; 256], &top, &[0xff; 128], &[1; 127], &[1; 257]] {
            assert_eq!(
                generator_power(3, exponent, &KNOWN_PRIME),
                mod_pow(&[3], exponent, &KNOWN_PRIME),
            );
        }
    }

    #[test]
    fn every_other_group_takes_the_general_way() {
        let mut modulus = KNOWN_PRIME;
        modulus[7] ^= 1;
        for (g, prime) in [(2i32, KNOWN_PRIME), (7, KNOWN_PRIME), (3, modulus)] {
            let power = mod_pow(&g.to_be_bytes(), &[0xa7; 256], &prime);
            assert_eq!(generator_power(g, &[0xa7; 256], &prime), power);
        }
        let error = generator_power(3, &[1; 256], &[0; 256]);
        assert_eq!(error, Err(ModPowError::Modulus));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn agrees_with_mod_pow(exponent in proptest::collection::vec(any::<u8>(), 128..=256)) {
            prop_assert_eq!(
                generator_power(3, &exponent, &KNOWN_PRIME),
                mod_pow(&[3], &exponent, &KNOWN_PRIME)
            );
        }
    }
}
