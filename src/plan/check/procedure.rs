//! The procedure's settings and words.

use super::{Found, Subject};
use crate::domain::procedure::{
    CollectedLimit, Majority, MajorityBase, MaxMarks, ShortfallRule, SparesVoided, TieRule,
};
use crate::domain::{Comparison, Fraction, Procedure, Threshold};
use crate::plan::problem::problems;

problems! {
    /// What can be wrong with the procedure.
    pub enum ProcedureProblem {
        /// Nothing to adopt.
        NoProcedureText {} Warning "no-procedure-text" {
            what { zh: "没有选举办法的正文，大会无从通过", en: "the election procedure has no text that the meeting could adopt" }
            mend { zh: "补上 [procedure] text = [\"第一条　…\"]", en: "add [procedure] text = [\"…\"]" }
        }
        /// An election by another base.
        WrongBase {} Error "majority-base" {
            what { zh: "当选以实到会有选举权人数为基数，这里写的是别的基数", en: "the base for being elected is the voters present; the plan has another" }
            mend { zh: "写 majority = {{ fraction = [1, 2], comparison = \"more_than\", base = \"present\" }}", en: "write majority = {{ fraction = [1, 2], comparison = \"more_than\", base = \"present\" }}" }
        }
        /// An election by another part than more than half.
        WrongMajority {} Error "majority-part" {
            what { zh: "赞成票超过半数才能当选，正好半数不够；这里写的不是超过半数", en: "more than half is needed, exactly half is not enough; the plan has something else" }
            mend { zh: "写 fraction = [1, 2], comparison = \"more_than\"", en: "write fraction = [1, 2], comparison = \"more_than\"" }
        }
        /// A quorum below four fifths.
        QuorumTooLow {} Error "quorum-too-low" {
            what { zh: "到会人数不少于应到会人数的五分之四才能选举，这里写得更低", en: "four fifths of those due must be present; the plan asks for less" }
            mend { zh: "写 quorum = {{ fraction = [4, 5], comparison = \"at_least\" }}", en: "write quorum = {{ fraction = [4, 5], comparison = \"at_least\" }}" }
        }
        /// A part larger than the whole.
        Unreachable {} Error "unreachable-quorum" {
            what { zh: "到会人数的要求超过了全体，永远达不到", en: "the quorum asks for more than everybody" }
            mend { zh: "写 quorum = {{ fraction = [4, 5], comparison = \"at_least\" }}", en: "write quorum = {{ fraction = [4, 5], comparison = \"at_least\" }}" }
        }
        /// Fewer checks on the number of papers collected.
        CollectedLimit {} Warning "collected-limit" {
            what { zh: "收回的选票只与一个数比较；通常既不多于发出的，也不多于实到的", en: "papers collected are compared with one number only; usually with the papers issued and with the voters present" }
            mend { zh: "写 collected_limit = \"both\"，除非选举办法另有规定", en: "write collected_limit = \"both\" unless the procedure says otherwise" }
        }
        /// Papers collected may outnumber those handed out.
        CollectedAboveIssued {} Error "collected-above-issued" {
            what { zh: "收回的选票可以多于发出的，这样的选举应当无效", en: "more papers may be collected than were handed out; such a vote is void" }
            mend { zh: "写 collected_limit = \"both\"", en: "write collected_limit = \"both\"" }
        }
        /// A paper may approve more people than there are seats.
        TooManyMarks {} Error "max-marks" {
            what { zh: "每张选票赞成的人数可以多于应选名额（再次投票、另行选举时可能只选一名），这样的选票应当无效", en: "a paper may approve more names than there are seats (a runoff or supplementary round may fill one only); such a paper is invalid" }
            mend { zh: "写 max_marks = \"seats\"", en: "write max_marks = \"seats\"" }
        }
        /// A paper must approve a fixed number.
        ExactMarks {} Warning "exact-marks" {
            what { zh: "每张选票必须选满，少选的无效；按通常做法少于应选名额的选票有效", en: "a paper with fewer approvals is invalid by this plan; usually it is valid" }
            mend { zh: "写 exact_marks = false，除非选举办法另有规定", en: "write exact_marks = false unless the procedure says otherwise" }
        }
        /// A tie leaves a seat vacant.
        TieVacant {} Warning "tie-vacant" {
            what { zh: "最后一个名额票数相等时不再投票；通常对票数相等的人再次投票", en: "a tie across the last seat leaves it vacant; usually the tied are voted on again" }
            mend { zh: "写 tie = \"runoff\"，除非选举办法另有规定", en: "write tie = \"runoff\" unless the procedure says otherwise" }
        }
        /// Seats that nobody qualified for stay open without being asked about.
        ShortfallVacant {} Error "shortfall-vacant" {
            what { zh: "当选人数不足时名额直接空缺；按规定应当另行选举，或者由大会表决减少名额", en: "seats would stay open without the motion that the rules ask for: they are voted on again, or made fewer by the meeting" }
            mend { zh: "写 shortfall = \"supplementary\"", en: "write shortfall = \"supplementary\"" }
        }
        /// Spoiled papers cannot be replaced.
        SparesGone {} Warning "spares-gone" {
            what { zh: "剩余选票在投票前作废，填错的选票就无法更换", en: "spares are voided before voting, so no spoiled paper can be replaced" }
            mend { zh: "写 spares_voided = \"after_voting\"，或者 replaces_spoiled = false", en: "write spares_voided = \"after_voting\", or replaces_spoiled = false" }
        }
    }
}

