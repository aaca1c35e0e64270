#![no_main]
//! The reader "dice".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("dice", bytes));
