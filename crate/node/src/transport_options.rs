use heliogram_core::transport::{Obfuscation, TransportKind, TransportOptions, parse_secret};

use crate::error::Fault;
use crate::number;

/// The transport that JavaScript names. `secret`: 32 hex digits of an MTProxy secret, which only an
/// obfuscated transport can have.
pub(crate) fn transport_options(
    transport: &str,
    obfuscated: bool,
    dc_id: i16,
    secret: Option<&str>,
) -> Result<TransportOptions, Fault> {
    let kind = match transport {
        "abridged" => TransportKind::Abridged,
        "intermediate" => TransportKind::Intermediate,
        "padded" => TransportKind::Padded,
        "full" => TransportKind::Full,
        other => return Err(Fault::argument(format!("no transport is called \"{other}\""))),
    };
    if secret.is_some() && !obfuscated {
        return Err(Fault::argument("secret belongs to an obfuscated transport".to_owned()));
    }
    let secret =
        secret.map(parse_secret).transpose().map_err(|error| Fault::of(error.code(), &error))?;
    let obfuscated = obfuscated.then_some(Obfuscation { dc_id, secret });
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
