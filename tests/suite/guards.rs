//! What a reviewer once got past the guards, each asked for at the keyboard and as a record: it cannot happen again.

use super::support::{Chair, Memory};
use changpiao::agenda::attendance::Cause;
use changpiao::agenda::calling::{self, read_marks};
use changpiao::agenda::examine::{self, Decision, WriteIns};
use changpiao::agenda::officials::{self, Official};
use changpiao::agenda::plan::PlannedKind;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::roll_call::Way;
use changpiao::agenda::round::RoundState;
use changpiao::agenda::screen::{Gives, Work};
use changpiao::agenda::{
    self, Body, Command, Event, Floor, Here, Kind, Plan, Rejection, announce, approval, collect, convene,
    course, introduction, issue, leave_out, motion, record, roll_call, second_pass, signing, totals, voters,
};
use changpiao::domain::procedure::{Counting, ShortfallRule};
use changpiao::domain::{
    Counted, Doubt, EarlierDecision, Exclusion, Judgement, LeaveClass, Mark, MemberId, Name, Nominee, Office,
    OfficialRole, Paper, RoundKind, Ruling, VoidReason, WriteIn, WriteInMark,
};
use changpiao::locale::Lang;
use changpiao::session::{Recorded, Session};
use changpiao::tui::play::{Turn, turn};
use crossterm::event::KeyCode;
use std::slice;

/// A meeting, the room that plays it, and questions to its guards.
pub(crate) struct Hall {
    desk: Memory,
    room: Room,
}

impl Hall {
    /// The sample with something changed in its plan.
    pub(crate) fn with(change: impl FnOnce(&mut Plan)) -> Self {
        let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
        change(&mut plan);
        Self { room: Room::new(&plan), desk: Memory::new(plan) }
    }

    /// The sample at the first step of that kind.
    pub(crate) fn at(kind: Kind) -> Self {
        let mut hall = Self::with(|_| ());
        hall.to(kind);
        hall
    }

    pub(crate) fn to(&mut self, kind: Kind) {
        self.until(|floor| floor.at_kind(kind));
    }

    pub(crate) fn until(&mut self, reached: impl Fn(&Floor) -> bool) {
        for _ in 0..2_000 {
            if reached(self.floor()) {
                return;
            }
            self.play();
        }
        panic!("not reached");
    }

    pub(crate) fn play(&mut self) {
        match turn(self.floor(), &self.room) {
            Turn::Room(command) | Turn::GoOn(command) => self.does(command),
            Turn::Chair => panic!("{:?}: {:?}", self.kind(), self.floor().here().map(agenda::ready)),
        }
    }

    pub(crate) fn floor(&self) -> &Floor {
        self.desk.session.floor()
    }

    fn kind(&self) -> Option<Kind> {
        self.floor().here().map(|here| here.item.kind)
    }

    pub(crate) fn round(&self) -> &RoundState {
        self.floor().here().unwrap().round().unwrap()
    }

    pub(crate) fn asks(&mut self, command: impl Into<Command>) -> Result<(), Rejection> {
        let events = self.desk.session.decide(&command.into())?;
        self.desk.record(events);
        Ok(())
    }

    pub(crate) fn does(&mut self, command: impl Into<Command>) {
        self.asks(command).unwrap();
    }

    /// Neither asked for nor as a record.
    pub(crate) fn refuses(&self, event: impl Into<Event>, why: &Rejection) {
        let event = event.into();
        assert_eq!(self.replayed(slice::from_ref(&event)), Err(why.clone()), "{event:?}");
    }

    /// What a replay says to an act that goes on from here; a refused one changes nothing.
    fn replayed(&self, events: &[Event]) -> Result<(), Rejection> {
        let mut session = self.desk.session.clone();
        let recorded =
            |(seq, event): (u64, &Event)| Recorded { seq, at: String::new(), event: event.clone() };
        let done = session.apply((self.desk.seq + 1..).zip(events).map(recorded).collect());
        if done.is_err() {
            assert_eq!(session.floor(), self.floor());
        }
        done.map_err(|impossible| impossible.why)
    }

