//! An exchange between honest ends, up to the message that a fuzzer wants to change, and what is
//! encrypted in its messages.

use std::sync::OnceLock;

use heliogram_core::AuthKey;
use heliogram_core::aes::{ige_decrypt, ige_encrypt};
use heliogram_core::exchange::{Client, ClientOptions, Next, Server, ServerNext, ServerOptions};
use heliogram_core::kdf::{AesKeyIv, exchange_keys};
use heliogram_core::math::group::AcceptedPrimes;
use heliogram_core::rsa::unpad;
use heliogram_core::sha::sha1;
use heliogram_core::tl::{Reader, TlError};

use crate::fixture::{NOW, rng, rsa_key};

/// The messages of one exchange, in the order in which they are sent, and the key it makes. Made
/// once: the powers in it take most of the time of a run.
pub(crate) struct Transcript {
    pub(crate) requests: [Vec<u8>; 3],
    pub(crate) answers: [Vec<u8>; 3],
    pub(crate) auth_key: AuthKey,
}

pub(crate) fn transcript() -> &'static Transcript {
    static TRANSCRIPT: OnceLock<Transcript> = OnceLock::new();
    TRANSCRIPT.get_or_init(|| {
        let (client, req_pq) = client();
        let (server, res_pq) = server_step(server(), &req_pq);
        let (client, req_dh_params) = client_step(client, &res_pq);
        let (server, server_dh_params) = server_step(server, &req_dh_params);
        let (_, set_client_dh_params) = client_step(client, &server_dh_params);
        let last = server.step(&set_client_dh_params, &mut rng(3), NOW);
        let Ok(ServerNext::Done { body, done }) = last else { panic!("no key: {last:?}") };
        Transcript {
            requests: [req_pq, req_dh_params, set_client_dh_params],
            answers: [res_pq, server_dh_params, body],
            auth_key: done.auth_key,
        }
    })
}

/// A client that waits for the answer of this index in the transcript.
pub(crate) fn client_before(step: usize) -> Client {
    let answers = &transcript().answers;
    answers.iter().take(step).fold(client().0, |client, answer| client_step(client, answer).0)
}

/// A server that waits for the request of this index in the transcript.
pub(crate) fn server_before(step: usize) -> Server {
    let requests = &transcript().requests;
    requests.iter().take(step).fold(server(), |server, request| server_step(server, request).0)
}

fn client() -> (Client, Vec<u8>) {
    let options = ClientOptions {
        dc_id: 2,
        keys: vec![rsa_key().public().clone()],
        expires_in: None,
        primes: AcceptedPrimes::default(),
    };
    Client::start(options, &mut rng(1))
}

fn server() -> Server {
    Server::new(ServerOptions { keys: vec![rsa_key().clone()], retries: 0 })
}

fn client_step(client: Client, body: &[u8]) -> (Client, Vec<u8>) {
    match client.step(body, &mut rng(2), NOW) {
        Ok(Next::Send { body, client }) => (client, body),
        other => panic!("an honest answer gives {other:?}"),
    }
}

fn server_step(server: Server, body: &[u8]) -> (Server, Vec<u8>) {
    match server.step(body, &mut rng(3), NOW) {
        Ok(ServerNext::Send { body, server }) => (server, body),
        other => panic!("an honest request gives {other:?}"),
    }
}

/// A `req_DH_params` taken apart: its head up to the encrypted data, and what that hides.
pub(crate) struct ReqDhParams {
    pub(crate) head: Vec<u8>,
    /// `p_q_inner_data_dc`.
    pub(crate) inner: Vec<u8>,
    /// What the rest of the exchange is encrypted with.
    pub(crate) keys: AesKeyIv,
}

/// The `req_DH_params` of the transcript.
pub(crate) fn req_dh_params() -> &'static ReqDhParams {
    static OPENED: OnceLock<ReqDhParams> = OnceLock::new();
    let [_, request, _] = &transcript().requests;
    OPENED.get_or_init(|| open_req_dh_params(request).expect("an honest request"))
}

fn open_req_dh_params(body: &[u8]) -> Result<ReqDhParams, TlError> {
    let mut reader = Reader::new(body);
    reader.raw(20)?;
    let server_nonce = reader.array::<16>()?;
    reader.bytes()?;
    reader.bytes()?;
    reader.u64()?;
    let head = body[..reader.position()].to_vec();
    let encrypted = reader.bytes()?.try_into().expect("256 bytes");
    let inner = unpad(rsa_key(), encrypted).expect("honest padding");
    let mut reader = Reader::new(&inner);
    reader.u32()?;
    for _ in 0..3 {
        reader.bytes()?;
    }
    reader.raw(32)?;
    let new_nonce = reader.array::<32>()?;
    reader.i32()?;
    let inner = inner[..reader.position()].to_vec();
    Ok(ReqDhParams { head, inner, keys: exchange_keys(&new_nonce, &server_nonce) })
}

/// Length of what stands before the encrypted part of the later messages.
const HEAD: usize = 36;

/// Takes a message with a sealed object apart: its head, and the object with its padding.
pub(crate) fn open_sealed(body: &[u8], keys: &AesKeyIv) -> (Vec<u8>, Vec<u8>) {
    let (head, rest) = body.split_at(HEAD);
    let mut data = Reader::new(rest).bytes().expect("an encrypted part").to_vec();
    ige_decrypt(&keys.key, &keys.iv, &mut data).expect("whole blocks");
    (head.to_vec(), data.split_off(20))
}

/// Seals `object`, hashed whole, under the right keys.
pub(crate) fn seal(keys: &AesKeyIv, object: &[u8]) -> Vec<u8> {
    let mut data = [&sha1(&[object])[..], object].concat();
    data.resize(data.len().next_multiple_of(16), 0);
    ige_encrypt(&keys.key, &keys.iv, &mut data).expect("whole blocks");
    data
}
