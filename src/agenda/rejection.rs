//! Why something cannot be done, in three parts: what is wrong, what is safe, what to do.
//!
//! One row a reason: its code, its facts, and both texts in both languages. Codes are stable: `A` for the agenda, then a
//! number that is never used again.

use crate::locale::{Lang, agree};

/// The three parts of every message about something that did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The stable code.
    pub code: &'static str,
    /// What happened.
    pub what: String,
    /// What is safe.
    pub safe: String,
    /// What to do.
    pub todo: String,
}

macro_rules! rejections {
    ($($code:literal $name:ident $({ $($field:ident : $ty:ty),* $(,)? })?
        zh: $zh_what:literal, $zh_do:literal; en: $en_what:literal, $en_do:literal;)*) => {
        /// Why a command or an event is refused. Nothing has changed when one comes back.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Rejection {
            $(#[doc = $en_what] $name $({ $(#[doc = concat!("The `", stringify!($field), "` of the text.")] $field: $ty),* })?,)*
        }

        impl Rejection {
            /// Every code, in the order of the table.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// One of each reason, in the order of the table, its facts empty: for lists of all messages.
            pub fn every() -> Vec<Self> {
                vec![$(Self::$name $({ $($field: <$ty>::default()),* })?),*]
            }

            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name $({ $($field: _),* })? => $code,)* }
            }

            /// What is wrong, and what to do.
            fn words(&self, lang: Lang) -> (String, String) {
                match (self, lang) {
                    $(
                        (Self::$name $({ $($field),* })?, Lang::Zh) => {
                            $($(let _ = $field;)*)?
                            (format!($zh_what), format!($zh_do))
                        }
                        (Self::$name $({ $($field),* })?, Lang::En) => {
                            $($(let _ = $field;)*)?
                            (agree(format!($en_what)), agree(format!($en_do)))
                        }
                    )*
                }
            }
        }
    };
}