pub(super) fn check(found: &mut Found<'_>) {
    let plan = found.plan();
    let settings = &plan.procedure;
    found.tell_if(
        plan.procedure_text.is_empty(),
        Subject::ProcedureText,
        ProcedureProblem::NoProcedureText {},
    );
    majority(found, settings.majority);
    quorum(found, settings.quorum);
    let mut unusual = |key, wrong, problem| found.tell_if(wrong, Subject::Setting(key), problem);
    let limit = |other| settings.collected_limit == other;
    unusual("collected_limit", limit(CollectedLimit::Issued), ProcedureProblem::CollectedLimit {});
    unusual("collected_limit", limit(CollectedLimit::Present), ProcedureProblem::CollectedAboveIssued {});
    unusual("exact_marks", settings.exact_marks, ProcedureProblem::ExactMarks {});
    unusual("tie", settings.tie == TieRule::Vacant, ProcedureProblem::TieVacant {});
    let vacant = settings.shortfall == ShortfallRule::Vacant;
    unusual("shortfall", vacant, ProcedureProblem::ShortfallVacant {});
    unusual("max_marks", too_many_marks(settings), ProcedureProblem::TooManyMarks {});
    let gone = settings.replaces_spoiled && settings.spares_voided == SparesVoided::BeforeVoting;
    unusual("spares_voided", gone, ProcedureProblem::SparesGone {});
}

fn majority(found: &mut Found<'_>, majority: Majority) {
    let base = majority.base != MajorityBase::Present;
    found.tell_if(base, Subject::Setting("majority"), ProcedureProblem::WrongBase {});
    let half = same(majority.fraction, Fraction::HALF) && majority.comparison == Comparison::MoreThan;
    found.tell_if(!half, Subject::Setting("majority"), ProcedureProblem::WrongMajority {});
}

/// Four fifths, reached or passed, or a larger part that can still be met.
fn quorum(found: &mut Found<'_>, quorum: Threshold) {
    let (num, den) = (u64::from(quorum.fraction.num()), u64::from(quorum.fraction.den()));
    found.tell_if(5 * num < 4 * den, Subject::Setting("quorum"), ProcedureProblem::QuorumTooLow {});
    let beyond = num > den || (num == den && quorum.comparison == Comparison::MoreThan);
    found.tell_if(beyond, Subject::Setting("quorum"), ProcedureProblem::Unreachable {});
}

fn same(a: Fraction, b: Fraction) -> bool {
    u64::from(a.num()) * u64::from(b.den()) == u64::from(b.num()) * u64::from(a.den())
}

fn too_many_marks(settings: &Procedure) -> bool {
    match settings.max_marks {
        MaxMarks::Seats => false,
        MaxMarks::Unlimited => true,
        // A runoff or a supplementary round may fill one seat only.
        MaxMarks::Number(most) => most > 1,
    }
}
