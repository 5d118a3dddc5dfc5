//! Feeds libFuzzer's inputs to [`heliogram_fuzz::message`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::message::run(data));
