#![no_main]
//! The reader "request".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("request", bytes));
