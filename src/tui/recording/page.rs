//! A recording as one page for a browser: the shots as text in it, and a small player. It asks for nothing from anywhere,
//! and its policy lets no other script or style run than the two that are named in it by their hashes.

use super::cells::{self, Glyph};
use super::{LONGEST, Setting, Shot, colour, record, title};
use crate::locale::Lang;
use crate::meeting::Chronicle;
use crate::messages;
use crate::report::html::escape;
use crate::session::Impossible;
use crate::tui::theme::{Palette, Role};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

messages! {
    /// Words of the page.
    struct Say {
        rehearsal { zh: "演练，不是正式会议", en: "REHEARSAL, not a real meeting" }
        no_script { zh: "播放需要浏览器允许本页自带的脚本运行。", en: "To play it, the browser must let this page's own script run." }
        chapters { zh: "环节", en: "Chapters" }
        position { zh: "播放位置", en: "Position" }
        chapter_back { zh: "上一环节", en: "Chapter back" }
        chapter_on { zh: "下一环节", en: "Next chapter" }
        back { zh: "上一步", en: "Step back" }
        on { zh: "下一步", en: "Step on" }
        play { zh: "播放", en: "Play" }
        pause { zh: "暂停", en: "Pause" }
        slower { zh: "慢一些", en: "Slower" }
        faster { zh: "快一些", en: "Faster" }
        keys { zh: "空格 播放/暂停 · ← → 一步 · PgUp PgDn 环节 · Home End 头尾 · + − 快慢 · F 全屏", en: "Space play/pause · ← → step · PgUp PgDn chapter · Home End · + − speed · F full screen" }
        record { zh: "第 # 条", en: "record #" }
        code { zh: "记录校验码", en: "Record code" }
        records(count: u64) { zh: "共 {count} 条记录", en: "{count} records" }
        note { zh: "这是投影画面的回放，由会议记录生成，只含会场看到过的内容；以签字的纸质记录为准。用 changpiao verify 可核对记录与校验码。", en: "The wall again, made from the record of the meeting; it holds what the room saw and nothing else. The signed papers count. changpiao verify checks a record against this code." }
    }
}

/// The page of a meeting.
///
/// # Errors
/// The first event that could not have happened.
pub fn page(chronicle: &Chronicle, setting: &Setting) -> Result<String, Impossible> {
    let mut film = Film::default();
    let mut ends = Ends::default();
    record(chronicle, setting, |shot| {
        let paper = shot.in_colours(Palette::Light, setting);
        film.take(shot, &paper);
        ends = Ends::of(shot, setting.lang);
    })?;
    let style = style(&film.styles, setting);
    Ok(filled(PAGE, |name| part(name, &film, &ends, &style, setting)))
}

/// What the page says around the film, as the last shot has it.
#[derive(Default)]
struct Ends {
    title: String,
    heading: String,
    organisation: String,
    rehearsal: bool,
    code: String,
    hash: String,
    records: u64,
}

impl Ends {
    fn of(shot: &Shot<'_>, lang: Lang) -> Self {
        Self {
            title: title(shot.wall, lang),
            heading: shot.wall.title.clone(),
            organisation: shot.wall.organisation.clone(),
            rehearsal: shot.wall.rehearsal,
            code: shot.record.code.clone(),
            hash: shot.record.hash.clone(),
            records: shot.seq + 1,
        }
    }
}

/// What stands at one of the places of the page; texts are escaped.
fn part(name: &str, film: &Film, ends: &Ends, style: &str, setting: &Setting) -> String {
    let say = Say(setting.lang);
    match name {
        "film" => film.json(say, setting.size),
        "style" => style.to_owned(),
        "script" => SCRIPT.to_owned(),
        "style_hash" => hash(style),
        "script_hash" => hash(SCRIPT),
        "lang" => setting.lang.pick("zh-CN", "en").to_owned(),
        "rehearsal" if ends.rehearsal => format!("<p class=\"rehearsal\">{}</p>\n", escape(&say.rehearsal())),
        "rehearsal" => String::new(),
        name => escape(&text(name, say, ends)),
    }
}

fn text(name: &str, say: Say, ends: &Ends) -> String {
    match name {
        "title" => ends.title.clone(),
        "heading" => ends.heading.clone(),
        "organisation" => ends.organisation.clone(),
        "code" => ends.code.clone(),
        "hash" => ends.hash.clone(),
        "records" => say.records(ends.records),
        "no_script" => say.no_script(),
        "chapters" => say.chapters(),
        "position" => say.position(),
        "chapter_back" => say.chapter_back(),
        "chapter_on" => say.chapter_on(),
        "back" => say.back(),
        "on" => say.on(),
        "play" => say.play(),
        "slower" => say.slower(),
        "faster" => say.faster(),
        "keys" => say.keys(),
        "code_words" => say.code(),
        "note" => say.note(),
        _ => String::new(),
    }
}

