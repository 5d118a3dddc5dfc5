//! The CTR streams of this thread, by number.

use std::cell::RefCell;
use std::collections::HashMap;

use heliogram_core::aes;

use super::call::{Answer, Call, Refusal, entry};
use super::numbers;

entry!(process, process_in_place);
entry!(process_into, process_elsewhere);

thread_local! {
    static STREAMS: RefCell<HashMap<u64, aes::Ctr>> = RefCell::default();
}

/// The owner of a stream: it ends with it.
pub(crate) struct StreamNumber(u64);

impl StreamNumber {
    pub(crate) fn new(stream: aes::Ctr) -> Self {
        let number = numbers::next();
        STREAMS.with_borrow_mut(|streams| streams.insert(number, stream));
        Self(number)
    }

    /// How raw functions are told of it.
    pub(crate) fn get(&self) -> f64 {
        numbers::to_js(self.0)
    }
}

impl Drop for StreamNumber {
    fn drop(&mut self) {
        // When the thread itself ends its streams may be gone before the objects that own them.
        let stream = STREAMS.try_with(|streams| streams.borrow_mut().remove(&self.0));
        drop(stream);
    }
}

fn process_in_place(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(in_place(call).is_some()))
}

fn process_elsewhere(call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::Boolean(elsewhere(call).is_some()))
}

fn in_place(call: &Call<'_>) -> Option<()> {
    let mut data = call.bytes(1, "data").ok()?;
    // SAFETY: no JavaScript runs until we return, and this is the only borrow.
    apply(call, unsafe { data.as_mut_slice() })
}

fn elsewhere(call: &Call<'_>) -> Option<()> {
    let data = call.bytes(1, "data").ok()?;
    let mut out = call.bytes(2, "out").ok()?;
    let room = call.room(&out, 3, data.len()).ok()?;
    data.copy_into(&mut out, room.start);
    // SAFETY: no JavaScript runs until we return, and this is the only borrow.
    apply(call, unsafe { out.as_mut_slice() }.get_mut(room)?)
}

/// Runs the stream of argument 0 on.
fn apply(call: &Call<'_>, data: &mut [u8]) -> Option<()> {
    let number = numbers::from_js(call.number(0, "stream").ok()?)?;
    STREAMS.with_borrow_mut(|streams| streams.get_mut(&number).map(|stream| stream.apply(data)))
}
