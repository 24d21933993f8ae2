//! The program: arguments in, exit code out. See the crate page of the library.

use std::io::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
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
