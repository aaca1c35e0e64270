#![no_main]
//! Published folders with edits: `verify` and the light check.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::published::judge(bytes));
