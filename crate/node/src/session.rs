use heliogram_core::AuthKey;
use heliogram_core::session::{self, FutureSalt, InvokeOptions, SessionConfig};
use napi::Env;
use napi::bindgen_prelude::BufferSlice;
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::clock;
use crate::error::{Fault, Result};
use crate::exchange::Exchange;
use crate::number;
use crate::random::os_random;
use crate::transport_options::{transport_options, wire_dc_id};

/// What a `Session` starts from.
#[napi(object, object_to_js = false)]
pub struct SessionSettings<'call> {
    /// 256 bytes.
    #[napi(ts_type = "Uint8Array")]
    pub auth_key: Bytes<'call>,
    #[napi(ts_type = "'abridged' | 'intermediate' | 'padded' | 'full'")]
    pub transport: String,
    pub obfuscated: bool,
    /// The DC as it goes on the wire.
    pub dc_id: f64,
    /// Packed: n times valid_since i32, valid_until i32, salt i64, little-endian. May be empty.
    #[napi(ts_type = "Uint8Array")]
    pub salts: Bytes<'call>,
    /// Server time less our wall clock; 0 if it is not known.
    pub time_offset_ms: f64,
}

/// One logical connection to a DC, which outlives sockets. After every call take `transmit` until it
/// gives null, and set a timer by `timeoutMs`.
///
/// Events come packed, back to back in one buffer: kind u32, id u32, extra i32, byteLength u32,
/// payload, zeros to a multiple of 4.
#[napi]
pub struct Session {
    session: session::Session,
}

#[napi]
impl Session {
    #[napi(constructor, catch_unwind)]
    pub fn new(settings: SessionSettings<'_>) -> Result<Self> {
        let dc_id = wire_dc_id(settings.dc_id)?;
        let config = SessionConfig {
            auth_key: AuthKey::new(Box::new(settings.auth_key.fixed("authKey")?)),
            transport: transport_options(&settings.transport, settings.obfuscated, dc_id)?,
            salts: salts(&settings.salts)?,
            time_offset_ms: number::integer(
                "timeOffsetMs",
                settings.time_offset_ms.round(),
                -MAX_OFFSET_MS,
                MAX_OFFSET_MS,
            )?,
        };
        Ok(Self { session: session::Session::new(config, &mut os_random(), clock::now()) })
    }

    /// A new socket is open: a fresh transport begins on it.
    #[napi(catch_unwind)]
    pub fn connect(&mut self) {
        self.session.connect(&mut os_random(), clock::now());
    }

    /// Goes on, on the socket on which the exchange has made the key.
    #[napi(catch_unwind)]
    pub fn adopt(&mut self, exchange: &Exchange) -> Result<()> {
        self.session.adopt(exchange.take_transport()?, clock::now());
        Ok(())
    }

    /// The socket is gone. Calls are kept.
    #[napi(catch_unwind)]
    pub fn disconnect(&mut self) {
        self.session.disconnect(clock::now());
    }

    /// Makes a call; its answer is an event with this id. `body` is copied. options: 1 = do not
    /// pack it with gzip, 2 = tell as soon as the server has it.
    #[napi(catch_unwind)]
    pub fn invoke(
        &mut self,
        id: f64,
        #[napi(ts_arg_type = "Uint8Array")] body: Bytes<'_>,
        options: f64,
    ) -> Result<()> {
        let id = number::uint32("id", id)?;
        let options = number::uint32("options", options)?;
        let options = InvokeOptions { gzip: options & 1 == 0, quick_ack: options & 2 != 0 };
        // SAFETY: no JavaScript runs until the body is copied.
        self.session.invoke(id, unsafe { body.as_slice() }, options);
        Ok(())
    }

    /// Gives a call up; no event follows.
    #[napi(catch_unwind)]
    pub fn cancel(&mut self, id: f64) -> Result<()> {
        self.session.cancel(number::uint32("id", id)?);
        Ok(())
    }

    /// Takes bytes as they arrive and gives packed events.
    #[napi(catch_unwind)]
    pub fn receive<'env>(
        &mut self,
        env: &'env Env,
        #[napi(ts_arg_type = "Uint8Array")] chunk: Bytes<'_>,
    ) -> napi::Result<Option<BufferSlice<'env>>> {
        // SAFETY: no JavaScript runs until the bytes are read.
        self.session.receive(unsafe { chunk.as_slice() }, &mut os_random(), clock::now());
        self.events(env)
    }

    /// Bytes to write now; about 1 MiB at a time.
    #[napi(catch_unwind)]
    pub fn transmit<'env>(&mut self, env: &'env Env) -> napi::Result<Option<BufferSlice<'env>>> {
        let bytes = self.session.transmit(&mut os_random(), clock::now());
        bytes.map(|bytes| BufferSlice::copy_from(env, bytes)).transpose()
    }

    /// Milliseconds until `handleTimeout` wants to be called; −1: there is nothing to wait for.
    #[napi(catch_unwind)]
    pub fn timeout_ms(&self) -> f64 {
        let now = clock::now().mono_ms;
        #[expect(clippy::cast_precision_loss, reason = "timers are minutes away at most")]
        self.session.deadline().map_or(-1.0, |at_ms| at_ms.saturating_sub(now) as f64)
    }

    /// Does what is due and gives packed events.
    #[napi(catch_unwind)]
    pub fn handle_timeout<'env>(
        &mut self,
        env: &'env Env,
    ) -> napi::Result<Option<BufferSlice<'env>>> {
        self.session.handle_timeout(&mut os_random(), clock::now());
        self.events(env)
    }

    /// Makes all acks due, for a last `transmit` before the socket is closed on purpose.
    #[napi(catch_unwind)]
    pub fn flush_acks(&mut self) {
        self.session.flush_acks();
    }

    /// One copy into memory of JavaScript's own: handing over ours would keep it from the garbage
    /// collector's sight and its finalizer waiting for a turn of the event loop.
    fn events<'env>(&mut self, env: &'env Env) -> napi::Result<Option<BufferSlice<'env>>> {
        self.session.packed_events().map(|packed| BufferSlice::copy_from(env, packed)).transpose()
    }
}

/// A clock that is wrong by 300 years is no clock.
const MAX_OFFSET_MS: i64 = 10_000_000_000_000;

fn salts(packed: &Bytes<'_>) -> std::result::Result<Vec<FutureSalt>, Fault> {
    if packed.len().is_multiple_of(FutureSalt::PACKED_LENGTH) {
        Ok(FutureSalt::unpack(&packed.to_vec()))
    } else {
        Err(Fault::argument("salts must hold 16 bytes for each salt"))
    }
}
