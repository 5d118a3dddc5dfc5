//! The primitives of "heliogram/crypto". They answer false for what they refuse, and change nothing
//! then: TypeScript finds out what was wrong and says it, which costs nothing where all is well.

use heliogram_core::{aes, sha};

use super::call::{Answer, Call, Refusal, entry};
use crate::bytes::Bytes;

entry!(ige_encrypt, encrypt);
entry!(ige_decrypt, decrypt);
entry!(ige_encrypt_into, encrypt_into);
entry!(ige_decrypt_into, decrypt_into);
entry!(sha1, hash_sha1);
entry!(sha256, hash_sha256);

fn encrypt(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(ige(call, aes::ige_encrypt).is_some()))
}

fn decrypt(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(ige(call, aes::ige_decrypt).is_some()))
}

/// IGE over whole blocks, where they are.
fn ige<E>(
    call: &Call<'_>,
    cipher: impl FnOnce(&[u8; 32], &[u8; 32], &mut [u8]) -> Result<(), E>,
) -> Option<()> {
    let mut data = call.bytes(0, "data").ok()?;
    // Copied, so that they may be views of the data.
    let key = call.bytes(1, "key").ok()?.fixed("key").ok()?;
    let iv = call.bytes(2, "iv").ok()?.fixed("iv").ok()?;
    // SAFETY: no JavaScript runs until we return, and this is the only borrow.
    cipher(&key, &iv, unsafe { data.as_mut_slice() }).ok()
}

fn encrypt_into(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(ige_into(call, aes::ige_encrypt).is_some()))
}

fn decrypt_into(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(ige_into(call, aes::ige_decrypt).is_some()))
}

/// The same into other memory.
fn ige_into<E>(
    call: &Call<'_>,
    cipher: impl FnOnce(&[u8; 32], &[u8; 32], &mut [u8]) -> Result<(), E>,
) -> Option<()> {
    let data = call.bytes(0, "data").ok().filter(|data| data.len().is_multiple_of(16))?;
    let key = call.bytes(1, "key").ok()?.fixed("key").ok()?;
    let iv = call.bytes(2, "iv").ok()?.fixed("iv").ok()?;
    let mut out = call.bytes(3, "out").ok()?;
    let room = call.room(&out, 4, data.len()).ok()?;
    data.copy_into(&mut out, room.start);
    // SAFETY: no JavaScript runs until we return, and this is the only borrow.
    cipher(&key, &iv, unsafe { out.as_mut_slice() }.get_mut(room)?).ok()
}

fn hash_sha1(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(hash(call, |data| sha::sha1(&[data])).is_some()))
}

fn hash_sha256(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(hash(call, |data| sha::sha256(&[data])).is_some()))
}

/// Puts the hash of argument 0 into argument 1.
fn hash<const N: usize>(call: &Call<'_>, algorithm: impl FnOnce(&[u8]) -> [u8; N]) -> Option<()> {
    let data: Bytes<'_> = call.bytes(0, "data").ok()?;
    let mut out = call.bytes(1, "out").ok()?;
    // SAFETY: no JavaScript runs until the hash is made.
    let hash = algorithm(unsafe { data.as_slice() });
    // SAFETY: no JavaScript runs until we return, and the data is not borrowed any more.
    unsafe { out.as_mut_slice() }.get_mut(..N)?.copy_from_slice(&hash);
    Some(())
}
