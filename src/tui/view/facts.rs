//! Numbers, each beside its rule: in columns, one below the other, or packed into as few rows as hold them.

use super::pen::{self, Pen};
use crate::agenda::screen::Fact;
use crate::locale::Lang;
use crate::tui::theme::{Role, Theme};
use ratatui::layout::Rect;

/// Blanks between packed numbers.
const GAP: u16 = 2;
/// A rule beside its number has at least so many columns, else it stands below.
const BESIDE: u16 = 24;

/// The columns of the labels and of the short values.
#[derive(Clone, Copy)]
struct Columns {
    label: u16,
    value: u16,
}

fn columns(facts: &[Fact], width: u16) -> Columns {
    let label = facts.iter().map(|fact| pen::width(&fact.label)).max().unwrap_or(0).min(width / 2);
    let short = |fact: &Fact| Some(pen::width(&fact.value)).filter(|width| *width <= 8);
    Columns { label, value: facts.iter().filter_map(short).max().unwrap_or(0) }
}

/// Blanks before a value, so that numbers stand at their right edge.
fn blanks(fact: &Fact, value: u16) -> u16 {
    let number = fact.value.chars().all(|c| c.is_ascii_digit());
    if number { value.saturating_sub(pen::width(&fact.value)) } else { 0 }
}

/// A rule with the mark of how its number stands, and its role.
fn rule(fact: &Fact, theme: &Theme) -> (Role, String) {
    if fact.rule.is_empty() {
        return (Role::Rule, String::new());
    }
    let tone = pen::role(fact.tone);
    let mark = if fact.value == theme.glyphs.done { "" } else { theme.mark(tone) };
    if mark.is_empty() { (Role::Rule, fact.rule.clone()) } else { (tone, format!("{mark} {}", fact.rule)) }
}

/// Where a rule stands and its lines.
struct Beside {
    role: Role,
    /// Columns from the left.
    x: u16,
    /// Rows below its number.
    y: u16,
    lines: Vec<String>,
}

fn lines(fact: &Fact, columns: Columns, tight: bool, width: u16, theme: &Theme) -> Beside {
    let (role, text) = rule(fact, theme);
    let place = columns.label + 2;
    let used = blanks(fact, columns.value) + pen::width(&fact.value);
    let x = place + used.max(columns.value) + 2;
    let beside = width.saturating_sub(x);
    if fact.rule.is_empty() || tight || pen::width(&text) <= beside {
        return Beside { role, x, y: 0, lines: vec![text] };
    }
    if beside >= BESIDE {
        return Beside { role, x, y: 0, lines: pen::wrap(&text, beside) };
    }
    Beside { role, x: place, y: 1, lines: pen::wrap(&text, width.saturating_sub(place)) }
}

/// The rows that the numbers take below each other.
pub fn rows(facts: &[Fact], width: u16, theme: &Theme) -> u16 {
    let columns = columns(facts, width);
    let rows = |fact| {
        let rule = lines(fact, columns, false, width, theme);
        usize::from(rule.y) + rule.lines.len()
    };
    u16::try_from(facts.iter().map(rows).sum::<usize>()).unwrap_or(u16::MAX)
}

/// Draws the numbers below each other; answers the rows used. Where space is `tight`, each takes one row.
pub fn draw(facts: &[Fact], tight: bool, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let columns = columns(facts, area.width);
    let mut used = 0;
    for fact in facts {
        let place = Rect { y: area.y + used, height: area.height - used, ..area };
        let rule = lines(fact, columns, tight, area.width, &pen.theme);
        pen.text(place, &fact.label, Role::Text);
        value(fact, pen, pen::from_column(place, columns.label + 2 + blanks(fact, columns.value)));
        let at = pen::from_column(place, rule.x);
        let at = Rect { y: at.y + rule.y, height: at.height.saturating_sub(rule.y), ..at };
        pen.lines(at, &rule.lines, 0, rule.role);
        let rows = u16::try_from(rule.lines.len()).unwrap_or(1) + rule.y;
        used = (used + rows).min(area.height);
    }
    used
}

fn value(fact: &Fact, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let role = if pen::role(fact.tone) == Role::Text { Role::Number } else { pen::role(fact.tone) };
    pen.bold(area, &fact.value, role)
}

/// The columns of a number with its label and without its rule, which follows a comma.
fn head(fact: &Fact) -> u16 {
    let value = pen::width(&fact.value);
    pen::width(&fact.label) + if value > 0 { 1 + value } else { 0 }
}

/// Where a packed number stands, and the lines of its rule: beside it, or below where it is too long for that.
struct Packed {
    x: u16,
    y: u16,
    below: bool,
    role: Role,
    lines: Vec<String>,
}

