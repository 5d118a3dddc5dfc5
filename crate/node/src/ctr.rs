use heliogram_core::aes;
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::raw::StreamNumber;

/// An AES-256-CTR stream; the raw functions work on it, by `number`: each call goes on where the
/// last one ended.
#[napi]
pub struct Ctr {
    number: StreamNumber,
}

#[napi]
impl Ctr {
    /// key: 32 bytes, iv: 16 bytes.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "Uint8Array")] key: Bytes<'_>,
        #[napi(ts_arg_type = "Uint8Array")] iv: Bytes<'_>,
    ) -> Result<Self> {
        let stream = aes::Ctr::new(&key.fixed("key")?, &iv.fixed("iv")?);
        Ok(Self { number: StreamNumber::new(stream) })
    }

    /// What the raw functions are told; they find the stream on this thread as long as this object
    /// lives.
    #[napi(getter, catch_unwind)]
    pub fn number(&self) -> f64 {
        self.number.get()
    }
}
