//! Floor: the least that can follow a file on a screen. Waits for the folder, reads what is new, draws a whole window with
//! ratatui, its last line's number everywhere.

use notify::{RecursiveMode, Watcher};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::channel;

/// Follows the file until it is killed.
pub(crate) fn run(path: &Path) -> io::Result<()> {
    let (sender, changed) = channel();
    let mut watcher = notify::recommended_watcher(move |_| {
        let _ = sender.send(());
    })
    .map_err(io::Error::other)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    watcher.watch(folder, RecursiveMode::NonRecursive).map_err(io::Error::other)?;
    let mut file = File::open(path)?;
    let mut terminal = ratatui::try_init()?;
    let (mut new, mut lines) = (Vec::new(), 0_usize);
    loop {
        new.clear();
        file.read_to_end(&mut new)?;
        lines += memchr::memchr_iter(b'\n', &new).count();
        terminal.draw(|frame| {
            let line = Line::from(format!("{lines:06} ").repeat(usize::from(frame.area().width / 7)));
            frame.render_widget(Paragraph::new(vec![line; usize::from(frame.area().height)]), frame.area());
        })?;
        if changed.recv().is_err() {
            return ratatui::try_restore();
        }
        while changed.try_recv().is_ok() {}
    }
}
