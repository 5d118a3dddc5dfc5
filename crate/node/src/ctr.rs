use heliogram_core::aes;
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::error::Result;

/// An AES-256-CTR stream: each call goes on where the last one ended.
#[napi]
pub struct Ctr {
    stream: aes::Ctr,
}

#[napi]
impl Ctr {
    /// key: 32 bytes, iv: 16 bytes.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "Uint8Array")] key: Bytes<'_>,
        #[napi(ts_arg_type = "Uint8Array")] iv: Bytes<'_>,
    ) -> Result<Self> {
        Ok(Self { stream: aes::Ctr::new(&key.fixed("key")?, &iv.fixed("iv")?) })
    }

    /// Encrypts or decrypts bytes where they are.
    #[napi(catch_unwind)]
    pub fn process(&mut self, #[napi(ts_arg_type = "Uint8Array")] mut data: Bytes<'_>) {
        // SAFETY: no JavaScript runs until we return, and this is the only borrow.
        self.stream.apply(unsafe { data.as_mut_slice() });
    }
}
