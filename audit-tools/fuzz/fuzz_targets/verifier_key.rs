#![no_main]
//! The reader "verifier_key".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("verifier_key", bytes));
