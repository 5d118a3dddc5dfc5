use heliogram_core::math::modpow::mod_pow;
use napi::bindgen_prelude::Buffer;
use zeroize::Zeroizing;

use super::Work;
use crate::error::Fault;

/// Big-endian numbers; base and exponent may be secret.
pub struct ModPow {
    pub(crate) base: Zeroizing<Vec<u8>>,
    pub(crate) exponent: Zeroizing<Vec<u8>>,
    pub(crate) modulus: [u8; 256],
}

impl Work for ModPow {
    type Output = [u8; 256];
    type JsValue = Buffer;

    fn run(self) -> Result<[u8; 256], Fault> {
        mod_pow(&self.base, &self.exponent, &self.modulus)
            .map_err(|error| Fault::of(error.code(), &error))
    }

    fn into_js(power: [u8; 256]) -> Buffer {
        power.to_vec().into()
    }
}
