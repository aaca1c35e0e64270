#![no_main]
//! The reader "draw_text".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("draw_text", bytes));
