#![no_main]
//! The reader "csv_table".

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paiwei_fuzz::read("csv_table", bytes));
