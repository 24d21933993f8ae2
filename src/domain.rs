//! The rules of the election, as plain values and pure functions on integers: no clock, no files, no screen, no floats.
//!
//! The meeting is a 党支部换届选举党员大会, a branch's members electing a new committee. Its law is
//! 《中国共产党基层组织选举工作条例》 (2020), "the Regulation". An article is cited by number only where its content is
//! confirmed; what varies from branch to branch is a setting of the adopted [`procedure`].
//!
//! # Glossary
//!
//! | Word | 中文 | Meaning | Where |
//! |---|---|---|---|
//! | order by strokes | 按姓氏笔画 | how names stand on papers and in announcements | [`name_order`] |
//! | formal member | 正式党员 | may vote, be elected, vote on motions (art. 5) | [`member`] |
//! | probationary member | 预备党员 | sits in, is in no number that decides | [`member`] |
//! | due | 应到会 | those with a vote, less those left out | [`quorum`] |
//! | present | 实到会 | those with a vote who are here when papers are handed out: the round's base | [`round`] |
//! | left out | 不计算在应到会人数之内 | of one of the classes, agreed above and passed by the meeting | [`leave`] |
//! | quorum | 法定人数 | the part of `due` that must be present | [`quorum`] |
//! | motion | 表决事项 | settled by show of hands (举手表决) | [`motion`] |
//! | procedure | 选举办法 | what the meeting adopted | [`procedure`] |
//! | scrutineer, chief scrutineer | 监票人, 总监票人 | proposed from voters who are not candidates (art. 22) | [`official`] |
//! | teller | 计票人 | counts under the scrutineers (art. 23) | [`official`] |
//! | caller | 唱票人 | reads the papers aloud | [`official`] |
//! | contest | 选举项目 | the seats of one office, filled by one ballot and its later rounds | [`contest`] |
//! | seat | 应选名额 | a place to fill | [`contest`] |
//! | surplus, no surplus | 差额, 等额 | more names than seats, or as many | [`contest`] |
//! | slate | 选票所列候选人 | what is printed on one round's paper | [`contest`] |
//! | ballot, paper | 选票 | one sheet of one voter | [`ballot`] |
//! | mark | ○ 赞成, × 不赞成, blank 弃权 | what stands beside a printed name (art. 25) | [`ballot`] |
//! | write-in | 另选他人 | a name added by the voter | [`ballot`] |
//! | invalid, void | 无效票, 废票 | cast, not counted | [`judge`](mod@judge) |
//! | spoiled | 作废并更换 | cancelled before casting, replaced from the spares | [`round`] |
//! | doubtful | 疑问票 | set aside until the scrutineers rule | [`ballot`] |
//! | bundle | 捆 | ten papers that two tellers key one after the other | [`bundle`] |
//! | nominee | 被选举人 | somebody who has votes or may have | [`nominee`] |
//! | tally | 计票 | running sums | [`tally`] |
//! | outcome | 选举结果 | who is elected, tied, short, and what follows | [`outcome`] |
//! | round | 轮次 | one casting with its own count of voters and papers | [`round`] |
//! | runoff | 对得票相等者再次投票 | a new vote among the tied only | [`rule`] |
//! | supplementary round | 另行选举 | a new vote for the seats left open | [`rule`] |
//! | leaving seats open | 减少名额，不再进行选举 | by motion, when close to the number | [`motion`] |
//! | plenary | 第一次全体会议 | the new committee elects its 书记 and 副书记 (art. 20) | [`contest`] |

pub mod ballot;
pub mod bundle;
pub mod contest;
pub mod identity;
pub mod judge;
pub mod leave;
pub mod margin;
pub mod member;
pub mod motion;
pub mod name_order;
pub mod nominee;
pub mod official;
pub mod outcome;
pub mod pending;
pub mod procedure;
pub mod quorum;
pub mod reading;
pub mod round;
pub mod rule;
pub mod tally;
pub mod why;

pub use ballot::{
    Counted, Doubt, InvalidReason, Judgement, Mark, Paper, Ruling, VoidReason, WriteIn, WriteInMark,
};
pub use contest::{BallotForm, Candidate, Contest, ContestError, ContestId, Office, Slate};
pub use identity::Identity;
pub use judge::{NotTheirs, Undecided, judge, judge_marks, readings};
pub use leave::{EarlierDecision, Exclusion, ExclusionError, LeaveClass};
pub use margin::{Change, Sway};
pub use member::{Member, MemberId, Name, NameError, Sex, Standing};
pub use motion::{MotionBase, MotionRule, Show, ShowError, Verdict};
pub use nominee::Nominee;
pub use official::{Conflict, OfficialRole};
pub use outcome::{Next, Outcome, Place, State};
pub use pending::Pending;
pub use procedure::Procedure;
pub use quorum::{Comparison, Fraction, Margin, Threshold};
pub use reading::{Person, Readings};
pub use round::{Papers, PapersError, Round, RoundKind, RoundVerdict, Turnout};
pub use rule::{Count, ElectionRule};
pub use tally::{Sums, Tally, TallyError, Written};
pub use why::Why;