    /// The record alone gives the same meeting.
    fn replays(&self) {
        let mut session = Session::open(&self.desk.acts[0]).unwrap();
        for act in &self.desk.acts[1..] {
            session.apply(act.clone()).unwrap();
        }
        assert_eq!(session.floor(), self.floor());
    }

    /// Calls the rest of the round's papers, all with these marks.
    pub(crate) fn calls_all(&mut self, marks: &str) {
        while self.round().left() > 0 {
            self.calls(paper(marks));
        }
    }

    /// Calls a paper; what it is judged to be.
    fn calls(&mut self, paper: Paper) -> Judgement {
        self.does(calling::Command::Record(paper));
        self.round().entered.last().unwrap().judgement.clone()
    }

    /// The scrutineers decide that the paper called last is valid.
    fn rules(&mut self, marks: &str, write_ins: WriteIns) {
        let decision = Decision::Valid { marks: paper(marks).marks, write_ins };
        let at = self.round().entered.len() - 1;
        self.does(examine::Command::Rule { at, decision, reason: "共同认定".into() });
    }

    /// Announces the round that is reported, the first of which is that round.
    pub(crate) fn announces(&mut self) {
        self.to(Kind::Announce);
        self.does(announce::Command::Announce);
    }

    /// A printed name, and somebody who can be written in.
    fn printed_and_other(&self) -> (WriteIn, WriteIn) {
        let printed = &self.round().slate().candidates[0];
        let Work::Calling(view) = agenda::screen(self.floor(), Lang::Zh).unwrap().work else {
            panic!("papers are called")
        };
        let (member, name) = view.people[0].clone();
        (approved(printed.name.clone(), printed.member), approved(name, Some(member)))
    }

    fn written_in(&self, member: MemberId) -> WriteIn {
        approved(Name::new(self.floor().plan.name(member)).unwrap(), Some(member))
    }

    fn left_out(&self) -> MemberId {
        *self.floor().branch.left_out.first().unwrap()
    }
}

fn approved(name: Name, member: Option<MemberId>) -> WriteIn {
    WriteIn { name, member, mark: WriteInMark::Approve }
}

/// A paper with these marks: o, x, -.
fn paper(marks: &str) -> Paper {
    let names = u32::try_from(marks.len()).unwrap();
    Paper { marks: read_marks(marks, names).unwrap(), ..Paper::default() }
}

fn written(marks: &str, write_ins: &[&WriteIn]) -> Paper {
    Paper { write_ins: write_ins.iter().map(|write_in| (*write_in).clone()).collect(), ..paper(marks) }
}

fn unreadable(marks: &str) -> Paper {
    Paper { doubts: vec![Doubt::UnreadableMark(0)], ..paper(marks) }
}

fn void(marks: Vec<Mark>, reason: &str) -> Paper {
    Paper { marks, void: Some(VoidReason::Other(reason.into())), ..Paper::default() }
}

#[test]
fn a_ruled_paper_counts_who_is_written_in_once_and_nobody_printed() {
    let mut hall = Hall::at(Kind::Calling);
    let (printed, other) = hall.printed_and_other();
    let twice = written("--xx", &[&other, &other, &printed]);
    assert_eq!(hall.calls(twice.clone()), Judgement::Doubtful(vec![Doubt::WriteInOfCandidate(2)]));
    hall.rules("o-xx", WriteIns::Count);
    let sums = |hall: &Hall| {
        let rows = &hall.round().tally.written;
        (hall.round().tally.printed[0].approve, rows.iter().map(|row| row.approve).collect::<Vec<_>>())
    };
    assert_eq!(sums(&hall), (1, vec![1]));
    hall.calls(twice);
    hall.rules("o-xx", WriteIns::Drop);
    assert_eq!(sums(&hall), (2, vec![2]), "what is written in without doubt is not theirs to leave out");
    let without = Ruling::Valid(Counted { marks: paper("o-xx").marks, write_ins: Vec::new() });
    hall.calls(written("--xx", &[&other, &printed]));
    let by = officials::scrutineers(hall.floor(), Body::Branch);
    let at = hall.round().entered.len() - 1;
    let ruled =
        examine::Event::PaperRuled {
            round: hall.round().id, at, ruling: without, reason: "认定".into(), by
        };
    hall.refuses(ruled, &Rejection::WriteInNotInDoubt);
    hall.replays();
}

