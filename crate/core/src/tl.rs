//! TL primitives: a reader that borrows and a writer that appends (spec/mtproto.md §1.1–1.3).
//!
//! Only what the service constructors need; API objects are read and written in TypeScript. The
//! reader never panics and never allocates: a count or length is compared with the bytes left
//! before anybody believes it.

use core::fmt;

/// `vector#1cb5c415`, the id of every boxed vector.
pub const VECTOR: u32 = 0x1cb5_c415;

/// The longest `bytes` that TL can express: the length has three bytes.
pub const MAX_BYTES: usize = 0xff_ffff;

/// Why bytes are not the TL object that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlError {
    /// The object goes on where the bytes have ended.
    UnexpectedEnd {
        /// Bytes that the next field takes.
        needed: usize,
        /// Bytes that were left.
        left: usize,
    },
    /// A `bytes` field that starts with the reserved length byte `ff`.
    ReservedLength,
    /// A boxed value of another constructor.
    UnexpectedConstructor {
        /// The id that the place allows.
        expected: u32,
        /// The id that stood there.
        got: u32,
    },
    /// A vector with more elements than the bytes left can hold.
    VectorTooLong {
        /// The count that was claimed.
        count: u32,
        /// The greatest count that fits.
        most: usize,
    },
    /// Bytes to be written that are longer than [`MAX_BYTES`].
    BytesTooLong {
        /// Their length.
        length: usize,
    },
}

impl TlError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnexpectedEnd { .. } => "ERR_TL_UNEXPECTED_END",
            Self::ReservedLength => "ERR_TL_RESERVED_LENGTH",
            Self::UnexpectedConstructor { .. } => "ERR_TL_UNEXPECTED_CONSTRUCTOR",
            Self::VectorTooLong { .. } => "ERR_TL_VECTOR_TOO_LONG",
            Self::BytesTooLong { .. } => "ERR_TL_BYTES_TOO_LONG",
        }
    }
}

impl fmt::Display for TlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnexpectedEnd { needed, left } => {
                write!(f, "TL object needs {needed} more bytes, {left} are left")
            }
            Self::ReservedLength => f.write_str("TL bytes start with the reserved length ff"),
            Self::UnexpectedConstructor { expected, got } => {
                write!(f, "TL constructor {got:08x} where {expected:08x} is expected")
            }
            Self::VectorTooLong { count, most } => {
                write!(f, "TL vector claims {count} elements, at most {most} fit")
            }
            Self::BytesTooLong { length } => {
                write!(f, "{length} bytes do not fit a TL bytes field of at most {MAX_BYTES}")
            }
        }
    }
}

impl core::error::Error for TlError {}

