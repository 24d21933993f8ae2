//! The prepared meeting: from a file that a person wrote to the value [`Plan`].
//!
//! The way of a plan: bytes → text (`read`: UTF-8 or GB18030) → keys and values (`schema`) → names looked up on the
//! [`roster`] (`resolve`) → [`Prepared`] → findings ([`check`](check::check)). All of it is pure; only [`load`] opens files.
//!
//! # The file
//!
//! TOML. Texts stand in plain quotation marks; a text of several paragraphs is a list, or one text of several lines. What is
//! marked * may be missing.
//!
//! | Key | Value |
//! |---|---|
//! | `organisation`, `title`, `higher_body`, `place` | texts |
//! | `date` | the day of the meeting, `2026-12-05` |
//! | `approval`* | `{ reference = "文号", date = 2026-11-20 }`: the higher body's approval of the candidates |
//! | `chair`, `recorder`* | names |
//! | `roster` | a list of `{ name, standing*, group*, sex* }`, or the name of a CSV file beside the plan |
//! | `template`* | `"committee"` or `"secretary"`: which usual agenda to take when there is no `[[agenda]]` |
//! | `duties`* | what the new committee divides among its members: `["组织委员", "宣传委员"]` |
//! | `[[agenda]]`* | `item`, `title`*, `text`*, `contest`*, `acclaim`* |
//! | `[[exclusion]]`* | a member to be left out of the number due: `name`, `class`, `class_name`*, `reference`, `earlier`* |
//! | `[procedure]` | `text`* (选举办法, by articles), and `[procedure.settings]`* |
//! | `[[contest]]` | `id`, `office`, `seats`, `surplus`*, `write_ins`*, `order`*, `order_text`* |
//! | `[[contest.candidate]]` | `name`, `introduction`*, `relatives`* (names) |
//! | `[officials]`* | `chief_scrutineer`*, `scrutineers`*, `tellers`*, `caller`* |
//!
//! - **People** are named by name. Two of one name on the roster are an error (`same-name`): they get names that tell them
//!   apart, such as `王建国（三组）`.
//! - `standing`: `formal` (正式党员, when missing), `probationary` (预备党员), `on_probation` (留党察看), `detained` (留置或逮捕),
//!   `temporary_relation` (临时组织关系); the Chinese words too. `sex`: `female` 女, `male` 男.
//! - `item`: `ceremony`, `roll_call`, `motion`, `procedure`, `candidates`, `officials`, `election`, `plenary`, `adjourn`. The
//!   `contest` is the `id` of a `[[contest]]`; an `election` and a `plenary` must have one. `acclaim = true` lets applause pass a
//!   motion, where the procedure's `applause` is true.
//! - `class`: `ill`, `abroad`, `infirm`, `elsewhere`, or `planned` with a `class_name`. `earlier = { date, minutes }` names the
//!   meeting that passed it before; without it this meeting votes.
//! - `office`: `committee_member`, `secretary`, `deputy_secretary`, `discipline_member`, `delegate`, or `{ other = "…" }`.
//!   `surplus` and `order` follow from it when missing: members with surplus and by strokes, secretaries without and as
//!   given. `order = "strokes"` (姓氏笔画) or `"given"`; `order_text` is how the minutes say it.
//! - `[procedure.settings]` has the fields of [`Procedure`](crate::domain::Procedure), each with the usual value when missing.
//!   Words are written with `_`: `tie = "runoff"`; parts as `quorum = { fraction = [4, 5], comparison = "at_least" }`.
//!
//! The roster file: see [`roster`]. Its headings, in any order: 姓名 / `name`; 身份, 党员类别 / `standing`; 党小组 / `group`;
//! 性别 / `sex`.
//!
//! ```
//! let text = r#"
//! organisation = "中共春晖社区第三支部委员会"
//! title = "补选党员大会"
//! higher_body = "中共青禾街道工作委员会"
//! approval = { reference = "青街党〔2026〕21号", date = 2026-11-20 }
//! date = 2026-12-05
//! place = "三楼会议室"
//! chair = "田一"
//!
//! [procedure]
//! text = ["第一条　……"]
//!
//! [[contest]]
//! id = "secretary"
//! office = "secretary"
//! seats = 1
//! [[contest.candidate]]
//! name = "何二"
//! introduction = ["何二，女，40岁……"]
//!
//! [officials]
//! scrutineers = ["田一"]
//! tellers = ["冯三"]
//!
//! [[roster]]
//! name = "田一"
//! [[roster]]
//! name = "何二"
//! [[roster]]
//! name = "冯三"
//! standing = "预备党员"
//! "#;
//! let prepared = changpiao::plan::read_text(text, None).unwrap();
//! assert_eq!(prepared.plan.roster.len(), 3);
//! assert!(changpiao::plan::check(&prepared).is_empty());
//! ```

mod load;
mod people;
mod read;
mod resolve;
mod schema;
mod templates;

pub mod check;
pub mod places;
pub mod problem;
pub mod roster;

pub use check::check;
pub use load::load;
pub use problem::{Finding, Place, Severity};
pub use read::ReadProblem;

use crate::agenda::Plan;
use crate::domain::ContestId;
use places::Places;

/// The sample meeting's file.
const SAMPLE: &str = include_str!("../sessions/example/plan.toml");

