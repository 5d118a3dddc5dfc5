//! Feeds libFuzzer's inputs to [`heliogram_fuzz::tl`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| heliogram_fuzz::tl::run(data));
