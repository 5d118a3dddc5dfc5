use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::error::Fault;
use crate::tasks::{OffThread, Work};

/// Panics, so that a test can prove that a panic becomes an exception and the process lives on.
#[napi(js_name = "__panic", catch_unwind)]
pub fn panic_here() {
    panic!("deliberate panic");
}

/// Panics off-thread, for the same test.
#[napi(js_name = "__panicOffThread", catch_unwind)]
pub fn panic_off_thread() -> AsyncTask<OffThread<Panicking>> {
    OffThread::start(Panicking)
}

pub struct Panicking;

impl Work for Panicking {
    type Output = ();
    type JsValue = ();

    fn run(self) -> Result<(), Fault> {
        panic!("deliberate panic");
    }

    fn into_js((): ()) {}
}