/// The template with each `{{name}}` in it replaced; what is put in is not looked at again.
fn filled(template: &str, part: impl Fn(&str) -> String) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        page.push_str(before);
        page.push_str(&part(name));
        rest = after;
    }
    page + rest
}

/// The shots as the player reads them.
#[derive(Default)]
struct Film {
    /// Styles on the screen and on paper.
    styles: Vec<(Style, Style)>,
    /// Every row that is ever seen, once, as JSON, and where it stands.
    rows: Vec<String>,
    known: HashMap<String, usize>,
    /// The rows of the last shot.
    now: Vec<usize>,
    shots: Vec<Seen>,
    /// The first shot of each chapter, its title, and the part of it.
    chapters: Vec<(usize, String, String)>,
}

/// One shot: its wait, its record, the time on the clock, and each row that changes with its new number.
#[derive(Serialize)]
struct Seen(u64, u64, String, Vec<usize>);

/// The player's own words.
#[derive(Serialize)]
struct Words {
    play: String,
    pause: String,
    record: String,
}

impl Film {
    fn take(&mut self, shot: &Shot<'_>, paper: &Buffer) {
        if let Some(chapter) = shot.chapter {
            self.chapters.push((self.shots.len(), chapter.title.clone(), chapter.part.clone()));
        }
        let heights = shot.buffer.area.top()..shot.buffer.area.bottom();
        let rows: Vec<usize> = heights.map(|y| self.row(&shot.buffer, paper, y)).collect();
        let mut changes = Vec::new();
        for (y, row) in rows.iter().enumerate() {
            if self.now.get(y) != Some(row) {
                changes.extend([y, *row]);
            }
        }
        self.now = rows;
        self.shots.push(Seen(shot.wait, shot.seq, shot.clock.to_owned(), changes));
    }

    /// The number of a row.
    fn row(&mut self, screen: &Buffer, paper: &Buffer, y: u16) -> usize {
        let row = self.pieces(&cells::glyphs(screen, y), &cells::glyphs(paper, y));
        let next = self.rows.len();
        let number = *self.known.entry(row.clone()).or_insert(next);
        if number == next {
            self.rows.push(row);
        }
        number
    }

    /// A row as a flat list: style, columns of a glyph, and glyphs that have both in common. Those of several characters
    /// stand in a list of their own.
    fn pieces(&mut self, screen: &[Glyph<'_>], paper: &[Glyph<'_>]) -> String {
        let mut json = String::from("[");
        let mut run: Option<(usize, u16, String)> = None;
        for (glyph, printed) in screen.iter().zip(paper) {
            let style = self.style((glyph.style, printed.style));
            let single = glyph.symbol.chars().nth(1).is_none();
            match &mut run {
                Some((of, columns, text)) if single && *of == style && *columns == glyph.columns => {
                    text.push_str(glyph.symbol);
                }
                _ => {
                    put(&mut json, run.take());
                    if single {
                        run = Some((style, glyph.columns, glyph.symbol.to_owned()));
                    } else {
                        let symbol = serde_json::Value::from(glyph.symbol);
                        let _ = write!(json, "{}{style},{},[{symbol}]", comma(&json), glyph.columns);
                    }
                }
            }
        }
        put(&mut json, run);
        json + "]"
    }

    fn style(&mut self, style: (Style, Style)) -> usize {
        let known = self.styles.iter().position(|known| *known == style);
        known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        })
    }

    /// The film, so written that nothing in it can end the element that it stands in.
    fn json(&self, say: Say, (columns, rows): (u16, u16)) -> String {
        let words = Words { play: say.play(), pause: say.pause(), record: say.record() };
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        let words = json(serde_json::to_string(&words));
        let shots = json(serde_json::to_string(&self.shots));
        let chapters = json(serde_json::to_string(&self.chapters));
        let table = self.rows.join(",\n");
        let film = format!(
            "{{\"columns\":{columns},\"rows\":{rows},\"last\":{LONGEST},\"words\":{words},\"chapters\":{chapters},\n\
             \"shots\":{shots},\n\"table\":[{table}]}}"
        );
        harmless(&film)
    }
}

fn put(json: &mut String, run: Option<(usize, u16, String)>) {
    if let Some((style, columns, text)) = run {
        let text = serde_json::Value::from(text);
        let _ = write!(json, "{}{style},{columns},{text}", comma(json));
    }
}

