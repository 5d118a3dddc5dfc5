//! Opening a packet: as it is, and sealed under the right key around any plaintext.

use heliogram_core::aes::ige_encrypt;
use heliogram_core::kdf::{Side, message_key_large, message_keys};
use heliogram_core::message::{open, seal, v1};

use crate::fixture::auth_key;
use crate::input::Input;

/// Bit 0 of the first byte chooses the side, the next two what the rest is: a packet, a packet
/// after the key's id, or a plaintext.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let flags = input.byte();
    let side = if flags & 1 == 0 { Side::Client } else { Side::Server };
    let key = auth_key();
    let mut packet = match flags >> 1 & 3 {
        0 => input.rest().to_vec(),
        1 => [&key.id().to_le_bytes(), input.rest()].concat(),
        _ => {
            let mut plaintext = input.rest().to_vec();
            plaintext.truncate(plaintext.len() / 16 * 16);
            let large = message_key_large(&key, side, &plaintext);
            let msg_key: [u8; 16] = large[8..24].try_into().expect("16 bytes");
            let keys = message_keys(&key, side, &msg_key);
            ige_encrypt(&keys.key, &keys.iv, &mut plaintext).expect("whole blocks");
            [&key.id().to_le_bytes()[..], &msg_key, &plaintext].concat()
        }
    };
    _ = v1::open_bind(&key, &packet);

    let sealed = packet.clone();
    let Ok(opened) = open(&key, side, &mut packet) else { return };
    // What opens is what would be sealed from it.
    let whole = 24 + (packet.len() - 24) / 16 * 16;
    let (body, padding) = (&packet[opened.body.clone()], &packet[opened.body.end..whole]);
    let mut again = Vec::new();
    seal(&key, side, &opened.header, body, padding, &mut again).expect("lengths that were right");
    assert_eq!(again, sealed[..whole]);
}
