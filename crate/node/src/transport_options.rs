use heliogram_core::transport::{Obfuscation, TransportKind, TransportOptions};

use crate::error::Fault;
use crate::number;

/// The transport that JavaScript names.
pub(crate) fn transport_options(
    transport: &str,
    obfuscated: bool,
    dc_id: i16,
) -> Result<TransportOptions, Fault> {
    let kind = match transport {
        "abridged" => TransportKind::Abridged,
        "intermediate" => TransportKind::Intermediate,
        "padded" => TransportKind::Padded,
        "full" => TransportKind::Full,
        other => return Err(Fault::argument(format!("no transport is called \"{other}\""))),
    };
    let obfuscated = obfuscated.then_some(Obfuscation { dc_id, secret: None });
    let options = TransportOptions { kind, obfuscated };
    options.validate().map_err(|error| Fault::of(error.code(), &error))?;
    Ok(options)
}

/// A DC as it goes on the wire (10000 more on the test environment, negative for media): 16 bits
/// where the transport is obfuscated.
pub(crate) fn wire_dc_id(dc_id: f64) -> Result<i16, Fault> {
    let dc_id = number::int32("dcId", dc_id)?;
    i16::try_from(dc_id).map_err(|_| Fault::argument(format!("dcId must fit 16 bits, got {dc_id}")))
}
