//! The server's side of an exchange, in front of a client that sends anything at any step.

use heliogram_core::exchange::ServerNext;
use heliogram_core::rsa::pad;
use heliogram_core::tl::Writer;

use crate::fixture::{NOW, rng, rsa_key};
use crate::honest::{open_sealed, req_dh_params, seal, server_before, transcript};
use crate::input::Input;

/// `client_DH_inner_data` without its padding.
const INNER: usize = 304;

/// The first byte chooses the step, the second how the request is changed: anything at all, an
/// honest request edited, or the honest inner data edited and encrypted as is right, in both
/// layouts of RSA.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let (step, mode) = (usize::from(input.byte() % 3), input.byte() % 4);
    let mut request = transcript().requests[step].clone();
    match (step, mode) {
        (_, 0) => request = input.rest().to_vec(),
        (1, 2 | 3) => {
            let opened = req_dh_params();
            let mut inner = opened.inner.clone();
            input.edit(&mut inner);
            let encrypted = if mode == 2 {
                inner.truncate(144);
                pad(rsa_key().public(), &inner, &mut rng(5)).expect("144 bytes at most")
            } else {
                legacy(&inner)
            };
            let mut writer = Writer::append_to(opened.head.clone());
            writer.bytes(&encrypted).expect("short enough");
            request = writer.into_bytes();
        }
        (2, 2) => {
            let keys = &req_dh_params().keys;
            let (head, mut inner) = open_sealed(&request, keys);
            inner.truncate(INNER);
            input.edit(&mut inner);
            let mut writer = Writer::append_to(head);
            writer.bytes(&seal(keys, &inner)).expect("short enough");
            request = writer.into_bytes();
        }
        _ => input.edit(&mut request),
    }
    let is_honest = request == transcript().requests[step];
    match server_before(step).step(&request, &mut rng(6), NOW) {
        Ok(ServerNext::Done { done, .. }) => {
            assert!(!is_honest || done.auth_key == transcript().auth_key);
        }
        Ok(ServerNext::Send { body, .. }) => assert!(body.len().is_multiple_of(4)),
        Err(error) => assert!(!is_honest, "an honest request is refused: {error}"),
    }
}

/// The older layout: a zero byte, the hash, the data and zeros.
fn legacy(inner: &[u8]) -> [u8; 256] {
    let mut block = [0; 256];
    block[1..21].copy_from_slice(&heliogram_core::sha::sha1(&[inner]));
    let length = inner.len().min(235);
    block[21..21 + length].copy_from_slice(&inner[..length]);
    rsa_key().public().encrypt_raw(&block)
}
