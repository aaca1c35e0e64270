#![no_main]
//! The reader "proof".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("proof", bytes));
