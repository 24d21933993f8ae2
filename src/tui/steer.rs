//! Steering the wall without leaving the step: a short list, each change of which the room sees at once.

use super::desk::Desk;
use super::keymap::Context;
use super::model::{App, Layer, Message};
use super::projector::Pages;
use super::widgets::line_input::LineInput;
use crate::agenda::action::Action;
use crate::agenda::wall::{self, WallFrame};
use crate::locale::Lang;
use crate::meeting::steering::{BoardShown, Ground, Lettering, Shows, Steering, Tongue};
use crate::messages;
use chrono::{DateTime, FixedOffset};
use crossterm::event::KeyEvent;

/// The most characters of a banner: more cannot be read from far.
const BANNER: usize = 60;

messages! {
    /// Words of the list.
    struct Say {
        nothing { zh: "这里没有可以控制的投影", en: "there is no wall to be steered here" }
        shows { zh: "墙上显示", en: "The room sees" }
        banner { zh: "横幅文字", en: "Banner" }
        ground { zh: "底色", en: "Colours" }
        lettering { zh: "字号", en: "Letters" }
        board { zh: "唱票时", en: "While calling" }
        tongue { zh: "语言", en: "Language" }
        follow { zh: "跟随", en: "meeting" }
        hold { zh: "停住", en: "held" }
        blank { zh: "黑屏", en: "blank" }
        a_banner { zh: "横幅", en: "banner" }
        own { zh: "不指定", en: "as started" }
        dark { zh: "深色", en: "dark" }
        light { zh: "浅色", en: "light" }
        contrast { zh: "高对比", en: "contrast" }
        smaller { zh: "小", en: "small" }
        usual { zh: "自动", en: "fitting" }
        larger { zh: "大", en: "large" }
        live { zh: "正字板", en: "the board" }
        counting { zh: "正在计票", en: "“Counting”" }
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the room sees.
    Shows,
    /// The text of the banner.
    Banner,
    /// The ground.
    Ground,
    /// The size of the letters.
    Lettering,
    /// What is shown while papers are called.
    Board,
    /// The language.
    Tongue,
}

impl Row {
    /// Every row, from the top.
    pub const ALL: [Self; 6] =
        [Self::Shows, Self::Banner, Self::Ground, Self::Lettering, Self::Board, Self::Tongue];

    /// Its label.
    pub fn label(self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Shows => say.shows(),
            Self::Banner => say.banner(),
            Self::Ground => say.ground(),
            Self::Lettering => say.lettering(),
            Self::Board => say.board(),
            Self::Tongue => say.tongue(),
        }
    }

    /// The texts of its choices; none for the banner's text.
    pub fn choices(self, lang: Lang) -> Vec<String> {
        let say = Say(lang);
        match self {
            Self::Shows => vec![say.follow(), say.hold(), say.blank(), say.a_banner()],
            Self::Banner => Vec::new(),
            Self::Ground => vec![say.own(), say.dark(), say.light(), say.contrast()],
            Self::Lettering => vec![say.smaller(), say.usual(), say.larger()],
            Self::Board => vec![say.live(), say.counting()],
            Self::Tongue => vec![say.own(), "中文".into(), "English".into(), "中文＋English".into()],
        }
    }

    /// Which choice is taken.
    pub fn chosen(self, wall: &Steering) -> usize {
        match self {
            Self::Shows => match wall.shows {
                Shows::Follow => 0,
                Shows::Hold(_) => 1,
                Shows::Blank => 2,
                Shows::Banner => 3,
            },
            Self::Banner => 0,
            Self::Ground => place(&GROUNDS, &wall.ground),
            Self::Lettering => place(&LETTERINGS, &wall.lettering),
            Self::Board => place(&BOARDS, &wall.board),
            Self::Tongue => place(&TONGUES, &wall.tongue),
        }
    }
}

const GROUNDS: [Ground; 4] = [Ground::Own, Ground::Dark, Ground::Light, Ground::Contrast];
const LETTERINGS: [Lettering; 3] = [Lettering::Smaller, Lettering::Usual, Lettering::Larger];
const BOARDS: [BoardShown; 2] = [BoardShown::Live, BoardShown::Counting];
const TONGUES: [Tongue; 4] = [Tongue::Own, Tongue::Zh, Tongue::En, Tongue::Both];

fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

/// What belongs to the wall in this window.
#[derive(Clone, Debug, Default)]
pub struct OwnWall {
    /// The wall as it was when it was asked to be held.
    pub held: Option<Box<WallFrame>>,
    /// Wall time, for what is left of a recess.
    pub now: Option<DateTime<FixedOffset>>,
    /// The pages of its names.
    pub(crate) pages: Pages,
}

