//! Adopting the election procedure (选举办法): its text is shown and voted on; once adopted it is frozen.

use super::motion;
use super::order::Body;
use super::rehearsal::Room;
use super::screen::{Aloud, Screen, Speaker, Work};
use super::wall::Wall;
use super::{Floor, Here, Kind, Rejection};
use crate::domain::procedure::{
    CallingStyle, CollectedLimit, Counting, Examination, MajorityBase, MaxMarks, NeedsAgainst, ShortfallRule,
    SparesVoided, TieRule,
};
use crate::domain::{Comparison, Fraction, MotionBase, Procedure};
use crate::locale::Lang;
use crate::messages;

records_nothing!();

messages! {
    /// Words of the procedure.
    struct Say {
        title { zh: "选举办法", en: "Procedure" }
        purpose { zh: "宣读选举办法（草案），举手表决。通过后不再改动，本次会议的计算都以它为准。", en: "Read the draft procedure out and vote on it. Once adopted it does not change, and every count of this meeting follows it." }
        subject { zh: "选举办法（草案）", en: "the draft election procedure" }
        subject_committee { zh: "第一次全体会议选举办法（草案）", en: "the draft procedure of the first plenary" }
        read_out { zh: "现在宣读选举办法（草案），请大家审议。", en: "The draft election procedure will now be read out." }
        read_committee { zh: "现在宣读第一次全体会议选举办法（草案），请各位委员审议。", en: "The draft procedure of this first plenary will now be read out." }
        settings { zh: "本程序按下列规定计算：", en: "This program counts by these rules:" }
        plenary_secret { zh: "本次会议以无记名投票、等额选举的办法选举，候选人须是新当选的委员。", en: "This meeting elects by secret ballot, with as many candidates as posts; candidates are members of the new committee." }
        plenary_write_in { zh: "另选他人时，只能选新一届支部委员会委员。", en: "Only members of the new committee may be written in." }
        plenary_officials { zh: "监票人从不是候选人的委员中产生；计票人可以由委员以外的党员担任。", en: "The scrutineer is a committee member who is not a candidate; the teller may be a branch member outside the committee." }
        quorum_at_least(part: &str) { zh: "实到会有选举权的人数不少于应到会人数的{part}，方可选举。", en: "At least {part} of the voters due must be present." }
        quorum_more_than(part: &str) { zh: "实到会有选举权的人数超过应到会人数的{part}，方可选举。", en: "More than {part} of the voters due must be present." }
        over(base: &str, part: &str) { zh: "候选人获得的赞成票超过{base}的{part}，方可当选。", en: "To be elected, approvals must be more than {part} of {base}." }
        reach(base: &str, part: &str) { zh: "候选人获得的赞成票不少于{base}的{part}，方可当选。", en: "To be elected, approvals must be at least {part} of {base}." }
        any_vote { zh: "得票多的当选，不要求达到一定比例。", en: "The most approvals win; no part is asked." }
        half { zh: "半数", en: "half" }
        four_fifths { zh: "五分之四", en: "four fifths" }
        base_present { zh: "实到会有选举权人数", en: "the voters present" }
        base_due { zh: "应到会有选举权人数", en: "the voters due" }
        base_valid { zh: "有效票数", en: "the valid papers" }
        base_collected { zh: "收回选票数", en: "the papers collected" }
        collected_both { zh: "收回的选票等于或少于发出的选票和实到会人数，选举有效；多于的，选举无效，重新选举。", en: "The vote is valid if no more papers come back than were issued and than voters are present; otherwise it is held again." }
        collected_issued { zh: "收回的选票等于或少于发出的选票，选举有效；多于的，选举无效，重新选举。", en: "The vote is valid if no more papers come back than were issued; otherwise it is held again." }
        collected_present { zh: "收回的选票等于或少于实到会人数，选举有效；多于的，选举无效，重新选举。", en: "The vote is valid if no more papers come back than voters are present; otherwise it is held again." }
        marks { zh: "同意的画“○”，不同意的画“×”，不画任何符号为弃权。", en: "○ approves, × disapproves, no mark abstains." }
        most_seats { zh: "每张选票所选的人数等于或少于应选人数的有效，多于的无效。", en: "A paper that approves no more names than there are seats is valid, with more it is invalid." }
        most_exact { zh: "每张选票所选的人数须等于应选人数，多于或少于的无效。", en: "A paper must approve exactly as many names as there are seats." }
        most_number(most: u32) { zh: "每张选票最多选 {most} 人，多于的无效。", en: "A paper that approves more than {most} name(s) is invalid." }
        most_unlimited { zh: "每张选票所选的人数不限。", en: "A paper may approve any number of names." }
        write_in_against { zh: "另选他人的，须在不同意的候选人处画“×”，再写上另选人的姓名并画“○”。", en: "To write somebody in, strike a candidate with ×, write the name and mark it ○." }
        write_in_free { zh: "另选他人的，写上另选人的姓名并画“○”。", en: "To write somebody in, write the name and mark it ○." }
        tie_runoff { zh: "票数相等不能确定当选人时，就票数相等的人再次投票，得票多的当选。", en: "If a tie leaves open who is elected, those tied are voted on again; the most votes win." }
        tie_vacant { zh: "票数相等不能确定当选人时，名额空缺。", en: "If a tie leaves open who is elected, the seat stays vacant." }
        short_round { zh: "当选人少于应选名额时，对不足的名额另行选举；接近应选名额的，经半数以上选举人同意也可以减少名额。", en: "Seats left open are filled by another vote; if few are open, at least half of the voters due may agree to fill fewer seats." }
        short_vacant { zh: "当选人少于应选名额时，不足的名额空缺。", en: "Seats left open stay vacant." }
        examine_before { zh: "唱票前先验票，由监票人确认疑问票和无效票。", en: "Papers are examined before they are called; the scrutineers decide about doubtful and invalid ones." }
        examine_during { zh: "边唱票边验票，由监票人确认疑问票和无效票。", en: "Papers are examined as they are called; the scrutineers decide about doubtful and invalid ones." }
        count_called { zh: "公开唱票、计票，并与计票人的记票单核对。", en: "Papers are called and counted in public and compared with the tellers' sheet." }
        count_twice { zh: "公开唱票、计票；选票十张一捆，由两人先后各录入一遍，逐捆核对，不一致的由监票人看票认定。", en: "Papers are called in public and keyed twice in bundles of ten by two people; bundles are compared, and the scrutineers settle a difference by looking at the papers." }
        count_totals { zh: "人工计票，录入监票人签字的计票单。", en: "Papers are counted by hand and the signed sheet is entered." }
        calls_struck { zh: "唱票人读出不同意和弃权的姓名。", en: "The caller reads the names that are not approved." }
        calls_approved { zh: "唱票人读出同意的姓名。", en: "The caller reads the names that are approved." }
        spares_after { zh: "投票结束前，写错的选票可以当众作废、换领；剩余选票在投票结束后当众作废。", en: "A spoiled paper may be replaced in public until voting closes; then the spares are voided in public." }
        spares_before { zh: "剩余选票在投票前当众作废，写错的选票不再换领。", en: "Spares are voided in public before voting; spoiled papers are not replaced." }
        motion_due { zh: "举手表决以应到会有表决权人数的过半数同意为通过。", en: "A motion passes with more than half of the voters due." }
        motion_present { zh: "举手表决以实到会有表决权人数的过半数同意为通过。", en: "A motion passes with more than half of the voters present." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let (subject, read) = match here.item.body {
        Body::Branch => (say.subject(), say.read_out()),
        Body::Committee => (say.subject_committee(), say.read_committee()),
    };
    let mut screen = Screen {
        title: super::course::item_title(here.item, lang),
        purpose: say.purpose(),
        work: Work::Text(text(here, lang)),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: read }],
        ..Screen::default()
    };
    motion::add_vote(here, lang, &subject, &mut screen);
    screen
}

