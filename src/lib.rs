//! `changpiao` (唱票, calling the ballots): the map of the house.
//!
//! The program carries a Party branch election meeting from roll call to adjournment. Four ideas carry the program:
//!
//! 1. **A pure core.** Rules and meeting are plain values and pure functions. [`session`] decides what a command leads to
//!    and applies what happened; nothing else changes a meeting. Replay is the same function over the journal.
//! 2. **The journal is the truth and the bus.** Decide → record (one write, one sync) → apply → show. If recording fails,
//!    nothing happened. The projector is a second process that only reads the journal.
//! 3. **Items describe, the screen draws.** An agenda item answers `screen()`: facts, work, words to read aloud, and what
//!    can be done now under which verb. Hints, help, wall, documents and tests read that one value.
//! 4. **Few verbs, one key table.** `agenda::action` names the verbs, `tui::keymap` gives each its keys, once.
//!
//! # Rooms
//!
//! | room | what lives there | may look into |
//! |---|---|---|
//! | [`locale`] | the two languages, the `messages!` macro, pinyin | nothing |
//! | [`domain`] | the law and the arithmetic; its page is the glossary | locale |
//! | [`agenda`] | the items of a meeting, one file and one row each | domain, locale |
//! | [`session`] | decide, apply, undo, replay; the state at any act, and which acts made a figure | agenda, domain |
//! | [`practice`] | invented papers for whoever keys them, and how well they were keyed; no meeting | session, agenda, domain |
//! | [`journal`] | the append-only record; knows no meeting word | locale |
//! | [`meeting`] | the shell: clock, folder, mirror, the wall's steering; decide → record → apply | session, journal |
//! | [`plan`] | the prepared meeting: plan file, roster, its check | agenda, domain, locale |
//! | [`report`] | documents from a session | session, agenda, domain, locale |
//! | [`tui`] | console, wall, replay and recordings, home, the block glyphs; never a file | meeting's values, report, agenda, practice |
//! | [`cli`] | the subcommands, one file each | all of the above |
//!
//! # Where this house differs from the first sketch of it, and why
//!
//! - `locale` lies at the bottom instead of beside the reports: an item's words stand in the item's own file, so a new item
//!   is one file and one row, and a message without its other language does not compile there.
//! - A guard stands in one place. Every event is *admitted* before it is applied, live and in replay, so commands need no
//!   checks of their own and a journal of impossible events does not replay (`agenda`'s page).
//! - A record names its act, `"act":[first, count]`: whole lines of an act that is not whole are seen without knowing the
//!   meeting (`journal`'s page).
//!
//! # Where to begin
//!
//! A rule: [`domain::rule`]; what scrutineers may decide: [`domain::Undecided`]. A step of the meeting: [`agenda::quorum`]
//! is a short one. What a key does: `tui::update`. What is written on disk: [`journal::writer`]. How a count comes about:
//! [`agenda::calling`], [`agenda::second_pass`], [`agenda::totals`], which all fill one [`agenda::round::RoundState`].
pub mod agenda;
pub mod cli;
pub mod domain;
pub mod journal;
pub mod locale;
pub mod meeting;
pub mod plan;
pub mod practice;
pub mod report;
pub mod session;
pub mod tui;
