//! Feeds libFuzzer's inputs to [`heliogram_fuzz::transport`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::transport::run(data));
