//! A server that is honest except for one thing: each check of the client is broken alone.

use super::super::messages::{
    ClientDhInnerData, DhGen, DhParams, Nonces, ReqDhParams, ReqPq, ResPq, ServerDhInnerData,
    ServerDhParams, SetClientDhParams, Verdict,
};
use super::super::{inner_data::PqInnerData, sealed};
use super::*;
use crate::AuthKey;
use crate::aes::ige_encrypt;
use crate::kdf::exchange_keys;
use crate::math::group::{GroupError, KNOWN_PRIME};
use crate::math::modpow::mod_pow;
use crate::math::number::pad256;
use crate::math::pq::FactorError;
use crate::rsa::{RsaError, unpad};
use crate::sha::sha1;
use crate::tl::{Reader, TlError};

type Change<T> = Box<dyn Fn(&mut T)>;

/// The one thing, at the place where it is done.
struct Lie {
    res_pq: Change<ResPq>,
    inner: Change<ServerDhInnerData>,
    /// Hash, object and padding before they are encrypted.
    plaintext: Change<Vec<u8>>,
    dh_params: Change<ServerDhParams>,
    dh_gen: Change<DhGen>,
    /// The verdict is changed, its hash is not.
    keeps_hash: bool,
}

fn honest() -> Lie {
    fn nothing<T>() -> Change<T> {
        Box::new(|_| {})
    }
    Lie {
        res_pq: nothing(),
        inner: nothing(),
        plaintext: nothing(),
        dh_params: nothing(),
        dh_gen: nothing(),
        keeps_hash: false,
    }
}

const SECRET: [u8; 256] = [0x35; 256];

fn g_a() -> [u8; 256] {
    mod_pow(&[3], &SECRET, &KNOWN_PRIME).unwrap()
}

fn exchange(lie: &Lie) -> Result<Done, ExchangeError> {
    let mut random = rng(11);
    let (client, body) = Client::start(options(), &mut random);
    let nonces = Nonces { nonce: ReqPq::read(&body).unwrap().nonce, server_nonce: [0x77; 16] };
    let mut answer = ResPq {
        nonces,
        pq: 0x17ed_4894_1a08_f981u64.to_be_bytes().to_vec(),
        fingerprints: vec![1, server_key().public().fingerprint(), 2],
    };
    (lie.res_pq)(&mut answer);
    let (body, client) = sent(client.step(&answer.write().unwrap(), &mut random, NOW)?);

    let request = ReqDhParams::read(&body).unwrap();
    let data = unpad(server_key(), &request.encrypted_data.try_into().unwrap()).unwrap();
    let data = PqInnerData::read(&mut Reader::new(&data)).unwrap().unwrap();
    let keys = exchange_keys(&data.new_nonce, &nonces.server_nonce);
    let mut inner = ServerDhInnerData {
        nonces,
        g: 3,
        dh_prime: KNOWN_PRIME.to_vec(),
        g_a: g_a().to_vec(),
        server_time: 1_700_000_000,
    };
    (lie.inner)(&mut inner);
    let object = inner.write().unwrap();
    let mut plaintext = [&sha1(&[&object])[..], &object].concat();
    plaintext.resize(plaintext.len().next_multiple_of(16), 0);
    (lie.plaintext)(&mut plaintext);
    ige_encrypt(&keys.key, &keys.iv, &mut plaintext).unwrap();
    let outcome = DhParams::Ok { encrypted_answer: plaintext };
    let mut answer = ServerDhParams { nonces, outcome };
    (lie.dh_params)(&mut answer);
    if let DhParams::Fail { new_nonce_hash } = &mut answer.outcome {
        // The honest hash, over what the lie has put there.
        let [_, _, _, _, hash @ ..] = sha1(&[&*data.new_nonce]);
        new_nonce_hash.iter_mut().zip(hash).for_each(|(byte, honest)| *byte ^= honest);
    }
    let (body, client) = sent(client.step(&answer.write().unwrap(), &mut random, NOW)?);

    let request = SetClientDhParams::read(&body).unwrap();
    let client_data = sealed::open(
        &keys,
        &request.encrypted_data,
        ClientDhInnerData::SMALLEST,
        ClientDhInnerData::read,
    )
    .unwrap();
    let key = mod_pow(&client_data.g_b, &SECRET, &KNOWN_PRIME).unwrap();
    let key = AuthKey::new(Box::new(key));
    let mut answer = DhGen {
        verdict: Verdict::Ok,
        nonces,
        new_nonce_hash: Verdict::Ok.hash(&data.new_nonce, &key),
    };
    (lie.dh_gen)(&mut answer);
    if !lie.keeps_hash {
        // The honest hash of the verdict, over what the lie has done to the one of `Ok`.
        let [ok, other] =
            [Verdict::Ok, answer.verdict].map(|verdict| verdict.hash(&data.new_nonce, &key));
        let hashes = ok.into_iter().zip(other);
        answer.new_nonce_hash.iter_mut().zip(hashes).for_each(|(byte, (a, b))| *byte ^= a ^ b);
    }
    let done = done(client.step(&answer.write(), &mut random, NOW)?);
    assert_eq!(done.auth_key, key);
    Ok(done)
}

