use core::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::error::ExchangeError;
use super::inner_data::{PqInnerData, small_number};
use super::messages::{
    ClientDhInnerData, DhGen, DhParams, Nonces, ReqDhParams, ReqPq, ResPq, ServerDhInnerData,
    ServerDhParams, SetClientDhParams, Verdict,
};
use super::sealed;
use crate::kdf::{AesKeyIv, exchange_keys};
use crate::math::generator::generator_power;
use crate::math::group::{AcceptedPrimes, check_public_value};
use crate::math::modpow::mod_pow;
use crate::math::number::minimal;
use crate::math::pq::factorize;
use crate::rsa::{self, RsaPublicKey};
use crate::sha::sha1;
use crate::{AuthKey, Now};

/// Public values that the server may refuse before the exchange is given up.
const MAX_ROUNDS: u32 = 5;

/// Attempts at a public value of our own inside the safe range: one in 2^63 fails.
const OWN_VALUES: u32 = 4;

/// What a client must know to make a key.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// The DC as it goes on the wire: 10000 more on the test environment, negative for a media-only
    /// endpoint.
    pub dc_id: i32,
    /// The RSA keys of this environment; a server that has none of them is not talked to.
    pub keys: Vec<RsaPublicKey>,
    /// Seconds that a temporary key is to live; `None` makes a permanent key.
    pub expires_in: Option<i32>,
    /// Primes that were checked before; shared between exchanges.
    pub primes: AcceptedPrimes,
}

/// The client's side of an exchange that waits for an answer.
#[derive(Debug)]
pub struct Client(State);

#[derive(Debug)]
enum State {
    ResPq(ExpectResPq),
    ServerDhParams(ExpectServerDhParams),
    DhGen(ExpectDhGen),
}

/// What follows a step.
#[derive(Debug)]
pub enum Next {
    /// Send this body and wait for the answer.
    Send {
        /// The body of a plaintext message.
        body: Vec<u8>,
        /// The machine that takes the answer.
        client: Client,
    },
    /// The key is made.
    Done(Done),
}

/// A new key and what was learnt with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Done {
    /// The key.
    pub auth_key: AuthKey,
    /// The first server salt; its bytes on the wire are `to_le_bytes`.
    pub server_salt: i64,
    /// Server time less wall time, in milliseconds, when the server sent its time. The server tells
    /// whole seconds.
    pub time_offset_ms: i64,
    /// For a temporary key: the server time, in seconds, at which it ends.
    pub expires_at: Option<i32>,
}

impl fmt::Debug for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Done")
            .field("auth_key", &self.auth_key)
            .field("time_offset_ms", &self.time_offset_ms)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Begins an exchange: the machine, and the body of the first message.
    pub fn start(options: ClientOptions, rng: &mut dyn CryptoRng) -> (Self, Vec<u8>) {
        let dc = Some(options.dc_id);
        Self::start_with(options, dc, rng)
    }

    /// Without a `dc` the legacy inner data is sent, which recorded exchanges have.
    pub(super) fn start_with(
        options: ClientOptions,
        dc: Option<i32>,
        rng: &mut dyn CryptoRng,
    ) -> (Self, Vec<u8>) {
        let mut nonce = [0; 16];
        rng.fill_bytes(&mut nonce);
        let body = ReqPq { nonce }.write();
        (Self(State::ResPq(ExpectResPq { options, dc, nonce })), body)
    }

    /// Takes the body of the awaited answer, received at `now`. Takes up to some 10 ms (factoring
    /// and powers), about 0.3 s more when the server uses a prime never seen before.
    ///
    /// # Errors
    /// [`ExchangeError`]: the exchange is over.
    pub fn step(
        self,
        body: &[u8],
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<Next, ExchangeError> {
        match self.0 {
            State::ResPq(state) => state.step(body, rng),
            State::ServerDhParams(state) => state.step(body, rng, now),
            State::DhGen(state) => state.step(body, rng),
        }
    }
}

fn send(body: Vec<u8>, state: State) -> Next {
    Next::Send { body, client: Client(state) }
}

