//! Sealing and opening several packets at once.
//!
//! The packets of a batch are independent, so that their ciphers run in step in the lanes of the
//! AES kernel. Parts of a file are what makes batches worth it.

use super::{
    ENVELOPE, Header, OpenError, Opened, SealError, check, envelope, lay_out, open, split_large,
};
use crate::AuthKey;
use crate::aes::{Stream, ige_decrypt_many, ige_encrypt_many};
use crate::kdf::{AesKeyIv, Side, message_key_large, message_keys};

/// A message to be sealed; see [`seal`](super::seal) for what its parts must be.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// What stands before the body.
    pub header: Header,
    /// The body; a multiple of 4 bytes.
    pub body: &'a [u8],
    /// Random, 12 to 1024 bytes, up to a multiple of 16 with the rest.
    pub padding: &'a [u8],
}

/// A packet of [`seal_many`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The packet, from auth_key_id on.
    pub packet: Vec<u8>,
    /// Its quick-ack token.
    pub quick_ack: u32,
}

/// Seals every draft into a packet of its own, as [`seal`](super::seal) would.
///
/// # Errors
/// [`SealError`] for the first draft that has an impossible length; nothing is sealed then.
pub fn seal_many(
    key: &AuthKey,
    side: Side,
    drafts: &[Draft<'_>],
) -> Result<Vec<Sealed>, SealError> {
    let mut sealed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut packet = Vec::new();
        lay_out(key, &draft.header, draft.body, draft.padding, &mut packet)?;
        sealed.push(Sealed { packet, quick_ack: 0 });
    }
    let mut keys = Vec::with_capacity(sealed.len());
    for Sealed { packet, quick_ack } in &mut sealed {
        let (envelope, plaintext) = packet.split_at_mut(ENVELOPE);
        let (token, msg_key) = split_large(&message_key_large(key, side, plaintext));
        envelope[8..].copy_from_slice(&msg_key);
        keys.push(message_keys(key, side, &msg_key));
        *quick_ack = token;
    }
    let plaintexts = sealed.iter_mut().map(|sealed| &mut sealed.packet[ENVELOPE..]);
    let mut streams: Vec<_> =
        keys.iter_mut().zip(plaintexts).map(|(keys, data)| stream(keys, data)).collect();
    let encrypted = ige_encrypt_many(&mut streams);
    debug_assert!(encrypted.is_ok(), "the padding fills up to whole blocks");
    Ok(sealed)
}

/// Below this many packets, decryption and hash of each in one pass are faster than decryption in
/// step with the hashes after it: with VAES four are 5 % slower in step and eight 7 % faster, with
/// AES-NI eight are 8 % slower and twelve equal (docs/benchmarks.md).
const LEAST: usize = 8;

/// Opens every packet in place, as [`open`](super::open) would, each with its own verdict.
pub fn open_many(
    key: &AuthKey,
    from: Side,
    packets: &mut [&mut [u8]],
) -> Vec<Result<Opened, OpenError>> {
    if packets.len() < LEAST {
        return packets.iter_mut().map(|packet| open(key, from, packet)).collect();
    }
    let mut pending: Vec<Result<Pending<'_>, OpenError>> = packets
        .iter_mut()
        .map(|packet| {
            let (msg_key, data) = envelope(key, packet)?;
            Ok(Pending { msg_key, keys: message_keys(key, from, &msg_key), data })
        })
        .collect();
    let mut streams: Vec<_> = pending
        .iter_mut()
        .flatten()
        .map(|pending| stream(&mut pending.keys, pending.data))
        .collect();
    let decrypted = ige_decrypt_many(&mut streams);
    debug_assert!(decrypted.is_ok(), "an envelope gives whole blocks");
    pending
        .into_iter()
        .map(|pending| {
            let Pending { msg_key, data, .. } = pending?;
            check(message_key_large(key, from, data), &msg_key, data)
        })
        .collect()
}

/// A packet on its way through [`open_many`].
struct Pending<'a> {
    /// What its hash must give.
    msg_key: [u8; 16],
    /// What it is decrypted with.
    keys: AesKeyIv,
    /// Its blocks: nobody else's before the check has passed.
    data: &'a mut [u8],
}

fn stream<'a>(keys: &'a mut AesKeyIv, data: &'a mut [u8]) -> Stream<'a> {
    let AesKeyIv { key, iv } = keys;
    Stream { key, iv, data }
}
