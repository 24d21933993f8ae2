//! Colours as other programs name them.

use ratatui::style::{Color, Modifier, Style};

/// The sixteen first colours as a usual terminal shows them.
const SIXTEEN: [u32; 16] = [
    0x00_00_00, 0xcd_31_31, 0x0d_bc_79, 0xe5_e5_10, 0x24_72_c8, 0xbc_3f_bc, 0x11_a8_cd, 0xe5_e5_e5,
    0x66_66_66, 0xf1_4c_4c, 0x23_d1_8b, 0xf5_f5_43, 0x3b_8e_ea, 0xd6_70_d6, 0x29_b8_db, 0xff_ff_ff,
];

/// The place of a colour in the table of 256; `None` for the terminal's own.
pub fn index(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) => return None,
    })
}

/// A colour of the table of 256 as `#rrggbb`.
pub fn hex(index: u8) -> String {
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * u32::from(n) };
    let rgb = match index {
        0..=15 => SIXTEEN.get(usize::from(index)).copied().unwrap_or(0),
        16..=231 => {
            let n = index - 16;
            step(n / 36) << 16 | step(n / 6 % 6) << 8 | step(n % 6)
        }
        232.. => (8 + 10 * u32::from(index - 232)) * 0x01_01_01,
    };
    format!("#{rgb:06x}")
}

/// The sixteen first colours as an asciicast names them.
pub fn palette() -> String {
    (0..16).map(hex).collect::<Vec<_>>().join(":")
}

/// The colours of a style as they are seen, ink and ground.
pub fn seen(style: Style) -> [Option<u8>; 2] {
    let [ink, ground] = [style.fg, style.bg].map(|colour| colour.and_then(index));
    if style.add_modifier.contains(Modifier::REVERSED) { [ground, ink] } else { [ink, ground] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_terminals() {
        let known = [(16, "#000000"), (231, "#ffffff"), (117, "#87d7ff"), (234, "#1c1c1c"), (253, "#dadada")];
        for (index, colour) in known {
            assert_eq!(hex(index), colour);
        }
        assert_eq!(palette().split(':').count(), 16);
    }

    #[test]
    fn what_is_reversed_is_seen_reversed() {
        let style = Style::new().fg(Color::Indexed(221)).bg(Color::Black);
        assert_eq!(seen(style), [Some(221), Some(0)]);
        assert_eq!(seen(style.add_modifier(Modifier::REVERSED)), [Some(0), Some(221)]);
        assert_eq!(seen(Style::new()), [None, None]);
    }
}
