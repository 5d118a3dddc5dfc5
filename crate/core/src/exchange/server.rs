use core::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::client::first_salt;
use super::error::ExchangeError;
use super::inner_data::{PqInnerData, small_number};
use super::messages::{
    ClientDhInnerData, DhGen, DhParams, Nonces, ReqDhParams, ReqPq, ResPq, ServerDhInnerData,
    ServerDhParams, SetClientDhParams, Verdict,
};
use super::sealed;
use crate::kdf::{AesKeyIv, exchange_keys};
use crate::math::generator::generator_power;
use crate::math::group::{KNOWN_PRIME, check_public_value};
use crate::math::modpow::mod_pow;
use crate::math::number::minimal;
use crate::math::pq::random_prime;
use crate::rsa::{RsaError, RsaPrivateKey, unpad};
use crate::sha::sha1;
use crate::tl::Reader;
use crate::{AuthKey, Now};

/// What a server brings into an exchange.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Its RSA keys, offered in this order.
    pub keys: Vec<RsaPrivateKey>,
    /// How many public values of the client are refused with `dh_gen_retry` first: for tests.
    pub retries: u32,
}

/// The server's side of an exchange that waits for a request: for tests and simulations. It takes
/// RSA_PAD and the older RSA layout, and every variant of the inner data.
#[derive(Debug)]
pub struct Server(State);

#[derive(Debug)]
enum State {
    ReqPq(ExpectReqPq),
    ReqDhParams(ExpectReqDhParams),
    ClientDhParams(Box<ExpectClientDhParams>),
}

/// What follows a step.
#[derive(Debug)]
pub enum ServerNext {
    /// Send this body and wait for the next request.
    Send {
        /// The body of a plaintext message.
        body: Vec<u8>,
        /// The machine that takes the request.
        server: Server,
    },
    /// Send this body; the key is made.
    Done {
        /// The body of a plaintext message.
        body: Vec<u8>,
        /// The key and what the client said about it.
        done: ServerDone,
    },
}

/// A new key as the server knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerDone {
    /// The key.
    pub auth_key: AuthKey,
    /// The first server salt.
    pub server_salt: i64,
    /// The DC that the client meant; `None` in the legacy inner data.
    pub dc_id: Option<i32>,
    /// Seconds that a temporary key lives; `None` for a permanent one.
    pub expires_in: Option<i32>,
}

impl fmt::Debug for ServerDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerDone")
            .field("auth_key", &self.auth_key)
            .field("dc_id", &self.dc_id)
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// A server that waits for `req_pq_multi` or `req_pq`.
    pub fn new(options: ServerOptions) -> Self {
        Self(State::ReqPq(ExpectReqPq { options }))
    }

    /// Takes the body of the awaited request.
    ///
    /// # Errors
    /// [`ExchangeError`]: a real server answers transport error −404 and forgets the exchange.
    pub fn step(
        self,
        body: &[u8],
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<ServerNext, ExchangeError> {
        match self.0 {
            State::ReqPq(state) => state.step(body, rng),
            State::ReqDhParams(state) => state.step(body, rng, now),
            State::ClientDhParams(state) => state.step(body),
        }
    }
}

/// Nothing has come yet.
#[derive(Debug)]
struct ExpectReqPq {
    options: ServerOptions,
}

impl ExpectReqPq {
    fn step(self, body: &[u8], rng: &mut dyn CryptoRng) -> Result<ServerNext, ExchangeError> {
        let request = ReqPq::read(body)?;
        let mut server_nonce = [0; 16];
        rng.fill_bytes(&mut server_nonce);
        let nonces = Nonces { nonce: request.nonce, server_nonce };
        let (a, b) = (random_prime(rng), random_prime(rng));
        let (p, q) = (a.min(b), a.max(b));
        let answer = ResPq {
            nonces,
            pq: minimal(&(p * q).to_be_bytes()).to_vec(),
            fingerprints: self.options.keys.iter().map(|key| key.public().fingerprint()).collect(),
        };
        let state = ExpectReqDhParams { options: self.options, nonces, p, q };
        let server = Server(State::ReqDhParams(state));
        Ok(ServerNext::Send { body: answer.write()?, server })
    }
}

/// resPQ is sent.
struct ExpectReqDhParams {
    options: ServerOptions,
    nonces: Nonces,
    p: u64,
    q: u64,
}

