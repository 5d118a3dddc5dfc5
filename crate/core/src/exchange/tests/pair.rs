//! Client and server talk to each other.

use proptest::prelude::*;

use super::super::inner_data::PqInnerData;
use super::super::messages::{Nonces, ReqDhParams, ReqPq, ResPq};
use super::super::server::{Server, ServerDone, ServerNext, ServerOptions};
use super::*;
use crate::math::number::minimal;
use crate::math::pq::factorize;
use crate::rsa;
use crate::sha::sha1;
use crate::tl::Writer;

fn server(retries: u32) -> Server {
    Server::new(ServerOptions { keys: vec![server_key().clone()], retries })
}

fn answered(next: ServerNext) -> (Vec<u8>, Server) {
    match next {
        ServerNext::Send { body, server } => (body, server),
        ServerNext::Done { .. } => panic!("done too early"),
    }
}

/// Runs an exchange to its end; `garble` may change every body on its way.
fn run(
    (mut client, mut request): (Client, Vec<u8>),
    retries: u32,
    mut garble: impl FnMut(Vec<u8>) -> Vec<u8>,
) -> Result<(Done, ServerDone), ExchangeError> {
    let (mut server, mut random) = (server(retries), rng(7));
    loop {
        match server.step(&garble(request), &mut random, NOW)? {
            ServerNext::Done { body, done: at_server } => {
                let next = client.step(&garble(body), &mut random, NOW)?;
                return Ok((done(next), at_server));
            }
            ServerNext::Send { body, server: next_server } => {
                server = next_server;
                (request, client) = sent(client.step(&garble(body), &mut random, NOW)?);
            }
        }
    }
}

fn agree((client, server): (Done, ServerDone)) -> (Done, ServerDone) {
    assert_eq!(client.auth_key, server.auth_key);
    assert_eq!(client.server_salt, server.server_salt);
    (client, server)
}

#[test]
fn permanent_key_is_made_for_the_dc() {
    let start = Client::start(ClientOptions { dc_id: -10_002, ..options() }, &mut rng(1));
    let (client, server) = agree(run(start, 0, |body| body).unwrap());
    assert_eq!((server.dc_id, server.expires_in), (Some(-10_002), None));
    assert_eq!((client.time_offset_ms, client.expires_at), (-250, None));
}

#[test]
fn temporary_key_ends_by_the_clock_of_the_server() {
    let temporary = ClientOptions { expires_in: Some(86_400), ..options() };
    let (client, server) =
        agree(run(Client::start(temporary, &mut rng(1)), 0, |body| body).unwrap());
    assert_eq!((server.dc_id, server.expires_in), (Some(2), Some(86_400)));
    assert_eq!(client.expires_at, Some(1_700_086_400));
}

#[test]
fn legacy_variants_of_the_inner_data_are_taken() {
    for expires_in in [None, Some(60)] {
        let legacy = ClientOptions { expires_in, ..options() };
        let start = Client::start_with(legacy, None, &mut rng(1));
        let (_, server) = agree(run(start, 0, |body| body).unwrap());
        assert_eq!((server.dc_id, server.expires_in), (None, expires_in));
    }
}

#[test]
fn four_retries_are_followed_and_five_are_too_many() {
    for retries in 0..5 {
        let start = Client::start(options(), &mut rng(1));
        agree(run(start, retries, |body| body).unwrap());
    }
    let result = run(Client::start(options(), &mut rng(1)), 5, |body| body);
    assert_eq!(result.unwrap_err(), ExchangeError::TooManyRetries { rounds: 5 });
}

#[test]
fn bytes_behind_every_object_are_ignored() {
    let start = Client::start(options(), &mut rng(1));
    agree(run(start, 1, |body| [&body[..], &[0xaa; 37]].concat()).unwrap());
}

#[test]
fn every_truncated_body_is_refused() {
    // The n-th body of the exchange loses its last byte.
    for n in 0..6 {
        let mut count = 0;
        let cut = |mut body: Vec<u8>| {
            if count == n {
                body.pop();
            }
            count += 1;
            body
        };
        let error = run(Client::start(options(), &mut rng(1)), 0, cut).unwrap_err();
        assert!(matches!(error, ExchangeError::Tl(_)), "{n}: {error:?}");
    }
}

#[test]
fn req_pq_is_taken_like_req_pq_multi() {
    let mut body = ReqPq { nonce: [3; 16] }.write();
    body[..4].copy_from_slice(&0x6046_9778u32.to_le_bytes());
    let (answer, _) = answered(server(0).step(&body, &mut rng(1), NOW).unwrap());
    assert_eq!(ResPq::read(&answer).unwrap().nonces.nonce, [3; 16]);
}

/// A server that waits for req_DH_params, and the honest inner data for it.
fn before_dh_params() -> (Server, PqInnerData) {
    let body = ReqPq { nonce: [3; 16] }.write();
    let (answer, server) = answered(server(0).step(&body, &mut rng(1), NOW).unwrap());
    let answer = ResPq::read(&answer).unwrap();
    let pq = answer.pq.iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    let (p, q) = factorize(pq).unwrap();
    let new_nonce = [9; 32].into();
    let nonces = answer.nonces;
    (server, PqInnerData { pq, p, q, nonces, new_nonce, dc: Some(2), expires_in: None })
}

