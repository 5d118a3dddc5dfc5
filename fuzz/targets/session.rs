//! Feeds libFuzzer's inputs to [`heliogram_fuzz::session`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::session::run(data));