/// What stands in the template where a branch's own words belong: a blank that `check` finds.
const BLANK: &str = "○○";

/// A plan to begin with: the sample with its comments, the names of branch, place and papers left blank. It is a whole plan, so
/// that it can be rehearsed at once; `check` names what is still to be filled in.
pub fn template() -> String {
    const HEAD: &str = "\
# 会议方案。这是照样例写的：人名、日期、文字都是虚构的，逐项改成本支部的；○○ 是必须填的。
# A meeting plan, copied from the sample: names, dates and texts are invented. Put your own in their place, ○○ above all.
#
# 改好后 · When it is edited:
#   changpiao check plan.toml       检查，逐行说明问题 · what is wrong, line by line
#   changpiao rehearse plan.toml    先演练一遍 · walk through it with an invented room
#   changpiao run plan.toml         正式开会 · hold the meeting
# 名册可以放在旁边的表格里 · The roster may stand in a table beside it:  roster = \"members.csv\"
";
    let blanks = [
        ("中共青禾街道春晖社区第二支部委员会", "中共○○支部委员会"),
        ("中共青禾街道工作委员会", "中共○○委员会"),
        ("春晖社区党群服务中心三楼会议室", "○○会议室"),
        ("青街党〔2026〕18号", "○○〔2026〕○号"),
        ("青街党〔2026〕19号", "○○〔2026〕○号"),
    ];
    let plan = SAMPLE.split_once("\n\n").map_or(SAMPLE, |(_, plan)| plan);
    blanks.iter().fold(format!("{HEAD}\n{plan}"), |text, (sample, blank)| text.replace(sample, blank))
}

/// A plan that could be read, and where everything stands in its file.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// Where things stand.
    pub places: Places,
    /// Contests whose paper the program put into stroke order.
    pub stroke_ordered: Vec<ContestId>,
    /// What was unusual already while reading.
    pub warnings: Vec<Finding>,
}

/// The prepared meeting of a text, with the bytes of the roster beside it (`(file name, bytes)`) where the text names one.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub fn read_text(source: &str, roster: Option<(&str, &[u8])>) -> Result<Prepared, Vec<Finding>> {
    let file = read::parse(source).map_err(|finding| vec![finding])?;
    resolve::resolve(source, file, roster)
}

/// The prepared meeting of a file's bytes: [`read_text`] after the encoding is told.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub fn read_bytes(bytes: &[u8], roster: Option<(&str, &[u8])>) -> Result<Prepared, Vec<Finding>> {
    match read::decode(bytes) {
        Some(source) => read_text(&source, roster),
        None => Err(vec![Finding::new(None, ReadProblem::NotText {})]),
    }
}

/// The sample meeting that ships inside the program: people, branch and reference numbers are invented.
///
/// # Panics
/// Never in a program that passed its tests: one of them reads this text.
#[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
pub fn sample() -> Plan {
    read_text(SAMPLE, None).expect("the sample is a plan").plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::rehearsal::Room;
    use crate::domain::Standing;

    #[test]
    fn the_sample_is_the_meeting_that_the_rehearsal_wants() {
        let plan = sample();
        let standing = |wanted| plan.roster.iter().filter(|member| member.standing == wanted).count();
        assert_eq!(plan.roster.len(), 43);
        assert_eq!((standing(Standing::Formal), standing(Standing::Probationary)), (40, 2));
        assert_eq!(standing(Standing::OnProbation), 1);
        assert_eq!(plan.exclusions.len(), 2);
        let paper: Vec<_> = plan.contests[0].candidates.iter().map(|c| plan.name(c.member)).collect();
        assert_eq!(paper, ["田志远", "何文静", "欧阳志远", "谭素芬"]);
        assert_eq!(plan.contests[1].candidates[0].member, plan.contests[0].candidates[0].member);
    }

    #[test]
    fn the_template_is_a_plan_with_blanks_that_are_found() {
        let text = template();
        for name in ["青禾", "春晖", "青街党"] {
            assert!(!text.contains(name), "{name}");
        }
        let prepared = read_text(&text, None).unwrap();
        let findings = check(&prepared);
        assert!(findings.iter().all(|finding| finding.code() == "still-blank"));
        let line = |finding: &Finding| {
            text.lines().nth(finding.place.as_ref().unwrap().line - 1).unwrap().to_owned()
        };
        assert!(findings.iter().all(|finding| line(finding).contains(BLANK)));
        assert_eq!(
            findings.len(),
            text.lines().filter(|line| !line.starts_with('#') && line.contains(BLANK)).count()
        );
        assert_eq!(prepared.plan.roster, sample().roster);
    }

    #[test]
    fn thirty_six_of_thirty_eight_come_to_the_sample() {
        let plan = sample();
        let room = Room::new(&plan);
        let voters = plan.roster.iter().filter(|member| member.may_vote());
        let due: Vec<_> =
            voters.filter(|member| plan.exclusions.iter().all(|entry| entry.member != member.id)).collect();
        let late = room.latecomer();
        let absent =
            due.iter().filter(|member| room.absence(member.id).is_some() && late != Some(member.id)).count();
        assert_eq!((due.len(), due.len() - absent), (38, 36));
    }
}
