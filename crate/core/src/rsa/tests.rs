use rand_chacha::ChaCha8Rng;
use rand_core::{CryptoRng, SeedableRng, TryCryptoRng, TryRng};

use super::*;
use crate::vectors::{Json, cases_of, hex};

/// Hands out recorded bytes, so that recorded ciphertexts come out.
pub(crate) struct Recorded {
    bytes: std::collections::VecDeque<u8>,
}

impl Recorded {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.iter().copied().collect() }
    }
}

impl TryRng for Recorded {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Self::Error> {
        target.fill_with(|| self.bytes.pop_front().expect("recorded randomness used up"));
        Ok(())
    }
}

impl TryCryptoRng for Recorded {}

/// A source of nothing but ones.
struct Stuck;

impl TryRng for Stuck {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::MAX)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::MAX)
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Self::Error> {
        target.fill(0xff);
        Ok(())
    }
}

impl TryCryptoRng for Stuck {}

fn rng(seed: u64) -> impl CryptoRng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn key_of(case: &Json) -> RsaPublicKey {
    RsaPublicKey::from_parts(&case.bytes("modulus"), &case.bytes("exponent")).unwrap()
}

const PRODUCTION: &str = "-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
-----END RSA PUBLIC KEY-----";

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - group.len()));
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= group.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

fn pem(label: &str, bytes: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64(bytes))
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut bytes = match length {
        0..0x80 => vec![tag, length as u8],
        0x80..0x100 => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    bytes.extend(content);
    bytes
}

fn integer(bytes: &[u8]) -> Vec<u8> {
    element(2, &[&[0], bytes].concat())
}

fn pkcs1(numbers: &[&[u8]]) -> Vec<u8> {
    element(0x30, &numbers.iter().flat_map(|number| integer(number)).collect::<Vec<_>>())
}

fn algorithm() -> Vec<u8> {
    element(0x30, &[&hex("06092a864886f70d010101")[..], &[5, 0]].concat())
}

fn spki(key: &[u8]) -> Vec<u8> {
    element(0x30, &[algorithm(), element(3, &[&[0], key].concat())].concat())
}

fn modulus() -> [u8; 256] {
    *RsaPublicKey::from_pem(PRODUCTION).unwrap().modulus()
}

#[test]
fn fingerprints_match_the_known_answers() {
    for case in cases_of("rsa_pad", "fingerprint") {
        let fingerprint = key_of(&case).fingerprint();
        assert_eq!(fingerprint.to_le_bytes(), case.array("fingerprint_le_bytes"));
        assert_eq!(format!("{fingerprint:016x}"), case.text("fingerprint_hex"));
    }
}

#[test]
fn padding_matches_the_known_answer() {
    for case in cases_of("rsa_pad", "rsa_pad") {
        let random = [case.bytes("random_padding"), case.bytes("temp_key")].concat();
        let sealed = pad(&key_of(&case), &case.bytes("data"), &mut Recorded::new(&random));
        assert_eq!(sealed.unwrap()[..], case.bytes("encrypted"));
    }
}

#[test]
fn padding_takes_a_new_temp_key_until_the_number_is_below_the_modulus() {
    // With the smallest modulus of 2048 bits about every second temp_key fails.
    let mut small = [0; 256];
    (small[0], small[255]) = (0x80, 1);
    let key = RsaPublicKey::from_parts(&small, &[3]).unwrap();
    for seed in 0..16 {
        let sealed = pad(&key, b"data", &mut rng(seed)).unwrap();
        assert!(sealed < small);
    }
}

#[test]
fn a_broken_source_of_randomness_is_an_error_and_no_endless_loop() {
    let mut small = [0; 256];
    (small[0], small[255]) = (0x80, 1);
    let key = RsaPublicKey::from_parts(&small, &[3]).unwrap();
    let result = (0..=PADDED_DATA).map(|length| pad(&key, &vec![7; length], &mut Stuck));
    assert!(result.into_iter().any(|sealed| sealed == Err(RsaError::Randomness)));
}

#[test]
fn data_beyond_144_bytes_is_refused() {
    let key = RsaPublicKey::from_pem(PRODUCTION).unwrap();
    assert_eq!(pad(&key, &[0; 145], &mut Stuck), Err(RsaError::DataTooLong { length: 145 }));
}

#[test]
fn pem_is_read_in_both_forms() {
    let key = RsaPublicKey::from_pem(PRODUCTION).unwrap();
    assert_eq!(key.fingerprint(), 0xd09d_1d85_de64_fd85);
    assert_eq!(key.exponent(), 65537);
    let inner = pkcs1(&[key.modulus(), &[1, 0, 1]]);
    assert_eq!(RsaPublicKey::from_pem(&pem("RSA PUBLIC KEY", &inner)), Ok(key.clone()));
    assert_eq!(RsaPublicKey::from_pem(&pem("PUBLIC KEY", &spki(&inner))), Ok(key.clone()));
    let windows = format!("text before\r\n{}\r\nafter", PRODUCTION.replace('\n', "\r\n"));
    assert_eq!(RsaPublicKey::from_pem(&windows), Ok(key));
}