#[test]
fn a_typed_name_of_one_electable_member_is_that_member() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    chair.type_in("12+");
    chair.press(KeyCode::Enter);
    chair.type_in("罗振华");
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    let floor = chair.desk.session.floor();
    let entered = floor.here().unwrap().round().unwrap().entered.last().unwrap();
    let [write_in] = entered.paper.write_ins.as_slice() else { panic!("{entered:?}") };
    assert_eq!(floor.plan.name(write_in.member.unwrap()), "罗振华");
    assert!(matches!(entered.judgement, Judgement::Valid(_)));
}

#[test]
fn a_name_of_no_member_counts_for_nobody() {
    let mut hall = Hall::at(Kind::Calling);
    let (_, other) = hall.printed_and_other();
    let nobody = WriteIn { member: None, name: Name::new("赵无此").unwrap(), ..other };
    assert_eq!(hall.calls(written("--xx", &[&nobody])), Judgement::Doubtful(vec![Doubt::NotElectable(0)]));
    hall.rules("--xx", WriteIns::Count);
    assert!(hall.round().tally.written.is_empty());
}

#[test]
fn a_runoff_without_votes_leads_to_one_among_the_same_names() {
    let mut hall = Hall::with(|_| ());
    let runoff = |floor: &Floor| {
        let round = floor.here().and_then(Here::round);
        floor.at_kind(Kind::Calling) && round.is_some_and(|round| round.round.kind == RoundKind::Runoff)
    };
    hall.until(runoff);
    let (first, names) = (hall.round().id, hall.round().slate().clone());
    hall.calls_all("--");
    hall.announces();
    let nobody =
        announce::Event::NextRoundChosen { round: first, kind: RoundKind::Runoff, names: Vec::new() };
    hall.refuses(nobody, &Rejection::NotTheTied);
    hall.does(announce::Command::HoldRunoff);
    let next = hall.floor().rounds.values().find(|round| round.id > first && round.body == Body::Branch);
    assert_eq!(next.unwrap().slate(), &names);
    hall.until(runoff);
    assert_ne!(hall.round().id, first);
    hall.replays();
}

#[test]
fn somebody_left_out_who_comes_is_taken_back_at_the_second_count() {
    let mut hall = Hall::at(Kind::Voters);
    let (member, due) = (hall.left_out(), hall.floor().branch.due());
    hall.refuses(leave_out::Event::Withdrawn { member }, &Rejection::ListIsVoted);
    hall.does(course::Command::ComeOrGo(member, Way::Comes));
    let offers = agenda::screen(hall.floor(), Lang::Zh).unwrap().offers;
    let back: Command = leave_out::Command::Withdraw(member).into();
    assert!(offers.iter().any(|offer| matches!(&offer.gives, Gives::Command(given) if *given == back)));
    hall.does(back);
    assert_eq!(hall.floor().branch.due(), due + 1);
    assert!(hall.floor().branch.present_voters().any(|voter| *voter == member));
    hall.to(Kind::Instructions);
    assert_eq!(hall.round().base.unwrap().due, due + 1);
    hall.replays();
}

#[test]
fn seats_that_stay_vacant_by_the_procedure_do_not_keep_the_record_open() {
    for (marks, plenary) in [("ooxx", true), ("xxxx", false)] {
        let mut hall = Hall::with(|plan| {
            plan.procedure.shortfall = ShortfallRule::Vacant;
            plan.agenda.retain(|item| plenary || item.item != PlannedKind::Plenary);
        });
        hall.to(Kind::Calling);
        hall.calls_all(marks);
        hall.until(|floor| floor.here().is_none());
        assert!(matches!(hall.floor().course.closed, Some(course::Closed::Sealed { .. })));
        hall.replays();
    }
}

