#![no_main]
//! The reader "answers".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("answers", bytes));