fn error(lie: Lie) -> ExchangeError {
    exchange(&lie).unwrap_err()
}

fn in_res_pq(change: impl Fn(&mut ResPq) + 'static) -> ExchangeError {
    error(Lie { res_pq: Box::new(change), ..honest() })
}

fn in_inner(change: impl Fn(&mut ServerDhInnerData) + 'static) -> ExchangeError {
    error(Lie { inner: Box::new(change), ..honest() })
}

fn in_plaintext(change: impl Fn(&mut Vec<u8>) + 'static) -> ExchangeError {
    error(Lie { plaintext: Box::new(change), ..honest() })
}

fn in_dh_params(change: impl Fn(&mut ServerDhParams) + 'static) -> ExchangeError {
    error(Lie { dh_params: Box::new(change), ..honest() })
}

fn in_dh_gen(change: impl Fn(&mut DhGen) + 'static) -> ExchangeError {
    error(Lie { dh_gen: Box::new(change), ..honest() })
}

fn with_pq(pq: &'static [u8]) -> ExchangeError {
    in_res_pq(|answer| answer.pq = pq.to_vec())
}

fn with_g_a(g_a: Vec<u8>) -> ExchangeError {
    in_inner(move |inner| inner.g_a = g_a.clone())
}

fn with_prime(prime: Vec<u8>) -> ExchangeError {
    in_inner(move |inner| inner.dh_prime = prime.clone())
}

#[test]
fn an_honest_server_gets_its_key() {
    assert!(exchange(&honest()).is_ok());
}

#[test]
fn a_wrong_nonce_is_refused_in_every_message() {
    assert_eq!(in_res_pq(|answer| answer.nonces.nonce[15] ^= 1), ExchangeError::Nonce);
    assert_eq!(in_dh_params(|answer| answer.nonces.nonce[15] ^= 1), ExchangeError::Nonce);
    assert_eq!(in_dh_gen(|answer| answer.nonces.nonce[15] ^= 1), ExchangeError::Nonce);
    assert_eq!(in_inner(|inner| inner.nonces.nonce[15] ^= 1), ExchangeError::InnerNonce);
}

#[test]
fn a_wrong_server_nonce_is_refused_in_every_message() {
    let wrong = ExchangeError::ServerNonce;
    assert_eq!(in_dh_params(|answer| answer.nonces.server_nonce[0] ^= 1), wrong);
    assert_eq!(in_dh_gen(|answer| answer.nonces.server_nonce[0] ^= 1), wrong);
    let inner = in_inner(|inner| inner.nonces.server_nonce[0] ^= 1);
    assert_eq!(inner, ExchangeError::InnerServerNonce);
}

#[test]
fn pq_out_of_range_is_refused() {
    for pq in [&[][..], &[1; 9], &[0; 9], &[0x80, 0, 0, 0, 0, 0, 0, 1], &[0xff; 8], &[1; 300]] {
        let length = pq.len();
        assert_eq!(with_pq(pq), ExchangeError::PqLength { length }, "{pq:?}");
    }
}

