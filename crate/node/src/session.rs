use heliogram_core::AuthKey;
use heliogram_core::session::{self, FutureSalt, SessionConfig};
use napi::bindgen_prelude::BigInt;
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::clock;
use crate::error::{Fault, Result};
use crate::exchange::Exchange;
use crate::number;
use crate::random::os_random;
use crate::raw::{Link, SessionNumber};
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
    /// The 16 key bytes of an MTProxy secret, in hex; the transport must be obfuscated.
    pub secret: Option<String>,
    /// The DC as it goes on the wire.
    pub dc_id: f64,
    /// Packed: n times valid_since i32, valid_until i32, salt i64, little-endian. May be empty.
    #[napi(ts_type = "Uint8Array")]
    pub salts: Bytes<'call>,
    /// Server time less our wall clock; 0 if it is not known.
    pub time_offset_ms: f64,
}

/// One logical connection to a DC, which outlives sockets. What a socket has to do with it for each
/// read and write goes through the raw functions, by `number`.
///
/// Events come packed, back to back in one buffer: kind u32, id u32, extra i32, byteLength u32,
/// payload, zeros to a multiple of 4.
#[napi]
pub struct Session {
    number: SessionNumber,
}

#[napi]
impl Session {
    #[napi(constructor, catch_unwind)]
    pub fn new(settings: SessionSettings<'_>) -> Result<Self> {
        let dc_id = wire_dc_id(settings.dc_id)?;
        let config = SessionConfig {
            auth_key: AuthKey::new(Box::new(settings.auth_key.fixed("authKey")?)),
            transport: transport_options(
                &settings.transport,
                settings.obfuscated,
                dc_id,
                settings.secret.as_deref(),
            )?,
            salts: salts(&settings.salts)?,
            time_offset_ms: number::integer(
                "timeOffsetMs",
                settings.time_offset_ms.round(),
                -MAX_OFFSET_MS,
                MAX_OFFSET_MS,
            )?,
        };
        let session = session::Session::new(config, &mut os_random(), clock::now());
        Ok(Self { number: SessionNumber::new(session) })
    }

    /// What the raw functions know it by. It means nothing on another thread, nor when this object
    /// is gone.
    #[napi(getter, catch_unwind)]
    pub fn number(&self) -> f64 {
        self.number.get()
    }

    /// The id that the server knows the session by now.
    #[napi(getter, catch_unwind)]
    pub fn session_id(&self) -> Result<BigInt> {
        self.with(|link| BigInt::from(link.session.session_id()))
    }

    /// A new socket is open: a fresh transport begins on it.
    #[napi(catch_unwind)]
    pub fn connect(&mut self) -> Result<()> {
        self.with(|link| {
            link.forget_unwritten();
            link.session.connect(&mut os_random(), clock::now());
        })
    }

    /// Goes on, on the socket on which the exchange has made the key.
    #[napi(catch_unwind)]
    pub fn adopt(&mut self, exchange: &Exchange) -> Result<()> {
        let transport = exchange.take_transport()?;
        self.with(|link| {
            link.forget_unwritten();
            link.session.adopt(transport, clock::now());
        })
    }

    /// The socket is gone. Calls are kept.
    #[napi(catch_unwind)]
    pub fn disconnect(&mut self) -> Result<()> {
        self.with(|link| {
            link.forget_unwritten();
            link.session.disconnect(clock::now());
        })
    }

    /// Sockets to come are framed like this.
    #[napi(catch_unwind)]
    pub fn set_transport(
        &mut self,
        #[napi(ts_arg_type = "'abridged' | 'intermediate' | 'padded' | 'full'")] transport: String,
        obfuscated: bool,
        dc_id: f64,
        secret: Option<String>,
    ) -> Result<()> {
        let dc_id = wire_dc_id(dc_id)?;
        let options = transport_options(&transport, obfuscated, dc_id, secret.as_deref())?;
        self.with(|link| link.session.set_transport(options))
    }

    /// Binds the key, which is a temporary one, to the permanent one before any call leaves. An
    /// event tells what the server said. expiresAtSec: server time at which the temporary key ends.
    #[napi(catch_unwind)]
    pub fn bind(
        &mut self,
        #[napi(ts_arg_type = "Uint8Array")] permanent_key: Bytes<'_>,
        expires_at_sec: f64,
    ) -> Result<()> {
        let key = AuthKey::new(Box::new(permanent_key.fixed("permanentKey")?));
        let expires_at = number::int32("expiresAtSec", expires_at_sec)?;
        self.with(|link| link.session.bind(key, expires_at))
    }

    /// Goes on under another key: the server does not know the old one any more. Calls are kept;
    /// those that were on their way may run twice.
    #[napi(catch_unwind)]
    pub fn replace_key(
        &mut self,
        #[napi(ts_arg_type = "Uint8Array")] auth_key: Bytes<'_>,
        #[napi(ts_arg_type = "Uint8Array")] salts: Bytes<'_>,
    ) -> Result<()> {
        let key = AuthKey::new(Box::new(auth_key.fixed("authKey")?));
        let salts = self::salts(&salts)?;
        self.with(|link| {
            link.forget_unwritten();
            link.session.replace_key(key, salts, &mut os_random(), clock::now());
        })
    }

    /// The server shall run the call `id`, which was not flushed yet, only when the call `previous`
    /// has succeeded.
    #[napi(catch_unwind)]
    pub fn follow(&mut self, id: f64, previous: f64) -> Result<()> {
        let (id, previous) = (number::uint32("id", id)?, number::uint32("previous", previous)?);
        self.with(|link| link.session.follow(id, previous))
    }

    /// Gives a call up; no event follows.
    #[napi(catch_unwind)]
    pub fn cancel(&mut self, id: f64) -> Result<()> {
        let id = number::uint32("id", id)?;
        self.with(|link| link.session.cancel(id))
    }

    /// Whether the server may have carried out a call: not while it was never sent, nor when the
    /// server refused or missed every sending of it. null when no such call waits.
    #[napi(catch_unwind)]
    pub fn may_have_run(&self, id: f64) -> Result<Option<bool>> {
        let id = number::uint32("id", id)?;
        self.with(|link| link.session.may_have_run(id))
    }

    /// Makes all acks due, for a last `sessionFlush` before the socket is closed on purpose.
    #[napi(catch_unwind)]
    pub fn flush_acks(&mut self) -> Result<()> {
        self.with(|link| link.session.flush_acks())
    }

    fn with<T>(&self, work: impl FnOnce(&mut Link) -> T) -> Result<T> {
        let done = self.number.with(work);
        Ok(done.ok_or_else(|| Fault::new("ERR_INTERNAL", "the session is of another thread"))?)
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
