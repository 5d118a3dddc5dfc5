//! `gzip_packed` both ways (`spec/mtproto.md §1.6, 5.19`).

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

use crate::tl::{Reader, Writer};

/// `gzip_packed`.
pub(super) const GZIP_PACKED: u32 = 0x3072_cfa1;
/// A query shorter than this is not worth packing: 6 µs for a hundred bytes, and it fits a TCP segment.
const MIN_PACK: usize = 512;
/// The fastest: a query of 4 KiB takes 14 µs instead of 24 at the usual level, and 3 % more bytes.
const LEVEL: i32 = 1;
/// Longer queries are probed first: half a MiB of a file's bytes would take 11 ms in vain.
const MIN_PROBE: usize = 16 * 1024;
/// How much of their middle is packed to see whether it pays; file parts begin with TL.
const PROBE: usize = 1024;
/// No object unpacks to more than this many bytes.
pub(super) const MAX_UNPACKED: usize = 16 * 1024 * 1024;
/// An object may be packed twice, not more often.
pub(super) const MAX_DEPTH: u8 = 2;
/// Deflate makes at most 1032 bytes of one: a size beyond that is a lie.
const MAX_RATIO: usize = 1032;

/// Why an object cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GzipError {
    /// It would be longer than [`MAX_UNPACKED`].
    TooBig,
    /// It is no gzip, is cut, or its checksum or size is wrong.
    Corrupt,
}

thread_local! {
    // 200 KiB of tables: one for all sessions of a thread, not one for each.
    static COMPRESSOR: RefCell<Compressor> = RefCell::new(Compressor::new(level()));
    // 10 KiB.
    static DECOMPRESSOR: RefCell<Decompressor> = RefCell::new(Decompressor::new());
}

fn level() -> CompressionLvl {
    CompressionLvl::new(LEVEL).unwrap_or_default()
}

/// The boxed `gzip_packed` of `body`, if that saves at least a tenth.
pub(super) fn pack(body: &[u8]) -> Option<Vec<u8>> {
    if body.len() < MIN_PACK {
        return None;
    }
    if body.len() >= MIN_PROBE {
        compress(body.get(body.len() / 2..)?.get(..PROBE)?)?;
    }
    let packed = compress(body)?;
    let mut writer = Writer::append_to(Vec::with_capacity(packed.len() + 12));
    writer.u32(GZIP_PACKED).bytes(&packed).ok()?;
    Some(writer.into_bytes())
}

/// The gzip of `bytes`; `None` where that does not save a tenth.
fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    // What does not fit this room is not worth sending.
    let mut packed = vec![0; bytes.len() - bytes.len() / 10 - 8];
    let length = COMPRESSOR
        .with_borrow_mut(|compressor| compressor.gzip_compress(bytes, &mut packed))
        .ok()?;
    packed.truncate(length);
    Some(packed)
}

/// Appends to `out` what the boxed `gzip_packed` at the start of `boxed` holds; `out` is not
/// changed on error.
pub(super) fn unpack(boxed: &[u8], out: &mut Vec<u8>) -> Result<(), GzipError> {
    let packed = Packed::read(boxed)?;
    let from = out.len();
    out.resize(from + packed.size, 0);
    let unpacked = unpack_to(packed, out.get_mut(from..).unwrap_or_default());
    if unpacked.is_err() {
        out.truncate(from);
    }
    unpacked
}

/// Unpacks to `out`, which is as long as `packed` says. On error anything may be in it.
pub(super) fn unpack_to(packed: Packed<'_>, out: &mut [u8]) -> Result<(), GzipError> {
    let unpacked = DECOMPRESSOR
        .with_borrow_mut(|decompressor| decompressor.gzip_decompress(packed.bytes, out));
    match unpacked {
        Ok(length) if length == packed.size => Ok(()),
        // The size is kept modulo 2^32: a bomb of 4 GiB and a bit claims the bit.
        Err(DecompressionError::InsufficientSpace) => Err(GzipError::TooBig),
        _ => Err(GzipError::Corrupt),
    }
}

/// A packed object whose claim of its size is possible.
#[derive(Clone, Copy)]
pub(super) struct Packed<'a> {
    /// The gzip stream.
    bytes: &'a [u8],
    /// How many bytes it says that it holds: a multiple of 4.
    pub(super) size: usize,
}