/// The text that is adopted: the plan's own words, then what the settings say.
fn text(here: Here<'_>, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let plan = &here.floor.plan;
    let mut lines = match (here.item.body, here.item.text.is_empty()) {
        (Body::Committee, _) => plenary_lines(say),
        (Body::Branch, false) => here.item.text.clone(),
        (Body::Branch, true) => plan.procedure_text.clone(),
    };
    lines.push(say.settings());
    lines.extend(settings(&plan.procedure, lang));
    lines
}

fn plenary_lines(say: Say) -> Vec<String> {
    vec![say.plenary_secret(), say.plenary_write_in(), say.plenary_officials()]
}

/// The settings that matter to the room, in words: one sentence each.
pub fn settings(procedure: &Procedure, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let mut lines = vec![quorum_line(procedure, lang), collected_line(procedure, say)];
    lines.extend([say.marks(), most_line(procedure, say), write_in_line(procedure, say)]);
    lines.extend([majority_line(procedure, lang), tie_line(procedure, say), short_line(procedure, say)]);
    lines.extend([spares_line(procedure, say), examination_line(procedure, say)]);
    lines.extend(counting_lines(procedure, say));
    lines.push(match procedure.motion_base {
        MotionBase::Due => say.motion_due(),
        MotionBase::Present => say.motion_present(),
    });
    lines
}

