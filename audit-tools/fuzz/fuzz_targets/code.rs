#![no_main]
//! The reader "code".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("code", bytes));
