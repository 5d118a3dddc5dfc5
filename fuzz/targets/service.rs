//! Feeds libFuzzer's inputs to [`heliogram_fuzz::service`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::service::run(data));