fn part(fraction: Fraction, lang: Lang) -> String {
    let say = Say(lang);
    match (fraction.num(), fraction.den()) {
        (1, 2) => say.half(),
        (4, 5) => say.four_fifths(),
        (num, den) => lang.pick(format!("{den} 分之 {num}"), format!("{num}/{den}")),
    }
}

fn quorum_line(procedure: &Procedure, lang: Lang) -> String {
    let part = part(procedure.quorum.fraction, lang);
    match procedure.quorum.comparison {
        Comparison::AtLeast => Say(lang).quorum_at_least(&part),
        Comparison::MoreThan => Say(lang).quorum_more_than(&part),
    }
}

fn majority_line(procedure: &Procedure, lang: Lang) -> String {
    let say = Say(lang);
    let majority = procedure.majority;
    let base = match majority.base {
        MajorityBase::Present => say.base_present(),
        MajorityBase::Due => say.base_due(),
        MajorityBase::Valid => say.base_valid(),
        MajorityBase::Collected => say.base_collected(),
        MajorityBase::None => return say.any_vote(),
    };
    let part = part(majority.fraction, lang);
    match majority.comparison {
        Comparison::MoreThan => say.over(&base, &part),
        Comparison::AtLeast => say.reach(&base, &part),
    }
}

fn collected_line(procedure: &Procedure, say: Say) -> String {
    match procedure.collected_limit {
        CollectedLimit::Both => say.collected_both(),
        CollectedLimit::Issued => say.collected_issued(),
        CollectedLimit::Present => say.collected_present(),
    }
}

fn most_line(procedure: &Procedure, say: Say) -> String {
    match procedure.max_marks {
        MaxMarks::Seats if procedure.exact_marks => say.most_exact(),
        MaxMarks::Seats => say.most_seats(),
        MaxMarks::Number(most) => say.most_number(most),
        MaxMarks::Unlimited => say.most_unlimited(),
    }
}

fn write_in_line(procedure: &Procedure, say: Say) -> String {
    match procedure.write_in_needs_against {
        NeedsAgainst::No => say.write_in_free(),
        NeedsAgainst::Doubtful | NeedsAgainst::Invalid => say.write_in_against(),
    }
}

fn tie_line(procedure: &Procedure, say: Say) -> String {
    match procedure.tie {
        TieRule::Runoff => say.tie_runoff(),
        TieRule::Vacant => say.tie_vacant(),
    }
}

