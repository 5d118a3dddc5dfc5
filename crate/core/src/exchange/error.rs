use core::fmt;

use crate::math::group::{GroupError, PublicValueError};
use crate::math::pq::FactorError;
use crate::rsa::RsaError;
use crate::tl::TlError;
use crate::transport::TransportError;

/// Why an exchange has ended without a key. It is over: nothing of it may be used, the connection
/// is to be closed, a new attempt starts from the beginning.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The framing of the connection is broken.
    Transport(TransportError),
    /// The server ended the exchange with a transport error: −404 if it has forgotten or did not
    /// like a step, −444 for a DC id of another environment.
    TransportStatus {
        /// The code as it came.
        status: i32,
    },
    /// A packet that is no plaintext message.
    Encrypted {
        /// The auth key that it names.
        auth_key_id: u64,
    },
    /// A plaintext message that claims more bytes than there are.
    EnvelopeLength {
        /// The length it claims.
        claimed: u32,
        /// What follows.
        left: usize,
    },
    /// A message that is no well-formed object of the kind that is awaited.
    Tl(TlError),
    /// `nonce` is not ours.
    Nonce,
    /// `server_nonce` is not the one of this exchange.
    ServerNonce,
    /// pq is empty, longer than 8 bytes, or 2^63 and more.
    PqLength {
        /// Its length in bytes.
        length: usize,
    },
    /// pq is not the product of two primes.
    Pq(FactorError),
    /// None of the offered RSA keys is ours.
    UnknownFingerprint {
        /// How many were offered.
        offered: usize,
    },
    /// RSA_PAD failed.
    Rsa(RsaError),
    /// The encrypted answer is empty, too short, or no multiple of 16 bytes long.
    AnswerLength {
        /// Its length in bytes.
        length: usize,
    },
    /// The decrypted answer does not have the hash that it begins with.
    AnswerHash,
    /// More than 15 bytes follow the decrypted answer.
    AnswerPadding {
        /// How many follow.
        length: usize,
    },
    /// `nonce` inside the encrypted part is not the one of this exchange.
    InnerNonce,
    /// `server_nonce` inside the encrypted part is not the one of this exchange.
    InnerServerNonce,
    /// The Diffie-Hellman group is not safe.
    Group(GroupError),
    /// The peer's public value is outside the safe range.
    PublicValue,
    /// Our own public values keep falling outside the safe range: the randomness is broken.
    Randomness,
    /// The server refused our step with `server_DH_params_fail`.
    ServerDhParamsFail,
    /// The server refused our public value with `dh_gen_fail`.
    DhGenFail,
    /// The server asked for another public value too often.
    TooManyRetries {
        /// How many values it has seen.
        rounds: u32,
    },
    /// A hash of new_nonce and the key is wrong: whoever answers does not know the key.
    NewNonceHash,
    /// (Server role) p and q are not the factors of pq, or pq is not ours.
    Factors,
    /// (Server role) `retry_id` is not the hash of the previous key.
    RetryId,
    /// There is no message to work on.
    Idle,
    /// The exchange was started before.
    Started,
    /// The exchange has ended, or has not begun.
    Finished,
}