/// The list while it is open.
#[derive(Clone, Debug)]
pub struct Steer {
    /// The row in which the person is.
    pub at: usize,
    /// The banner's text as typed so far.
    pub banner: LineInput,
}

impl Steer {
    fn new(wall: &Steering) -> Self {
        Self { at: 0, banner: LineInput::new(BANNER).with_text(&wall.banner) }
    }

    /// The row in which the person is.
    pub fn row(&self) -> Row {
        Row::ALL.get(self.at).copied().unwrap_or(Row::Shows)
    }

    /// Where the person is, as far as keys are concerned.
    pub fn context(&self) -> Context {
        if self.row() == Row::Banner { Context::Typing } else { Context::Form }
    }

    /// Types or edits the banner's text.
    pub(super) fn typed(&mut self, event: &KeyEvent) {
        if self.row() == Row::Banner {
            self.banner.key(event);
        }
    }

    fn step(&mut self, forward: bool) {
        let count = Row::ALL.len();
        self.at = if forward { self.at + 1 } else { self.at + count - 1 } % count;
    }

    /// What the wall is asked for when the row's next choice is taken; `last` is the number of the last record.
    fn turned(&self, wall: &Steering, forward: bool, last: u64) -> Steering {
        let row = self.row();
        let count = row.choices(Lang::Zh).len().max(1);
        let at = if forward { row.chosen(wall) + 1 } else { row.chosen(wall) + count - 1 } % count;
        let mut wall = Steering { banner: self.banner.text().trim().to_owned(), ..wall.clone() };
        match row {
            Row::Shows => {
                let shows = [Shows::Follow, Shows::Hold(last), Shows::Blank, Shows::Banner];
                wall.shows = shows.get(at).copied().unwrap_or_default();
            }
            Row::Banner => {}
            Row::Ground => wall.ground = GROUNDS.get(at).copied().unwrap_or_default(),
            Row::Lettering => wall.lettering = LETTERINGS.get(at).copied().unwrap_or_default(),
            Row::Board => wall.board = BOARDS.get(at).copied().unwrap_or_default(),
            Row::Tongue => wall.tongue = TONGUES.get(at).copied().unwrap_or_default(),
        }
        wall
    }

    /// What the wall is asked for when the banner's text is handed in: no text, no banner.
    fn handed_in(&self, wall: &Steering) -> Steering {
        let banner = self.banner.text().trim().to_owned();
        let shows = if banner.is_empty() { Shows::Follow } else { Shows::Banner };
        Steering { shows, banner, ..wall.clone() }
    }
}

/// Opens the list, or closes it.
pub(super) fn open(app: &mut App, desk: &impl Desk) {
    let before = app.layers.len();
    app.layers.retain(|layer| !matches!(layer, Layer::Steer(_)));
    match desk.steering() {
        None => app.message = Some(Message::Note(Say(app.lang).nothing())),
        Some(_) if app.layers.len() < before => {}
        Some(wall) => app.layers.push(Layer::Steer(Box::new(Steer::new(wall)))),
    }
}

/// The list lies on top.
pub(super) fn act(app: &mut App, desk: &mut impl Desk, action: Action) {
    let last = desk.saved().saturating_sub(1);
    let (Some(Layer::Steer(steer)), Some(wall)) = (app.layers.last_mut(), desk.steering()) else { return };
    let asked = match action {
        Action::Up | Action::Previous => return steer.step(false),
        Action::Down | Action::Next => return steer.step(true),
        Action::Right | Action::Mark => steer.turned(wall, true, last),
        Action::Left => steer.turned(wall, false, last),
        Action::Confirm if steer.row() == Row::Banner => steer.handed_in(wall),
        Action::Confirm | Action::Back => return drop(app.layers.pop()),
        _ => return,
    };
    ask(app, desk, asked);
}

/// Asks the wall; the wall in this window keeps what it shows when it is to be held.
fn ask(app: &mut App, desk: &mut impl Desk, asked: Steering) {
    let held = matches!(asked.shows, Shows::Hold(_));
    let before = desk.steering().map(|wall| wall.shows);
    if before != Some(asked.shows) {
        app.wall.held = held.then(|| Box::new(wall::frame(desk.floor())));
    }
    if let Err(why) = desk.steer(asked, app.lang) {
        app.message = Some(Message::Note(why));
    }
}
