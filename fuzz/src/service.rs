//! One authentic message of a server that may have gone mad: bare, packed or in a container.

use crate::input::Input;
use crate::link::{Link, container, gzip_packed};

/// The low bit of the first byte tells whether the message is content-related, the next two how it
/// is wrapped; the rest is its body.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let flags = input.byte();
    let mut link = Link::new();
    let mut body = link.body(input.rest());
    if flags & 2 != 0 {
        body = gzip_packed(&body);
    }
    if flags & 4 != 0 {
        let id = link.server_id();
        body = container(&[(id, body)]);
    }
    link.say(&body, flags & 1 != 0);
    link.settle();
    // What was understood must not keep the session from working on.
    link.connect();
    link.pass(100);
    link.settle();
}