#[test]
fn pq_that_is_no_product_of_two_primes_is_refused() {
    assert_eq!(with_pq(&[0; 8]), ExchangeError::Pq(FactorError::TooSmall { pq: 0 }));
    assert_eq!(with_pq(&[1]), ExchangeError::Pq(FactorError::TooSmall { pq: 1 }));
    assert_eq!(with_pq(&[101]), ExchangeError::Pq(FactorError::Prime { pq: 101 }));
    let prime = [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe7];
    let pq = u64::from_be_bytes(prime);
    assert_eq!(
        in_res_pq(move |answer| answer.pq = prime.to_vec()),
        ExchangeError::Pq(FactorError::Prime { pq })
    );
    assert_eq!(with_pq(&[64]), ExchangeError::Pq(FactorError::TooManyFactors { pq: 64 }));
}

#[test]
fn pq_with_a_leading_zero_or_equal_factors_is_taken() {
    for pq in [&[0, 15][..], &[15], &[0x17, 0xed, 0x48, 0x94, 0x1a, 0x08, 0xf9, 0x81], &[49], &[4]]
    {
        let change: Change<ResPq> = Box::new(move |answer| answer.pq = pq.to_vec());
        assert!(exchange(&Lie { res_pq: change, ..honest() }).is_ok(), "{pq:?}");
    }
}

#[test]
fn a_server_without_our_key_is_refused() {
    let unknown = |offered| ExchangeError::UnknownFingerprint { offered };
    assert_eq!(in_res_pq(|answer| answer.fingerprints.clear()), unknown(0));
    assert_eq!(in_res_pq(|answer| answer.fingerprints[1] ^= 1), unknown(2 + 1));
}

#[test]
fn a_million_fingerprints_are_looked_through() {
    let many = 1_000_000;
    let error = in_res_pq(move |answer| answer.fingerprints = (0..many).collect());
    assert_eq!(error, ExchangeError::UnknownFingerprint { offered: many as usize });
    let change: Change<ResPq> = Box::new(move |answer| {
        let ours = answer.fingerprints[1];
        answer.fingerprints = (0..many).chain([ours]).collect();
    });
    assert!(exchange(&Lie { res_pq: change, ..honest() }).is_ok());
}

