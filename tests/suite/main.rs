//! One test program for everything that is not a unit test.
// `cfg(test)` tells clippy that helpers are test code too: they may unwrap.
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod count;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod support;
#[cfg(all(test, unix))]
mod tty;
#[cfg(test)]
mod walk;
