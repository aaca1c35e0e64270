#![no_main]
//! The reader "entry".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("entry", bytes));
