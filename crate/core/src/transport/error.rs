//! What can be wrong with a byte stream.

use std::fmt;

/// Why the byte stream cannot be read any further. Every one of them is fatal for the connection;
/// none says anything about keys.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportError {
    /// A frame longer than [`MAX_FRAME`](super::MAX_FRAME) was announced; nothing of it is kept.
    FrameTooBig {
        /// The announced length of the packet in bytes.
        length: u64,
    },
    /// A full frame announced a total below its own 12 bytes of overhead.
    FrameTooShort {
        /// The announced total.
        length: u32,
    },
    /// A full frame arrived out of order.
    Sequence {
        /// The number that was due.
        expected: u32,
        /// The number in the frame.
        got: u32,
    },
    /// The CRC-32 of a full frame does not match its bytes.
    Checksum,
    /// The first bytes belong to no transport that is spoken here (server role).
    Unrecognised,
    /// The full transport cannot be obfuscated (misuse, not the peer's fault).
    FullObfuscated,
    /// An MTProxy secret that is not 16 bytes in hex (misuse, not the peer's fault).
    Secret,
}

impl TransportError {
    /// The stable `ERR_…` code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FrameTooBig { .. } => "ERR_FRAME_TOO_BIG",
            Self::FrameTooShort { .. } => "ERR_FRAME_TOO_SHORT",
            Self::Sequence { .. } => "ERR_FRAME_SEQUENCE",
            Self::Checksum => "ERR_FRAME_CHECKSUM",
            Self::Unrecognised => "ERR_TRANSPORT_UNRECOGNISED",
            Self::FullObfuscated => "ERR_TRANSPORT_OPTIONS",
            Self::Secret => "ERR_PROXY_SECRET",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrameTooBig { length } => {
                write!(formatter, "a frame of {length} bytes is above the limit")
            }
            Self::FrameTooShort { length } => {
                write!(formatter, "a full frame announces {length} bytes, below its overhead of 12")
            }
            Self::Sequence { expected, got } => {
                write!(formatter, "full frame {got} arrived where {expected} was due")
            }
            Self::Checksum => formatter.write_str("the checksum of a full frame does not match"),
            Self::Unrecognised => {
                formatter.write_str("the first bytes belong to no known transport")
            }
            Self::FullObfuscated => formatter.write_str("the full transport cannot be obfuscated"),
            Self::Secret => formatter.write_str("the proxy secret is not 16 bytes in hex"),
        }
    }
}

impl std::error::Error for TransportError {}
