#![no_main]
//! The reader "roll".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("roll", bytes));