#[test]
fn debug_of_a_key_is_its_fingerprint() {
    let key = RsaPublicKey::from_pem(PRODUCTION).unwrap();
    assert_eq!(format!("{key:?}"), "RsaPublicKey(d09d1d85de64fd85)");
}

#[test]
fn broken_pem_is_refused() {
    let error = |text: &str| RsaPublicKey::from_pem(text).unwrap_err();
    assert_eq!(error(""), RsaError::Pem);
    assert_eq!(error("no key"), RsaError::Pem);
    assert_eq!(error(&PRODUCTION[..200]), RsaError::Pem);
    assert_eq!(error(&PRODUCTION.replace("MIIB", "MI!B")), RsaError::Pem);
    assert_eq!(error(&PRODUCTION.replace("RSA PUBLIC", "PUBLIC")), RsaError::Der);
    assert_eq!(error(&PRODUCTION.replace("RSA PUBLIC", "RSA PRIVATE")), RsaError::Pem);
}

#[test]
fn every_truncation_and_every_changed_byte_of_the_der_is_an_error_or_another_key() {
    let whole = pkcs1(&[&modulus(), &[1, 0, 1]]);
    for length in 0..whole.len() {
        let text = pem("RSA PUBLIC KEY", &whole[..length]);
        assert_eq!(RsaPublicKey::from_pem(&text), Err(RsaError::Der), "{length}");
    }
    let real = RsaPublicKey::from_pem(PRODUCTION).unwrap();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        assert_ne!(RsaPublicKey::from_pem(&pem("RSA PUBLIC KEY", &changed)), Ok(real.clone()));
    }
    let trailing = [&whole[..], &[0]].concat();
    assert_eq!(RsaPublicKey::from_pem(&pem("RSA PUBLIC KEY", &trailing)), Err(RsaError::Der));
}

#[test]
fn keys_of_another_kind_are_refused() {
    let parts = |modulus: &[u8], exponent: &[u8]| RsaPublicKey::from_parts(modulus, exponent);
    let n = modulus();
    assert_eq!(parts(&n[1..], &[3]), Err(RsaError::Modulus), "2040 bits");
    assert_eq!(parts(&[&[1], &n[..]].concat(), &[3]), Err(RsaError::Modulus), "2049 bits");
    let mut short = n;
    short[0] &= 0x7f;
    assert_eq!(parts(&short, &[3]), Err(RsaError::Modulus), "2047 bits");
    let mut even = n;
    even[255] ^= 1;
    assert_eq!(parts(&even, &[3]), Err(RsaError::Modulus));
    for exponent in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[1; 9]] {
        assert_eq!(parts(&n, exponent), Err(RsaError::Exponent), "{exponent:?}");
    }
    // An EC key in SPKI form.
    let ec = element(0x30, &[element(0x30, &hex("06072a8648ce3d0201")), vec![3, 1, 0]].concat());
    assert_eq!(RsaPublicKey::from_pem(&pem("PUBLIC KEY", &ec)), Err(RsaError::Algorithm));
    let negative = element(0x30, &[element(2, &n), integer(&[3])].concat());
    assert_eq!(RsaPublicKey::from_pem(&pem("RSA PUBLIC KEY", &negative)), Err(RsaError::Der));
}

#[test]
fn private_key_opens_what_the_public_one_seals() {
    let key = RsaPrivateKey::generate(&mut rng(7)).unwrap();
    let sealed = pad(key.public(), b"payload", &mut rng(8)).unwrap();
    assert!(unpad(&key, &sealed).unwrap().starts_with(b"payload"));
    let mut changed = sealed;
    changed[100] ^= 1;
    assert_eq!(unpad(&key, &changed), Err(RsaError::Padding));

    // The same key through PEM; the parts after d are not looked at.
    let numbers: [&[u8]; 4] =
        [&[0], key.public().modulus(), &[1, 0, 1], &key.decrypt_exponent()[..]];
    let inner = pkcs1(&numbers);
    let read = RsaPrivateKey::from_pem(&pem("RSA PRIVATE KEY", &inner)).unwrap();
    assert!(unpad(&read, &sealed).is_ok());
    let outer = element(0x30, &[integer(&[0]), algorithm(), element(4, &inner)].concat());
    let read = RsaPrivateKey::from_pem(&pem("PRIVATE KEY", &outer)).unwrap();
    assert!(unpad(&read, &sealed).is_ok());

    let wrong: [&[u8]; 4] = [&[0], key.public().modulus(), &[1, 0, 1], &[77]];
    let result = RsaPrivateKey::from_pem(&pem("RSA PRIVATE KEY", &pkcs1(&wrong)));
    assert_eq!(result.unwrap_err(), RsaError::PrivateKey);
    assert_eq!(RsaPrivateKey::from_pem(PRODUCTION).unwrap_err(), RsaError::Pem);
    assert!(format!("{key:?}").starts_with("RsaPrivateKey("));
}
