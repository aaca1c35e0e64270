#![no_main]
//! The reader "identity".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("identity", bytes));
