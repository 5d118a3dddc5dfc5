use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::Task;
use napi::bindgen_prelude::{AsyncTask, Env, ToNapiValue, TypeName};

use crate::error::Fault;

/// A piece of work that owns all that it needs: JavaScript may change or detach its buffers while
/// the pool computes, so arguments are copied before.
pub trait Work: Send + Sized + 'static {
    type Output: Send + 'static;
    type JsValue: ToNapiValue + TypeName;

    /// Runs on the pool.
    fn run(self) -> Result<Self::Output, Fault>;

    /// Runs on the JavaScript thread.
    fn into_js(output: Self::Output) -> Self::JsValue;
}

/// Runs a [`Work`] on libuv's pool and settles a promise with its outcome. A panic in the work
/// rejects the promise: unguarded it would cross a C frame and end the process.
pub struct OffThread<W>(Option<W>);

impl<W: Work> OffThread<W> {
    pub(crate) fn start(work: W) -> AsyncTask<Self> {
        AsyncTask::new(Self(Some(work)))
    }
}

impl<W: Work> Task for OffThread<W> {
    type Output = Result<W::Output, Fault>;
    type JsValue = W::JsValue;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        let work = self.0.take();
        let outcome = catch_unwind(AssertUnwindSafe(|| match work {
            Some(work) => work.run(),
            None => Err(Fault::new("ERR_INTERNAL", "a task was run twice")),
        }));
        Ok(outcome
            .unwrap_or_else(|_| Err(Fault::new("ERR_INTERNAL", "a panic in native code (a bug)"))))
    }

    fn resolve(&mut self, env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        output.map(W::into_js).map_err(|fault| fault.into_rejection(env))
    }
}
