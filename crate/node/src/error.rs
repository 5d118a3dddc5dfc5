//! Errors on their way to JavaScript: a stable code and a sentence.

use napi::JsError;
use napi::bindgen_prelude::Env;

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
}

/// What every exported function returns.
pub type Result<T> = std::result::Result<T, napi::Error<Code>>;

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// An error of the core: its code and its words.
    pub(crate) fn of(code: &'static str, error: &dyn std::error::Error) -> Self {
        Self::new(code, error.to_string())
    }

    /// Node itself refused something, as it does while its environment ends.
    pub(crate) fn from_napi(error: &napi::Error) -> Self {
        Self::new("ERR_INTERNAL", error.reason.clone())
    }

    /// An argument that the checks in TypeScript ought to have refused.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::new("ERR_ARGUMENT", message)
    }

    /// The form in which a task rejects its promise: `Task` knows only napi's own status codes, so
    /// the finished JavaScript error travels inside.
    pub(crate) fn into_rejection(self, env: Env) -> napi::Error {
        napi::Error::from(JsError::from(napi::Error::<Code>::from(self)).into_unknown(env))
    }
}

impl From<Fault> for napi::Error<Code> {
    fn from(fault: Fault) -> Self {
        napi::Error::new(Code(fault.code), fault.message)
    }
}
