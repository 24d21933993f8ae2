//! One test program for everything that is not a unit test.
mod oracle;
#[cfg(unix)]
mod tty;

mod screens;
mod support;
