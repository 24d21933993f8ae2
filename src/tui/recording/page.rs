//! A recording as one page for a browser: the shots as text in it, and a small player. It asks for nothing from anywhere,
//! and its policy lets no other script or style run than the two that are named in it by their hashes.

mod film;

use super::{Setting, Shot, colour, record, title};
use crate::locale::Lang;
use crate::meeting::Chronicle;
use crate::messages;
use crate::report::html::escape;
use crate::session::Impossible;
use crate::tui::theme::{Palette, Role};
use film::{Film, Words};
use ratatui::style::{Modifier, Style};
use sha2::{Digest, Sha256};
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
        "film" => {
            let words = Words { play: say.play(), pause: say.pause(), record: say.record() };
            film.json(&words, setting.size)
        }
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
    fn what_is_reversed_on_a_terminal_is_so_in_a_browser() {
        let style =
            Style::new().fg(ratatui::style::Color::Indexed(16)).bg(ratatui::style::Color::Indexed(231));
        assert_eq!(declarations(style), "color: #000000; background-color: #ffffff; ");
        let reversed = declarations(style.add_modifier(Modifier::REVERSED | Modifier::BOLD));
        assert_eq!(reversed, "color: #ffffff; background-color: #000000; font-weight: bold;");
    }
}
