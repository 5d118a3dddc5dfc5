//! Feeds libFuzzer's inputs to [`heliogram_fuzz::key_text`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::key_text::run(data));
