//! What the calling screen shows.

use super::{Command, bundles, correct, name_key};
use crate::agenda::action::Action;
use crate::agenda::examine::{self, aside_form, aside_list, judgement_text};
use crate::agenda::order::RoundId;
use crate::agenda::round::{self, RoundState, passes};
use crate::agenda::screen::{Aloud, Answer, Field, FieldKind, Form, List, Offer, Screen, Speaker, Work};
use crate::agenda::{Command as AnyCommand, Here, Rejection, collect, course};
use crate::domain::procedure::{CallingStyle, Counting};
use crate::domain::{Judgement, Mark, MemberId, Name, Paper, Sums, WriteIn, WriteInMark};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of calling.
    struct Say {
        title { zh: "唱票计票", en: "Ballots called" }
        purpose { zh: "唱票人念一张，计票人键入一张。开始时全部是○；按姓名旁的键划去（再按一次恢复），回车记下这一张。- 把划去的改为空白，* 整张空白，+ 另选他人，/ 无效，. 疑问。记下之后才画“正”。", en: "The caller reads a paper, the teller keys it. Every name starts as ○; the key beside a name strikes it (again takes it back), Enter records the paper. - turns strikes into blanks, * makes all blank, + writes in, / invalid, . doubtful. The 正 grows once it is on disk." }
        purpose_approve { zh: "唱票人只念赞成的，计票人键入。开始时全部空白；按姓名旁的键画○（再按一次取消），回车记下这一张。- 把其余的改为×，+ 另选他人，/ 无效，. 疑问。", en: "The caller reads only the approved names. Every name starts blank; the key beside a name marks ○ (again takes it back), Enter records the paper. - turns the rest into ×, + writes in, / invalid, . doubtful." }
        words { zh: "现在开始唱票。唱票人逐张唱票，监票人在旁监督，计票人计票。", en: "The calling begins. The caller reads every paper, the scrutineers watch, the tellers count." }
        words_done { zh: "选票全部唱完，请计票人核对计票单。", en: "All papers have been called. Tellers, please check your sheet." }
        aside { zh: "疑问票", en: "doubtful" }
        void { zh: "无效票", en: "invalid" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.purpose = match here.floor.procedure().calling {
        CallingStyle::Strike => say.purpose(),
        CallingStyle::Approve => say.purpose_approve(),
    };
    screen.facts = round::needed_fact(here.floor, round, lang).into_iter().collect();
    let text = if round.left() == 0 { say.words_done() } else { say.words() };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    if here.floor.procedure().counting == Counting::KeyedTwice && bundles::to_do(here, lang, &mut screen) {
        return screen;
    }
    if round.left() == 0 && round.tally.doubtful > 0 {
        examine::add_queue(here, round, lang, &mut screen);
    } else {
        screen.work = Work::Calling(Box::new(view(here, round, lang)));
        screen.offers.extend(examine::next_offer(here.floor, round, lang));
    }
    if round.left() > 0 {
        let form = |kind| doubtful_form(round, lang, kind, read_doubtful);
        screen.offers.push(Offer::form(Action::Doubtful, say.aside(), form(8)));
        screen.offers.push(Offer::form(Action::VoidPaper, say.void(), form(0)));
    } else {
        screen.offers.push(course::go_on(here, lang));
    }
    screen.offers.extend(correct::offer(here, lang));
    screen.offers.extend(collect::recount_offer(here, lang));
    screen.offers.extend(examine::spelling::offer(here, lang));
    screen.offers.extend(bundles::reseat_offer(here, lang));
    screen
}

/// How the form for a paper that is set aside is read.
pub(crate) type ReadAside = fn(u32, &[Answer]) -> Result<AnyCommand, Rejection>;

/// The form that sets a paper aside, with the likeliest kind chosen.
pub(crate) fn doubtful_form(round: &RoundState, lang: Lang, kind: usize, read: ReadAside) -> Form {
    let mut form = aside_form(round, lang);
    if let Some(Field { kind: FieldKind::Choice(_, chosen), .. }) = form.fields.first_mut() {
        *chosen = kind;
    }
    Form { read, ..form }
}

fn read_doubtful(names: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    examine::aside_paper(names, answers).map(record)
}

fn record(paper: Paper) -> AnyCommand {
    Command::Record(paper).into()
}

/// The table as it stands in the first pass.
pub(crate) fn view(here: Here<'_>, round: &RoundState, lang: Lang) -> CallingView {
    let slate = round.slate();
    let sums = round.tally.printed.iter();
    let names = slate.candidates.iter().zip(sums).enumerate().map(|(at, (candidate, sums))| CallingName {
        key: name_key(at).unwrap_or(' '),
        name: candidate.name.clone(),
        sums: *sums,
    });
    let entered = u32::try_from(round.entered.len()).unwrap_or(u32::MAX);
    let people = electable(here, round);
    CallingView {
        round: round.id,
        office: round::round_title(&round.office, round.round.kind, lang),
        seats: slate.seats,
        limit: here.floor.procedure().max_marks.limit(slate.seats),
        style: here.floor.procedure().calling,
        names: names.collect(),
        written: round.tally.written.iter().map(|row| (row.nominee.name.clone(), row.approve)).collect(),
        number: entered.saturating_add(1),
        bundle: bundles::place(here, round),
        record,
        collected: round.collected.unwrap_or(0),
        left: round.left(),
        valid: round.tally.valid,
        invalid: round.tally.invalid,
        undecided: round.tally.doubtful,
        last: last_paper(round, lang),
        needed: round.needed(here.floor.procedure()),
        equal_number: slate.candidates.len() <= slate.seats as usize,
        write_ins: slate.form.takes_write_ins(),
        called: people.iter().map(|(member, _)| here.floor.plan.told_apart(*member, lang)).collect(),
        people,
        aside: aside_list(here.floor, round, lang, |entered| {
            matches!(entered.judgement, Judgement::Doubtful(_))
        }),
    }
}

pub(super) fn last_paper(round: &RoundState, lang: Lang) -> Option<LastPaper> {
    let entered = round.entered.last().filter(|entered| !entered.aside)?;
    let (bundle, number) = last_place(round);
    Some(LastPaper {
        bundle,
        number,
        marks: entered.paper.marks.clone(),
        write_ins: entered.paper.write_ins.iter().map(|write_in| write_in.name.clone()).collect(),
        why: judgement_text(&entered.standing(), lang),
    })
}

/// The bundle of the paper entered last, where papers lie in bundles, and its number there, both from 1.
pub(super) fn last_place(round: &RoundState) -> (Option<u32>, u32) {
    let number = passes::number(round.entered.len());
    let bundled = round.entered.last().is_some_and(|entered| entered.bundle.is_some());
    let place = round.place(number).filter(|_| bundled);
    place.map_or((None, number), |(bundle, number)| (Some(bundle), number))
}

/// Everyone who could be written in.
pub(crate) fn electable(here: Here<'_>, round: &RoundState) -> Vec<(MemberId, Name)> {
    if !round.slate().form.takes_write_ins() {
        return Vec::new();
    }
    let write_in =
        |name: &Name, id| WriteIn { name: name.clone(), member: Some(id), mark: WriteInMark::Approve };
    let roster = here.floor.plan.roster.iter().map(|member| (member.id, member.name.clone()));
    let may = |(id, name): &(MemberId, Name)| {
        let printed = round.slate().prints(Some(*id), name);
        !printed && round::electable(here.floor, round, &write_in(name, *id))
    };
    roster.filter(may).collect()
}

/// What the calling screen shows.
#[derive(Clone, Debug)]
pub struct CallingView {
    /// The round.
    pub round: RoundId,
    /// What is elected, in words.
    pub office: String,
    /// Seats to fill.
    pub seats: u32,
    /// The most names that a paper may approve.
    pub limit: Option<u32>,
    /// From what a paper starts.
    pub style: CallingStyle,
    /// The printed names, in the order of the paper.
    pub names: Vec<CallingName>,
    /// Those written in so far, with their approvals.
    pub written: Vec<(Name, u32)>,
    /// The number of the paper that is called next, from 1.
    pub number: u32,
    /// The bundle on the table, where papers are keyed twice.
    pub bundle: Option<InBundle>,
    /// Turns the paper on the table into the command that records it.
    pub record: fn(Paper) -> AnyCommand,
    /// Papers collected.
    pub collected: u32,
    /// Papers still to be called.
    pub left: u32,
    /// Valid papers so far.
    pub valid: u32,
    /// Invalid papers so far.
    pub invalid: u32,
    /// Papers that the scrutineers still have to decide.
    pub undecided: u32,
    /// The paper entered last: its number, its marks, its write-ins, and what it counts as in words.
    pub last: Option<LastPaper>,
    /// The least number of approvals that elects; `None` in a runoff.
    pub needed: Option<u32>,
    /// As many candidates as seats: Enter alone is a full approval, so a second Enter comes too easily.
    pub equal_number: bool,
    /// Whether names can be written in.
    pub write_ins: bool,
    /// Who may be written in, by name, in the order of the roster.
    pub people: Vec<(MemberId, Name)>,
    /// How a list names them, in the same order: people of one name told apart.
    pub called: Vec<String>,
    /// Papers that were doubtful, for the list below the board.
    pub aside: List,
}

/// Where in a bundle the paper on the table lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InBundle {
    /// The bundle, from 1.
    pub bundle: u32,
    /// Which reading of it: 0 the first pass, 1 the second, 2 the third look. From the second on the running sums are not
    /// shown: who keys must not know what stands on record.
    pub reading: u32,
    /// The paper's number in the bundle, from 1.
    pub number: u32,
    /// Papers in the bundle.
    pub of: u32,
}

/// A printed name on the calling screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingName {
    /// The key that strikes it.
    pub key: char,
    /// The name.
    pub name: Name,
    /// Its sums so far.
    pub sums: Sums,
}

/// The paper entered last, shown large for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastPaper {
    /// The bundle in which it lies, from 1, where papers lie in bundles.
    pub bundle: Option<u32>,
    /// Its number, in its bundle where there is one, from 1.
    pub number: u32,
    /// Its marks.
    pub marks: Vec<Mark>,
    /// Names written in.
    pub write_ins: Vec<Name>,
    /// What it counts as: empty when valid.
    pub why: String,
}
