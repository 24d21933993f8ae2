//! The state of a meeting, whole and as text: for the test that compares two builds of the program.

use changpiao::meeting::load;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    for meeting in std::env::args().skip(1) {
        match load(Path::new(&meeting)) {
            Ok(loaded) => println!("{:#?}\n{:#?}", loaded.session.floor(), loaded.session.floor().digest()),
            Err(error) => {
                eprintln!("{meeting}: {error:?}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
