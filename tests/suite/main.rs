//! One test program for everything that is not a unit test.
// `cfg(test)` tells clippy that helpers are test code too: they may unwrap.
#[cfg(test)]
mod count;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(unix)]
mod tty;

mod screens;
mod support;