#[test]
fn a_missing_scrutineer_wants_a_reason_and_another_scrutineer() {
    let mut hall = Hall::at(Kind::Signing);
    let all = officials::scrutineers(hall.floor(), Body::Branch);
    let tellers = officials::tellers(hall.floor(), Body::Branch);
    let sheet = |from: usize, missing: Option<&str>| signing::Event::SheetSigned {
        round: hall.round().id,
        signers: all[from..].iter().chain(&tellers).copied().collect(),
        missing: missing.map(str::to_owned),
    };
    let first = Rejection::SignatureMissing { name: hall.floor().name(all[0]).to_owned() };
    for unsigned in [sheet(1, None), sheet(1, Some(" ")), sheet(all.len(), Some("都已离会"))] {
        hall.refuses(unsigned, &first);
    }
    let mut signed = vec![true; all.len() + tellers.len()];
    signed[0] = false;
    assert_eq!(hall.asks(signing::Command::Sign { signed: signed.clone(), missing: None }), Err(first));
    hall.does(signing::Command::Sign { signed, missing: Some("因病离会".into()) });
    assert_eq!(hall.round().unsigned.as_deref(), Some("因病离会"));
    hall.replays();
}

#[test]
fn an_undecided_paper_is_ruled_and_not_corrected() {
    let mut hall = Hall::at(Kind::Calling);
    hall.calls(unreadable("-xxx"));
    let number = u32::try_from(hall.round().entered.len()).unwrap();
    let correct = calling::Command::Rewrite {
        number,
        marks: Some(paper("oxxx").marks),
        write_ins: None,
        reason: "看原票".into(),
    };
    assert_eq!(hall.asks(correct.clone()), Err(Rejection::CorrectionOfUndecided));
    let entered = hall.round().entered.last().unwrap();
    let event = calling::Event::Corrected {
        round: hall.round().id,
        number,
        paper: paper("oxxx"),
        corrects: entered.seq,
        reason: "看原票".into(),
    };
    hall.refuses(event, &Rejection::CorrectionOfUndecided);
    hall.rules("-xxx", WriteIns::Drop);
    hall.does(correct);
    assert!(hall.round().entered.last().unwrap().open(), "and ruled again");
    hall.rules("oxxx", WriteIns::Drop);
    hall.replays();
}

#[test]
fn a_paper_with_too_few_marks_is_invalid_only_by_its_own_key() {
    let mut hall = Hall::with(|plan| plan.procedure.exact_marks = true);
    hall.to(Kind::Calling);
    let round = hall.round().id;
    let number = u32::try_from(hall.round().entered.len() + 1).unwrap();
    let few = paper("oxxx");
    assert_eq!(hall.asks(calling::Command::Record(few.clone())), Err(Rejection::PaperInvalidByRule));
    let event = calling::Event::Recorded { round, number, paper: few };
    hall.refuses(event, &Rejection::PaperInvalidByRule);
    let declared = void(paper("oxxx").marks, "少选");
    assert!(matches!(hall.calls(declared), Judgement::Invalid(_)));
}

#[test]
fn nobody_left_out_is_an_official() {
    let mut hall = Hall::at(Kind::Officials);
    let member = hall.left_out();
    let why = Rejection::OfficialLeftOut { name: hall.floor().name(member).to_owned() };
    for role in [OfficialRole::Scrutineer, OfficialRole::Teller] {
        assert_eq!(hall.asks(officials::Command::Name(Official { member, role })), Err(why.clone()));
        hall.refuses(officials::Event::OfficialNamed { body: Body::Branch, member, role }, &why);
    }
}

#[test]
fn nothing_follows_the_seal() {
    let mut hall = Hall::with(|_| ());
    hall.until(|floor| floor.here().is_none());
    let member = *hall.floor().branch.present_voters().next().unwrap();
    assert_eq!(hall.asks(course::Command::TakeNote { text: "补记".into() }), Err(Rejection::MeetingClosed));
    let events: [Event; 6] = [
        roll_call::Event::MemberLeft { body: Body::Branch, member }.into(),
        course::Event::NoteTaken { text: "补记".into() }.into(),
        course::Event::Sealed { digest: hall.floor().digest() }.into(),
        record::Event::Resumed {}.into(),
        record::Event::FailedOver { in_doubt: 1, from: None }.into(),
        record::Event::Undone { act: hall.desk.seq }.into(),
    ];
    for event in events {
        hall.refuses(event, &Rejection::MeetingClosed);
    }
}

