use std::sync::LazyLock;

use heliogram_core::aes;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use crate::error::{Fault, Result};

/// `HELIOGRAM_KERNEL` names the AES kernel to use instead of the best one, for tests and
/// comparisons. Read once in a process: workers share the choice.
static CHOICE: LazyLock<std::result::Result<&'static str, Fault>> = LazyLock::new(|| {
    let name = std::env::var("HELIOGRAM_KERNEL").unwrap_or_default();
    let kernel = match name.as_str() {
        "" => Ok(aes::kernel()),
        // What everybody calls them.
        "aesni" => aes::select("x86-ni"),
        "vaes" => aes::select("x86-vaes512"),
        "vaes256" => aes::select("x86-vaes256"),
        name => aes::select(name),
    };
    kernel
        .map(aes::Kernel::name)
        .map_err(|error| Fault::new(error.code(), format!("HELIOGRAM_KERNEL: {error}")))
});

/// Chooses before anything can be encrypted. An error waits for `kernelName`: one thrown here would
/// drown in the loader's advice on reinstalling.
#[napi(module_exports)]
pub fn choose_kernel(_exports: Object<'_>) -> napi::Result<()> {
    LazyLock::force(&CHOICE);
    Ok(())
}

/// Name of the AES kernel in use. Throws `ERR_AES_KERNEL_UNKNOWN` when `HELIOGRAM_KERNEL` names none
/// that this CPU has.
#[napi(catch_unwind)]
pub fn kernel_name() -> Result<&'static str> {
    Ok(CHOICE.clone()?)
}
