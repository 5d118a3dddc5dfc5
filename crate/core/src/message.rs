//! Sealing and opening MTProto 2.0 packets (spec/mtproto.md §4).
//!
//! ```text
//! auth_key_id  8 │ msg_key 16 │ AES-256-IGE of:
//!     salt 8 │ session_id 8 │ msg_id 8 │ seq_no 4 │ length n 4 │ body n │ padding 12..1024
//! ```
//!
//! The packet is authenticated by msg_key, a hash of the *decrypted* bytes. [`open`] therefore
//! decrypts everything, hashes everything, and only then looks at what it has; whatever is wrong
//! with the contents gives one and the same error, so that nobody learns from the difference.

use core::fmt;
use core::ops::Range;

use subtle::{ConstantTimeEq, ConstantTimeLess};
use zeroize::Zeroize;

use crate::AuthKey;
use crate::aes::{ige_decrypt_sha256, ige_encrypt};
pub use crate::kdf::Side;
use crate::kdf::{message_key_large, message_key_prefix, message_keys};
use crate::tl::Reader;

mod batch;
pub mod v1;

pub use batch::{Draft, Sealed, open_many, seal_many};

/// auth_key_id and msg_key.
const ENVELOPE: usize = 24;
/// salt to length.
const HEADER: usize = 32;
/// The least padding.
const MIN_PADDING: usize = 12;
/// The greatest padding.
const MAX_PADDING: usize = 1024;

/// What stands before the body of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The server salt; its bytes on the wire are `to_le_bytes`.
    pub salt: i64,
    /// The session; not zero.
    pub session_id: i64,
    /// The message's id.
    pub msg_id: i64,
    /// The sequence number.
    pub seq_no: i32,
}

/// A body or padding that no packet can have: a mistake of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SealError {
    /// The body's length is no multiple of 4, or above 2^31.
    BodyLength {
        /// Its length.
        length: usize,
    },
    /// The padding is not 12..=1024 bytes, or does not fill up to a multiple of 16.
    PaddingLength {
        /// Its length.
        length: usize,
    },
}

impl SealError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BodyLength { .. } => "ERR_MESSAGE_BODY_LENGTH",
            Self::PaddingLength { .. } => "ERR_MESSAGE_PADDING_LENGTH",
        }
    }
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BodyLength { length } => write!(f, "a message body cannot have {length} bytes"),
            Self::PaddingLength { length } => {
                write!(f, "this message cannot have {length} bytes of padding")
            }
        }
    }
}

impl core::error::Error for SealError {}

/// Why a packet is not taken. The connection is to be closed in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// The packet is for another auth key.
    AuthKeyId {
        /// The id it bears; 0 is a plaintext message.
        got: u64,
    },
    /// Anything else: too short, changed on the way, sealed by the other side, or with a length or
    /// padding out of range. Deliberately one error.
    Integrity,
}

impl OpenError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AuthKeyId { .. } => "ERR_AUTH_KEY_ID",
            Self::Integrity => "ERR_MSG_KEY",
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AuthKeyId { got } => write!(f, "packet for the unknown auth key {got:016x}"),
            Self::Integrity => f.write_str("packet does not pass its integrity check"),
        }
    }
}

impl core::error::Error for OpenError {}

/// A packet that passed every check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What stood before the body.
    pub header: Header,
    /// Where the body is in the packet that was decrypted.
    pub body: Range<usize>,
}

/// How much padding to give a body: 12 to 27 bytes as the block size wants it, and up to three
/// blocks more by the low bits of `random`, so that the length does not tell the body's.
pub fn padding_len(body_len: usize, random: u32) -> usize {
    let least = MIN_PADDING + (HEADER + MIN_PADDING + body_len).wrapping_neg() % 16;
    least + 16 * (random % 4) as usize
}

/// Appends a sealed packet to `out` and returns its quick-ack token.
///
/// `padding` is random, 12 to 1024 bytes, and fills up to a multiple of 16: see [`padding_len`].
///
/// # Errors
/// [`SealError`] for a body or padding of an impossible length; `out` is not changed then.
pub fn seal(
    key: &AuthKey,
    side: Side,
    header: &Header,
    body: &[u8],
    padding: &[u8],
    out: &mut Vec<u8>,
) -> Result<u32, SealError> {
    let start = out.len();
    lay_out(key, header, body, padding, out)?;
    let (envelope, plaintext) = out[start..].split_at_mut(ENVELOPE);
    let large = message_key_large(key, side, plaintext);
    let (token, msg_key) = split_large(&large);
    envelope[8..].copy_from_slice(&msg_key);
    let keys = message_keys(key, side, &msg_key);
    ige_encrypt(&keys.key, &keys.iv, plaintext)
        .map_err(|_| SealError::PaddingLength { length: padding.len() })?;
    Ok(token)
}

