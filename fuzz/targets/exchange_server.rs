//! Feeds libFuzzer's inputs to [`heliogram_fuzz::exchange_server`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::exchange_server::run(data));
