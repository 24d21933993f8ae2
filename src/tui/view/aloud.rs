//! The words to read aloud, and who speaks. The chair can run the whole meeting by reading this box.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::action::Action;
use crate::agenda::screen::Speaker;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::model::App;
use crate::tui::theme::Role;
use crate::tui::words;
use ratatui::layout::Rect;

/// The longest line: longer ones lose the eye.
const LONGEST: u16 = 84;

messages! {
    /// Words of the box.
    struct Say {
        reads(who: &str) { zh: "{who}读", en: "{who} reads" }
        aloud { zh: "照读", en: "To read aloud" }
        more(lines: usize, key: &str) { zh: " 还有 {lines} 行 {key} ", en: " {lines} more lines {key} " }
        back(key: &str) { zh: " 读完了 {key} 回看 ", en: " end, {key} goes back " }
    }
}

/// The one who speaks, when there is only one.
fn only_speaker(scene: Scene<'_>) -> Option<Speaker> {
    let first = scene.screen.aloud.first()?.speaker;
    scene.screen.aloud.iter().all(|words| words.speaker == first).then_some(first)
}

/// The words, wrapped; each paragraph begins with who speaks where several do.
pub fn lines(scene: Scene<'_>, columns: u16) -> Vec<String> {
    let one = only_speaker(scene).is_some();
    let mut lines = Vec::new();
    for words in &scene.screen.aloud {
        let who = words::speaker(words.speaker, scene.lang);
        let text = if one {
            words.text.clone()
        } else {
            scene.lang.pick(format!("【{who}】{}", words.text), format!("[{who}] {}", words.text))
        };
        lines.extend(text.lines().flat_map(|line| pen::wrap(line, columns.min(LONGEST))));
    }
    lines
}

/// Draws the box into its part of the right pane.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, pane: Rect, area: Rect, lines: &[String]) {
    let say = Say(scene.lang);
    let title =
        only_speaker(scene).map_or_else(|| say.aloud(), |who| say.reads(&words::speaker(who, scene.lang)));
    pen.divide(pane, area.y - 1, &title, Role::Title);
    let beyond = lines.len().saturating_sub(usize::from(area.height));
    let from = usize::from(app.scroll.aloud).min(beyond);
    app.scroll.aloud = u16::try_from(from).unwrap_or(u16::MAX);
    app.scroll.long = beyond > 0;
    for y in 0..area.height {
        if let Some(line) = lines.get(from + usize::from(y)) {
            pen.bold(pen::row(area, y), line, Role::Aloud);
        }
    }
    if beyond > 0 {
        let key = |action| {
            let key = keymap::key_for(Context::Watching, action);
            key.map(|key| key.name(pen.theme.glyphs.keys, scene.lang)).unwrap_or_default()
        };
        // In a replay the pages are agenda steps.
        let (down, up) =
            if scene.reading { (Action::Down, Action::Up) } else { (Action::PageDown, Action::PageUp) };
        let text = if from < beyond { say.more(beyond - from, &key(down)) } else { say.back(&key(up)) };
        let edge = Rect { y: pane.bottom() - 1, height: 1, width: pane.width - 2, ..pane };
        pen.right(edge, &text, Role::Key);
    }
}