impl ExpectReqDhParams {
    fn step(
        self,
        body: &[u8],
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<ServerNext, ExchangeError> {
        let request = ReqDhParams::read(body)?;
        request.nonces.check(&self.nonces)?;
        let factors = (small_number(&request.p), small_number(&request.q));
        if factors != (Some(self.p), Some(self.q)) {
            return Err(ExchangeError::Factors);
        }
        let key = self.options.keys.iter();
        let key = key.clone().find(|key| key.public().fingerprint() == request.fingerprint);
        let key = key.ok_or(ExchangeError::UnknownFingerprint { offered: 1 })?;
        let inner = open_inner_data(key, &request.encrypted_data)?;
        inner.nonces.check_inner(&self.nonces)?;
        if (inner.pq, inner.p, inner.q) != (self.p * self.q, self.p, self.q) {
            return Err(ExchangeError::Factors);
        }

        let keys = exchange_keys(&inner.new_nonce, &self.nonces.server_nonce);
        let mut secret = Zeroizing::new([0; 256]);
        rng.fill_bytes(&mut *secret);
        let g_a = generator_power(i32::from(G), &*secret, &KNOWN_PRIME)
            .map_err(|_| ExchangeError::PublicValue)?;
        let server_time = i32::try_from(now.wall_ms.div_euclid(1000)).unwrap_or(i32::MAX);
        let answer = ServerDhInnerData {
            nonces: self.nonces,
            g: i32::from(G),
            dh_prime: KNOWN_PRIME.to_vec(),
            g_a: g_a.to_vec(),
            server_time,
        };
        let encrypted_answer = sealed::seal(&keys, &answer.write()?, rng);
        let outcome = DhParams::Ok { encrypted_answer };
        let body = ServerDhParams { nonces: self.nonces, outcome }.write()?;
        let state = ExpectClientDhParams {
            inner,
            keys,
            secret,
            retries: self.options.retries,
            retry_id: 0,
        };
        Ok(ServerNext::Send { body, server: Server(State::ClientDhParams(Box::new(state))) })
    }
}

/// The generator that real servers use with their prime.
const G: u8 = 3;

/// The inner data in an RSA ciphertext of either layout.
fn open_inner_data(key: &RsaPrivateKey, ciphertext: &[u8]) -> Result<PqInnerData, ExchangeError> {
    let ciphertext = ciphertext.try_into().map_err(|_| RsaError::Padding)?;
    let inner = match unpad(key, ciphertext) {
        Ok(padded) => PqInnerData::read(&mut Reader::new(&padded))?,
        Err(_) => {
            // The older layout: a zero byte, SHA1(data), data, random bytes.
            let block = Zeroizing::new(key.decrypt_raw(ciphertext));
            let [0, rest @ ..] = &*block else { return Err(RsaError::Padding.into()) };
            let (hash, content) = rest.split_at_checked(20).ok_or(RsaError::Padding)?;
            let mut reader = Reader::new(content);
            let inner = PqInnerData::read(&mut reader).map_err(|_| RsaError::Padding)?;
            let exact = content.get(..reader.position()).ok_or(RsaError::Padding)?;
            if !bool::from(sha1(&[exact]).ct_eq(hash)) {
                return Err(RsaError::Padding.into());
            }
            inner
        }
    };
    inner.ok_or(ExchangeError::Factors)
}

/// server_DH_params_ok is sent.
struct ExpectClientDhParams {
    inner: PqInnerData,
    /// tmp_aes_key and tmp_aes_iv.
    keys: AesKeyIv,
    /// a.
    secret: Zeroizing<[u8; 256]>,
    /// Rounds still to be refused.
    retries: u32,
    /// What the next round must name.
    retry_id: u64,
}

impl ExpectClientDhParams {
    fn step(mut self: Box<Self>, body: &[u8]) -> Result<ServerNext, ExchangeError> {
        let request = SetClientDhParams::read(body)?;
        let nonces = self.inner.nonces;
        request.nonces.check(&nonces)?;
        let client = sealed::open(
            &self.keys,
            &request.encrypted_data,
            ClientDhInnerData::SMALLEST,
            ClientDhInnerData::read,
        )?;
        client.nonces.check_inner(&nonces)?;
        if client.retry_id != self.retry_id {
            return Err(ExchangeError::RetryId);
        }
        let g_b = check_public_value(&client.g_b, &KNOWN_PRIME)?;
        let auth_key = mod_pow(&g_b, &*self.secret, &KNOWN_PRIME).map(Box::new).map(AuthKey::new);
        let auth_key = auth_key.map_err(|_| ExchangeError::PublicValue)?;

        let verdict = if self.retries > 0 { Verdict::Retry } else { Verdict::Ok };
        let new_nonce_hash = verdict.hash(&self.inner.new_nonce, &auth_key);
        let body = DhGen { verdict, nonces, new_nonce_hash }.write();
        if verdict == Verdict::Retry {
            self.retries -= 1;
            self.retry_id = auth_key.aux_hash();
            return Ok(ServerNext::Send { body, server: Server(State::ClientDhParams(self)) });
        }
        let done = ServerDone {
            auth_key,
            server_salt: first_salt(&self.inner.new_nonce, &nonces.server_nonce),
            dc_id: self.inner.dc,
            expires_in: self.inner.expires_in,
        };
        Ok(ServerNext::Done { body, done })
    }
}

impl fmt::Debug for ExpectReqDhParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExpectReqDhParams")
    }
}

impl fmt::Debug for ExpectClientDhParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExpectClientDhParams")
    }
}
