//! One test program for everything that is not a unit test.
mod count;
mod oracle;
mod properties;
