//! The loop of the home screen: sleep until a key or something that was found out, draw once.

use super::{Arrived, Choice, Home, Order};
use crate::meeting::wall_time;
use crate::tui::events::{Ending, Inbox, Input};
use crate::tui::probe::Width;
use crate::tui::terminal::Terminal;
use crate::tui::theme;
use crate::tui::view;
use std::io;
use std::time::Duration;

/// How often it is said anew how long ago an unfinished meeting stopped.
const MINUTE: Duration = Duration::from_mins(1);

/// Whoever reads meetings, checks records and looks at plans while the home screen is shown. When something is there for
/// [`arrived`](Self::arrived), the inbox is told that there is news.
pub trait Archive {
    /// Looks something up, or forgets what was asked for.
    fn order(&mut self, order: Order);
    /// What came in since the last time.
    fn arrived(&mut self) -> Vec<Arrived>;
}

/// Runs the home screen until something is chosen.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    terminal: &mut Terminal,
    inbox: &Inbox,
    home: &mut Home,
    archive: &mut impl Archive,
) -> io::Result<Result<Choice, Ending>> {
    loop {
        home.take(archive.arrived());
        home.now = wall_time();
        terminal.draw(|frame| view::home::draw(home, frame))?;
        let counting = home.cards().iter().any(|card| card.unfinished);
        let (mut ended, mut resumed) = (None, false);
        inbox.wait(counting.then_some(MINUTE), |input| match input {
            _ if home.chosen.is_some() || ended.is_some() => {}
            Input::Key(event) => {
                home.key(&event);
                home.take_order().into_iter().for_each(|order| archive.order(order));
            }
            Input::Paste(pasted) => home.paste(&pasted),
            Input::Ambiguous(Width::Wide) => home.theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => ended = Some(why),
            Input::Ambiguous(_) | Input::Resized | Input::News | Input::Clock => {}
        });
        if let Some(why) = ended {
            return Ok(Err(why));
        }
        if let Some(choice) = home.take_choice() {
            return Ok(Ok(choice));
        }
        if resumed {
            terminal.resume()?;
        }
    }
}
