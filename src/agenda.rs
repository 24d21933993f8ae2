//! The items of a meeting: what each one shows, accepts and leaves behind.
//!
//! The state of a meeting is the [`Floor`]: facts in the meeting's own words. It changes in one way only: an [`Event`] is
//! *admitted* (its guard holds) and *applied*. Live and in replay the same guard is asked, so a journal with an event
//! that could not have happened does not replay. A [`Command`] is what somebody at the keyboard asks for; [`decide`] turns it
//! into the events of one act.
//!
//! An item is one file and one row in the table below; the row's text is the first half of its events' names in the
//! journal and never changes. The file has the item's commands, events and words and these functions:
//!
//! | function | answers |
//! |---|---|
//! | `State` | what the item keeps (`()` where it keeps nothing) |
//! | `title(lang)` | what the step is called |
//! | `screen(here, lang)` | what there is to see, to say and to do |
//! | `ready(here)` | whether the meeting may go on to the next item, or what is left |
//! | `decide(here, command)` | the events of a command, or why not |
//! | `admit(floor, event)` | whether an event can happen now: every guard is here |
//! | `apply(floor, stamp, event)` | what the event changes |
//! | `wall(here)` | what the room sees |
//! | `play(here, room)` | in a rehearsal: what the room does next |
//!
//! The items never see a key, a widget, a clock or a file.

#![expect(
    clippy::unnecessary_wraps,
    reason = "every item answers the same functions, also where one of them cannot fail"
)]

/// What an item has that records nothing of its own: no commands, no events, no state.
macro_rules! records_nothing {
    () => {
        /// Nothing to ask.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Command {}

        /// Nothing happens that is recorded under this item's name.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Event {}

        /// Nothing is kept.
        pub type State = ();

        pub(crate) fn decide(
            _: $crate::agenda::Here<'_>,
            command: &Command,
        ) -> Result<Vec<$crate::agenda::Event>, $crate::agenda::Rejection> {
            match *command {}
        }

        pub(crate) fn admit(
            _: &$crate::agenda::Floor,
            event: &Event,
        ) -> Result<(), $crate::agenda::Rejection> {
            match *event {}
        }

        pub(crate) fn apply(_: &mut $crate::agenda::Floor, _: $crate::agenda::Stamp<'_>, event: &Event) {
            match *event {}
        }
    };
}

pub mod action;
pub mod adjourn;
pub mod announce;
pub mod approval;
pub mod attendance;
pub mod ballot_box;
pub mod calling;
pub mod candidate_list;
pub mod ceremony;
pub mod collect;
pub mod compare;
pub mod convene;
pub mod course;
pub mod division;
pub mod examine;
pub mod figure;
pub mod floor;
pub mod instructions;
pub mod introduction;
pub mod issue;
pub mod leave_out;
pub mod motion;
pub mod notable;
pub mod officials;
pub mod order;
pub mod phrase;
pub mod plan;
pub mod plenary_report;
pub mod procedure;
pub mod quorum;
pub mod record;
pub mod rehearsal;
pub mod rejection;
pub mod report;
pub mod roll_call;
pub mod round;
#[cfg(test)]
pub(crate) mod sample;
pub mod screen;
pub mod second_pass;
pub mod signing;
pub mod spares;
pub mod text;
pub mod totals;
pub mod voters;
pub mod voting;
pub mod wall;

pub use floor::{Floor, Here, Stamp};
pub use order::{Body, Item, ItemId, RoundId};
pub use plan::Plan;
pub use rejection::Rejection;

use crate::locale::Lang;
use rehearsal::Room;
use screen::Screen;
use serde::{Deserialize, Serialize};
use wall::Wall;