/// The places of packed numbers, and the rows that they take.
fn packed(facts: &[Fact], width: u16, theme: &Theme) -> (Vec<Packed>, u16) {
    let (mut places, mut x, mut y) = (Vec::new(), 0, 0);
    for fact in facts {
        let (role, text) = rule(fact, theme);
        let beside = width.saturating_sub(head(fact) + 2);
        let whole = head(fact) + if text.is_empty() { 0 } else { 2 + pen::width(&text) };
        if x > 0 && x + whole > width {
            (x, y) = (0, y + 1);
        }
        let below = whole > width && beside < BESIDE;
        let columns = if below { width.saturating_sub(2) } else { beside };
        let lines = if whole > width { pen::wrap(&text, columns) } else { vec![text] };
        let rows = u16::try_from(lines.len()).unwrap_or(1) + u16::from(below);
        places.push(Packed { x, y, below, role, lines });
        x += whole + GAP;
        if rows > 1 {
            (x, y) = (0, y + rows);
        }
    }
    (places, y + u16::from(x > 0))
}

/// The rows that the numbers take when they are packed.
pub fn packed_rows(facts: &[Fact], width: u16, theme: &Theme) -> u16 {
    packed(facts, width, theme).1
}

/// Draws the numbers packed: several in a row where they fit; answers the rows used.
pub fn draw_packed(facts: &[Fact], lang: Lang, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let (places, rows) = packed(facts, area.width, &pen.theme);
    for (fact, place) in facts.iter().zip(places) {
        let from = |y: u16| Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area };
        let line = pen::from_column(from(place.y), place.x);
        if line.height == 0 {
            break;
        }
        pen.text(line, &fact.label, Role::Text);
        value(fact, pen, pen::from_column(line, pen::width(&fact.label) + 1));
        if !fact.rule.is_empty() {
            pen.text(pen::from_column(line, head(fact)), lang.pick("，", ","), Role::Dim);
        }
        let at = if place.below {
            pen::from_column(from(place.y + 1), 2)
        } else {
            pen::from_column(line, head(fact) + 2)
        };
        pen.lines(at, &place.lines, 0, place.role);
    }
    rows.min(area.height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::screen::Tone;
    use crate::tui::backend::buffer_to_text;
    use ratatui::buffer::Buffer;

    fn facts() -> Vec<Fact> {
        let fact = |label: &str, value: &str, rule: &str| Fact::new(label, value).rule(Tone::Plain, rule);
        vec![
            fact("应到", "38", ""),
            fact("实到", "36", "本轮的基数"),
            fact("当选", "19 票", "超过实到会 36 人的半数（18 票不够）"),
        ]
    }

    fn drawn(draw: impl Fn(&mut Pen<'_>, Rect) -> u16) -> (u16, String) {
        let area = Rect::new(0, 0, 30, 6);
        let mut buffer = Buffer::empty(area);
        let used = draw(&mut Pen::new(&mut buffer, Theme::default()), area);
        let text = buffer_to_text(&buffer);
        (used, text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned())
    }

    #[test]
    fn numbers_that_are_packed_lose_no_word_and_take_the_rows_foretold() {
        let facts = facts();
        let (used, text) = drawn(|pen, area| draw_packed(&facts, Lang::Zh, pen, area));
        let theme = Theme::default();
        assert_eq!((used, packed_rows(&facts, 30, &theme)), (4, 4), "{text}");
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(bare, "应到38实到36，本轮的基数当选19票，超过实到会36人的半数（18票不够）", "{text}");
    }

    #[test]
    fn a_rule_that_has_no_room_beside_its_number_stands_below_it() {
        let long = vec![
            Fact::new("支部委员会委员", "应选 3 名").rule(Tone::Good, "多 1 名，正好是下限 4 名，不能再少"),
        ];
        let (used, text) = drawn(|pen, area| draw_packed(&long, Lang::Zh, pen, area));
        assert_eq!((used, packed_rows(&long, 30, &Theme::default())), (3, 3), "{text}");
        assert!(text.contains("不能再少"), "{text}");
    }

    #[test]
    fn a_number_without_a_rule_has_no_mark() {
        let good = vec![Fact::new("当选", "田志远").rule(Tone::Good, "")];
        let below = drawn(|pen, area| draw(&good, false, pen, area)).1;
        assert_eq!(below, "当选  田志远");
        assert_eq!(drawn(|pen, area| draw_packed(&good, Lang::Zh, pen, area)).1, "当选 田志远");
    }

    #[test]
    fn numbers_below_each_other_take_the_rows_foretold() {
        let facts = facts();
        let (used, text) = drawn(|pen, area| draw(&facts, false, pen, area));
        assert_eq!(used, rows(&facts, 30, &Theme::default()), "{text}");
        assert!(used > 3, "{text}");
    }
}
