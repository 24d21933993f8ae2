//! One test program for everything that is not a unit test.
#[cfg(unix)]
mod tty;
mod oracle;
