//! Hashing, sealing and opening.

use heliogram_core::AuthKey;
use heliogram_core::message::{Draft, Header, Side, open, open_many, padding_len, seal, seal_many};
use heliogram_core::sha::sha256;

use crate::Run;

pub(crate) fn cases(run: &mut Run, kernel: &str) {
    let key = AuthKey::new(Box::new([7; 256]));
    let header = Header { salt: 1, session_id: 2, msg_id: 4, seq_no: 1 };
    for (length, bytes) in [("1 KiB", 1024), ("64 KiB", 64 * 1024)] {
        let body = vec![5; bytes];
        let padding = vec![6; padding_len(bytes, 0)];
        run.case(&format!("SHA-256, {length}"), || sha256(&[&body]));

        let mut packet = Vec::with_capacity(bytes + 128);
        let sealed = run.step(&format!("seal, {length}, {kernel}"), || {
            seal(&key, Side::Client, &header, &body, &padding, &mut packet)
        });
        sealed.expect("whole words");
        let opened = run
            .step(&format!("open, {length}, {kernel}"), || open(&key, Side::Client, &mut packet));
        opened.expect("what was sealed");
    }
    batches(run, kernel, &key, header);
}

/// Parts of a file, whose ciphers run in the lanes of the kernel.
fn batches(run: &mut Run, kernel: &str, key: &AuthKey, header: Header) {
    const PACKETS: usize = 8;
    const BYTES: usize = 32 * 1024;
    let body = vec![5; BYTES];
    let padding = vec![6; padding_len(BYTES, 0)];
    let drafts = [Draft { header, body: &body, padding: &padding }; PACKETS];
    let name = |what: &str| format!("{what} {PACKETS} of 32 KiB at once, {kernel}");
    let sealed = run.step(&name("seal"), || seal_many(key, Side::Client, &drafts));
    let mut sealed = sealed.expect("whole words");
    let mut packets: Vec<_> = sealed.iter_mut().map(|sealed| &mut sealed.packet[..]).collect();
    let opened = run.step(&name("open"), || open_many(key, Side::Client, &mut packets));
    assert!(opened.iter().all(Result::is_ok), "what was sealed");
}
