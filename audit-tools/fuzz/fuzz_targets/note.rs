#![no_main]
//! The reader "note".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("note", bytes));