fn short_line(procedure: &Procedure, say: Say) -> String {
    match procedure.shortfall {
        ShortfallRule::Supplementary => say.short_round(),
        ShortfallRule::Vacant => say.short_vacant(),
    }
}

fn spares_line(procedure: &Procedure, say: Say) -> String {
    match procedure.spares_voided {
        SparesVoided::AfterVoting => say.spares_after(),
        SparesVoided::BeforeVoting => say.spares_before(),
    }
}

fn examination_line(procedure: &Procedure, say: Say) -> String {
    match procedure.examination {
        Examination::BeforeCalling => say.examine_before(),
        Examination::DuringCalling => say.examine_during(),
    }
}

/// How the papers are counted; what the caller reads only where papers are called.
fn counting_lines(procedure: &Procedure, say: Say) -> Vec<String> {
    let calls = match procedure.calling {
        CallingStyle::Strike => say.calls_struck(),
        CallingStyle::Approve => say.calls_approved(),
    };
    match procedure.counting {
        Counting::CalledOnce => vec![say.count_called(), calls],
        Counting::KeyedTwice => vec![say.count_twice(), calls],
        Counting::Totals => vec![say.count_totals()],
    }
}

/// Whether the branch has adopted its procedure; from then on it is frozen.
pub fn adopted(floor: &Floor) -> bool {
    let mut items = floor.order.items.iter();
    items.any(|item| {
        item.kind == Kind::Procedure && item.body == Body::Branch && motion::passed(floor, item.id)
    })
}

pub(crate) fn may_vote(here: Here<'_>) -> Result<(), Rejection> {
    super::floor::must(here.item.kind == Kind::Procedure, Rejection::NotAtThisStep)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    motion::ready(here)
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    motion::wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    motion::play(here, room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, at, at_plenary, play_item, put};
    use crate::domain::Show;

    #[test]
    fn the_text_is_shown_and_frozen_once_adopted() {
        let mut floor = at(Kind::Procedure);
        let Work::Text(lines) = super::super::screen(&floor, Lang::Zh).expect("a screen").work else {
            panic!("a text")
        };
        assert!(lines.iter().any(|line| line.contains("三名")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("五分之四")), "{lines:?}");
        assert!(!adopted(&floor));
        play_item(&mut floor);
        assert!(adopted(&floor));
        let again = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, again), Err(Rejection::MotionPassed));
    }

    #[test]
    fn the_plenary_adopts_its_own_shorter_text() {
        let mut floor = at_plenary(Kind::Procedure);
        let here = floor.here().expect("open");
        assert_eq!(here.item.body, Body::Committee);
        assert!(text(here, Lang::En)[0].contains("as many candidates as posts"));
        assert!(ready(here).is_err());
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn nothing_is_voted_on_before_the_quorum_is_declared() {
        let mut floor = at(Kind::Procedure);
        let item = floor.here().expect("open").item.id;
        floor.facts.quorum.clear();
        let show = Show::unanimous(36);
        let hands = || motion::Event::HandsCounted { item, show };
        assert_eq!(put(&mut floor, hands()), Err(Rejection::QuorumNotDeclared));
        let declared = super::super::quorum::Declared { due: 38, present: 36 };
        floor.facts.quorum.insert(Body::Branch, declared);
        assert_eq!(put(&mut floor, hands()), Ok(()));
    }

    #[test]
    fn every_setting_changes_a_sentence() {
        let usual = settings(&Procedure::default(), Lang::Zh);
        let other = Procedure {
            tie: TieRule::Vacant,
            shortfall: ShortfallRule::Vacant,
            counting: Counting::Totals,
            max_marks: MaxMarks::Number(2),
            motion_base: MotionBase::Present,
            ..Procedure::default()
        };
        let changed = settings(&other, Lang::Zh);
        let kept = usual.iter().filter(|line| changed.contains(line)).count();
        assert_eq!(usual.len() - kept, 6);
    }
}