#[test]
fn a_claimed_count_of_fingerprints_is_not_believed() {
    let (client, body) = Client::start(options(), &mut rng(1));
    let nonces = Nonces { nonce: ReqPq::read(&body).unwrap().nonce, server_nonce: [0; 16] };
    let mut body = ResPq { nonces, pq: vec![15], fingerprints: vec![7] }.write().unwrap();
    let at = body.len() - 12;
    body[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(
        client.step(&body, &mut rng(1), NOW).unwrap_err(),
        ExchangeError::Tl(TlError::VectorTooLong { count: u32::MAX, most: 1 })
    );
}

#[test]
fn a_wrong_hash_of_the_answer_is_refused() {
    assert_eq!(in_plaintext(|bytes| bytes[0] ^= 1), ExchangeError::AnswerHash);
    assert_eq!(in_plaintext(|bytes| bytes[100] ^= 1), ExchangeError::AnswerHash);
    // The object does not even parse: the same error.
    assert_eq!(in_plaintext(|bytes| bytes[20] ^= 1), ExchangeError::AnswerHash);
    assert_eq!(in_plaintext(|bytes| bytes.truncate(96)), ExchangeError::AnswerHash);
}

#[test]
fn an_answer_of_impossible_length_is_refused() {
    for length in [0, 16, 20, 64, 81, 591] {
        let error = in_dh_params(move |answer| {
            answer.outcome = DhParams::Ok { encrypted_answer: vec![1; length] };
        });
        assert_eq!(error, ExchangeError::AnswerLength { length });
    }
}

#[test]
fn more_than_fifteen_bytes_behind_the_answer_are_refused() {
    // 20 + 564 bytes, so 8 of padding; 16 more are too many.
    let error = in_plaintext(|bytes| bytes.extend([0; 16]));
    assert_eq!(error, ExchangeError::AnswerPadding { length: 24 });
}

#[test]
fn a_prime_of_another_length_is_refused() {
    let short = |bits| ExchangeError::Group(GroupError::PrimeLength { bits });
    assert_eq!(with_prime(KNOWN_PRIME[1..].to_vec()), short(2037));
    let mut half = KNOWN_PRIME;
    half[0] &= 0x7f;
    assert_eq!(with_prime(half.to_vec()), short(2047));
    assert_eq!(with_prime([&[1], &KNOWN_PRIME[..]].concat()), short(2049));
    assert_eq!(with_prime(Vec::new()), short(0));
}

#[test]
fn a_composite_prime_is_refused() {
    // 840 below the known one: the same residues, so that g passes.
    let mut composite = KNOWN_PRIME;
    let low = u16::from_be_bytes([composite[254], composite[255]]);
    composite[254..].copy_from_slice(&low.checked_sub(840).unwrap().to_be_bytes());
    let error = with_prime(composite.to_vec());
    assert_eq!(error, ExchangeError::Group(GroupError::NotSafePrime));
}

#[test]
fn a_wrong_generator_is_refused_for_the_known_prime_too() {
    for g in [0, 1, 2, 8, -3, i32::MAX] {
        let error = in_inner(move |inner| inner.g = g);
        assert_eq!(error, ExchangeError::Group(GroupError::Generator { g }));
    }
}

#[test]
fn a_public_value_out_of_range_is_refused() {
    let mut minus_one = KNOWN_PRIME;
    minus_one[255] -= 1;
    let mut above = KNOWN_PRIME;
    above[255] += 1;
    let small = pad256(&[0xff; 248]).unwrap();
    for value in [&[][..], &[0], &[1], &minus_one, &KNOWN_PRIME, &above, &small, &[0xff; 300]] {
        assert_eq!(with_g_a(value.to_vec()), ExchangeError::PublicValue);
    }
}

#[test]
fn numbers_with_leading_zeros_are_the_same_numbers() {
    let change: Change<ServerDhInnerData> = Box::new(|inner| {
        inner.g_a = [&[0; 4], &g_a()[..]].concat();
        inner.dh_prime = [&[0; 4], &KNOWN_PRIME[..]].concat();
    });
    assert!(exchange(&Lie { inner: change, ..honest() }).is_ok());
}

#[test]
fn server_dh_params_fail_ends_the_exchange_if_it_is_authentic() {
    // The harness xors the honest hash in.
    let fail = |new_nonce_hash| {
        in_dh_params(move |answer| answer.outcome = DhParams::Fail { new_nonce_hash })
    };
    assert_eq!(fail([0; 16]), ExchangeError::ServerDhParamsFail);
    assert_eq!(fail([1; 16]), ExchangeError::NewNonceHash);
}

#[test]
fn a_wrong_hash_of_the_new_nonce_is_refused_with_every_verdict() {
    for verdict in [Verdict::Ok, Verdict::Retry, Verdict::Fail] {
        let error = in_dh_gen(move |answer| {
            answer.verdict = verdict;
            answer.new_nonce_hash[3] ^= 1;
        });
        assert_eq!(error, ExchangeError::NewNonceHash);
    }
}

#[test]
fn a_verdict_with_the_hash_of_another_is_refused() {
    for verdict in [Verdict::Retry, Verdict::Fail] {
        let change: Change<DhGen> = Box::new(move |answer| answer.verdict = verdict);
        let swapped = error(Lie { dh_gen: change, keeps_hash: true, ..honest() });
        assert_eq!(swapped, ExchangeError::NewNonceHash);
    }
}

#[test]
fn dh_gen_fail_ends_the_exchange() {
    assert_eq!(in_dh_gen(|answer| answer.verdict = Verdict::Fail), ExchangeError::DhGenFail);
}

#[test]
fn an_answer_out_of_order_is_refused() {
    let (client, body) = Client::start(options(), &mut rng(1));
    let nonces = Nonces { nonce: ReqPq::read(&body).unwrap().nonce, server_nonce: [0; 16] };
    let early = DhGen { verdict: Verdict::Ok, nonces, new_nonce_hash: [0; 16] }.write();
    assert_eq!(
        client.step(&early, &mut rng(1), NOW).unwrap_err(),
        ExchangeError::Tl(TlError::UnexpectedConstructor {
            expected: 0x0516_2463,
            got: 0x3bcb_f734
        })
    );
}

#[test]
fn every_error_has_a_code_and_a_text() {
    let errors = [
        ExchangeError::Nonce,
        ExchangeError::ServerNonce,
        ExchangeError::InnerNonce,
        ExchangeError::Rsa(RsaError::Padding),
        ExchangeError::Group(GroupError::NotSafePrime),
        ExchangeError::TransportStatus { status: -404 },
        ExchangeError::Finished,
    ];
    for error in errors {
        assert!(error.code().starts_with("ERR_"));
        assert!(error.to_string().starts_with("key exchange: "));
    }
}