impl<'a> Packed<'a> {
    /// Reads the boxed `gzip_packed` at the start of `boxed`.
    pub(super) fn read(boxed: &'a [u8]) -> Result<Self, GzipError> {
        let mut reader = Reader::new(boxed);
        reader.expect(GZIP_PACKED).map_err(|_| GzipError::Corrupt)?;
        let bytes = reader.bytes().map_err(|_| GzipError::Corrupt)?;
        let size = bytes.last_chunk().ok_or(GzipError::Corrupt)?;
        let size = u32::from_le_bytes(*size) as usize;
        if size > MAX_UNPACKED {
            return Err(GzipError::TooBig);
        }
        if size > bytes.len().saturating_mul(MAX_RATIO) || !size.is_multiple_of(4) {
            return Err(GzipError::Corrupt);
        }
        Ok(Self { bytes, size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(packed: &[u8]) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u32(GZIP_PACKED).bytes(packed).unwrap();
        writer.into_bytes()
    }

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut compressor = Compressor::new(CompressionLvl::default());
        let mut out = vec![0; compressor.gzip_compress_bound(body.len())];
        let length = compressor.gzip_compress(body, &mut out).unwrap();
        out.truncate(length);
        out
    }

    #[test]
    fn packed_object_unpacks_behind_what_was_there() {
        let body = [7; 1024];
        let packed = pack(&body).unwrap();
        assert!(packed.len() < 100 && packed.len().is_multiple_of(4));
        let mut out = vec![1];
        unpack(&packed, &mut out).unwrap();
        assert_eq!(out[0], 1);
        assert_eq!(out[1..], body);
    }

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(length)
        .collect()
    }

    #[test]
    fn short_and_random_bodies_are_not_packed() {
        assert!(pack(&[0; MIN_PACK - 4]).is_none());
        assert!(pack(&[0; MIN_PACK]).is_some());
        assert!(pack(&noise(4096)).is_none());
    }

    #[test]
    fn long_body_is_packed_if_its_middle_tells_that_it_pays() {
        let mut file_part = noise(512 * 1024);
        file_part[..MIN_PROBE].fill(0);
        assert!(pack(&file_part).is_none());
        let text = vec![b'x'; 512 * 1024];
        let mut out = Vec::new();
        unpack(&pack(&text).unwrap(), &mut out).unwrap();
        assert_eq!(out, text);
    }

    #[test]
    fn bomb_is_refused() {
        let bomb = boxed(&gzip(&vec![0; MAX_UNPACKED + 4]));
        assert_eq!(unpack(&bomb, &mut Vec::new()), Err(GzipError::TooBig));
    }

    #[test]
    fn bomb_that_lies_about_its_size_is_refused() {
        let mut packed = gzip(&vec![0; 1 << 20]);
        let end = packed.len();
        packed[end - 4..].copy_from_slice(&16_u32.to_le_bytes());
        let mut out = Vec::new();
        assert_eq!(unpack(&boxed(&packed), &mut out), Err(GzipError::TooBig));
        assert!(out.is_empty());
    }

    #[test]
    fn small_packet_cannot_make_us_allocate_much() {
        let mut packed = gzip(&[0; 16]);
        let end = packed.len();
        packed[end - 4..].copy_from_slice(&(MAX_UNPACKED as u32).to_le_bytes());
        let mut out = Vec::new();
        assert_eq!(unpack(&boxed(&packed), &mut out), Err(GzipError::Corrupt));
        assert_eq!(out.capacity(), 0);
    }

    #[test]
    fn cut_changed_and_empty_contents_are_refused() {
        let good = gzip(&[3; 400]);
        let mut out = Vec::new();
        for bad in [&good[..good.len() - 1], &good[..10], &[], b"no gzip here"] {
            assert!(unpack(&boxed(bad), &mut out).is_err());
        }
        let mut changed = good.clone();
        let checksum = changed.len() - 8;
        changed[checksum] ^= 1;
        assert_eq!(unpack(&boxed(&changed), &mut out), Err(GzipError::Corrupt));
        assert!(unpack(&[0; 4], &mut out).is_err());
        assert!(out.is_empty());
    }

    #[test]
    fn object_that_is_no_whole_number_of_words_is_refused() {
        let packed = boxed(&gzip(&[3; 401]));
        assert_eq!(unpack(&packed, &mut Vec::new()), Err(GzipError::Corrupt));
    }
}
