//! One test program for everything that is not a unit test.
// `cfg(test)` tells clippy that helpers are test code too: they may unwrap.
#[cfg(test)]
mod again;
#[cfg(test)]
mod architecture;
#[cfg(test)]
#[cfg(unix)]
mod browser;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod count;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod doubts;
#[cfg(test)]
mod extract;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
#[cfg(unix)]
mod flow;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod fuzzing;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod keys;
#[cfg(test)]
#[cfg(unix)]
mod kills;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod places;
#[cfg(test)]
mod practise;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod provoked;
#[cfg(test)]
#[cfg(unix)]
mod pty;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod rehearsals;
#[cfg(test)]
mod replays;
#[cfg(test)]
mod screens;
#[cfg(test)]
#[cfg(unix)]
mod scripted;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod stored;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod storms;
#[cfg(test)]
mod support;
#[cfg(test)]
#[cfg(unix)]
mod syscalls;
#[cfg(test)]
mod told;
#[cfg(test)]
#[cfg(unix)]
mod trainer;
#[cfg(test)]
#[cfg(unix)]
mod tty;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod walls;
