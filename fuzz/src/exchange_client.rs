//! The client's side of an exchange, in front of a server that sends anything at any step.

use heliogram_core::exchange::Next;
use heliogram_core::tl::Writer;

use crate::fixture::{NOW, rng};
use crate::honest::{client_before, open_sealed, req_dh_params, seal, transcript};
use crate::input::Input;

/// `server_DH_inner_data` without its padding.
const INNER: usize = 564;

/// The first byte chooses the step, the second how the answer is changed: anything at all, an
/// honest answer edited, or the honest inner data edited and sealed under the right keys.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let (step, mode) = (usize::from(input.byte() % 3), input.byte() % 3);
    let mut answer = transcript().answers[step].clone();
    match (step, mode) {
        (_, 0) => answer = input.rest().to_vec(),
        (1, 2) => {
            let keys = &req_dh_params().keys;
            let (head, mut inner) = open_sealed(&answer, keys);
            inner.truncate(INNER);
            input.edit(&mut inner);
            let mut writer = Writer::append_to(head);
            writer.bytes(&seal(keys, &inner)).expect("short enough");
            answer = writer.into_bytes();
        }
        _ => input.edit(&mut answer),
    }
    match client_before(step).step(&answer, &mut rng(4), NOW) {
        Ok(Next::Done(done)) => assert!(done.auth_key == transcript().auth_key),
        Ok(Next::Send { body, .. }) => assert!(body.len().is_multiple_of(4)),
        Err(error) => assert!(error.code().starts_with("ERR_")),
    }
}
