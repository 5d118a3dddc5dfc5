//! obfuscated2 (`spec/mtproto.md §6.4`): two AES-256-CTR streams over a tagged framing, so that
//! the connection looks like noise. It hides the protocol from filters; it protects nothing.

use rand_core::CryptoRng;

use super::frame::tag;
use super::{Obfuscation, TransportKind};
use crate::aes::Ctr;
use crate::sha::sha256;

/// Bytes of the init block, which opens the connection.
pub(super) const INIT_LENGTH: usize = 64;

/// The two running key streams of one connection.
pub(super) struct Streams {
    /// What we write.
    pub(super) outgoing: Ctr,
    /// What we read.
    pub(super) incoming: Ctr,
}

/// First words that an init block must not have: other protocols and plain transports.
const FORBIDDEN_FIRST: [[u8; 4]; 7] =
    [*b"HEAD", *b"POST", *b"GET ", *b"OPTI", [0xdd; 4], [0xee; 4], [0x16, 3, 1, 2]];

/// Whether a server, or a filter on the way, could take the block for something else.
fn is_forbidden(block: &[u8; INIT_LENGTH]) -> bool {
    let [first, ..] = *block;
    first == 0xef
        || FORBIDDEN_FIRST.iter().any(|word| block.starts_with(word))
        || block.get(4..8) == Some(&[0; 4])
}

/// Makes the client's init block and the streams that it starts.
pub(super) fn start(
    kind: TransportKind,
    options: &Obfuscation,
    rng: &mut dyn CryptoRng,
) -> ([u8; INIT_LENGTH], Streams) {
    let mut block = [0; INIT_LENGTH];
    loop {
        rng.fill_bytes(&mut block);
        if !is_forbidden(&block) {
            break;
        }
    }
    // The one-byte abridged tag is repeated to fill the field.
    let tags = tag(kind).iter().cycle();
    for (byte, tag) in block.iter_mut().skip(56).take(4).zip(tags) {
        *byte = *tag;
    }
    if options.dc_id != 0 {
        for (byte, value) in block.iter_mut().skip(60).zip(options.dc_id.to_le_bytes()) {
            *byte = value;
        }
    }
    let mut streams = derive(&block, options.secret.as_ref());
    let mut sealed = block;
    streams.outgoing.apply(&mut sealed);
    for (byte, sealed) in block.iter_mut().zip(sealed).skip(56) {
        *byte = sealed;
    }
    (block, streams)
}

/// Reads a client's init block (server role); `None` when no transport's tag comes out.
pub(super) fn accept(
    block: &[u8; INIT_LENGTH],
    secret: Option<&[u8; 16]>,
) -> Option<(TransportKind, i16, Streams)> {
    let client = derive(block, secret);
    let mut streams = Streams { outgoing: client.incoming, incoming: client.outgoing };
    let mut plain = *block;
    streams.incoming.apply(&mut plain);
    let [.., t0, t1, t2, t3, dc_low, dc_high, _, _] = plain;
    let kind = match [t0, t1, t2, t3] {
        [0xef, 0xef, 0xef, 0xef] => TransportKind::Abridged,
        [0xee, 0xee, 0xee, 0xee] => TransportKind::Intermediate,
        [0xdd, 0xdd, 0xdd, 0xdd] => TransportKind::Padded,
        _ => return None,
    };
    Some((kind, i16::from_le_bytes([dc_low, dc_high]), streams))
}

/// The streams of a block as the client sees them.
fn derive(block: &[u8; INIT_LENGTH], secret: Option<&[u8; 16]>) -> Streams {
    let mut reversed = *block;
    reversed.reverse();
    Streams { outgoing: stream(block, secret), incoming: stream(&reversed, secret) }
}

fn stream(block: &[u8; INIT_LENGTH], secret: Option<&[u8; 16]>) -> Ctr {
    let mut key = [0; 32];
    let mut iv = [0; 16];
    key.copy_from_slice(&block[8..40]);
    iv.copy_from_slice(&block[40..56]);
    if let Some(secret) = secret {
        key = sha256(&[&key, secret]);
    }
    Ctr::new(&key, &iv)
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn blocks_that_look_like_something_else_are_forbidden() {
        let mut block = [0x61; INIT_LENGTH];
        assert!(!is_forbidden(&block));
        block[0] = 0xef;
        assert!(is_forbidden(&block));
        for word in FORBIDDEN_FIRST {
            block[..4].copy_from_slice(&word);
            assert!(is_forbidden(&block), "{word:02x?}");
        }
        let mut block = [0x61; INIT_LENGTH];
        block[4..8].fill(0);
        assert!(is_forbidden(&block));
    }

    #[test]
    fn server_learns_transport_and_dc() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for kind in [TransportKind::Abridged, TransportKind::Intermediate, TransportKind::Padded] {
            for (dc_id, secret) in [(2, None), (-10002, Some([7; 16]))] {
                let options = Obfuscation { dc_id, secret };
                let (block, mut client) = start(kind, &options, &mut rng);
                let (seen, dc, mut server) = accept(&block, secret.as_ref()).unwrap();
                assert_eq!((seen, dc), (kind, dc_id));
                let mut bytes = [1, 2, 3, 4, 5];
                client.outgoing.apply(&mut bytes);
                server.incoming.apply(&mut bytes);
                assert_eq!(bytes, [1, 2, 3, 4, 5]);
                server.outgoing.apply(&mut bytes);
                client.incoming.apply(&mut bytes);
                assert_eq!(bytes, [1, 2, 3, 4, 5]);
            }
        }
    }

    #[test]
    fn another_secret_gives_no_transport() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let options = Obfuscation { dc_id: 2, secret: Some([7; 16]) };
        let (block, _) = start(TransportKind::Intermediate, &options, &mut rng);
        assert!(accept(&block, Some(&[8; 16])).is_none());
        assert!(accept(&block, None).is_none());
    }
}
