#![no_main]
//! The reader "receipt".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("receipt", bytes));
