#![no_main]
//! The reader "results".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("results", bytes));
