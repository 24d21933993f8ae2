//! The program: see the crate page of the library.
fn main() {}
