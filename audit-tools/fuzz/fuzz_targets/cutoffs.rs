#![no_main]
//! The reader "cutoffs".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("cutoffs", bytes));
