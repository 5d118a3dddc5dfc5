//! The parts of a key exchange, and a client's two expensive steps as a whole.

use heliogram_core::Now;
use heliogram_core::aes::ige_encrypt;
use heliogram_core::exchange::{Client, ClientOptions, Next};
use heliogram_core::kdf::exchange_keys;
use heliogram_core::math::group::{AcceptedPrimes, KNOWN_PRIME};
use heliogram_core::math::modpow::mod_pow;
use heliogram_core::math::pq::factorize;
use heliogram_core::rsa::{RsaPublicKey, pad};
use heliogram_core::sha::sha1;
use heliogram_core::tl::Writer;
use rand_core::Rng;

use crate::{Run, rng};

const NOW: Now = Now { mono_ms: 5, wall_ms: 1_700_000_000_000 };

/// Products such as servers send, the first from the protocol's own example.
const PQS: [u64; 3] = [0x17ed_4894_1a08_f981, 2_090_522_174_869_285_481, 1_470_626_929_934_143_021];

const SERVER_NONCE: [u8; 16] = [3; 16];

pub(crate) fn cases(run: &mut Run, kernel: &str) {
    for pq in PQS {
        run.case(&format!("factorisation of {pq}"), || factorize(pq).expect("two primes"));
    }
    let modulus = [0xc5; 256];
    let key = RsaPublicKey::from_parts(&modulus, &[1, 0, 1]).expect("2048 odd bits");
    run.case(&format!("RSA_PAD, {kernel}"), || pad(&key, &[7; 96], &mut rng(1)));
    run.case("power of 2048 bits", || mod_pow(&[9; 256], &[0xb7; 256], &KNOWN_PRIME));
    steps(run, kernel, &key);
}

fn steps(run: &mut Run, kernel: &str, key: &RsaPublicKey) {
    let options = ClientOptions {
        dc_id: 2,
        keys: vec![key.clone()],
        expires_in: None,
        primes: AcceptedPrimes::default(),
    };
    let (client, request) = Client::start(options, &mut rng(1));
    // Behind the constructor; it stands in front of every answer.
    let nonces = [&request[4..20], &SERVER_NONCE].concat();

    let mut random = rng(2);
    let next = run.step(&format!("step on resPQ, {kernel}"), || {
        client.step(&res_pq(&nonces, key), &mut random, NOW)
    });
    let Ok(Next::Send { client, .. }) = next else { panic!("resPQ is refused: {next:?}") };

    // The first that the step has drawn.
    let mut new_nonce = [0; 32];
    rng(2).fill_bytes(&mut new_nonce);
    let answer = server_dh_params(&nonces, &new_nonce);
    let next = run.step(&format!("step on server_DH_params_ok, {kernel}"), || {
        client.step(&answer, &mut random, NOW)
    });
    assert!(matches!(next, Ok(Next::Send { .. })), "server_DH_params_ok is refused: {next:?}");
}

fn res_pq(nonces: &[u8], key: &RsaPublicKey) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.u32(0x0516_2463).raw(nonces);
    writer.bytes(&PQS[0].to_be_bytes()).expect("short enough");
    writer.vector(1).u64(key.fingerprint());
    writer.into_bytes()
}

fn server_dh_params(nonces: &[u8], new_nonce: &[u8; 32]) -> Vec<u8> {
    let g_a = mod_pow(&[3], &[0x9b; 256], &KNOWN_PRIME).expect("an odd prime");
    let mut inner = Writer::new();
    inner.u32(0xb589_0dba).raw(nonces).i32(3);
    inner.bytes(&KNOWN_PRIME).and_then(|inner| inner.bytes(&g_a)).expect("short enough");
    inner.i32((NOW.wall_ms / 1000) as i32);
    let mut data = [&sha1(&[inner.as_bytes()])[..], inner.as_bytes()].concat();
    data.resize(data.len().next_multiple_of(16), 0);
    let keys = exchange_keys(new_nonce, &SERVER_NONCE);
    ige_encrypt(&keys.key, &keys.iv, &mut data).expect("whole blocks");

    let mut writer = Writer::new();
    writer.u32(0xd0e8_075c).raw(nonces);
    writer.bytes(&data).expect("short enough");
    writer.into_bytes()
}
