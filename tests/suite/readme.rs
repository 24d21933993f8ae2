//! The README says what is true: its key card is the key table, its commands are the program's.

use changpiao::locale::Lang;
use changpiao::tui::keymap::key_card;

const README: &str = include_str!("../../README.md");

#[test]
fn the_key_card_is_the_key_table() {
    for lang in [Lang::Zh, Lang::En] {
        let card = key_card(lang);
        assert!(README.contains(card.trim_end()), "the README wants this card:\n{card}");
    }
}

#[test]
fn both_commands_stand_in_the_readme() {
    for command in ["\ncargo run --release", "\ncargo test"] {
        assert!(README.contains(command), "{command}");
    }
}
