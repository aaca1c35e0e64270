#![no_main]
//! The reader "checkpoint".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("checkpoint", bytes));