fn dh_params(inner: &PqInnerData, encrypted_data: Vec<u8>) -> ReqDhParams {
    ReqDhParams {
        nonces: inner.nonces,
        p: minimal(&inner.p.to_be_bytes()).to_vec(),
        q: minimal(&inner.q.to_be_bytes()).to_vec(),
        fingerprint: server_key().public().fingerprint(),
        encrypted_data,
    }
}

fn padded(inner: &PqInnerData) -> Vec<u8> {
    rsa::pad(server_key().public(), &inner.write().unwrap(), &mut rng(5)).unwrap().to_vec()
}

#[test]
fn server_takes_the_older_rsa_layout() {
    let (server, inner) = before_dh_params();
    let data = inner.write().unwrap();
    let mut block = [0x5a; 256];
    block[0] = 0;
    block[1..21].copy_from_slice(&sha1(&[&data]));
    block[21..21 + data.len()].copy_from_slice(&data);
    let legacy = |block: &[u8; 256]| server_key().public().encrypt_raw(block).to_vec();
    let request = dh_params(&inner, legacy(&block)).write().unwrap();
    assert!(server.step(&request, &mut rng(1), NOW).is_ok());

    block[30] ^= 1;
    let (server, _) = before_dh_params();
    let request = dh_params(&inner, legacy(&block)).write().unwrap();
    let error = server.step(&request, &mut rng(1), NOW).unwrap_err();
    assert_eq!(error.code(), "ERR_RSA_PADDING");
}

#[test]
fn server_refuses_every_part_that_does_not_fit() {
    let refused = |change: &dyn Fn(&mut ReqDhParams, &mut PqInnerData)| {
        let (server, inner) = before_dh_params();
        let (mut request, mut changed) = (dh_params(&inner, Vec::new()), inner);
        change(&mut request, &mut changed);
        if request.encrypted_data.is_empty() {
            request.encrypted_data = padded(&changed);
        }
        server.step(&request.write().unwrap(), &mut rng(1), NOW).unwrap_err()
    };
    assert_eq!(refused(&|request, _| request.nonces.nonce[0] ^= 1), ExchangeError::Nonce);
    assert_eq!(
        refused(&|request, _| request.nonces.server_nonce[0] ^= 1),
        ExchangeError::ServerNonce
    );
    assert_eq!(
        refused(&|request, _| core::mem::swap(&mut request.p, &mut request.q)),
        ExchangeError::Factors
    );
    assert_eq!(
        refused(&|request, _| request.fingerprint ^= 1),
        ExchangeError::UnknownFingerprint { offered: 1 }
    );
    for length in [1, 255, 257] {
        let error = refused(&|request, _| request.encrypted_data = vec![1; length]);
        assert_eq!(error, ExchangeError::Rsa(rsa::RsaError::Padding));
    }
    assert_eq!(refused(&|_, inner| inner.nonces.nonce[0] ^= 1), ExchangeError::InnerNonce);
    assert_eq!(
        refused(&|_, inner| inner.nonces.server_nonce[0] ^= 1),
        ExchangeError::InnerServerNonce
    );
    assert_eq!(refused(&|_, inner| inner.pq ^= 1), ExchangeError::Factors);
}

#[test]
fn inner_data_is_as_long_as_the_spec_says() {
    let (_, inner) = before_dh_params();
    let length =
        |dc, expires_in| PqInnerData { dc, expires_in, ..inner.clone() }.write().unwrap().len();
    assert_eq!(length(None, None), 96);
    assert_eq!(length(Some(1), None), 100);
    assert_eq!(length(None, Some(1)), 100);
    assert_eq!(length(Some(1), Some(1)), 104);
}

#[test]
fn debug_of_the_machines_shows_no_secret() {
    let (client, _) = Client::start(options(), &mut rng(1));
    assert_eq!(format!("{client:?}"), "Client(ResPq(ExpectResPq))");
    let (server, _) = before_dh_params();
    assert_eq!(format!("{server:?}"), "Server(ReqDhParams(ExpectReqDhParams))");
    let start = Client::start(options(), &mut rng(1));
    let (client, server) = run(start, 0, |body| body).unwrap();
    let id = format!("{:?}", client.auth_key);
    assert!(format!("{client:?}").contains(&id) && !format!("{client:?}").contains("salt"));
    assert!(format!("{server:?}").contains(&id) && !format!("{server:?}").contains("salt"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_refused_by_every_state(
        head in proptest::sample::select(vec![
            0x0516_2463u32, 0xd0e8_075c, 0x79cb_045d, 0x3bcb_f734, 0x46dc_1fb9, 0xa69d_ae02,
            0xbe7e_8ef1, 0xd712_e4be, 0xf504_5f1f, 0,
        ]),
        ours: bool,
        tail in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let nonces = Nonces { nonce: [3; 16], server_nonce: [4; 16] };
        let mut writer = Writer::new();
        writer.u32(head);
        if ours {
            nonces.write(&mut writer);
        }
        writer.raw(&tail);
        let (client, _) = Client::start(options(), &mut rng(1));
        prop_assert!(client.step(writer.as_bytes(), &mut rng(1), NOW).is_err());
        let (server, _) = before_dh_params();
        prop_assert!(server.step(writer.as_bytes(), &mut rng(1), NOW).is_err());
    }
}
