#![no_main]
libfuzzer_sys::fuzz_target!(|input: &[u8]| changpiao_fuzz::records(input));
