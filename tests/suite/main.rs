//! One test program for everything that is not a unit test.
// `cfg(test)` tells clippy that helpers are test code too: they may unwrap.
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod count;
#[cfg(test)]
mod doubts;
#[cfg(test)]
mod extract;
#[cfg(test)]
#[cfg(unix)]
mod flow;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod places;
#[cfg(test)]
mod properties;
#[cfg(test)]
#[cfg(unix)]
mod pty;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod support;
#[cfg(test)]
#[cfg(unix)]
mod tty;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod walls;
