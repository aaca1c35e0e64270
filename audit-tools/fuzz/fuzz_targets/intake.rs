#![no_main]
//! The reader "intake".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("intake", bytes));
