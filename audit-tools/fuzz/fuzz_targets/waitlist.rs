#![no_main]
//! The reader "waitlist".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("waitlist", bytes));
