//! The program: arguments in, exit code out. See the crate page of the library.

use std::io::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(unix)]
    survive_size_limits();
    match changpiao::cli::main(std::env::args_os()) {
        Ok(code) => ExitCode::from(code),
        // Whoever read our output has gone: nothing is lost, nothing is to be said.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "changpiao: {error}");
            ExitCode::from(1)
        }
    }
}

/// Makes a limit of file sizes an error of the write that meets it, instead of the end of the program.
#[cfg(unix)]
fn survive_size_limits() {
    // Whether the signal came is of no interest: the write tells. Without a handler everything else works all the same.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}
