#![no_main]
//! The reader "choices".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("choices", bytes));
