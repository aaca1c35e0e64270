#![no_main]
//! The reader "trust".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("trust", bytes));
