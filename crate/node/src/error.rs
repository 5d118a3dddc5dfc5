//! Errors on their way to JavaScript: a stable code and a sentence.

use heliogram_core::exchange::ExchangeError;
use napi::bindgen_prelude::{Env, JsObjectValue, Unknown};
use napi::{JsError, JsValue};

/// What JavaScript sees as `error.code`.
pub struct Code(pub(crate) &'static str);

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// A failure with its `ERR_…` code. It holds no JavaScript value, so it may cross threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// `error.status`: the transport error that a server has sent.
    status: Option<i32>,
}

/// What every exported function returns.
pub type Result<T> = std::result::Result<T, napi::Error<Code>>;

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), status: None }
    }

    /// An error of the core: its code and its words.
    pub(crate) fn of(code: &'static str, error: &dyn std::error::Error) -> Self {
        Self::new(code, error.to_string())
    }

    /// An argument that the checks in TypeScript ought to have refused.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::new("ERR_ARGUMENT", message)
    }

    pub(crate) fn of_exchange(error: &ExchangeError) -> Self {
        let status = match error {
            ExchangeError::TransportStatus { status } => Some(*status),
            _ => None,
        };
        Self { status, ..Self::of(error.code(), error) }
    }

    /// The finished JavaScript error inside napi's own: for tasks, which know only napi's status
    /// codes, and for errors with more than a code.
    pub(crate) fn into_js(self, env: Env) -> napi::Error {
        let status = self.status;
        let error: Unknown<'_> = JsError::from(napi::Error::<Code>::from(self)).into_unknown(env);
        if let Some(status) = status
            && let Err(failure) = error
                .coerce_to_object()
                .and_then(|mut object| object.set_named_property("status", status))
        {
            return failure;
        }
        napi::Error::from(error)
    }
}

impl From<Fault> for napi::Error<Code> {
    fn from(fault: Fault) -> Self {
        napi::Error::new(Code(fault.code), fault.message)
    }
}
