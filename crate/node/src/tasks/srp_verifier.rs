use heliogram_core::srp;
use napi::bindgen_prelude::Buffer;

use super::{Password, Work};
use crate::error::Fault;
use crate::primes;

pub struct SrpVerifier {
    pub(crate) password: Password,
}

impl Work for SrpVerifier {
    type Output = [u8; 256];
    type JsValue = Buffer;

    fn run(self) -> Result<[u8; 256], Fault> {
        srp::verifier(&primes::ACCEPTED, &self.password.algorithm(), &self.password.text)
            .map_err(|error| Fault::of(error.code(), &error))
    }

    fn into_js(verifier: [u8; 256]) -> Buffer {
        verifier.to_vec().into()
    }
}
