use std::sync::{Arc, Mutex, PoisonError};

use heliogram_core::Now;
use heliogram_core::exchange::{Exchange, ExchangeError, Step};
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use super::Work;
use crate::error::Fault;
use crate::exchange::Place;
use crate::random::os_random;

/// What follows a step: bytes to send, or the key with all that came with it.
#[napi(object)]
pub struct ExchangeStep {
    pub send: Option<Buffer>,
    /// 256 bytes.
    pub auth_key: Option<Buffer>,
    /// 8 bytes as on the wire.
    pub server_salt: Option<Buffer>,
    /// Server time less our wall clock.
    pub time_offset_ms: Option<f64>,
    /// When a temporary key ends, by the server's clock.
    pub expires_at_sec: Option<i32>,
}

/// The heavy part of an exchange: factorisation, RSA, powers.
pub struct ExchangeRun {
    pub(crate) machine: Exchange,
    /// Where the machine returns to.
    pub(crate) place: Arc<Mutex<Place>>,
    /// When the answer was there.
    pub(crate) now: Now,
}

impl Work for ExchangeRun {
    type Output = (Step, Vec<u8>);
    type JsValue = ExchangeStep;

    fn run(mut self) -> Result<Self::Output, Fault> {
        let outcome = self.machine.run(&mut os_random(), self.now);
        let out = self.machine.transmit();
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Place::Away(early) = &*place {
            // Told apart below: an exchange that goes on has not heard this yet, one that is done
            // keeps it for the session.
            let _ = self.machine.push(early);
        }
        *place = match &outcome {
            // Asked to work on nothing, it goes on waiting.
            Ok(Step::Send) | Err(ExchangeError::Idle) => Place::Here(self.machine),
            Ok(Step::Done(_)) => Place::Done(self.machine),
            Err(_) => Place::Gone,
        };
        Ok((outcome.map_err(|error| Fault::of_exchange(&error))?, out))
    }

    fn into_js((step, out): Self::Output) -> ExchangeStep {
        let nothing = ExchangeStep {
            send: None,
            auth_key: None,
            server_salt: None,
            time_offset_ms: None,
            expires_at_sec: None,
        };
        match step {
            Step::Send => ExchangeStep { send: Some(out.into()), ..nothing },
            #[expect(
                clippy::cast_precision_loss,
                reason = "differences of dates are far below 2^53"
            )]
            Step::Done(done) => ExchangeStep {
                auth_key: Some(done.auth_key.bytes().to_vec().into()),
                server_salt: Some(done.server_salt.to_le_bytes().to_vec().into()),
                time_offset_ms: Some(done.time_offset_ms as f64),
                expires_at_sec: done.expires_at,
                ..nothing
            },
        }
    }
}