#[test]
fn records_about_the_record_stand_alone() {
    let mut hall = Hall::at(Kind::Voters);
    hall.does(course::Command::TakeNote { text: "记事".into() });
    let note = || Event::from(course::Event::NoteTaken { text: "夹带".into() });
    let about: [Event; 3] = [
        record::Event::Resumed {}.into(),
        record::Event::Undone { act: hall.desk.seq }.into(),
        record::Event::FailedOver { in_doubt: hall.desk.seq, from: None }.into(),
    ];
    for event in about {
        assert_eq!(hall.replayed(slice::from_ref(&event)), Ok(()));
        for act in [[event.clone(), note()], [note(), event.clone()], [event.clone(), event.clone()]] {
            assert_eq!(hall.replayed(&act), Err(Rejection::NotAtThisStep), "{act:?}");
        }
    }
    let opening = &hall.desk.acts[0][0];
    let second = Recorded { seq: 2, at: String::new(), event: note() };
    let opened = |act: &[Recorded]| Session::open(act).map(|_| ()).map_err(|impossible| impossible.why);
    assert_eq!(opened(slice::from_ref(opening)), Ok(()));
    for act in [vec![opening.clone(), second.clone()], vec![second, opening.clone()], vec![]] {
        assert_eq!(opened(&act), Err(Rejection::NotAtThisStep));
    }
    hall.refuses(opening.event.clone(), &Rejection::AlreadyDone);
}

#[test]
fn only_the_scrutineers_rule_with_a_reason_and_on_people_of_the_paper() {
    let mut hall = Hall::at(Kind::Calling);
    let (printed, other) = hall.printed_and_other();
    hall.calls(written("--xx", &[&other, &printed]));
    let at = hall.round().entered.len() - 1;
    let (round, all) = (hall.round().id, officials::scrutineers(hall.floor(), Body::Branch));
    let ruled = |people: &[&WriteIn], reason: &str, by: &[MemberId]| {
        let write_ins = people.iter().map(|write_in| write_in.nominee()).collect();
        let ruling = Ruling::Valid(Counted { marks: paper("--xx").marks, write_ins });
        examine::Event::PaperRuled { round, at, ruling, reason: reason.into(), by: by.to_vec() }
    };
    let stranger = hall.written_in(*hall.floor().branch.voters.last().unwrap());
    let ghost = approved(Name::new("鬼影").unwrap(), None);
    for by in [&[] as &[MemberId], &all[1..], &[hall.floor().plan.chair]] {
        hall.refuses(ruled(&[&other], "清楚", by), &Rejection::RulingNotByScrutineers);
    }
    hall.refuses(ruled(&[&other], " ", &all), &Rejection::TextMissing);
    for people in
        [&[&other, &stranger] as &[&WriteIn], &[&other, &ghost], &[&other, &printed], &[&other, &other]]
    {
        hall.refuses(ruled(people, "清楚", &all), &Rejection::NoSuchName);
    }
    assert_eq!(hall.replayed(&[ruled(&[&other], "清楚", &all).into()]), Ok(()));
}

/// A text that reads otherwise than it is stored.
const TURNED: &str = "赞成\u{202e}反对";

#[test]
fn no_event_carries_a_text_that_cannot_be_seen() {
    let mut met = Vec::new();
    for counting in [Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals] {
        let mut hall = Hall::with(|plan| {
            plan.approval = None;
            plan.procedure.counting = counting;
        });
        while hall.floor().here().is_some() {
            if let Some(kind) = hall.kind().filter(|kind| !met.contains(kind)) {
                met.push(kind);
                for event in turned_here(&hall).into_iter().chain(turned_anywhere()) {
                    hall.refuses(event, &Rejection::TextRefused { code: 0x202e });
                }
            }
            hall.play();
        }
    }
    assert_eq!(met.len(), Kind::ALL.len());
    assert!(Name::new(TURNED).is_err(), "names are no exception");
}

fn turned_anywhere() -> Vec<Event> {
    let text = || TURNED.to_owned();
    vec![
        course::Event::NoteTaken { text: text() }.into(),
        course::Event::RecessBegan { minutes: 5, text: text() }.into(),
        course::Event::Postponed { reason: text(), digest: String::new() }.into(),
        record::Event::Recovered { file: text(), bytes: 1 }.into(),
    ]
}

