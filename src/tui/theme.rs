//! How things look: roles, not colours.
//!
//! A screen says what a text *is* ([`Role`]); the theme says how that looks. Colour carries nothing alone: roles that
//! a reader must tell apart differ in a sign or in an attribute too, so that `NO_COLOR` loses nothing (a test).

pub mod glyphs;

pub use glyphs::{ASCII, Glyphs, UNICODE};
use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// The name of the meeting, of a step, of a pane.
    Title,
    /// The step or row where we are.
    Now,
    /// A step that is done.
    Done,
    /// A step that is still to come.
    Left,
    /// A number that decides something.
    Number,
    /// The rule beside it, in words.
    Rule,
    /// A guard that holds, an act accepted.
    Ok,
    /// Allowed but unusual, or not finished: fewer approvals than seats.
    Warn,
    /// Refused, damaged, invalid.
    Refuse,
    /// What matters less: borders, hints that do not apply now.
    Dim,
    /// The words to read aloud.
    Aloud,
    /// The mark of a rehearsal.
    Rehearsal,
    /// The name of a key in a hint.
    Key,
    /// The row under the cursor.
    Selected,
    /// The field being typed into.
    Field,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Title,
        Self::Now,
        Self::Done,
        Self::Left,
        Self::Number,
        Self::Rule,
        Self::Ok,
        Self::Warn,
        Self::Refuse,
        Self::Dim,
        Self::Aloud,
        Self::Rehearsal,
        Self::Key,
        Self::Selected,
        Self::Field,
    ];

    /// The attributes that a role has in every palette.
    fn modifier(self) -> Modifier {
        match self {
            Self::Title | Self::Number | Self::Key | Self::Refuse => Modifier::BOLD,
            Self::Now => Modifier::BOLD.union(Modifier::UNDERLINED),
            Self::Selected | Self::Rehearsal => Modifier::REVERSED,
            Self::Field | Self::Warn => Modifier::UNDERLINED,
            _ => Modifier::empty(),
        }
    }
}

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// For the laptop.
    #[default]
    Dark,
    /// For a projector in a bright room.
    Light,
    /// Black, white and two pure colours.
    HighContrast,
    /// The sixteen colours of old terminals.
    Sixteen,
    /// No colour where nothing but colour is lost by it: attributes only (`NO_COLOR`).
    NoColour,
    /// The terminal has no colours (`TERM=dumb` and its like): a picture that needs black and white cannot be drawn.
    Monochrome,
}

/// Text colour, background and the colours of the roles of one palette.
struct Colours {
    text: Color,
    ground: Color,
    dim: Color,
    accent: Color,
    good: Color,
    warn: Color,
    bad: Color,
    aloud: Color,
}

const DARK: Colours = Colours {
    text: Color::Indexed(253),
    ground: Color::Indexed(234),
    dim: Color::Indexed(246),
    accent: Color::Indexed(117),
    good: Color::Indexed(114),
    warn: Color::Indexed(221),
    bad: Color::Indexed(210),
    aloud: Color::Indexed(230),
};

const LIGHT: Colours = Colours {
    text: Color::Indexed(234),
    ground: Color::Indexed(231),
    dim: Color::Indexed(240),
    accent: Color::Indexed(25),
    good: Color::Indexed(22),
    warn: Color::Indexed(94),
    bad: Color::Indexed(124),
    aloud: Color::Indexed(16),
};

const HIGH_CONTRAST: Colours = Colours {
    text: Color::Indexed(231),
    ground: Color::Indexed(16),
    dim: Color::Indexed(252),
    accent: Color::Indexed(231),
    good: Color::Indexed(231),
    warn: Color::Indexed(226),
    bad: Color::Indexed(226),
    aloud: Color::Indexed(231),
};

const SIXTEEN: Colours = Colours {
    text: Color::White,
    ground: Color::Black,
    dim: Color::Gray,
    accent: Color::LightCyan,
    good: Color::LightGreen,
    warn: Color::LightYellow,
    bad: Color::LightRed,
    aloud: Color::White,
};

impl Palette {
    /// The palette that the environment asks for, before any option of the command line: values of `NO_COLOR` and
    /// `TERM`, each empty when unset.
    pub fn from_environment(no_color: &str, term: &str) -> Self {
        match term {
            "dumb" | "vt100" | "vt220" => Self::Monochrome,
            _ if !no_color.is_empty() => Self::NoColour,
            "linux" | "xterm" | "ansi" | "cygwin" | "xterm-16color" => Self::Sixteen,
            _ => Self::Dark,
        }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = Style::default().add_modifier(role.modifier());
        match self.colours() {
            Some(colours) => style.fg(colours.of(role)).bg(colours.ground),
            None => style,
        }
    }