rejections! {
    // The meeting as a whole.
    "A01" MeetingClosed
        zh: "会议已经结束", "如需查看，请用回放";
        en: "The meeting is closed", "Use the replay to look at it";
    "A02" NotAtThisStep
        zh: "会议现在不在这一步", "先办完当前这一步";
        en: "The meeting is not at that step now", "Finish the current step first";
    "A03" NothingToUndo
        zh: "没有可以撤销的操作", "更早的内容请用“更正”";
        en: "There is nothing that can be taken back", "Use “correct” for what is older";
    "A04" InRecess
        zh: "会议正在休会", "先恢复开会";
        en: "The meeting is in recess", "End the recess first";
    "A05" NotInRecess
        zh: "会议没有休会", "直接继续";
        en: "The meeting is not in recess", "Just go on";
    "A06" DigestDiffers
        zh: "状态摘要与记录不符", "请核对程序版本和会议记录";
        en: "The state does not give the digest on record", "Check the program version and the journal";
    "A07" AlreadyDone
        zh: "这件事已经办过了", "直接进入下一项";
        en: "That has been done already", "Go on to the next step";

    // Typed text and numbers.
    "A10" NumberMissing
        zh: "还没有填数", "输入数字后按回车";
        en: "The number is missing", "Type a number, then press Enter";
    "A11" TextMissing
        zh: "还没有填写内容", "填写后按回车";
        en: "The text is missing", "Type it, then press Enter";
    "A14" FieldEmpty { field: String }
        zh: "“{field}”还没有填写", "填写后按回车";
        en: "“{field}” is empty", "Fill it in, then press Enter";
    "A12" TextRefused { code: u32 }
        zh: "文字里有看不见的字符 U+{code:04X}", "删去这个字符，重新输入";
        en: "The text has an invisible character (code point {code:04X})", "Delete it and type again";
    "A13" TextTooLong { length: usize, limit: usize }
        zh: "文字太长：{length} 字，最多 {limit} 字", "分成几条记录";
        en: "The text is too long: {length} characters, at most {limit}", "Split it into several notes";

    // People.
    "A20" UnknownMember
        zh: "名册上没有这个人", "从名册中选择";
        en: "Nobody on the roll has that number", "Choose from the roll";
    "A21" MarkedSo { name: String }
        zh: "{name} 已经是这样登记的", "不用再登记";
        en: "{name} is already marked so", "Nothing to do";
    "A22" NobodyUnmarked
        zh: "没有还未点到的人", "直接进入下一项";
        en: "Everybody has been called", "Go on to the next step";
    "A23" MembersUnmarked { count: u32 }
        zh: "还有 {count} 人没有点到", "逐个登记，或用“其余全部到会”";
        en: "{count} not called yet", "Mark them one by one, or all the rest as present";
    "A24" LeftWithoutBeingHere { name: String }
        zh: "{name} 没有到会，不能登记离会", "先登记到会";
        en: "{name} is not here and cannot leave", "Mark them present first";
    "A26" LeftOutIsHere { names: String }
        zh: "不计入应到的 {names} 到会了", "先在“不计入应到会人数”中恢复，再表决";
        en: "{names}, left out of the number due, came after all", "Take them back in before voting";

    // Leaving members out of the number due.
    "A30" NotAVoter { name: String }
        zh: "{name} 没有表决权、选举权和被选举权", "选择正式党员";
        en: "{name} has no vote and cannot be elected", "Choose a formal member";
    "A31" AlreadyListed { name: String }
        zh: "{name} 已在名单上", "不用再列";
        en: "{name} is on the list already", "Nothing to do";
    "A32" NotListed
        zh: "名单上没有这个人", "先列入名单";
        en: "That person is not on the list", "Put them on the list first";
    "A33" ListIsVoted
        zh: "名单已经表决通过，不能再改", "需要改动时，先撤销表决";
        en: "The list has been passed and cannot change", "Undo the vote first";
    "A34" ReferenceMissing { name: String }
        zh: "{name} 不计入应到，必须经上级党组织同意", "填写批准文号";
        en: "Leaving {name} out needs the higher body's consent", "Enter its reference number";
    "A35" LeaveIsNoClass
        zh: "请假不是不计入应到的情形：病假、事假的党员仍要计入应到会人数", "登记为缺席并写明原因";
        en: "Leave on the day is no ground: members on leave still count as due", "Mark them absent with the cause";

    // Quorum.
    "A40" QuorumNotReached { present: u32, needed: u32 }
        zh: "实到 {present} 人，不足法定的 {needed} 人，不能进行选举", "等候到会，或宣布延期";
        en: "{present} present, {needed} needed: the election cannot be held", "Wait for more, or postpone";
    "A41" QuorumNotDeclared
        zh: "还没有宣布到会人数符合规定", "先宣布";
        en: "The quorum has not been declared", "Declare it first";
    "A42" PresentDiffers { counted: u32, marked: u32 }
        zh: "清点 {counted} 人，与登记的 {marked} 人不一致", "重新清点，或更正登记";
        en: "{counted} counted, but {marked} are marked present", "Count again or correct the roll";

    // Motions.
    "A50" MotionNotCounted
        zh: "还没有表决", "填写同意、不同意、弃权的人数";
        en: "No vote has been taken", "Enter yes, no and abstentions";
    "A51" MotionFailed { yes: u32, needed: u32 }
        zh: "同意 {yes} 人，通过需要 {needed} 人，没有通过", "选择修改后再表决、请示上级，或延期";
        en: "{yes} in favour, {needed} needed: not passed", "Amend and vote again, ask the higher body, or postpone";
    "A52" MotionPassed
        zh: "已经表决通过", "需要重来时，先撤销";
        en: "It has been passed already", "Undo the vote first to take it again";
    "A53" TooManyHands { sum: u32, present: u32 }
        zh: "同意、不同意、弃权共 {sum} 人，超过到会的 {present} 人", "重新清点举手人数";
        en: "{sum} hands in all, but only {present} voters are present", "Count the hands again";
    "A54" ApplauseNotAllowed
        zh: "这一项不能用鼓掌通过", "举手表决并填写人数";
        en: "Applause cannot pass this", "Count hands";
    "A56" VerdictWouldChange { needed: u32 }
        zh: "这些数字会改变表决结论（通过需要 {needed} 票），不能用更正", "如确需改变结论，按程序重新表决";
        en: "These numbers would change the verdict ({needed} needed): that is no correction", "Take the vote again by the procedure";
    // A round.
    "A80" VotersNotCounted
        zh: "还没有按现在到会的人清点人数", "清点一次";
        en: "The voters now present are not counted", "Count them";
    "A81" BaseFrozen
        zh: "选票已经发出，本轮人数不能再改", "后到的人本轮列席，下一轮再计入";
        en: "Papers are out: the base of this round is frozen", "Latecomers sit in and join the next count";
    "A82" BoxNotSealed
        zh: "票箱还没有检查、加封", "当众检查并加封";
        en: "The box has not been shown and sealed", "Show it and seal it";
    "A83" PapersNotIssued
        zh: "选票还没有分发", "填写印制和发出的张数";
        en: "No papers have been handed out", "Enter how many were printed and handed out";
    "A84" IssuedAbovePrinted { issued: u32, printed: u32 }
        zh: "发出 {issued} 张，多于印制的 {printed} 张", "核对张数";
        en: "{issued} handed out, but only {printed} printed", "Check the numbers";
    "A85" IssuedAbovePresent { issued: u32, present: u32 }
        zh: "发出 {issued} 张，多于实到的 {present} 人，不能继续", "收回多发的选票，重新清点";
        en: "{issued} handed out, but {present} voters are present: stop", "Take back what is too many and count again";
    "A86" IssueReasonMissing { issued: u32, present: u32 }
        zh: "发出 {issued} 张，少于实到的 {present} 人，没有写原因", "写明少发的原因（离会、未领票）";
        en: "{issued} handed out to {present} voters, without a reason", "Enter the reason (left, took none)";
    "A87" PapersDoNotAddUp
        zh: "选票张数对不上：印制应等于发出、更换、备用之和", "重新清点选票";
        en: "The papers do not add up: printed must be handed out + replaced + spare", "Count the papers again";
    "A88" NoSparePaper
        zh: "没有备用选票了", "按少发处理，并写明原因";
        en: "No spare paper is left", "Record the reason";
    "A89" NotReplaced
        zh: "按选举办法，写坏的选票不更换", "按原票处理";
        en: "By the procedure spoiled papers are not replaced", "It stays as it is";
    "A90" VotingOver
        zh: "投票已经结束", "继续下一步";
        en: "The voting is over", "Go on";
    "A91" VotingNotOver
        zh: "还没有宣布投票结束", "全部投完后宣布";
        en: "The voting has not been declared over", "Declare it when all have cast";
    "A92" SparesNotVoided
        zh: "剩余选票还没有作废", "清点后当众作废";
        en: "The spare papers have not been voided", "Count them and void them in public";
    "A93" SparesDiffer { counted: u32, spare: u32 }
        zh: "剩余选票数出 {counted} 张，账上应有 {spare} 张", "重新清点，查明差在哪里";
        en: "{counted} spares counted, there should be {spare}", "Count again and find the difference";
    "A94" BoxNotOpened
        zh: "票箱还没有打开", "开箱并混合选票";
        en: "The box has not been opened", "Open it and mix the papers";
    "A95" PapersNotCounted
        zh: "收回的选票还没有清点", "填写收回张数";
        en: "The papers have not been counted", "Enter how many were collected";
    "A96" CollectedUnlikely { collected: u32, printed: u32 }
        zh: "收回 {collected} 张，但一共只印了 {printed} 张", "检查是否输错";
        en: "{collected} collected, but only {printed} were printed at all", "Check the number";
    "A97" RoundNotDeclared
        zh: "主持人还没有宣布选举是否有效", "先宣布";
        en: "The chair has not declared the round", "Declare it first";
    "A98" PapersUndecided { count: u32 }
        zh: "还有 {count} 张疑问票没有认定", "监票人共同认定后继续";
        en: "{count} doubtful paper(s) not decided", "The scrutineers decide them first";
    "A99" PapersLeft { left: u32 }
        zh: "还有 {left} 张没有唱", "继续唱票";
        en: "{left} paper(s) still to be called", "Go on calling";
    "A100" AllPapersEntered
        zh: "收回的选票已经全部记下，不能再多", "核对张数；多出的一张要查明";
        en: "All papers collected have been entered", "Check the number of papers";
    "A101" PaperIsValid
        zh: "这张票没有问题，不用挑出", "留待唱票";
        en: "Nothing is wrong with this paper", "Leave it to be called";
    "A102" NoSuchPaper
        zh: "没有这一张", "输入已经记下的票号";
        en: "There is no such paper", "Enter the number of a recorded paper";
    "A103" NoSuchName
        zh: "没有这一位候选人", "输入候选人的序号";
        en: "There is no such name", "Enter the number of a name on the paper";
    "A104" MarksMissing { given: usize, names: usize }
        zh: "给了 {given} 项，应为 {names} 项", "每个姓名填一项";
        en: "{given} given, {names} needed", "One for each name";
    "A105" MarkUnknown { mark: char }
        zh: "不认识的符号“{mark}”", "○ 用 o，× 用 x，空白用 -";
        en: "Unknown mark “{mark}”", "Use o, x or -";
    "A106" TooManyApproved { approved: usize, limit: usize }
        zh: "赞成 {approved} 名，超过 {limit} 名", "看原票：漏划的补划；确实超过的按无效票键";
        en: "{approved} approved, at most {limit}", "Look at the paper: strike what was missed, or use the key for an invalid paper";
    "A107" SheetNotCompared
        zh: "还没有与计票单核对", "填写计票单上的票数";
        en: "The tellers’ sheet has not been compared", "Enter its figures";
    "A108" SheetDiffers
        zh: "唱票结果与计票单不一致", "看选票：更正记错的票，或重新填写计票单";
        en: "The count and the tellers’ sheet differ", "Look at the papers: correct the wrong one, or enter the sheet again";
    "A109" DoesNotAddUp
        zh: "票数合计不相等", "看选票，更正记错的票";
        en: "The sums do not add up", "Look at the papers and correct the wrong one";
    "A110" SheetNotSigned
        zh: "结果单还没有签字", "监票人、计票人签字后登记";
        en: "The result sheet has not been signed", "Scrutineers and tellers sign it first";
    "A111" SignatureMissing { name: String }
        zh: "监票人 {name} 没有签字", "全体监票人都要签字；确有人不能签的，写明原因，且至少一名监票人签字";
        en: "Scrutineer {name} has not signed", "All scrutineers sign; where one cannot, enter the reason, and at least one signs";
    "A112" TellerSignatureMissing
        zh: "没有计票人签字", "至少一名计票人签字";
        en: "No teller has signed", "At least one teller signs";
    "A180" MissingWithoutReason { names: String }
        zh: "{names} 没有签字，没有写明原因", "填写缺签原因：离会、拒签等";
        en: "{names} did not sign, and no reason is given", "Enter why: left, refuses";
    "A113" NotReported
        zh: "监票人还没有报告计票结果", "先报告";
        en: "The scrutineer has not reported the result", "Report it first";
    "A114" NotAnnounced
        zh: "还没有宣布当选名单", "先宣布";
        en: "The elected have not been announced", "Announce them first";
    "A115" WayNotChosen
        zh: "名额没有选满，还没有决定怎么办", "在列出的办法中选一个";
        en: "Seats stay open, and no way on has been chosen", "Choose one of the ways offered";
    "A116" NotTheTied
        zh: "再次投票只能在票数相等的人中进行", "用程序列出的名单";
        en: "A runoff is among exactly those who are tied", "Use the names offered";
    "A117" TooFewStand { given: usize, needed: usize }
        zh: "另行选举的候选人 {given} 名，至少要 {needed} 名", "多列几名";
        en: "{given} stand in the supplementary round, at least {needed} must", "Let more stand";
    "A118" TooManyOpen { most: u32 }
        zh: "缺额超过 {most} 名，不能减少名额", "另行选举，或请示上级党组织";
        en: "More than {most} seat(s) open: they cannot be left unfilled", "Hold a supplementary round or ask the higher body";
    "A119" NextRoundChosen
        zh: "已经决定再投一轮，不能重新核对", "先撤销这个决定";
        en: "Another round has been chosen: the result cannot be opened again", "Undo that choice first";
    "A120" OfficialLeftOut { name: String }
        zh: "{name} 不计算在应到会人数之内", "另提到会的党员";
        en: "{name} is left out of the number due", "Propose somebody who is here";
    "A121" PaperInvalidByRule
        zh: "这张票按选举办法是无效的", "看原票：记错的改正；确实无效的用无效票键";
        en: "By the procedure this paper is invalid", "Look at it: mend what was keyed wrong, or use the key for an invalid paper";
    "A122" SeveralSoNamed { name: String }
        zh: "名册上有几位 {name}", "票上分得清是谁的，从名单中选定；分不清的按 . 记为疑问票，由监票人认定";
        en: "Several people on the roll are called {name}", "If the paper says which, choose from the list; if not, press . and the scrutineers decide";
    "A123" CorrectionOfUndecided
        zh: "这张是疑问票，还没有认定", "先由监票人认定";
        en: "This paper is doubtful and not decided yet", "The scrutineers decide it first";
    "A181" NothingDiffers
        zh: "填写的内容与已经记下的没有不同", "改填不一样的一栏；票上没有另选他人的，另选他人一栏填 无；本来没有记错的，Esc 返回";
        en: "Nothing differs from what is recorded", "Change what is wrong; where nobody is written in, type - under “written in”; if nothing is wrong, Esc goes back";
    "A124" RulingNotByScrutineers
        zh: "疑问票要由全体监票人认定", "由现任监票人认定";
        en: "Doubtful papers are decided by the scrutineers", "Let the present scrutineers decide";
    "A125" NotReadyToVote
        zh: "选举办法、候选人名单或监票人、计票人还没有通过", "先办完前面的议程";
        en: "Procedure, candidate list or officials have not been passed", "Finish those items first";
    // Papers keyed twice, and sheets of a count by hand.
    "A140" TellerNotSeated
        zh: "还没有确定由谁键票", "先确定键票人";
        en: "Nobody has been named to key the papers", "Name somebody first";
    "A141" BundleNotCounted { bundle: u32 }
        zh: "第 {bundle} 捆已经键完，还没有清点", "数一数这一捆，填入张数";
        en: "Bundle {bundle} is keyed but not counted by hand", "Count it and enter the number";
    "A142" StackDiffers { keyed: u32, counted: u32 }
        zh: "这一捆键入 {keyed} 张，手里数出 {counted} 张", "再数一遍；多键了一张的，撤销到那一张；漏键的一张放到下一捆去键，数的时候不算";
        en: "{keyed} paper(s) keyed in this bundle, {counted} in hand", "Count once more; undo back to a paper keyed twice; lay one that was missed into the next bundle and do not count it";
    "A143" KeysBothPasses { name: String }
        zh: "{name} 已经键过另一遍，两遍要由不同的人键", "换一个人";
        en: "{name} has keyed the other pass: two different people key them", "Choose somebody else";
    "A144" SecondPassOpen { left: u32 }
        zh: "还有 {left} 捆没有复核完", "继续键第二遍";
        en: "{left} bundle(s) not through the second pass", "Go on keying";
    "A145" BundlesAgree
        zh: "这一捆两遍一致，或者还没有键完", "继续复核";
        en: "The readings of this bundle agree, or are not finished", "Go on with the second pass";
    "A146" BoxDiffers { papers: u32, collected: u32 }
        zh: "各捆和抽出的票一共 {papers} 张，收回 {collected} 张", "清点各捆：漏唱的回去补唱；收回张数数错的，更正收回张数";
        en: "Bundles and papers set aside make {papers}, but {collected} were collected", "Count the bundles: call what was missed, or correct the number collected";
    "A147" TotalsNotEntered
        zh: "计票单还没有录入", "先录入有效票、无效票张数";
        en: "The tellers’ sheet has not been typed in", "Enter the valid and invalid papers first";
    "A148" SheetNotWhole { valid: u32, invalid: u32, collected: u32 }
        zh: "有效票 {valid} 张加无效票 {invalid} 张，不等于收回的 {collected} 张", "看计票单；单上就不相等的，请计票人重新清点";
        en: "{valid} valid and {invalid} invalid papers do not make the {collected} collected", "Look at the sheet; if it says so, the tellers count again";
    "A149" RowNotWhole { name: String, sum: u32, valid: u32 }
        zh: "{name}：赞成、不赞成、弃权共 {sum} 票，不等于有效票 {valid} 张", "看计票单；单上就不相等的，请计票人重新计票";
        en: "{name}: yes, no and abstain make {sum}, not the {valid} valid papers", "Look at the sheet; if it says so, the tellers count again";
    "A150" RowsOpen { count: u32 }
        zh: "计票单上还有 {count} 行没有录入", "逐行录入";
        en: "{count} row(s) of the sheet not typed in", "Enter them one by one";
    "A151" TooManyInAll { approvals: u32, most: u32 }
        zh: "赞成票合计 {approvals} 票，超过有效票最多能有的 {most} 票", "看计票单；单上就这样的，请计票人重新计票";
        en: "{approvals} approvals in all, but the valid papers hold at most {most}", "Look at the sheet; if it says so, the tellers count again";
    "A152" WrittenAboveValid { name: String, valid: u32 }
        zh: "{name} 的赞成票多于有效票 {valid} 张", "看计票单";
        en: "{name} has more approvals than there are valid papers ({valid})", "Look at the sheet";
    "A153" NotToBeWritten { name: String }
        zh: "{name} 不能计为另选人：已印在票上，或者不能当选", "看计票单；这样的票由监票人认定";
        en: "{name} cannot be counted as a write-in: printed on the paper, or may not be elected", "Look at the sheet; the scrutineers decide such papers";
    "A154" TooManyWritten { written: u32, against: u32 }
        zh: "另选人的赞成票 {written} 票，多于不赞成票合计 {against} 票", "看计票单：另选他人只能代替不赞成的人";
        en: "{written} approval(s) of write-ins, but only {against} name(s) struck in all", "Look at the sheet: a write-in only replaces a struck name";
    "A155" FewerThanEntered { collected: u32, entered: u32 }
        zh: "已经记下 {entered} 张，收回张数不能改为 {collected}", "先撤销多记的票";
        en: "{entered} papers are entered: {collected} cannot have been collected", "Undo what was entered too often first";
    "A156" TooFewInAll { approvals: u32, exactly: u32 }
        zh: "赞成票合计 {approvals} 票；每张有效票都要选满，应为 {exactly} 票", "看计票单；单上就这样的，请计票人重新计票";
        en: "{approvals} approvals in all; every valid paper is full, so there must be {exactly}", "Look at the sheet; if it says so, the tellers count again";
    "A160" SpellingNotWritten { name: String }
        zh: "已记下的票上没有写着 {name}", "从列出的写法中选择";
        en: "{name} is not written on any paper recorded", "Choose one of the spellings listed";
    "A161" SpellingIsMember { name: String }
        zh: "{name} 是名册上的党员，不是别人的另一种写法", "记错的票用“更正”";
        en: "{name} is on the roll and no spelling of somebody else", "Correct papers that were keyed wrong";
    "A182" SpellingOfItself { name: String }
        zh: "{name} 不能算作自己的另一种写法", "从名单中另选一位";
        en: "{name} is no spelling of itself", "Choose somebody else from the list";
    "A162" SpellingOfCandidate { name: String }
        zh: "{name} 是票上印着的候选人，不能合并", "逐张认定：另选印着的候选人按选举办法处理";
        en: "{name} is printed on the paper: that is no merging of spellings", "Decide paper by paper, as the procedure says about writing in a candidate";
    "A163" SpellingNotElectable { name: String }
        zh: "{name} 不能在这一轮当选，票不能算给这个人", "选择有被选举权的人";
        en: "{name} cannot be elected in this round", "Choose somebody who may be elected";
    "A172" SeatsCanBeSettled
        zh: "没有选出的名额，大会自己还有办法处理，不能空着等上级决定", "先用上面列出的办法";
        en: "The meeting itself can still settle the open seats: they are not left to the higher body", "Take one of the ways that are listed above";
    "A176" NobodySeated
        zh: "这个职务还没有选出一人，不算接近应选名额，不能减少名额", "另行选举；没有人可以再选的，请示上级党组织";
        en: "Nobody is elected to this office yet: that is not close to its number of seats", "Hold a supplementary round; where nobody is left to stand, ask the higher body";
    "A164" RunoffFirst
        zh: "有人得票相等，先再次投票", "再次投票仍然同票的，可以请示上级";
        en: "Votes are level: first a new vote", "If they are level again, the higher body can be asked";
    "A178" LevelNotShort
        zh: "这些名额不是没有人过半，而是同票不能确定", "再投一次，或者请示上级";
        en: "These seats are not short of votes: level votes do not decide who has them", "Vote once more, or ask the higher body";
    "A165" NobodyLevel
        zh: "没有人因得票相等而待定", "看列出的可以采用的办法";
        en: "Nobody is level for the last seat", "Choose one of the ways that are listed";
    "A166" NobodyLeftToStand
        zh: "没有未当选的人可以再作候选人", "表决减少名额；不能减少的，请示上级党组织";
        en: "Nobody who is not elected is left to stand", "Vote on filling fewer seats; where that cannot be, ask the higher body";
    "A167" NoSurplusVote
        zh: "等额选举不适用这个办法", "停下来请示上级党组织";
        en: "This way is not for a vote without surplus", "Stop and ask the higher body";
    "A171" NothingFound { typed: String, among: usize }
        zh: "一共 {among} 项，没有“{typed}”", "退格改正，或用 ←→ 从名单中选";
        en: "None of the {among} is called “{typed}”", "Mend it, or choose from the list with ←→";
    "A170" PickedAndWritten { name: String }
        zh: "选了名册上的 {name}，又写了名字", "只留一个：票上就是这个人的，不写名字；写法不同的，选“名册上没有的人”再写，由监票人合并";
        en: "{name} is chosen from the roll, and a name is written too", "Keep one: leave the written name empty, or choose “nobody on the roll”; the scrutineers merge spellings";
    "A168" MarkNotInDoubt
        zh: "只能认定有疑问的地方，别的符号不能改", "没有疑问的符号照原票填；记错的用“更正”";
        en: "Only what is doubtful can be decided; other marks stay", "Enter the other marks as they are; correct what was keyed wrong";
    "A173" WriteInNotInDoubt
        zh: "只能认定有疑问的地方，没有疑问的另选人不能不计", "另选人照原票计；记错的用“更正”";
        en: "Only what is doubtful can be decided; a name written in without doubt counts", "Let it count; correct what was keyed wrong";
    "A174" RuledByScrutineers
        zh: "这张票是监票人认定过的", "更正后由监票人重新认定";
        en: "The scrutineers decided about this paper", "Put it right with its doubt; they decide again";
    "A175" VoidNotInProcedure
        zh: "选举办法没有把这种情形列为无效", "作为疑问票由监票人认定，或者写明其他理由";
        en: "The procedure does not list this as making a paper invalid", "Set it aside as doubtful for the scrutineers, or write another reason";
    "A179" NotTooManyApproved
        zh: "照所填的符号，这张票没有多选", "按原票填写符号；不是多选的，选别的理由";
        en: "By these marks the paper does not approve too many", "Enter the marks as they stand; if it is invalid for something else, choose that reason";
    "A177" NobodyMeant
        zh: "还没有选定写的是谁", "从名单中选定一位";
        en: "It is not chosen yet who is meant", "Choose somebody from the list";
    "A169" NoOneLeftToKey
        zh: "第二遍要换人键，不能让所有工作人员都键第一遍", "换一位已经键过第一遍的人，或者先添一名计票人";
        en: "Somebody else must key the second pass: not all officials can key the first", "Let one of those who have keyed go on";
    "A55" NotFailed
        zh: "没有未通过的表决", "先表决";
        en: "No vote has failed", "Vote first";

    // From the procedure to the seal, outside the rounds.
    "A60" ProcedureNotAdopted
        zh: "选举办法还没有通过，不能确定候选人", "先表决通过选举办法";
        en: "The election procedure has not been adopted; candidates cannot be confirmed yet", "Adopt the procedure first";
    "A61" ApprovalMissing
        zh: "还没有上级党组织对候选人的批复", "录入批复文号和日期；没有批复时，休会请示或延期";
        en: "The higher body's approval of the candidates is missing", "Enter its reference and date; if there is none, ask the higher body or postpone";
    "A62" NotIntroduced { count: u32 }
        zh: "还有 {count} 名候选人没有介绍", "逐一介绍后再继续（《条例》第二十一条）";
        en: "{count} candidate(s) not introduced yet", "Introduce each of them first (art. 21)";
    "A63" NoSeat
        zh: "应选名额为零", "请核对方案中的应选名额";
        en: "The contest has no seat to fill", "Check the seats in the plan";
    "A64" TooFewCandidates { candidates: usize, needed: u32 }
        zh: "候选人 {candidates} 名，至少须 {needed} 名", "请示上级党组织补足候选人，或宣布延期";
        en: "{candidates} candidate(s), {needed} needed", "Ask the higher body for more candidates, or postpone";
    "A65" CandidateTwice { name: String }
        zh: "{name} 在候选人名单上出现两次", "请核对方案中的候选人";
        en: "{name} stands twice on the list", "Check the candidates in the plan";
    "A66" OfficialStands { name: String }
        zh: "{name} 是候选人，不能担任监票人、计票人", "换一位不是候选人的党员";
        en: "{name} is a candidate and cannot be a scrutineer, teller or caller", "Name somebody who is not a candidate";
    "A67" NamedTwice { name: String }
        zh: "{name} 已经担任工作人员", "换一位，或先去除原来的";
        en: "{name} is an official already", "Name somebody else, or take the earlier entry away";
    "A68" SecondChief { name: String }
        zh: "总监票人已经是 {name}", "改为监票人，或先去除 {name}";
        en: "{name} is the chief scrutineer already", "Name a scrutineer, or take {name} away first";
    "A69" NoScrutineer
        zh: "还没有监票人", "至少提名一名监票人";
        en: "There is no scrutineer", "Name at least one";
    "A70" NoTeller
        zh: "还没有计票人", "至少指定一名计票人";
        en: "There is no teller", "Name at least one";
    "A71" ScrutineersPassed
        zh: "监票人名单已经表决通过，不能再改", "需要改动时，先撤销表决";
        en: "The scrutineers have been passed and cannot change", "Undo the vote first";
    "A72" NotOnCommittee { name: String }
        zh: "{name} 不是新一届支部委员会委员", "从当选的委员中选择";
        en: "{name} is not on the new committee", "Choose one of its members";
    "A73" StandsUnelected { name: String }
        zh: "{name} 是本次会议的候选人，但没有当选委员", "停下来，请示上级党组织（可休会、记事），再录入上级的答复";
        en: "{name} stands here but was not elected to the committee", "Stop and ask the higher body (recess, note); then enter its answer";
    "A74" NotConvened
        zh: "还没有推荐会议主持人", "从新当选的委员中选定主持人";
        en: "Nobody has been chosen to chair the plenary", "Choose one of the elected members";
    "A75" DutiesOpen { count: u32 }
        zh: "还有 {count} 项分工没有确定", "逐项确定由谁担任";
        en: "{count} duties have nobody yet", "Assign each of them";
    "A76" ContestOpen
        zh: "还有选举没有完成，名额空缺", "完成选举，或决定空缺名额怎么办";
        en: "An election is not finished: seats are open", "Finish it, or decide about the open seats";
    "A77" NotSealed
        zh: "会议记录还没有封存", "宣布散会并封存";
        en: "The record has not been sealed", "Adjourn and seal";
    "A78" DateUnreadable { text: String }
        zh: "“{text}”不是日期", "按 2026-11-21 的样子填写";
        en: "“{text}” is not a date", "Write it like 2026-11-21";
    "A79" NobodyElected
        zh: "还没有当选的委员，不能召开第一次全体会议", "先完成委员的选举";
        en: "Nobody is elected to the committee yet; it cannot meet", "Finish electing its members first";
}

impl Rejection {
    /// What is wrong, in one line.
    pub fn what(&self, lang: Lang) -> String {
        self.words(lang).0
    }

    /// The whole message.
    pub fn trouble(&self, lang: Lang) -> Trouble {
        let (what, todo) = self.words(lang);
        let safe = lang.pick("已记录的内容没有变化", "Nothing on record has changed").to_owned();
        Trouble { code: self.code(), what, safe, todo }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_used_twice() {
        let mut codes = Rejection::CODES.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Rejection::CODES.len());
    }
}
