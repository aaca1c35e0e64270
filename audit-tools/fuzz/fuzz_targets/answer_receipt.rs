#![no_main]
//! The reader "answer_receipt".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("answer_receipt", bytes));