impl ExchangeError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Transport(error) => error.code(),
            Self::TransportStatus { .. } => "ERR_TRANSPORT_STATUS",
            Self::Encrypted { .. } => "ERR_EXCHANGE_ENCRYPTED",
            Self::EnvelopeLength { .. } => "ERR_EXCHANGE_ENVELOPE_LENGTH",
            Self::Tl(error) => error.code(),
            Self::Nonce => "ERR_EXCHANGE_NONCE",
            Self::ServerNonce => "ERR_EXCHANGE_SERVER_NONCE",
            Self::PqLength { .. } => "ERR_EXCHANGE_PQ_LENGTH",
            Self::Pq(error) => error.code(),
            Self::UnknownFingerprint { .. } => "ERR_EXCHANGE_UNKNOWN_FINGERPRINT",
            Self::Rsa(error) => error.code(),
            Self::AnswerLength { .. } => "ERR_EXCHANGE_ANSWER_LENGTH",
            Self::AnswerHash => "ERR_EXCHANGE_ANSWER_HASH",
            Self::AnswerPadding { .. } => "ERR_EXCHANGE_ANSWER_PADDING",
            Self::InnerNonce => "ERR_EXCHANGE_INNER_NONCE",
            Self::InnerServerNonce => "ERR_EXCHANGE_INNER_SERVER_NONCE",
            Self::Group(error) => error.code(),
            Self::PublicValue => PublicValueError.code(),
            Self::Randomness => "ERR_EXCHANGE_RANDOMNESS",
            Self::ServerDhParamsFail => "ERR_EXCHANGE_SERVER_DH_PARAMS_FAIL",
            Self::DhGenFail => "ERR_EXCHANGE_DH_GEN_FAIL",
            Self::TooManyRetries { .. } => "ERR_EXCHANGE_TOO_MANY_RETRIES",
            Self::NewNonceHash => "ERR_EXCHANGE_NEW_NONCE_HASH",
            Self::Factors => "ERR_EXCHANGE_FACTORS",
            Self::RetryId => "ERR_EXCHANGE_RETRY_ID",
            Self::Idle => "ERR_EXCHANGE_IDLE",
            Self::Started => "ERR_EXCHANGE_STARTED",
            Self::Finished => "ERR_EXCHANGE_FINISHED",
        }
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key exchange: ")?;
        match self {
            Self::Transport(error) => error.fmt(f),
            Self::TransportStatus { status } => write!(f, "the server answered {status}"),
            Self::Encrypted { auth_key_id } => {
                write!(f, "packet for the auth key {auth_key_id:016x} instead of plaintext")
            }
            Self::EnvelopeLength { claimed, left } => {
                write!(f, "the message claims {claimed} bytes, {left} are there")
            }
            Self::Tl(error) => error.fmt(f),
            Self::Nonce => f.write_str("nonce is not ours"),
            Self::ServerNonce => f.write_str("server_nonce has changed"),
            Self::PqLength { length } => write!(f, "pq of {length} bytes is out of range"),
            Self::Pq(error) => error.fmt(f),
            Self::UnknownFingerprint { offered } => {
                write!(f, "none of the {offered} RSA keys that the server offers is known")
            }
            Self::Rsa(error) => error.fmt(f),
            Self::AnswerLength { length } => {
                write!(f, "the encrypted part cannot have {length} bytes")
            }
            Self::AnswerHash => f.write_str("the encrypted part does not pass its hash"),
            Self::AnswerPadding { length } => {
                write!(f, "{length} bytes of padding follow the encrypted part")
            }
            Self::InnerNonce => f.write_str("nonce in the encrypted part is not ours"),
            Self::InnerServerNonce => {
                f.write_str("server_nonce in the encrypted part is not the one of this exchange")
            }
            Self::Group(error) => error.fmt(f),
            Self::PublicValue => PublicValueError.fmt(f),
            Self::Randomness => f.write_str("the random numbers are not random"),
            Self::ServerDhParamsFail => f.write_str("the server answered server_DH_params_fail"),
            Self::DhGenFail => f.write_str("the server answered dh_gen_fail"),
            Self::TooManyRetries { rounds } => {
                write!(f, "the server wants another key after {rounds} rounds")
            }
            Self::NewNonceHash => f.write_str("the hash of the new nonce is wrong"),
            Self::Factors => f.write_str("p and q are not the factors of pq"),
            Self::RetryId => f.write_str("retry_id does not belong to the previous round"),
            Self::Idle => f.write_str("no message has arrived"),
            Self::Started => f.write_str("the exchange runs already"),
            Self::Finished => f.write_str("the exchange is not running"),
        }
    }
}

impl core::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Tl(error) => Some(error),
            Self::Pq(error) => Some(error),
            Self::Rsa(error) => Some(error),
            Self::Group(error) => Some(error),
            _ => None,
        }
    }
}

impl From<TransportError> for ExchangeError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<TlError> for ExchangeError {
    fn from(error: TlError) -> Self {
        Self::Tl(error)
    }
}

impl From<FactorError> for ExchangeError {
    fn from(error: FactorError) -> Self {
        Self::Pq(error)
    }
}

impl From<RsaError> for ExchangeError {
    fn from(error: RsaError) -> Self {
        Self::Rsa(error)
    }
}

impl From<GroupError> for ExchangeError {
    fn from(error: GroupError) -> Self {
        Self::Group(error)
    }
}

impl From<PublicValueError> for ExchangeError {
    fn from(_: PublicValueError) -> Self {
        Self::PublicValue
    }
}
