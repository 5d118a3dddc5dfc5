//! `gzip_packed` both ways (`spec/mtproto.md §1.6, 5.19`).

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

use crate::tl::{Reader, Writer};

/// `gzip_packed`.
pub(super) const GZIP_PACKED: u32 = 0x3072_cfa1;
/// A query up to this length is not worth packing.
const MIN_PACK: usize = 255;
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

/// The packer, whose tables are made on first use and kept.
#[derive(Default)]
pub(super) struct Gzip {
    compressor: Option<Compressor>,
    decompressor: Option<Decompressor>,
}

impl Gzip {
    /// The boxed `gzip_packed` of `body`, if that saves at least a tenth.
    pub(super) fn pack(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        if body.len() <= MIN_PACK {
            return None;
        }
        let compressor =
            self.compressor.get_or_insert_with(|| Compressor::new(CompressionLvl::default()));
        // What does not fit this room is not worth sending.
        let mut packed = vec![0; body.len() - body.len() / 10 - 8];
        let length = compressor.gzip_compress(body, &mut packed).ok()?;
        let mut writer = Writer::append_to(Vec::with_capacity(length + 12));
        writer.u32(GZIP_PACKED).bytes(packed.get(..length)?).ok()?;
        Some(writer.into_bytes())
    }

    /// Appends to `out` what the boxed `gzip_packed` at the start of `boxed` holds; `out` is not
    /// changed on error.
    pub(super) fn unpack(&mut self, boxed: &[u8], out: &mut Vec<u8>) -> Result<(), GzipError> {
        let mut reader = Reader::new(boxed);
        reader.expect(GZIP_PACKED).map_err(|_| GzipError::Corrupt)?;
        let packed = reader.bytes().map_err(|_| GzipError::Corrupt)?;
        let size = packed.last_chunk().ok_or(GzipError::Corrupt)?;
        let size = u32::from_le_bytes(*size) as usize;
        if size > MAX_UNPACKED {
            return Err(GzipError::TooBig);
        }
        if size > packed.len().saturating_mul(MAX_RATIO) || !size.is_multiple_of(4) {
            return Err(GzipError::Corrupt);
        }
        let from = out.len();
        out.resize(from + size, 0);
        let decompressor = self.decompressor.get_or_insert_with(Decompressor::new);
        let room = out.get_mut(from..).unwrap_or_default();
        match decompressor.gzip_decompress(packed, room) {
            Ok(length) if length == size => Ok(()),
            result => {
                out.truncate(from);
                // The size is kept modulo 2^32: a bomb of 4 GiB and a bit claims the bit.
                Err(match result {
                    Err(DecompressionError::InsufficientSpace) => GzipError::TooBig,
                    _ => GzipError::Corrupt,
                })
            }
        }
    }
}

impl std::fmt::Debug for Gzip {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Gzip")
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

    fn compress(body: &[u8]) -> Vec<u8> {
        let mut compressor = Compressor::new(CompressionLvl::default());
        let mut out = vec![0; compressor.gzip_compress_bound(body.len())];
        let length = compressor.gzip_compress(body, &mut out).unwrap();
        out.truncate(length);
        out
    }

    #[test]
    fn packed_object_unpacks_behind_what_was_there() {
        let body = [7; 1024];
        let mut gzip = Gzip::default();
        let packed = gzip.pack(&body).unwrap();
        assert!(packed.len() < 100 && packed.len() % 4 == 0);
        let mut out = vec![1];
        gzip.unpack(&packed, &mut out).unwrap();
        assert_eq!(out[0], 1);
        assert_eq!(out[1..], body);
    }

    #[test]
    fn short_and_random_bodies_are_not_packed() {
        let mut gzip = Gzip::default();
        assert!(gzip.pack(&[0; 255]).is_none());
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(4096)
        .collect();
        assert!(gzip.pack(&noise).is_none());
    }

    #[test]
    fn bomb_is_refused() {
        let mut gzip = Gzip::default();
        let bomb = boxed(&compress(&vec![0; MAX_UNPACKED + 4]));
        assert_eq!(gzip.unpack(&bomb, &mut Vec::new()), Err(GzipError::TooBig));
    }

    #[test]
    fn bomb_that_lies_about_its_size_is_refused() {
        let mut packed = compress(&vec![0; 1 << 20]);
        let end = packed.len();
        packed[end - 4..].copy_from_slice(&16_u32.to_le_bytes());
        let mut out = Vec::new();
        assert_eq!(Gzip::default().unpack(&boxed(&packed), &mut out), Err(GzipError::TooBig));
        assert!(out.is_empty());
    }

    #[test]
    fn small_packet_cannot_make_us_allocate_much() {
        let mut packed = compress(&[0; 16]);
        let end = packed.len();
        packed[end - 4..].copy_from_slice(&(MAX_UNPACKED as u32).to_le_bytes());
        let mut out = Vec::new();
        assert_eq!(Gzip::default().unpack(&boxed(&packed), &mut out), Err(GzipError::Corrupt));
        assert_eq!(out.capacity(), 0);
    }

    #[test]
    fn cut_changed_and_empty_contents_are_refused() {
        let good = compress(&[3; 400]);
        let mut out = Vec::new();
        for bad in [&good[..good.len() - 1], &good[..10], &[], b"no gzip here"] {
            assert!(Gzip::default().unpack(&boxed(bad), &mut out).is_err());
        }
        let mut changed = good.clone();
        let checksum = changed.len() - 8;
        changed[checksum] ^= 1;
        assert_eq!(Gzip::default().unpack(&boxed(&changed), &mut out), Err(GzipError::Corrupt));
        assert!(Gzip::default().unpack(&[0; 4], &mut out).is_err());
        assert!(out.is_empty());
    }

    #[test]
    fn object_that_is_no_whole_number_of_words_is_refused() {
        let packed = boxed(&compress(&[3; 401]));
        assert_eq!(Gzip::default().unpack(&packed, &mut Vec::new()), Err(GzipError::Corrupt));
    }
}
