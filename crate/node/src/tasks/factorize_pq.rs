use heliogram_core::math::pq;
use napi::bindgen_prelude::BigInt;

use super::Work;
use crate::error::Fault;

pub struct FactorizePq {
    pub(crate) pq: u64,
}

impl Work for FactorizePq {
    type Output = (u64, u64);
    type JsValue = Vec<BigInt>;

    fn run(self) -> Result<(u64, u64), Fault> {
        pq::factorize(self.pq).map_err(|error| Fault::of(error.code(), &error))
    }

    fn into_js((p, q): (u64, u64)) -> Vec<BigInt> {
        vec![p.into(), q.into()]
    }
}
