//! Bytes from JavaScript: a `Uint8Array`, borrowed for the length of a call.

use std::marker::PhantomData;
use std::ptr;

use napi::bindgen_prelude::{FromNapiValue, TypeName, ValidateNapiValue};
use napi::{Error, Status, ValueType, check_status, sys};

use crate::error::Fault;

/// A `Uint8Array` (or `Buffer`) argument. napi's own slices take a `SharedArrayBuffer`, which
/// another thread may be writing, and hand out `&mut` to one view twice; this type refuses the
/// first, and gives access only through a copy or through one borrow at a time.
pub struct Bytes<'call> {
    /// Dangling when `byte_length` is 0.
    start: ptr::NonNull<u8>,
    byte_length: usize,
    call: PhantomData<&'call ()>,
}

impl Bytes<'_> {
    pub(crate) fn len(&self) -> usize {
        self.byte_length
    }

    /// Whether 32-bit words can stand at `offset`.
    pub(crate) fn is_aligned_at(&self, offset: usize) -> bool {
        self.byte_length == 0 || self.start.addr().get().wrapping_add(offset).is_multiple_of(4)
    }

    /// Whether a byte of it is also one of the other view.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (start, others) = (self.start.addr().get(), other.start.addr().get());
        start < others.saturating_add(other.byte_length)
            && others < start.saturating_add(self.byte_length)
    }

    pub(crate) fn to_vec(&self) -> Vec<u8> {
        let mut copy = vec![0; self.byte_length];
        self.copy_to(&mut copy);
        copy
    }

    /// A copy of the content, which must be `N` bytes.
    pub(crate) fn fixed<const N: usize>(&self, name: &str) -> Result<[u8; N], Fault> {
        if self.byte_length != N {
            let got = self.byte_length;
            return Err(Fault::argument(format!("{name} must be {N} bytes, got {got}")));
        }
        let mut copy = [0; N];
        self.copy_to(&mut copy);
        Ok(copy)
    }

    /// The content for reading.
    ///
    /// # Safety
    /// While the slice lives no JavaScript runs and nothing writes through another view of the
    /// same memory.
    pub(crate) unsafe fn as_slice(&self) -> &[u8] {
        // SAFETY: Node keeps the memory alive for the call, it is not shared with other threads
        // (checked on entry), and the caller rules out writers.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.byte_length) }
    }

    /// The content for changing in place.
    ///
    /// # Safety
    /// While the slice lives no JavaScript runs and nothing reads or writes through another view
    /// of the same memory: other arguments of the call lie elsewhere or are copied before.
    pub(crate) unsafe fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as for `as_slice`, and the caller rules out every other access.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.byte_length) }
    }

    /// Copies the content, or what there is room for, to `offset` of another view, which may be of
    /// the same memory.
    pub(crate) fn copy_into(&self, target: &mut Self, offset: usize) {
        let offset = offset.min(target.byte_length);
        let count = self.byte_length.min(target.byte_length - offset);
        // SAFETY: both are alive for the call and have that many bytes there; `copy` lets them
        // overlap.
        unsafe { ptr::copy(self.start.as_ptr(), target.start.as_ptr().add(offset), count) };
    }

    fn copy_to(&self, target: &mut [u8]) {
        // SAFETY: no JavaScript runs within this copy, and the target is ours, so they are apart.
        target.copy_from_slice(unsafe { self.as_slice() });
    }
}

impl FromNapiValue for Bytes<'_> {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> napi::Result<Self> {
        let mut kind = -1;
        let mut byte_length = 0;
        let mut data = ptr::null_mut();
        let mut buffer = ptr::null_mut();
        // SAFETY: the handles are those of the current call, the out pointers are our own locals.
        let status = unsafe {
            sys::napi_get_typedarray_info(
                env,
                value,
                &mut kind,
                &mut byte_length,
                &mut data,
                &mut buffer,
                ptr::null_mut(),
            )
        };
        if status != sys::Status::napi_ok || kind != sys::TypedarrayType::uint8_array {
            return Err(Error::new(Status::InvalidArg, "expected a Uint8Array"));
        }
        let mut is_plain = false;
        // SAFETY: `buffer` was filled in above. The answer is false for a SharedArrayBuffer.
        check_status!(unsafe { sys::napi_is_arraybuffer(env, buffer, &mut is_plain) })?;
        if !is_plain {
            return Err(Error::new(Status::InvalidArg, "a SharedArrayBuffer may change meanwhile"));
        }
        if byte_length == 0 {
            let mut is_detached = false;
            // SAFETY: as above.
            check_status!(unsafe {
                sys::napi_is_detached_arraybuffer(env, buffer, &mut is_detached)
            })?;
            if is_detached {
                return Err(Error::new(Status::InvalidArg, "the ArrayBuffer was transferred away"));
            }
        }
        // An empty view comes with any pointer at all.
        match ptr::NonNull::new(data.cast::<u8>()) {
            Some(start) if byte_length > 0 => Ok(Self { start, byte_length, call: PhantomData }),
            _ => Ok(Self { start: ptr::NonNull::dangling(), byte_length: 0, call: PhantomData }),
        }
    }
}

impl ValidateNapiValue for Bytes<'_> {}

impl TypeName for Bytes<'_> {
    fn type_name() -> &'static str {
        "Uint8Array"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}