/// Every event with a text that can happen at this step.
fn turned_here(hall: &Hall) -> Vec<Event> {
    let (text, some) = (|| TURNED.to_owned(), || Some(TURNED.to_owned()));
    let here = hall.floor().here().unwrap();
    let item = here.item.id;
    let candidate = hall.floor().plan.contests[0].candidates[0].member;
    match here.item.kind {
        Kind::RollCall => {
            let (body, cause) = (here.item.body, Cause::Other(text()));
            vec![roll_call::Event::MemberMarkedAbsent { body, member: here.roll().roll[0], cause }.into()]
        }
        Kind::LeaveOut => turned_exclusions(hall),
        Kind::Motion => {
            let show = motion::votes(hall.floor(), item).and_then(|votes| votes.counts.last());
            let correct = show.map(|count| motion::Event::Corrected {
                item,
                show: count.show,
                corrects: count.seq,
                reason: text(),
            });
            let way = motion::Event::WayChosen { item, way: motion::Way::Amend, note: some() };
            correct.into_iter().chain([way]).map(Event::from).collect()
        }
        Kind::Approval => vec![
            approval::Event::Recorded { reference: text(), date: "2026-11-10".into() }.into(),
            approval::Event::Recorded { reference: "18号".into(), date: text() }.into(),
        ],
        Kind::Introduction => vec![
            introduction::Event::QuestionAnswered { candidate, question: text(), answer: "答".into() }.into(),
            introduction::Event::QuestionAnswered { candidate, question: "问".into(), answer: text() }.into(),
        ],
        Kind::Convene => {
            let (candidate, replacement) = (candidate, candidate);
            vec![convene::Event::CandidateReplaced { candidate, replacement, instruction: text() }.into()]
        }
        _ => turned_round(hall),
    }
}

/// Events of the steps of a round.
fn turned_round(hall: &Hall) -> Vec<Event> {
    let text = || TURNED.to_owned();
    let Some(state) = hall.floor().here().unwrap().round() else { return Vec::new() };
    let round = state.id;
    let blank = vec![Mark::Abstain; state.slate().candidates.len()];
    let number = u32::try_from(state.entered.len() + 1).unwrap();
    match hall.kind().unwrap() {
        Kind::Issue => {
            let present = state.turnout().present;
            let (printed, issued) = (present, present - 1);
            vec![issue::Event::PapersIssued { round, printed, issued, reason: Some(text()) }.into()]
        }
        Kind::Examine => {
            vec![examine::Event::PaperSetAside { round, paper: void(blank, TURNED) }.into()]
        }
        Kind::Calling => vec![
            calling::Event::Recorded { round, number, paper: void(blank, TURNED) }.into(),
            collect::Event::CountCorrected { round, collected: 35, reason: text() }.into(),
        ],
        Kind::SecondPass => vec![second_pass::Event::CallingResumed { round, reason: text() }.into()],
        Kind::Totals => {
            let (valid, invalid, written) = (state.turnout().collected, 0, 0);
            vec![totals::Event::PapersEntered { round, valid, invalid, written, reason: Some(text()) }.into()]
        }
        Kind::Compare => {
            let corrects = state.entered[0].seq;
            let corrected =
                |paper, reason| calling::Event::Corrected { round, number: 1, paper, corrects, reason };
            vec![
                corrected(void(blank.clone(), "撕毁"), text()).into(),
                corrected(void(blank, TURNED), "看原票".into()).into(),
            ]
        }
        Kind::Signing => vec![
            signing::Event::SheetSigned { round, signers: Vec::new(), missing: Some(text()) }.into(),
            signing::Event::ResultReopened { round, reason: text() }.into(),
        ],
        Kind::Announce => vec![announce::Event::HigherBodyAsked { round, note: text() }.into()],
        _ => Vec::new(),
    }
}

