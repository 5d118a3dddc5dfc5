//! The encrypted part of two messages: IGE(SHA1(object) ‖ object ‖ 0..15 random bytes) under
//! tmp_aes_key (spec/mtproto.md §3.6, §3.7).

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::error::ExchangeError;
use crate::aes::{ige_decrypt, ige_encrypt};
use crate::kdf::AesKeyIv;
use crate::sha::sha1;
use crate::tl::{Reader, TlError};

/// Length of the hash in front.
const HASH: usize = 20;

/// Seals an object.
pub(super) fn seal(keys: &AesKeyIv, object: &[u8], rng: &mut dyn CryptoRng) -> Vec<u8> {
    let mut data = [&sha1(&[object])[..], object].concat();
    let length = data.len();
    data.resize(length.next_multiple_of(16), 0);
    if let Some(padding) = data.get_mut(length..) {
        rng.fill_bytes(padding);
    }
    let sealed = ige_encrypt(&keys.key, &keys.iv, &mut data);
    debug_assert!(sealed.is_ok(), "whole blocks");
    data
}

/// Opens what [`seal`] made: `read` takes the object, of at least `smallest` bytes, out of the
/// reader.
///
/// Whatever is wrong with the decrypted bytes before their hash is known to be right is one error:
/// nobody is to learn from the difference.
pub(super) fn open<T>(
    keys: &AesKeyIv,
    encrypted: &[u8],
    smallest: usize,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, TlError>,
) -> Result<T, ExchangeError> {
    if encrypted.len() < HASH + smallest {
        return Err(ExchangeError::AnswerLength { length: encrypted.len() });
    }
    let mut data = Zeroizing::new(encrypted.to_vec());
    ige_decrypt(&keys.key, &keys.iv, &mut data)
        .map_err(|error| ExchangeError::AnswerLength { length: error.length })?;
    let (hash, content) = data.split_at_checked(HASH).ok_or(ExchangeError::AnswerHash)?;
    let mut reader = Reader::new(content);
    let object = read(&mut reader).map_err(|_| ExchangeError::AnswerHash)?;
    let exact = content.get(..reader.position()).ok_or(ExchangeError::AnswerHash)?;
    if !bool::from(sha1(&[exact]).ct_eq(hash)) {
        return Err(ExchangeError::AnswerHash);
    }
    match reader.remaining() {
        0..=15 => Ok(object),
        length => Err(ExchangeError::AnswerPadding { length }),
    }
}
