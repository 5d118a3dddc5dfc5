//! Numbers from JavaScript, checked. napi's own integers wrap and truncate in silence: −1 arrives
//! as 4294967295, 1.9 as 1, −5n as 5.

use napi::bindgen_prelude::BigInt;

use crate::error::Fault;

/// A whole number within `minimum..=maximum`, both of which a double holds exactly.
pub(crate) fn integer(name: &str, value: f64, minimum: i64, maximum: i64) -> Result<i64, Fault> {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within ±2^53 is exact")]
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        let whole = value as i64;
        if (minimum..=maximum).contains(&whole) {
            return Ok(whole);
        }
    }
    Err(Fault::argument(format!(
        "{name} must be a whole number from {minimum} to {maximum}, got {value}"
    )))
}

pub(crate) fn int32(name: &str, value: f64) -> Result<i32, Fault> {
    let whole = integer(name, value, i64::from(i32::MIN), i64::from(i32::MAX))?;
    i32::try_from(whole).map_err(|_| Fault::argument(format!("{name} is out of range")))
}

pub(crate) fn uint32(name: &str, value: f64) -> Result<u32, Fault> {
    let whole = integer(name, value, 0, i64::from(u32::MAX))?;
    u32::try_from(whole).map_err(|_| Fault::argument(format!("{name} is out of range")))
}

pub(crate) fn uint64(name: &str, value: &BigInt) -> Result<u64, Fault> {
    match (value.sign_bit, value.words.as_slice()) {
        (_, []) => Ok(0),
        (true, [0]) | (false, [_]) => Ok(value.words.first().copied().unwrap_or(0)),
        _ => Err(Fault::argument(format!("{name} must be a bigint from 0 to 2^64 − 1"))),
    }
}

/// TL's `long`.
pub(crate) fn int64(name: &str, value: &BigInt) -> Result<i64, Fault> {
    let magnitude = match value.words.as_slice() {
        [] => 0,
        [word] => i128::from(*word),
        _ => i128::MAX,
    };
    i64::try_from(if value.sign_bit { -magnitude } else { magnitude })
        .map_err(|_| Fault::argument(format!("{name} must be a bigint from −2^63 to 2^63 − 1")))
}
