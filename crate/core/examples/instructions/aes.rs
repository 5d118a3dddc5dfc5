//! The modes of AES on the kernels that callgrind can run.

use heliogram_core::aes::kernel_named;

use crate::Run;

/// The kernels to count. One that this CPU does not have is left out.
const KERNELS: [&str; 2] = ["portable", "x86-ni"];

/// A small message, and most of a part of a file.
const LENGTHS: [(&str, usize); 2] = [("1 KiB", 1024), ("64 KiB", 64 * 1024)];

pub(crate) fn cases(run: &mut Run) {
    for kernel in KERNELS.into_iter().filter_map(kernel_named) {
        for (length, bytes) in LENGTHS {
            let mut data = vec![5; bytes];
            let name = |mode: &str| format!("{mode}, {length}, {}", kernel.name());
            run.case(&name("IGE encryption"), || {
                kernel.ige_encrypt(&[1; 32], &mut [2; 32], &mut data)
            });
            run.case(&name("IGE decryption"), || {
                kernel.ige_decrypt(&[1; 32], &mut [2; 32], &mut data)
            });
            let mut stream = kernel.ctr(&[1; 32], &[2; 16]);
            run.case(&name("CTR"), || stream.apply(&mut data));
        }
    }
}
