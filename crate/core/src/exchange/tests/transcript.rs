use super::super::messages::Verdict;
use super::*;
use crate::AuthKey;
use crate::rsa::RsaPublicKey;
use crate::rsa::tests::Recorded;
use crate::vectors::{Json, cases_of};

/// Everything that a client drew at random, in the order of drawing.
fn randomness(case: &Json) -> Recorded {
    let names = ["nonce", "new_nonce", "rsa_random_padding", "rsa_temp_key", "b", "client_padding"];
    Recorded::new(&names.map(|name| case.bytes(name)).concat())
}

fn transcript() -> Json {
    cases_of("auth_key", "transcript").remove(0)
}

fn recorded_options(case: &Json) -> ClientOptions {
    let key = RsaPublicKey::from_parts(&case.bytes("rsa_modulus"), &[1, 0, 1]).unwrap();
    ClientOptions { dc_id: 0, keys: vec![key], expires_in: None, primes: AcceptedPrimes::default() }
}

#[test]
fn a_recorded_exchange_gives_the_same_messages_and_key() {
    let case = transcript();
    let mut random = randomness(&case);
    let (client, body) = Client::start_with(recorded_options(&case), None, &mut random);
    assert_eq!(body, case.bytes("req_pq_multi"));
    let now = Now { mono_ms: 0, wall_ms: case.number("server_time") * 1000 - 7 };

    let next = client.step(&case.bytes("resPQ"), &mut random, now).unwrap();
    let (body, client) = sent(next);
    assert_eq!(body, case.bytes("req_DH_params"));

    let next = client.step(&case.bytes("server_DH_params_ok"), &mut random, now).unwrap();
    let (body, client) = sent(next);
    assert_eq!(body, case.bytes("set_client_DH_params"));

    let done = done(client.step(&case.bytes("dh_gen_ok"), &mut random, now).unwrap());
    assert_eq!(done.auth_key.bytes()[..], case.bytes("auth_key"));
    assert_eq!(done.auth_key.id().to_le_bytes(), case.array("auth_key_id"));
    assert_eq!(done.auth_key.aux_hash().to_le_bytes(), case.array("auth_key_aux_hash"));
    assert_eq!(done.server_salt.to_le_bytes(), case.array("first_salt"));
    assert_eq!((done.time_offset_ms, done.expires_at), (7, None));
}

#[test]
fn hashes_of_the_new_nonce_match_the_known_answers() {
    let hashes = cases_of("kdf", "auth_key_hashes");
    for case in hashes.iter().chain(&cases_of("auth_key", "transcript")) {
        let key = AuthKey::from_slice(&case.bytes("auth_key")).unwrap();
        let new_nonce = case.array("new_nonce");
        for (verdict, name) in [
            (Verdict::Ok, "new_nonce_hash1"),
            (Verdict::Retry, "new_nonce_hash2"),
            (Verdict::Fail, "new_nonce_hash3"),
        ] {
            assert_eq!(verdict.hash(&new_nonce, &key), case.array(name));
        }
    }
}

#[test]
fn answers_of_another_run_are_refused() {
    let case = transcript();
    // The same client, but with a new_nonce of its own: the recorded answer does not open.
    let (client, _) =
        Client::start_with(recorded_options(&case), None, &mut Recorded::new(&case.bytes("nonce")));
    let next = client.step(&case.bytes("resPQ"), &mut rng(1), NOW).unwrap();
    let (_, client) = sent(next);
    let error = client.step(&case.bytes("server_DH_params_ok"), &mut rng(1), NOW).unwrap_err();
    assert_eq!(error, ExchangeError::AnswerHash);
}
