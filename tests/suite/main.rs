//! One test program for everything that is not a unit test.
mod oracle;
mod properties;