fn comma(json: &str) -> &'static str {
    if json.ends_with('[') { "" } else { "," }
}

/// The same JSON without a character that HTML reads as its own: outside of texts JSON has none of them.
fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}

/// The page's style sheet with the colours of the film: as they are on the screen, and light on paper.
fn style(styles: &[(Style, Style)], setting: &Setting) -> String {
    let roles = [("ink", Role::Text), ("dim", Role::Dim), ("accent", Role::Title), ("warn", Role::Warn)];
    let mut sheet = String::from("\n:root {");
    for (name, role) in roles {
        let [ink, ground] = colour::seen(setting.theme.style(role)).map(|index| index.map(colour::hex));
        if let (Some(ink), "ink") = (&ink, name) {
            let _ = write!(sheet, " --ground: {}; --ink: {ink};", ground.unwrap_or_default());
        } else {
            let _ = write!(sheet, " --{name}: {};", ink.unwrap_or_default());
        }
    }
    sheet.push_str(" }\n");
    for (number, (screen, _)) in styles.iter().enumerate() {
        let _ = writeln!(sheet, ".s{number} {{ {} }}", declarations(*screen));
    }
    sheet.push_str(STYLE);
    sheet.push_str("@media print {\n");
    for (number, (_, paper)) in styles.iter().enumerate() {
        let _ = writeln!(sheet, "  .s{number} {{ {} }}", declarations(*paper));
    }
    sheet + "}\n"
}

/// A style in CSS.
fn declarations(style: Style) -> String {
    let [ink, ground] = colour::seen(style);
    let mut text = String::new();
    for (name, colour) in [("color", ink), ("background-color", ground)] {
        if let Some(colour) = colour {
            let _ = write!(text, "{name}: {}; ", colour::hex(colour));
        }
    }
    let attributes = [
        (Modifier::BOLD, "font-weight: bold;"),
        (Modifier::ITALIC, "font-style: italic;"),
        (Modifier::UNDERLINED, "text-decoration: underline;"),
    ];
    let has = attributes.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    text + &has.map(|(_, css)| css).collect::<Vec<_>>().join(" ")
}

/// The SHA-256 of a text in Base64, as a content security policy names what may run.
fn hash(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut base64 = String::new();
    for three in digest.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = usize::try_from(bits >> (18 - 6 * at) & 63).ok().and_then(|sign| SIGNS.get(sign));
            base64.push(if at > three.len() { '=' } else { sign.map_or('=', |sign| char::from(*sign)) });
        }
    }
    base64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn a_hash_is_named_as_policies_name_it() {
        let known = [
            ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ];
        for (text, expected) in known {
            assert_eq!(hash(text), expected);
        }
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let part = |name: &str| format!("<{name} {{{{two}}}}>");
        assert_eq!(filled("a{{one}}b{{two}}c", part), "a<one {{two}}>b<two {{two}}>c");
        assert_eq!(filled("a{{open", part), "a{{open");
        assert_eq!(PAGE.matches("{{").count(), PAGE.matches("}}").count());
    }

    #[test]
    fn no_sign_of_html_is_in_the_film() {
        let json = serde_json::to_string("</script><!--'&\u{2028}\u{2029}\"").unwrap();
        let harmless = harmless(&json);
        assert!(!harmless.contains(['<', '>', '&', '\'', '\u{2028}', '\u{2029}']), "{harmless}");
        assert_eq!(serde_json::from_str::<String>(&harmless).unwrap(), "</script><!--'&\u{2028}\u{2029}\"");
    }

    #[test]
    fn a_row_is_pieces_of_one_style_and_width() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "a张三e\u{301}b", Style::default());
        let glyphs = cells::glyphs(&buffer, 0);
        let mut film = Film::default();
        assert_eq!(film.pieces(&glyphs, &glyphs), "[0,1,\"a\",0,2,\"张三\",0,1,[\"e\u{301}\"],0,1,\"b \"]");
        let number = film.row(&buffer, &buffer, 0);
        assert_eq!((number, film.row(&buffer, &buffer, 0), film.rows.len()), (0, 0, 1), "known by then");
    }

    #[test]
    fn what_is_reversed_on_a_terminal_is_so_in_a_browser() {
        let style =
            Style::new().fg(ratatui::style::Color::Indexed(16)).bg(ratatui::style::Color::Indexed(231));
        assert_eq!(declarations(style), "color: #000000; background-color: #ffffff; ");
        let reversed = declarations(style.add_modifier(Modifier::REVERSED | Modifier::BOLD));
        assert_eq!(reversed, "color: #ffffff; background-color: #000000; font-weight: bold;");
    }
}