fn turned_exclusions(hall: &Hall) -> Vec<Event> {
    let branch = &hall.floor().branch;
    let listed = &hall.floor().plan.exclusions;
    let absent = |member: &&MemberId| {
        !branch.presence(**member).here() && listed.iter().all(|entry| entry.member != **member)
    };
    let member = *branch.voters.iter().find(absent).unwrap();
    let sound = Exclusion {
        member,
        class: LeaveClass::Ill,
        reference: "17号".into(),
        earlier: Some(EarlierDecision { date: "2026-10-01".into(), minutes: "3号".into() }),
    };
    let earlier = |date: &str, minutes: &str| {
        Some(EarlierDecision { date: date.to_owned(), minutes: minutes.to_owned() })
    };
    let turned = [
        Exclusion { reference: TURNED.into(), ..sound.clone() },
        Exclusion { class: LeaveClass::Planned { name: TURNED.into() }, ..sound.clone() },
        Exclusion { earlier: earlier(TURNED, "3号"), ..sound.clone() },
        Exclusion { earlier: earlier("2026-10-01", TURNED), ..sound.clone() },
    ];
    assert_eq!(hall.replayed(&[leave_out::Event::Proposed { exclusion: sound }.into()]), Ok(()));
    turned.map(|exclusion| leave_out::Event::Proposed { exclusion }.into()).to_vec()
}

#[test]
fn no_plan_carries_a_text_that_cannot_be_seen() {
    let text = || TURNED.to_owned();
    let turned: [fn(&mut Plan, String); 18] = [
        |plan, text| plan.organisation = text,
        |plan, text| plan.title = text,
        |plan, text| plan.higher_body = text,
        |plan, text| plan.date = text,
        |plan, text| plan.place = text,
        |plan, text| plan.approval.as_mut().unwrap().reference = text,
        |plan, text| plan.approval.as_mut().unwrap().date = text,
        |plan, text| plan.roster[3].group = Some(text),
        |plan, text| plan.agenda[1].title = Some(text),
        |plan, text| plan.agenda[1].text.push(text),
        |plan, text| plan.exclusions[1].reference = text,
        |plan, text| plan.exclusions[1].class = LeaveClass::Planned { name: text },
        |plan, text| plan.procedure_text.push(text),
        |plan, text| plan.contests[1].office = Office::Other(text),
        |plan, text| plan.contests[1].order = text,
        |plan, text| plan.contests[1].candidates[0].introduction.push(text),
        |plan, text| plan.duties.push(text),
        |plan, text| {
            let minutes = "3号".to_owned();
            plan.exclusions[0].earlier = Some(EarlierDecision { date: text, minutes });
        },
    ];
    for (at, turn) in turned.into_iter().enumerate() {
        let mut plan = changpiao::plan::sample();
        turn(&mut plan, text());
        let first = Recorded { seq: 0, at: String::new(), event: Session::opening(plan) };
        let opened = Session::open(&[first]).map(|_| ()).map_err(|impossible| impossible.why);
        assert_eq!(opened, Err(Rejection::TextRefused { code: 0x202e }), "{at}");
    }
}

#[test]
fn a_ruling_says_nothing_that_cannot_be_seen() {
    let mut hall = Hall::at(Kind::Calling);
    hall.calls(unreadable("-xxx"));
    let (round, at) = (hall.round().id, hall.round().entered.len() - 1);
    let by = officials::scrutineers(hall.floor(), Body::Branch);
    for (invalid, reason) in [(TURNED, "看原票"), ("看不清", TURNED)] {
        let ruling = Ruling::Invalid(VoidReason::Other(invalid.into()));
        let event = examine::Event::PaperRuled { round, at, ruling, reason: reason.into(), by: by.clone() };
        hall.refuses(event, &Rejection::TextRefused { code: 0x202e });
    }
}

#[test]
fn an_invalid_paper_too_has_a_mark_for_each_name() {
    for kind in [Kind::Examine, Kind::Calling] {
        let hall = Hall::at(kind);
        let (round, entered) = (hall.round().id, hall.round().entered.len());
        let number = u32::try_from(entered + 1).unwrap();
        for given in [0, 3, 5] {
            let paper = void(vec![Mark::Abstain; given], "撕毁");
            let event: Event = match kind {
                Kind::Examine => examine::Event::PaperSetAside { round, paper }.into(),
                _ => calling::Event::Recorded { round, number, paper }.into(),
            };
            hall.refuses(event, &Rejection::MarksMissing { given, names: 4 });
        }
    }
}

