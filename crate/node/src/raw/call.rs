//! One call of a raw function: its arguments, its answer, and the guard around it.

use std::ffi::CString;
use std::marker::PhantomData;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use napi::bindgen_prelude::FromNapiValue;
use napi::sys;

use crate::bytes::Bytes;
use crate::number;

/// No raw function takes more.
const MOST_ARGUMENTS: usize = 9;

/// The arguments; those that were left out are `undefined`.
pub(super) struct Call<'call> {
    env: sys::napi_env,
    arguments: [sys::napi_value; MOST_ARGUMENTS],
    call: PhantomData<&'call ()>,
}

/// What is thrown; the message starts with the parameter's name where one is to blame.
pub(super) enum Refusal {
    /// A `TypeError`.
    Type(String),
    /// A `RangeError`.
    Range(String),
}

/// What is returned.
pub(super) enum Answer {
    Undefined,
    Number(f64),
    Boolean(bool),
}

impl<'call> Call<'call> {
    /// Bytes that are neither shared nor transferred away.
    pub(super) fn bytes(&self, index: usize, name: &str) -> Result<Bytes<'call>, Refusal> {
        // SAFETY: both handles are those of the current call.
        unsafe { Bytes::from_napi_value(self.env, self.argument(index)) }.map_err(|error| {
            Refusal::Type(format!("{name} must be a Uint8Array: {}", error.reason))
        })
    }

    pub(super) fn number(&self, index: usize, name: &str) -> Result<f64, Refusal> {
        let mut number = 0.0;
        // SAFETY: both handles are those of the current call, and `number` is our own local.
        let status =
            unsafe { sys::napi_get_value_double(self.env, self.argument(index), &mut number) };
        if status == sys::Status::napi_ok {
            Ok(number)
        } else {
            Err(Refusal::Type(format!("{name} must be a number")))
        }
    }

    pub(super) fn uint32(&self, index: usize, name: &str) -> Result<u32, Refusal> {
        number::uint32(name, self.number(index, name)?)
            .map_err(|fault| Refusal::Range(fault.message))
    }

    pub(super) fn int32(&self, index: usize, name: &str) -> Result<i32, Refusal> {
        number::int32(name, self.number(index, name)?)
            .map_err(|fault| Refusal::Range(fault.message))
    }

    pub(super) fn boolean(&self, index: usize, name: &str) -> Result<bool, Refusal> {
        let mut value = false;
        // SAFETY: both handles are those of the current call, and `value` is our own local.
        let status =
            unsafe { sys::napi_get_value_bool(self.env, self.argument(index), &mut value) };
        if status == sys::Status::napi_ok {
            Ok(value)
        } else {
            Err(Refusal::Type(format!("{name} must be a boolean")))
        }
    }

    /// A bigint that is a TL `long`.
    pub(super) fn int64(&self, index: usize, name: &str) -> Result<i64, Refusal> {
        let (mut value, mut is_exact) = (0, false);
        // SAFETY: both handles are those of the current call, the others are our own locals.
        let status = unsafe {
            sys::napi_get_value_bigint_int64(
                self.env,
                self.argument(index),
                &mut value,
                &mut is_exact,
            )
        };
        match (status, is_exact) {
            (sys::Status::napi_ok, true) => Ok(value),
            (sys::Status::napi_ok, false) => {
                Err(Refusal::Range(format!("{name} must fit 64 bits with sign")))
            }
            _ => Err(Refusal::Type(format!("{name} must be a bigint"))),
        }
    }

    /// Where in `out` the caller wants something of that length.
    pub(super) fn room(
        &self,
        out: &Bytes<'_>,
        offset_index: usize,
        length: usize,
    ) -> Result<Range<usize>, Refusal> {
        let offset = self.uint32(offset_index, "offset")? as usize;
        let end = offset.checked_add(length).filter(|end| *end <= out.len());
        let end = end.ok_or_else(|| {
            Refusal::Range(format!("out must have {length} bytes of room behind offset"))
        })?;
        Ok(offset..end)
    }

    fn argument(&self, index: usize) -> sys::napi_value {
        self.arguments.get(index).copied().unwrap_or(ptr::null_mut())
    }
}

/// Runs a raw function. What it refuses, and a panic in it, become exceptions: nothing unwinds into
/// Node's frames.
///
/// # Safety
/// `env` and `info` are what Node has called with.
pub(super) unsafe fn enter(
    env: sys::napi_env,
    info: sys::napi_callback_info,
    work: impl FnOnce(&Call<'_>) -> Result<Answer, Refusal>,
) -> sys::napi_value {
    let mut arguments = [ptr::null_mut(); MOST_ARGUMENTS];
    let mut count = MOST_ARGUMENTS;
    // SAFETY: the array has room for `count` arguments, and Node fills what was not given with
    // undefined.
    let status = unsafe {
        sys::napi_get_cb_info(
            env,
            info,
            &mut count,
            arguments.as_mut_ptr(),
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    if status != sys::Status::napi_ok {
        throw(env, &Thrown::Internal);
        return ptr::null_mut();
    }
    let call = Call { env, arguments, call: PhantomData };
    // The only state outside is the sessions of this thread: one in which a call panics is left
    // without its connection at worst.
    match catch_unwind(AssertUnwindSafe(|| work(&call))) {
        Ok(Ok(Answer::Undefined)) => ptr::null_mut(),
        Ok(Ok(Answer::Number(number))) => {
            let mut value = ptr::null_mut();
            // SAFETY: the environment is that of the current call, `value` our own local. Should it
            // fail, `value` stays null, which Node takes for undefined.
            unsafe { sys::napi_create_double(env, number, &mut value) };
            value
        }
        Ok(Ok(Answer::Boolean(boolean))) => {
            let mut value = ptr::null_mut();
            // SAFETY: as for numbers.
            unsafe { sys::napi_get_boolean(env, boolean, &mut value) };
            value
        }
        Ok(Err(refusal)) => {
            throw(env, &Thrown::Refusal(refusal));
            ptr::null_mut()
        }
        Err(_) => {
            throw(env, &Thrown::Internal);
            ptr::null_mut()
        }
    }
}

enum Thrown {
    Refusal(Refusal),
    /// A mistake of ours.
    Internal,
}

fn throw(env: sys::napi_env, thrown: &Thrown) {
    let text = |message: &str| CString::new(message).unwrap_or_default();
    // SAFETY: the environment is that of the current call, and the strings end with a zero and live
    // until the call returns. Should it fail, an exception is pending already.
    unsafe {
        match thrown {
            Thrown::Refusal(Refusal::Type(message)) => {
                sys::napi_throw_type_error(env, c"ERR_ARGUMENT".as_ptr(), text(message).as_ptr());
            }
            Thrown::Refusal(Refusal::Range(message)) => {
                sys::napi_throw_range_error(env, c"ERR_ARGUMENT".as_ptr(), text(message).as_ptr());
            }
            Thrown::Internal => {
                let message = c"the addon has failed";
                sys::napi_throw_error(env, c"ERR_INTERNAL".as_ptr(), message.as_ptr());
            }
        }
    }
}

/// Defines the function that Node calls around one that takes a [`Call`].
macro_rules! entry {
    ($(#[$attribute:meta])* $name:ident, $work:path) => {
        $(#[$attribute])*
        pub(super) unsafe extern "C" fn $name(
            env: napi::sys::napi_env,
            info: napi::sys::napi_callback_info,
        ) -> napi::sys::napi_value {
            // SAFETY: Node calls it, with its own handles.
            unsafe { $crate::raw::call::enter(env, info, $work) }
        }
    };
}
pub(super) use entry;
