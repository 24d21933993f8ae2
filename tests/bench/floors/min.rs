//! Floor: the least that ratatui can do. One paragraph, drawn again for each key.

use crossterm::event::{self, Event, KeyCode};
use ratatui::widgets::Paragraph;
use std::io;

fn main() -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let mut keys = 0_u32;
    loop {
        terminal.draw(|frame| frame.render_widget(Paragraph::new(format!("READY {keys}")), frame.area()))?;
        if let Event::Key(key) = event::read()? {
            if key.code == KeyCode::Esc {
                break;
            }
            keys += 1;
        }
    }
    ratatui::try_restore()
}