/// Makes the kinds of items, their commands and events, and the dispatch to their files.
macro_rules! items {
    ($($(#[$doc:meta])* $module:ident $variant:ident $record:literal)*) => {
        /// A kind of item: a step of the meeting that has a screen of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        /// What somebody asks for. Imperative; not recorded: the events that it leads to are.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Command {
            $(#[doc = concat!("Of the item `", stringify!($module), "`.")] $variant($module::Command),)*
            /// Of the course of the meeting.
            Course(course::Command),
        }

        /// What happened. `Event::RollCall(MemberMarkedPresent { … })` is recorded as `roll_call.member_marked_present`.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Event {
            $(#[doc = concat!("Of the item `", stringify!($module), "`.")] #[serde(rename = $record)] $variant($module::Event),)*
            /// Of the course of the meeting.
            #[serde(rename = "meeting")]
            Course(course::Event),
            /// Of the record itself: what was undone, recovered, moved.
            #[serde(rename = "record")]
            Record(record::Event),
        }

        /// What each item keeps for itself; shared facts are the [`Floor`]'s own fields.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Facts { $(#[doc = concat!("Of the item `", stringify!($module), "`.")] pub $module: $module::State,)* }

        $(
            impl From<$module::Command> for Command {
                fn from(command: $module::Command) -> Self { Self::$variant(command) }
            }
            impl From<$module::Event> for Event {
                fn from(event: $module::Event) -> Self { Self::$variant(event) }
            }
        )*

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// The usual title of a step of this kind.
            pub fn title(self, lang: Lang) -> String {
                match self { $(Kind::$variant => $module::title(lang),)* }
            }
        }

        fn item_screen(here: Here<'_>, lang: Lang) -> Screen {
            match here.item.kind { $(Kind::$variant => $module::screen(here, lang),)* }
        }

        /// Whether the item may be left behind.
        ///
        /// # Errors
        /// The first thing that is still to do.
        pub fn ready(here: Here<'_>) -> Result<(), Rejection> {
            match here.item.kind { $(Kind::$variant => $module::ready(here),)* }
        }

        /// What the room sees while the meeting stands at this item.
        pub fn item_wall(here: Here<'_>) -> Wall {
            match here.item.kind { $(Kind::$variant => $module::wall(here),)* }
        }

        /// In a rehearsal: what the room does next at this item; `None` when it is the chair's turn to go on.
        pub fn item_play(here: Here<'_>, room: &Room) -> Option<Command> {
            match here.item.kind { $(Kind::$variant => $module::play(here, room),)* }
        }

        /// The events of a command, not yet admitted.
        fn item_decide(here: Here<'_>, command: &Command) -> Result<Vec<Event>, Rejection> {
            match command {
                $(Command::$variant(command) => $module::decide(here, command),)*
                Command::Course(command) => course::decide(here, command),
            }
        }

        impl Floor {
            /// Whether an event can happen now: the guard of every rule, asked live and in replay.
            ///
            /// # Errors
            /// The rule that it would break.
            pub fn admit(&self, event: &Event) -> Result<(), Rejection> {
                self.admits_now(event)?;
                match event {
                    $(Event::$variant(event) => $module::admit(self, event),)*
                    Event::Course(event) => course::admit(self, event),
                    Event::Record(event) => record::admit(self, event),
                }
            }

            /// Changes the floor by an admitted event.
            pub fn apply(&mut self, stamp: Stamp<'_>, event: &Event) {
                match event {
                    $(Event::$variant(event) => $module::apply(self, stamp, event),)*
                    Event::Course(event) => course::apply(self, stamp, event),
                    Event::Record(_) => {}
                }
                round::watch(self, stamp);
            }
        }
    };
}

items! {
    /// Something without numbers: anthem, guests, a speech.
    ceremony Ceremony "ceremony"
    /// Who is here.
    roll_call RollCall "roll_call"
    /// Members left out of the number due.
    leave_out LeaveOut "leave_out"
    /// The quorum is declared.
    quorum Quorum "quorum"
    /// A motion by show of hands.
    motion Motion "motion"
    /// Adopting the election procedure.
    procedure Procedure "procedure"
    /// The higher body's approval of the candidates.
    approval Approval "approval"
    /// Introducing the candidates; questions and answers.
    introduction Introduction "introduction"
    /// Confirming the formal list of candidates.
    candidate_list CandidateList "candidate_list"
    /// Naming scrutineers, tellers and caller.
    officials Officials "officials"
    /// The second count of voters: the base of the round.
    voters Voters "voters"
    /// How to fill in the paper.
    instructions Instructions "instructions"
    /// The box shown empty and sealed.
    ballot_box BallotBox "ballot_box"
    /// Papers handed out; a spoiled one replaced.
    issue Issue "issue"
    /// Filling in and casting.
    voting Voting "voting"
    /// Spare papers voided in public.
    spares Spares "spares"
    /// Box opened and mixed, papers counted, the round declared.
    collect Collect "collect"
    /// Invalid and doubtful papers set aside and decided (验票).
    examine Examine "examine"
    /// Calling the ballots.
    calling Calling "ballot"
    /// Papers keyed a second time, bundle by bundle.
    second_pass SecondPass "second_pass"
    /// The sheet of a count by hand typed in.
    totals Totals "totals"
    /// The tellers' paper sheet compared.
    compare Compare "compare"
    /// The result sheet signed on paper.
    signing Signing "signing"
    /// The scrutineer reports the result.
    report Report "report"
    /// The elected are announced; what comes next is chosen.
    announce Announce "announce"
    /// The plenary is convened.
    convene Convene "convene"
    /// The committee divides its work.
    division Division "division"
    /// Back in the meeting: the plenary's result is announced.
    plenary_report PlenaryReport "plenary_report"
    /// Adjourned and sealed.
    adjourn Adjourn "adjourn"
}

impl Floor {
    /// What holds for every event: nothing follows the close, and in a recess nothing is decided.
    fn admits_now(&self, event: &Event) -> Result<(), Rejection> {
        floor::must(self.course.closed.is_none(), Rejection::MeetingClosed)?;
        let goes_on = match event {
            Event::Course(event) => event.possible_in_recess(),
            Event::RollCall(event) => event.is_movement(),
            Event::Record(_) => true,
            _ => false,
        };
        floor::must(self.course.recess.is_none() || goes_on, Rejection::InRecess)
    }
}

impl From<course::Command> for Command {
    fn from(command: course::Command) -> Self {
        Self::Course(command)
    }
}

impl From<course::Event> for Event {
    fn from(event: course::Event) -> Self {
        Self::Course(event)
    }
}

impl From<record::Event> for Event {
    fn from(event: record::Event) -> Self {
        Self::Record(event)
    }
}

impl Kind {
    /// Whether an item of this kind carries the plan's own title and text.
    pub fn takes_plan_text(self) -> bool {
        matches!(self, Self::Ceremony | Self::Motion | Self::Procedure | Self::Adjourn)
    }
}

/// The events of a command, every one admitted in turn; nothing has changed yet.
///
/// # Errors
/// Why the command cannot be done now.
pub fn decide(floor: &Floor, command: &Command) -> Result<Vec<Event>, Rejection> {
    let events = floor.here().ok_or(Rejection::MeetingClosed).and_then(|here| item_decide(here, command))?;
    let (Some(first), rest) = (events.first(), events.get(1..).unwrap_or(&[])) else { return Ok(events) };
    floor.admit(first)?;
    if !rest.is_empty() {
        admit_in_turn(floor, &events)?;
    }
    Ok(events)
}

/// Admits each event on the floor that its predecessors leave.
fn admit_in_turn(floor: &Floor, events: &[Event]) -> Result<(), Rejection> {
    let mut scratch = floor.clone();
    for event in events {
        scratch.admit(event)?;
        scratch.apply(Stamp::scratch(), event);
    }
    Ok(())
}

/// The screen of the item at which the meeting stands, with what can be done at every step.
pub fn screen(floor: &Floor, lang: Lang) -> Option<Screen> {
    let here = floor.here()?;
    let mut screen = item_screen(here, lang);
    course::add_offers(here, lang, &mut screen);
    let balance = || here.round().and_then(|round| round::balance_words(floor, round, lang));
    screen.adds_up = screen.adds_up.take().or_else(balance);
    Some(screen)
}
