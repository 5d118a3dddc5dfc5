use zeroize::Zeroizing;

use super::constructors::*;
use super::messages::Nonces;
use crate::math::number::minimal;
use crate::tl::{Reader, TlError, Writer};

/// `p_q_inner_data` and its variants: which one it is follows from what is there.
#[derive(Clone)]
pub(super) struct PqInnerData {
    pub(super) pq: u64,
    pub(super) p: u64,
    pub(super) q: u64,
    pub(super) nonces: Nonces,
    pub(super) new_nonce: Zeroizing<[u8; 32]>,
    /// The DC that the key is for; without it the legacy variants.
    pub(super) dc: Option<i32>,
    /// Seconds that a temporary key lives; without it the key is permanent.
    pub(super) expires_in: Option<i32>,
}

impl PqInnerData {
    pub(super) fn write(&self) -> Result<Zeroizing<Vec<u8>>, TlError> {
        // Never grows, so that no copy of new_nonce is left behind.
        let mut writer = Writer::append_to(Vec::with_capacity(128));
        writer.u32(match (self.dc, self.expires_in) {
            (None, None) => PQ_INNER_DATA,
            (Some(_), None) => PQ_INNER_DATA_DC,
            (None, Some(_)) => PQ_INNER_DATA_TEMP,
            (Some(_), Some(_)) => PQ_INNER_DATA_TEMP_DC,
        });
        for number in [self.pq, self.p, self.q] {
            writer.bytes(minimal(&number.to_be_bytes()))?;
        }
        self.nonces.write(&mut writer);
        writer.raw(&*self.new_nonce);
        for value in [self.dc, self.expires_in].into_iter().flatten() {
            writer.i32(value);
        }
        Ok(Zeroizing::new(writer.into_bytes()))
    }

    /// `None` for numbers above 64 bits, which no valid one has.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, TlError> {
        let constructor = reader.peek();
        let (has_dc, has_expiry) = match constructor {
            Some(PQ_INNER_DATA) => (false, false),
            Some(PQ_INNER_DATA_DC) => (true, false),
            Some(PQ_INNER_DATA_TEMP) => (false, true),
            _ => (true, true),
        };
        let expected = match constructor {
            Some(id @ (PQ_INNER_DATA | PQ_INNER_DATA_DC | PQ_INNER_DATA_TEMP)) => id,
            _ => PQ_INNER_DATA_TEMP_DC,
        };
        reader.expect(expected)?;
        let mut number = || reader.bytes().map(small_number);
        let (pq, p, q) = (number()?, number()?, number()?);
        let nonces = Nonces::read(reader)?;
        let new_nonce = Zeroizing::new(reader.array()?);
        let dc = if has_dc { Some(reader.i32()?) } else { None };
        let expires_in = if has_expiry { Some(reader.i32()?) } else { None };
        Ok(match (pq, p, q) {
            (Some(pq), Some(p), Some(q)) => {
                Some(Self { pq, p, q, nonces, new_nonce, dc, expires_in })
            }
            _ => None,
        })
    }
}

/// Big-endian bytes as a number below 2^64.
pub(super) fn small_number(bytes: &[u8]) -> Option<u64> {
    let bytes = minimal(bytes);
    let fits = bytes.len() <= 8;
    fits.then(|| bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}