#[test]
fn nobody_stands_twice_in_a_supplementary_round() {
    let mut hall = Hall::at(Kind::Calling);
    hall.calls_all("----");
    hall.announces();
    let (round, procedure) = (hall.round().id, hall.floor().procedure());
    let names = hall.round().outcome(procedure).unwrap().not_elected();
    let chosen = |names: Vec<Nominee>| announce::Event::NextRoundChosen {
        round,
        kind: RoundKind::Supplementary,
        names,
    };
    hall.refuses(chosen(vec![names[0].clone(); 4]), &Rejection::NoSuchName);
    let mut twice = names.clone();
    twice.push(names[1].clone());
    hall.refuses(chosen(twice), &Rejection::NoSuchName);
    assert_eq!(hall.replayed(&[chosen(names).into()]), Ok(()));
}

#[test]
fn nobody_votes_before_procedure_list_and_officials_are_passed() {
    use PlannedKind::{Candidates, Officials, Procedure};
    for missing in [&[Procedure, Candidates] as &[PlannedKind], &[Candidates], &[Officials]] {
        let mut hall = Hall::with(|plan| plan.agenda.retain(|item| !missing.contains(&item.item)));
        hall.to(Kind::Voters);
        let (due, present) = (hall.floor().branch.due(), hall.floor().branch.present());
        assert_eq!(
            hall.asks(voters::Command::Count { present }),
            Err(Rejection::NotReadyToVote),
            "{missing:?}"
        );
        let round = hall.round().id;
        hall.refuses(voters::Event::Counted { round, due, present }, &Rejection::NotReadyToVote);
    }
}

#[test]
fn no_paper_is_recorded_in_a_recess() {
    let mut hall = Hall::at(Kind::Calling);
    hall.does(course::Command::BeginRecess { minutes: 5, text: "休会".into() });
    let number = u32::try_from(hall.round().entered.len() + 1).unwrap();
    assert_eq!(hall.asks(calling::Command::Record(paper("ooox"))), Err(Rejection::InRecess));
    let event = calling::Event::Recorded { round: hall.round().id, number, paper: paper("ooox") };
    hall.refuses(event, &Rejection::InRecess);
    hall.does(course::Command::EndRecess);
    hall.does(calling::Command::Record(paper("ooox")));
    hall.replays();
}

/// What a paper is judged to be that writes this member in for the last name.
fn judged(hall: &mut Hall, marks: &str, member: MemberId) -> Judgement {
    let write_in = hall.written_in(member);
    hall.calls(written(marks, &[&write_in]))
}

fn not_electable() -> Judgement {
    Judgement::Doubtful(vec![Doubt::NotElectable(0)])
}

#[test]
fn only_a_voter_can_be_written_in() {
    let mut hall = Hall::at(Kind::Calling);
    let no_vote: Vec<_> =
        hall.floor().plan.roster.iter().filter(|member| !member.may_vote()).map(|member| member.id).collect();
    assert_eq!(no_vote.len(), 3);
    for member in no_vote {
        assert_eq!(judged(&mut hall, "ooxx", member), not_electable());
    }
    // Whoever does not count as due keeps the right to be elected.
    let left_out = hall.left_out();
    assert!(matches!(judged(&mut hall, "ooxx", left_out), Judgement::Valid(_)));
}

#[test]
fn nobody_is_elected_twice_by_being_written_in() {
    let mut hall = Hall::at(Kind::Calling);
    let elected = hall.round().slate().candidates[0].member.unwrap();
    hall.calls_all("ooxx");
    hall.announces();
    hall.to(Kind::Calling);
    assert_eq!(hall.round().round.kind, RoundKind::Supplementary);
    assert_eq!(judged(&mut hall, "xx", elected), not_electable());
}

#[test]
fn only_the_committee_can_be_written_in_at_its_plenary() {
    let mut hall = Hall::with(|_| ());
    hall.until(|floor| {
        floor.here().is_some_and(|here| here.item.kind == Kind::Calling && here.item.body == Body::Committee)
    });
    let committee = hall.floor().committee.voters.clone();
    let outside = *hall.floor().branch.voters.difference(&committee).next().unwrap();
    assert_eq!(judged(&mut hall, "x", outside), not_electable());
    let printed = hall.round().slate().candidates[0].member.unwrap();
    let inside = committee.into_iter().find(|member| *member != printed).unwrap();
    assert!(matches!(judged(&mut hall, "x", inside), Judgement::Valid(_)));
}