/// req_pq_multi is sent.
struct ExpectResPq {
    options: ClientOptions,
    /// The DC for the inner data.
    dc: Option<i32>,
    nonce: [u8; 16],
}

impl ExpectResPq {
    fn step(self, body: &[u8], rng: &mut dyn CryptoRng) -> Result<Next, ExchangeError> {
        let answer = ResPq::read(body)?;
        let nonces = answer.nonces;
        if nonces.nonce != self.nonce {
            return Err(ExchangeError::Nonce);
        }
        let length = answer.pq.len();
        let pq = small_number(&answer.pq)
            .filter(|&pq| (1..=8).contains(&length) && pq < 1 << 63)
            .ok_or(ExchangeError::PqLength { length })?;
        // Before the work of factoring: the server's order decides, but only our keys count.
        let key = answer
            .fingerprints
            .iter()
            .find_map(|offered| self.options.keys.iter().find(|key| key.fingerprint() == *offered))
            .ok_or(ExchangeError::UnknownFingerprint { offered: answer.fingerprints.len() })?;
        let (p, q) = factorize(pq)?;

        let mut new_nonce = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *new_nonce);
        let expires_in = self.options.expires_in;
        let inner = PqInnerData { pq, p, q, nonces, new_nonce, dc: self.dc, expires_in };
        let request = ReqDhParams {
            nonces,
            p: minimal(&p.to_be_bytes()).to_vec(),
            q: minimal(&q.to_be_bytes()).to_vec(),
            fingerprint: key.fingerprint(),
            encrypted_data: rsa::pad(key, &inner.write()?, rng)?.to_vec(),
        };
        let state = ExpectServerDhParams {
            nonces,
            new_nonce: inner.new_nonce,
            expires_in,
            primes: self.options.primes,
        };
        Ok(send(request.write()?, State::ServerDhParams(state)))
    }
}

/// req_DH_params is sent.
struct ExpectServerDhParams {
    nonces: Nonces,
    new_nonce: Zeroizing<[u8; 32]>,
    expires_in: Option<i32>,
    primes: AcceptedPrimes,
}

impl ExpectServerDhParams {
    fn step(self, body: &[u8], rng: &mut dyn CryptoRng, now: Now) -> Result<Next, ExchangeError> {
        let answer = ServerDhParams::read(body)?;
        answer.nonces.check(&self.nonces)?;
        let encrypted_answer = match answer.outcome {
            DhParams::Ok { encrypted_answer } => encrypted_answer,
            DhParams::Fail { new_nonce_hash } => {
                let [_, _, _, _, expected @ ..] = sha1(&[&*self.new_nonce]);
                check_hash(&expected, &new_nonce_hash)?;
                return Err(ExchangeError::ServerDhParamsFail);
            }
        };
        let keys = exchange_keys(&self.new_nonce, &self.nonces.server_nonce);
        let inner = sealed::open(
            &keys,
            &encrypted_answer,
            ServerDhInnerData::SMALLEST,
            ServerDhInnerData::read,
        )?;
        inner.nonces.check_inner(&self.nonces)?;
        self.primes.check_group(inner.g, &inner.dh_prime)?;
        let prime = <[u8; 256]>::try_from(minimal(&inner.dh_prime))
            .map_err(|_| ExchangeError::PublicValue)?;
        let g_a = check_public_value(&inner.g_a, &prime)?;

        let server_ms = i64::from(inner.server_time) * 1000;
        let agreement = Box::new(Agreement {
            nonces: self.nonces,
            new_nonce: self.new_nonce,
            keys,
            g: inner.g,
            prime,
            g_a,
            time_offset_ms: server_ms.saturating_sub(now.wall_ms),
            // By the server's clock: ours may be wrong.
            expires_at: self.expires_in.map(|seconds| inner.server_time.saturating_add(seconds)),
        });
        agreement.propose(0, 1, rng)
    }
}