    fn colours(self) -> Option<&'static Colours> {
        match self {
            Self::Dark => Some(&DARK),
            Self::Light => Some(&LIGHT),
            Self::HighContrast => Some(&HIGH_CONTRAST),
            Self::Sixteen => Some(&SIXTEEN),
            Self::NoColour | Self::Monochrome => None,
        }
    }
}

impl Colours {
    fn of(&self, role: Role) -> Color {
        match role {
            Role::Text | Role::Number | Role::Selected | Role::Field => self.text,
            Role::Title | Role::Now | Role::Key => self.accent,
            Role::Done | Role::Ok => self.good,
            Role::Warn | Role::Rehearsal => self.warn,
            Role::Refuse => self.bad,
            Role::Left | Role::Rule | Role::Dim => self.dim,
            Role::Aloud => self.aloud,
        }
    }
}

/// A palette with its signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// The signs.
    pub glyphs: Glyphs,
}

impl Default for Theme {
    fn default() -> Self {
        Self { palette: Palette::default(), glyphs: UNICODE }
    }
}

impl Theme {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.palette.style(role)
    }

    /// The sign that stands beside a role, for those that a reader must tell apart without colour.
    pub fn mark(&self, role: Role) -> &'static str {
        match role {
            Role::Done | Role::Ok => self.glyphs.done,
            Role::Now => self.glyphs.now,
            Role::Left => self.glyphs.left,
            Role::Warn => self.glyphs.warn,
            Role::Refuse => self.glyphs.refuse,
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLOURED: [Palette; 3] = [Palette::Dark, Palette::Light, Palette::HighContrast];

    /// Red, green and blue of a colour of the 256-colour table, 0 to 1.
    fn rgb(colour: Color) -> [f64; 3] {
        let Color::Indexed(i @ 16..) = colour else { panic!("{colour:?} has no fixed value") };
        let step = |n: u8| if n == 0 { 0.0 } else { f64::from(55 + 40 * n) / 255.0 };
        if i >= 232 {
            return [f64::from(8 + 10 * (i - 232)) / 255.0; 3];
        }
        let n = i - 16;
        [step(n / 36), step(n / 6 % 6), step(n % 6)]
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(a: Color, b: Color) -> f64 {
        let linear = |v: f64| if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        let luminance = |colour| {
            let [r, g, b] = rgb(colour).map(linear);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_role_can_be_read_in_every_palette() {
        for palette in COLOURED {
            let least = if palette == Palette::HighContrast { 7.0 } else { 4.5 };
            for role in Role::ALL {
                let style = palette.style(*role);
                let ratio = contrast(style.fg.unwrap(), style.bg.unwrap());
                assert!(ratio >= least, "{palette:?} {role:?} {ratio:.1}");
            }
        }
    }

    #[test]
    fn no_color_means_no_colour() {
        for role in Role::ALL {
            for palette in [Palette::NoColour, Palette::Monochrome] {
                let style = palette.style(*role);
                assert_eq!((style.fg, style.bg), (None, None));
            }
        }
        assert_eq!(Palette::from_environment("1", "xterm-256color"), Palette::NoColour);
        assert_eq!(Palette::from_environment("1", "dumb"), Palette::Monochrome);
        assert_eq!(Palette::from_environment("", "linux"), Palette::Sixteen);
        assert_eq!(Palette::from_environment("", "xterm-256color"), Palette::Dark);
    }

    #[test]
    fn colour_carries_nothing_alone() {
        let groups: [&[Role]; 3] = [
            &[Role::Done, Role::Now, Role::Left],
            &[Role::Ok, Role::Warn, Role::Refuse],
            &[Role::Text, Role::Selected, Role::Field, Role::Rehearsal, Role::Number],
        ];
        for glyphs in [UNICODE, ASCII] {
            let theme = Theme { palette: Palette::NoColour, glyphs };
            for group in &groups[..2] {
                for (i, role) in group.iter().enumerate() {
                    assert!(
                        !group[..i].iter().any(|other| theme.mark(*other) == theme.mark(*role)),
                        "{role:?}"
                    );
                }
            }
        }
        let plain = Palette::NoColour.style(Role::Text);
        assert!(groups[2][1..].iter().all(|role| Palette::NoColour.style(*role) != plain));
    }
}