/// A cursor over the bytes of one TL object; everything it gives out borrows from them.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    /// What is not yet read.
    left: &'a [u8],
    /// Length of the whole input, for [`Reader::position`].
    total: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes, total: bytes.len() }
    }

    /// Bytes not yet read; reading does not move.
    pub fn rest(&self) -> &'a [u8] {
        self.left
    }

    /// How many bytes are not yet read.
    pub fn remaining(&self) -> usize {
        self.left.len()
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        self.total - self.left.len()
    }

    /// The next `length` raw bytes.
    ///
    /// # Errors
    /// [`TlError::UnexpectedEnd`]: as for every method below.
    pub fn raw(&mut self, length: usize) -> Result<&'a [u8], TlError> {
        let (head, tail) = self
            .left
            .split_at_checked(length)
            .ok_or(TlError::UnexpectedEnd { needed: length, left: self.left.len() })?;
        self.left = tail;
        Ok(head)
    }

    /// The next `N` raw bytes: `int128`, `int256`.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], TlError> {
        let (head, tail) = self
            .left
            .split_first_chunk::<N>()
            .ok_or(TlError::UnexpectedEnd { needed: N, left: self.left.len() })?;
        self.left = tail;
        Ok(*head)
    }

    /// A constructor id, `#` or an unsigned count.
    pub fn u32(&mut self) -> Result<u32, TlError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// An `int`.
    pub fn i32(&mut self) -> Result<i32, TlError> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    /// A `long` as an unsigned number: ids and hashes.
    pub fn u64(&mut self) -> Result<u64, TlError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A `long`.
    pub fn i64(&mut self) -> Result<i64, TlError> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    /// The next constructor id without moving; `None` if fewer than four bytes are left.
    pub fn peek(&self) -> Option<u32> {
        self.left.first_chunk().map(|id| u32::from_le_bytes(*id))
    }

    /// Reads a constructor id that must be `expected`.
    ///
    /// # Errors
    /// [`TlError::UnexpectedConstructor`] for another one.
    pub fn expect(&mut self, expected: u32) -> Result<(), TlError> {
        let got = self.u32()?;
        if got == expected { Ok(()) } else { Err(TlError::UnexpectedConstructor { expected, got }) }
    }

    /// A `bytes` or `string`, without its length and padding. The long form is accepted for short
    /// contents and the padding may hold anything, as other implementations do.
    ///
    /// # Errors
    /// [`TlError::ReservedLength`] if the first byte is `ff`.
    pub fn bytes(&mut self) -> Result<&'a [u8], TlError> {
        let [first] = self.array()?;
        let (header, length) = match first {
            0xff => return Err(TlError::ReservedLength),
            0xfe => {
                let [a, b, c] = self.array()?;
                (4, u32::from_le_bytes([a, b, c, 0]) as usize)
            }
            short => (1, usize::from(short)),
        };
        let content = self.raw(length)?;
        self.raw((header + length).wrapping_neg() % 4)?;
        Ok(content)
    }

    /// The count of a boxed vector whose elements take at least `smallest` bytes each.
    ///
    /// # Errors
    /// [`TlError::UnexpectedConstructor`]; [`TlError::VectorTooLong`] if that many do not fit.
    pub fn vector(&mut self, smallest: usize) -> Result<usize, TlError> {
        self.expect(VECTOR)?;
        self.bare_vector(smallest)
    }

    /// The count of a bare vector whose elements take at least `smallest` bytes each.
    ///
    /// # Errors
    /// [`TlError::VectorTooLong`] if that many do not fit in what is left.
    pub fn bare_vector(&mut self, smallest: usize) -> Result<usize, TlError> {
        let count = self.u32()?;
        let most = self.left.len() / smallest.max(1);
        match usize::try_from(count) {
            Ok(length) if length <= most => Ok(length),
            _ => Err(TlError::VectorTooLong { count, most }),
        }
    }
}

/// Appends TL primitives to a buffer.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    /// What has been written.
    out: Vec<u8>,
}

impl Writer {
    /// A writer with an empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer that appends to `out`.
    pub fn append_to(out: Vec<u8>) -> Self {
        Self { out }
    }

    /// The buffer, with what it held at the start.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// What has been written so far.
    pub fn as_bytes(&self) -> &[u8] {
        &self.out
    }

    /// A constructor id, `#` or an unsigned count.
    pub fn u32(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_le_bytes())
    }

    /// An `int`.
    pub fn i32(&mut self, value: i32) -> &mut Self {
        self.raw(&value.to_le_bytes())
    }

    /// A `long` that is an id or a hash.
    pub fn u64(&mut self, value: u64) -> &mut Self {
        self.raw(&value.to_le_bytes())
    }

    /// A `long`.
    pub fn i64(&mut self, value: i64) -> &mut Self {
        self.raw(&value.to_le_bytes())
    }

    /// Raw bytes: `int128`, `int256` or an object that is already serialised.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.out.extend_from_slice(bytes);
        self
    }

    /// A boxed vector's id and count; the elements follow by other calls.
    pub fn vector(&mut self, count: u32) -> &mut Self {
        self.u32(VECTOR).u32(count)
    }

    /// A `bytes` or `string`: length, content, zero padding to a multiple of four.
    ///
    /// # Errors
    /// [`TlError::BytesTooLong`] above [`MAX_BYTES`]; nothing is written then.
    pub fn bytes(&mut self, content: &[u8]) -> Result<&mut Self, TlError> {
        let length = content.len();
        let header = match u8::try_from(length) {
            Ok(short) if short < 0xfe => {
                self.out.push(short);
                1
            }
            _ => {
                let [a, b, c, 0] = (u32::try_from(length).unwrap_or(u32::MAX)).to_le_bytes() else {
                    return Err(TlError::BytesTooLong { length });
                };
                self.out.extend_from_slice(&[0xfe, a, b, c]);
                4
            }
        };
        self.out.extend_from_slice(content);
        let padding = (header + length).wrapping_neg() % 4;
        self.out.resize(self.out.len() + padding, 0);
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