/// The group, the server's half, and the rest that stays the same from round to round. Boxed, so
/// that secrets are not copied with the machine.
struct Agreement {
    nonces: Nonces,
    new_nonce: Zeroizing<[u8; 32]>,
    /// tmp_aes_key and tmp_aes_iv.
    keys: AesKeyIv,
    g: i32,
    prime: [u8; 256],
    g_a: [u8; 256],
    time_offset_ms: i64,
    expires_at: Option<i32>,
}

impl Agreement {
    /// Makes our half of the key, and with it the key.
    fn propose(
        self: Box<Self>,
        retry_id: u64,
        round: u32,
        rng: &mut dyn CryptoRng,
    ) -> Result<Next, ExchangeError> {
        let (secret, g_b) = self.own_value(rng)?;
        let auth_key = mod_pow(&self.g_a, &*secret, &self.prime).map(Box::new).map(AuthKey::new);
        let auth_key = auth_key.map_err(|_| ExchangeError::PublicValue)?;
        let inner = ClientDhInnerData { nonces: self.nonces, retry_id, g_b: g_b.to_vec() };
        let request = SetClientDhParams {
            nonces: self.nonces,
            encrypted_data: sealed::seal(&self.keys, &inner.write()?, rng),
        };
        let state = ExpectDhGen { agreement: self, auth_key, round };
        Ok(send(request.write()?, State::DhGen(state)))
    }

    /// b and g^b.
    fn own_value(
        &self,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Zeroizing<[u8; 256]>, [u8; 256]), ExchangeError> {
        for _ in 0..OWN_VALUES {
            let mut secret = Zeroizing::new([0; 256]);
            rng.fill_bytes(&mut *secret);
            let power = generator_power(self.g, &*secret, &self.prime)
                .map_err(|_| ExchangeError::PublicValue)?;
            if let Ok(g_b) = check_public_value(&power, &self.prime) {
                return Ok((secret, g_b));
            }
        }
        Err(ExchangeError::Randomness)
    }
}

/// set_client_DH_params is sent.
struct ExpectDhGen {
    agreement: Box<Agreement>,
    /// The key, if the server agrees.
    auth_key: AuthKey,
    /// Which of our public values was sent: 1 is the first.
    round: u32,
}

impl ExpectDhGen {
    fn step(self, body: &[u8], rng: &mut dyn CryptoRng) -> Result<Next, ExchangeError> {
        let Self { agreement, auth_key, round } = self;
        let answer = DhGen::read(body)?;
        answer.nonces.check(&agreement.nonces)?;
        let expected = answer.verdict.hash(&agreement.new_nonce, &auth_key);
        check_hash(&expected, &answer.new_nonce_hash)?;
        match answer.verdict {
            Verdict::Ok => Ok(Next::Done(Done {
                server_salt: first_salt(&agreement.new_nonce, &agreement.nonces.server_nonce),
                time_offset_ms: agreement.time_offset_ms,
                expires_at: agreement.expires_at,
                auth_key,
            })),
            Verdict::Retry if round < MAX_ROUNDS => {
                agreement.propose(auth_key.aux_hash(), round + 1, rng)
            }
            Verdict::Retry => Err(ExchangeError::TooManyRetries { rounds: round }),
            Verdict::Fail => Err(ExchangeError::DhGenFail),
        }
    }
}

/// The salt that both sides know without sending it: new_nonce[0..8) ⊕ server_nonce[0..8).
pub(super) fn first_salt(new_nonce: &[u8; 32], server_nonce: &[u8; 16]) -> i64 {
    let mut salt = [0; 8];
    for ((byte, new), server) in salt.iter_mut().zip(new_nonce).zip(server_nonce) {
        *byte = new ^ server;
    }
    i64::from_le_bytes(salt)
}

fn check_hash(expected: &[u8; 16], got: &[u8; 16]) -> Result<(), ExchangeError> {
    if expected.ct_eq(got).into() { Ok(()) } else { Err(ExchangeError::NewNonceHash) }
}

macro_rules! debug_without_secrets {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}
debug_without_secrets!(ExpectResPq ExpectServerDhParams ExpectDhGen);
