use std::sync::{Arc, Mutex, PoisonError};

use heliogram_core::exchange::{self, ClientOptions, ExchangeOptions};
use heliogram_core::rsa::RsaPublicKey;
use heliogram_core::transport::Transport;
use napi::Env;
use napi::bindgen_prelude::{AsyncTask, BufferSlice};
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::clock;
use crate::error::{Fault, Result};
use crate::number;
use crate::primes;
use crate::random::os_random;
use crate::tasks::{ExchangeRun, OffThread};
use crate::transport_options::{transport_options, wire_dc_id};

/// What an `Exchange` needs.
#[napi(object)]
pub struct ExchangeSettings {
    #[napi(ts_type = "'abridged' | 'intermediate' | 'padded' | 'full'")]
    pub transport: String,
    pub obfuscated: bool,
    /// The 16 key bytes of an MTProxy secret, in hex; the transport must be obfuscated.
    pub secret: Option<String>,
    /// The DC as it goes on the wire: 10000 more on the test environment, negative for media.
    pub dc_id: f64,
    /// The server's public keys, PEM.
    pub rsa_keys: Vec<String>,
    /// Seconds that a temporary key is to live; without it the key is permanent.
    pub expires_in_sec: Option<f64>,
}

/// Where the machine is. A step takes it to another thread; what arrives meanwhile waits here.
pub(crate) enum Place {
    Here(exchange::Exchange),
    /// With bytes that came early.
    Away(Vec<u8>),
    /// The key is made: the transport waits to be adopted.
    Done(exchange::Exchange),
    /// It failed, or a session has its transport.
    Gone,
}

/// An honest server is silent while it waits for us.
const MAX_EARLY: usize = 64 * 1024;

/// The creation of an auth key on a connection that was just opened. Write what `start` and `step`
/// give; pass on what arrives to `receive`, and when that says true call `step`. Errors carry the
/// code of the check that failed (and `status` for a transport error), and end the exchange.
#[napi]
pub struct Exchange {
    place: Arc<Mutex<Place>>,
}

#[napi]
impl Exchange {
    #[napi(constructor, catch_unwind)]
    pub fn new(settings: ExchangeSettings) -> Result<Self> {
        let dc_id = wire_dc_id(settings.dc_id)?;
        let options = transport_options(
            &settings.transport,
            settings.obfuscated,
            dc_id,
            settings.secret.as_deref(),
        )?;
        Self::over(Transport::new(options, &mut os_random()), dc_id, &settings)
    }

    /// Another exchange on the connection on which `previous` has made a key. How the connection is
    /// framed does not change.
    #[napi(factory, catch_unwind)]
    pub fn after(previous: &Exchange, settings: ExchangeSettings) -> Result<Self> {
        let dc_id = wire_dc_id(settings.dc_id)?;
        Self::over(previous.take_transport()?, dc_id, &settings)
    }

    fn over(transport: Transport, dc_id: i16, settings: &ExchangeSettings) -> Result<Self> {
        let keys = settings.rsa_keys.iter().map(|pem| RsaPublicKey::from_pem(pem));
        let keys = keys
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(|error| Fault::of(error.code(), &error))?;
        let expires_in = settings
            .expires_in_sec
            .map(|seconds| number::integer("expiresInSec", seconds, 1, i64::from(i32::MAX)))
            .transpose()?
            .map(|seconds| i32::try_from(seconds).unwrap_or(i32::MAX));
        let machine = exchange::Exchange::new(ExchangeOptions {
            transport,
            client: ClientOptions {
                dc_id: dc_id.into(),
                keys,
                expires_in,
                primes: primes::ACCEPTED.clone(),
            },
        });
        Ok(Self { place: Arc::new(Mutex::new(Place::Here(machine))) })
    }

    /// The first bytes to write.
    #[napi(catch_unwind)]
    pub fn start<'env>(&self, env: &'env Env) -> napi::Result<BufferSlice<'env>> {
        let bytes = self.begin().map_err(|fault| fault.into_js(*env))?;
        BufferSlice::copy_from(env, bytes)
    }

    /// Takes bytes as they arrive. True: call `step`. Bytes behind the last answer are kept for the
    /// session.
    #[napi(catch_unwind)]
    pub fn receive(
        &self,
        env: Env,
        #[napi(ts_arg_type = "Uint8Array")] chunk: Bytes<'_>,
    ) -> napi::Result<bool> {
        // SAFETY: no JavaScript runs until the bytes are copied.
        let chunk = unsafe { chunk.as_slice() };
        self.push(chunk).map_err(|fault| fault.into_js(env))
    }

    /// Works on the answer that has arrived, off-thread: some 10 ms.
    #[napi(catch_unwind, ts_return_type = "Promise<ExchangeStep>")]
    pub fn step(&self) -> Result<AsyncTask<OffThread<ExchangeRun>>> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *place, Place::Away(Vec::new())) {
            Place::Here(machine) => Ok(OffThread::start(ExchangeRun {
                machine,
                place: Arc::clone(&self.place),
                now: clock::now(),
            })),
            other => {
                *place = other;
                Err(over().into())
            }
        }
    }

    /// The transport, for the session that goes on here.
    pub(crate) fn take_transport(&self) -> std::result::Result<Transport, Fault> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *place, Place::Gone) {
            Place::Done(machine) => Ok(machine.into_transport()),
            other => {
                *place = other;
                Err(over())
            }
        }
    }

    fn begin(&self) -> std::result::Result<Vec<u8>, Fault> {
        match &mut *self.place.lock().unwrap_or_else(PoisonError::into_inner) {
            Place::Here(machine) => {
                machine
                    .start(&mut os_random(), clock::now())
                    .map_err(|error| Fault::of_exchange(&error))?;
                Ok(machine.transmit())
            }
            _ => Err(over()),
        }
    }

    fn push(&self, chunk: &[u8]) -> std::result::Result<bool, Fault> {
        match &mut *self.place.lock().unwrap_or_else(PoisonError::into_inner) {
            Place::Here(machine) => machine.push(chunk).map_err(|error| Fault::of_exchange(&error)),
            Place::Away(early) if early.len() + chunk.len() > MAX_EARLY => {
                Err(Fault::new("ERR_FRAME_TOO_BIG", "the server floods us within a key exchange"))
            }
            Place::Away(early) => {
                early.extend_from_slice(chunk);
                Ok(false)
            }
            // It says that it is finished, and keeps the bytes in its transport.
            Place::Done(machine) => Ok(machine.push(chunk).unwrap_or(false)),
            Place::Gone => Err(over()),
        }
    }
}

/// The exchange cannot do that now: it is at work, over, or its transport was adopted.
fn over() -> Fault {
    let error = exchange::ExchangeError::Finished;
    Fault::of(error.code(), &error)
}
