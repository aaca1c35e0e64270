#![no_main]
//! The reader "rules".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("rules", bytes));
