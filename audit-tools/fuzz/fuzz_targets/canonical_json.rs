#![no_main]
//! The reader "canonical_json".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("canonical_json", bytes));
