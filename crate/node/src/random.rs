use getrandom::SysRng;
use rand_core::UnwrapErr;

/// The operating system's randomness. Should it ever fail, the call panics, which reaches
/// JavaScript as an exception: to go on without randomness would be worse.
pub(crate) fn os_random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}
