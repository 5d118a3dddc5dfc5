//! Which transport a connection speaks.

use super::TransportError;

/// The framing of one connection (`spec/mtproto.md §6.1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TransportKind {
    /// One or four bytes of length in words: the smallest overhead.
    Abridged,
    /// Four bytes of length.
    Intermediate,
    /// Intermediate with 0..15 random bytes after each packet, so that sizes say less.
    Padded,
    /// Length, packet number and CRC-32 around each packet. It has no tag, so it cannot be
    /// obfuscated.
    Full,
}

/// What a client connection puts around its packets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportOptions {
    /// The framing.
    pub kind: TransportKind,
    /// obfuscated2 over the framing, or `None` for a plain stream.
    pub obfuscated: Option<Obfuscation>,
}

/// Settings of the obfuscated2 layer (`spec/mtproto.md §6.4`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Obfuscation {
    /// DC as it goes on the wire: +10000 on the test environment, negative for media-only
    /// endpoints. An MTProxy routes by it, servers ignore it; 0 leaves the field random.
    pub dc_id: i16,
    /// The 16 key bytes of an MTProxy secret, mixed into both stream keys.
    pub secret: Option<[u8; 16]>,
}

impl std::fmt::Debug for Obfuscation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Obfuscation")
            .field("dc_id", &self.dc_id)
            .field("has_secret", &self.secret.is_some())
            .finish()
    }
}

impl TransportOptions {
    /// Tells whether this combination exists on the wire.
    ///
    /// # Errors
    /// [`TransportError::FullObfuscated`]: the full transport has no tag to put into the init
    /// block.
    pub fn validate(&self) -> Result<(), TransportError> {
        match (self.kind, self.obfuscated) {
            (TransportKind::Full, Some(_)) => Err(TransportError::FullObfuscated),
            _ => Ok(()),
        }
    }
}
