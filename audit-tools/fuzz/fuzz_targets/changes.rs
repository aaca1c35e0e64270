#![no_main]
//! The reader "changes".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("changes", bytes));
