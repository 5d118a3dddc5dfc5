//! Hashing, sealing and opening.

use heliogram_core::AuthKey;
use heliogram_core::message::{Header, Side, open, padding_len, seal};
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
}
