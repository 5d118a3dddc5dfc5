//! MTProto 1.0, kept for one message: the inner message of `auth.bindTempAuthKey`, which ties a
//! temporary key to the permanent one (spec/mtproto.md §4.4, §7.1).

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::{ENVELOPE, HEADER, OpenError};
use crate::AuthKey;
use crate::aes::{ige_decrypt, ige_encrypt};
use crate::kdf::{Side, message_key_v1, message_keys_v1};
use crate::tl::{Reader, Writer};

/// `bind_auth_key_inner#75a3f765`.
const BIND_AUTH_KEY_INNER: u32 = 0x75a3_f765;
/// Length of the inner object.
const INNER: usize = 40;
/// Zero to fifteen bytes of padding, here always eight.
const PADDING: usize = 8;

/// What binds a temporary key to a permanent one. `nonce` and `expires_at` also stand in the
/// request that carries the sealed message, and must be the same there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BindAuthKey {
    /// Random.
    pub nonce: i64,
    /// Id of the key that is bound.
    pub temp_auth_key_id: u64,
    /// Id of the key that it is bound to; also the key that seals.
    pub perm_auth_key_id: u64,
    /// The session that sends the request.
    pub temp_session_id: i64,
    /// Server time, in seconds, at which the temporary key ends.
    pub expires_at: i32,
}

/// Seals the `encrypted_message` of `auth.bindTempAuthKey` under the permanent key: 104 bytes.
///
/// `msg_id` is the id that the request itself will have: a resend under another id needs a new
/// message. `random` takes the place of salt and session id, then of the padding.
pub fn seal_bind(key: &AuthKey, msg_id: i64, bind: &BindAuthKey, random: &[u8; 24]) -> Vec<u8> {
    let (head, padding) = random.split_at(16);
    let mut writer = Writer::append_to(Vec::with_capacity(ENVELOPE + HEADER + INNER + PADDING));
    writer.u64(key.id()).raw(&[0; 16]);
    writer.raw(head).i64(msg_id).i32(0).u32(INNER as u32);
    writer.u32(BIND_AUTH_KEY_INNER).i64(bind.nonce);
    writer.u64(bind.temp_auth_key_id).u64(bind.perm_auth_key_id);
    writer.i64(bind.temp_session_id).i32(bind.expires_at);
    let msg_key = message_key_v1(&writer.as_bytes()[ENVELOPE..]);
    writer.raw(padding);

    let mut packet = writer.into_bytes();
    let (envelope, plaintext) = packet.split_at_mut(ENVELOPE);
    envelope[8..].copy_from_slice(&msg_key);
    let keys = message_keys_v1(key, Side::Client, &msg_key);
    let sealed = ige_encrypt(&keys.key, &keys.iv, plaintext);
    debug_assert!(sealed.is_ok(), "80 bytes are whole blocks");
    packet
}

/// Opens what [`seal_bind`] has sealed: the server's half. Returns the msg_id and the binding.
///
/// # Errors
/// [`OpenError::AuthKeyId`] for another key, [`OpenError::Integrity`] for everything else that is
/// wrong, the shape of the inner object included.
pub fn open_bind(key: &AuthKey, packet: &[u8]) -> Result<(i64, BindAuthKey), OpenError> {
    let mut reader = Reader::new(packet);
    let id = reader.u64().map_err(|_| OpenError::Integrity)?;
    if id != key.id() {
        return Err(OpenError::AuthKeyId { got: id });
    }
    let msg_key = reader.array::<16>().map_err(|_| OpenError::Integrity)?;
    let mut plaintext = reader.rest().to_vec();
    let opened = open_plaintext(key, &msg_key, &mut plaintext).ok_or(OpenError::Integrity);
    plaintext.zeroize();
    opened
}

fn open_plaintext(
    key: &AuthKey,
    msg_key: &[u8; 16],
    plaintext: &mut [u8],
) -> Option<(i64, BindAuthKey)> {
    if !(HEADER + INNER..HEADER + INNER + 16).contains(&plaintext.len()) {
        return None;
    }
    let keys = message_keys_v1(key, Side::Client, msg_key);
    ige_decrypt(&keys.key, &keys.iv, plaintext).ok()?;
    let (message, _padding) = plaintext.split_at_checked(HEADER + INNER)?;
    if !bool::from(message_key_v1(message).ct_eq(msg_key)) {
        return None;
    }
    let mut reader = Reader::new(message);
    reader.raw(16).ok()?;
    let msg_id = reader.i64().ok()?;
    let (seq_no, length) = (reader.i32().ok()?, reader.u32().ok()?);
    reader.expect(BIND_AUTH_KEY_INNER).ok()?;
    let bind = BindAuthKey {
        nonce: reader.i64().ok()?,
        temp_auth_key_id: reader.u64().ok()?,
        perm_auth_key_id: reader.u64().ok()?,
        temp_session_id: reader.i64().ok()?,
        expires_at: reader.i32().ok()?,
    };
    (seq_no == 0 && length as usize == INNER).then_some((msg_id, bind))
}
