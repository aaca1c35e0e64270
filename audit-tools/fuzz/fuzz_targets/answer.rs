#![no_main]
//! The reader "answer".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("answer", bytes));
