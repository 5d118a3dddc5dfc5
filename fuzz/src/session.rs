//! A session through a whole life: bytes, messages, calls, time and broken connections in any
//! order. Calls end at most once, and none is forgotten.

use crate::input::Input;
use crate::link::{Link, container, gzip_packed, rpc_result};

/// A sequence of happenings: one byte tells which, the next is its parameter, often the length in
/// words of the bytes that follow.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut link = Link::new();
    while !input.is_empty() {
        let (happening, parameter) = (input.byte(), input.byte());
        let words = 4 * usize::from(parameter);
        match happening % 9 {
            0 => link.receive(input.take(words)),
            1 => {
                let body = link.body(input.take(words));
                link.say(&body, false);
            }
            2 => {
                let body = link.body(input.take(words));
                link.say(&rpc_result(&body), true);
            }
            3 => {
                let body = link.body(input.take(words));
                link.say(&gzip_packed(&body), true);
            }
            4 => {
                let first = link.body(input.take(words));
                let length = 4 * usize::from(input.byte());
                let second = link.body(input.take(length));
                let ids = (link.server_id(), link.server_id());
                link.say(&container(&[(ids.0, first), (ids.1, second)]), false);
            }
            5 => link.pass(u64::from(parameter) * 1000),
            6 => link.connect(),
            7 => link.invoke(),
            _ => link.cancel(),
        }
        link.settle();
    }
}