/// Appends a packet to `out` as it is before encryption, with zeros for its msg_key.
fn lay_out(
    key: &AuthKey,
    header: &Header,
    body: &[u8],
    padding: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), SealError> {
    let length = i32::try_from(body.len()).ok().filter(|length| length % 4 == 0);
    let length = length.ok_or(SealError::BodyLength { length: body.len() })?;
    if !(MIN_PADDING..=MAX_PADDING).contains(&padding.len())
        || !(HEADER + body.len() + padding.len()).is_multiple_of(16)
    {
        return Err(SealError::PaddingLength { length: padding.len() });
    }

    out.reserve(ENVELOPE + HEADER + body.len() + padding.len());
    out.extend_from_slice(&key.id().to_le_bytes());
    out.extend_from_slice(&[0; 16]);
    out.extend_from_slice(&header.salt.to_le_bytes());
    out.extend_from_slice(&header.session_id.to_le_bytes());
    out.extend_from_slice(&header.msg_id.to_le_bytes());
    out.extend_from_slice(&header.seq_no.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(body);
    out.extend_from_slice(padding);
    Ok(())
}

/// The quick-ack token and the msg_key in `msg_key_large`.
fn split_large(large: &[u8; 32]) -> (u32, [u8; 16]) {
    let [a, b, c, d, _, _, _, _, rest @ ..] = large;
    let mut msg_key = [0; 16];
    msg_key.copy_from_slice(&rest[..16]);
    (u32::from_le_bytes([*a, *b, *c, *d]) | 0x8000_0000, msg_key)
}

/// Opens a packet that the peer `from` has sealed, in place.
///
/// `packet` starts at auth_key_id; up to 15 bytes after the last whole block are transport padding
/// and not looked at. The caller checks session_id, msg_id and the rest of §4.3 from point 7 on.
///
/// # Errors
/// [`OpenError`]. After [`OpenError::Integrity`] the packet's contents are wiped: nothing of a
/// packet that is not authentic gets out.
pub fn open(key: &AuthKey, from: Side, packet: &mut [u8]) -> Result<Opened, OpenError> {
    let (msg_key, data) = envelope(key, packet)?;
    let keys = message_keys(key, from, &msg_key);
    let mut prefix = message_key_prefix(key, from);
    let large =
        ige_decrypt_sha256(&keys.key, &keys.iv, &prefix, data).map_err(|_| OpenError::Integrity)?;
    prefix.zeroize();
    check(large, &msg_key, data)
}

/// The msg_key and the encrypted blocks of a packet for this key that is not too short.
fn envelope<'a>(
    key: &AuthKey,
    packet: &'a mut [u8],
) -> Result<([u8; 16], &'a mut [u8]), OpenError> {
    let (envelope, rest) = packet.split_at_mut_checked(ENVELOPE).ok_or(OpenError::Integrity)?;
    let mut envelope = Reader::new(envelope);
    let got = envelope.u64().map_err(|_| OpenError::Integrity)?;
    if got != key.id() {
        return Err(OpenError::AuthKeyId { got });
    }
    let msg_key = envelope.array::<16>().map_err(|_| OpenError::Integrity)?;
    let whole = rest.len() - rest.len() % 16;
    let (data, _) = rest.split_at_mut(whole);
    if data.len() < HEADER + MIN_PADDING {
        return Err(OpenError::Integrity);
    }
    Ok((msg_key, data))
}

/// The verdict over a decrypted packet whose msg_key_large is `large`; wipes what is not authentic.
fn check(
    mut large: [u8; 32],
    msg_key: &[u8; 16],
    plaintext: &mut [u8],
) -> Result<Opened, OpenError> {
    let (_, expected) = split_large(&large);
    large.zeroize();

    let authentic = expected.ct_eq(msg_key);
    let (header, length) = read_header(plaintext).ok_or(OpenError::Integrity)?;
    // One verdict over everything, without a branch before it. A negative length is above 2^31 as
    // u32, which leaves a "padding" far above the limit.
    let padding = (plaintext.len() as u64).wrapping_sub(HEADER as u64 + u64::from(length));
    let fits = !padding.ct_lt(&(MIN_PADDING as u64)) & padding.ct_lt(&(MAX_PADDING as u64 + 1));
    let aligned = (length % 4).ct_eq(&0);
    if !bool::from(authentic & fits & aligned) {
        plaintext.zeroize();
        return Err(OpenError::Integrity);
    }
    let start = ENVELOPE + HEADER;
    Ok(Opened { header, body: start..start + length as usize })
}

fn read_header(plaintext: &[u8]) -> Option<(Header, u32)> {
    let mut reader = Reader::new(plaintext);
    let header = Header {
        salt: reader.i64().ok()?,
        session_id: reader.i64().ok()?,
        msg_id: reader.i64().ok()?,
        seq_no: reader.i32().ok()?,
    };
    Some((header, reader.u32().ok()?))
}

#[cfg(test)]
mod tests;
