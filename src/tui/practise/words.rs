//! What papers, mistakes and advice are called.

use crate::locale::Lang;
use crate::messages;
use crate::practice::mistake::Mistake;
use crate::practice::papers::Shape;
use crate::practice::score::Advice;

messages! {
    /// Words of a practice.
    pub(crate) struct Say {
        invalid { zh: "无效票", en: "invalid papers" }
        doubtful { zh: "疑问票", en: "doubtful papers" }
        reason { zh: "挑出的情形", en: "why a paper is set aside" }
        write_in { zh: "另选他人", en: "names written in" }
        all_blank { zh: "整张空白", en: "papers left blank" }
        forgotten { zh: "漏划", en: "a strike forgotten" }
        too_many { zh: "多划", en: "a name too many struck" }
        other_name { zh: "划错姓名", en: "another name struck" }
        sign { zh: "空白和 × 混淆", en: "blank taken for ×, or × for blank" }
        full { zh: "全部赞成的票", en: "papers that approve all" }
        crossed { zh: "有 × 的票", en: "papers with ×" }
        blanks { zh: "有空白的票", en: "papers with blanks" }
        invalid_tip { zh: "无效票按 /，选好情形再提交；票上看着正常就照常键。", en: "/ sets an invalid paper aside: choose what is wrong with it." }
        doubtful_tip { zh: "符号看不清、不合规定的按 .，填第几位，不要替投票人猜。", en: ". sets a doubtful paper aside: say beside which name. Never guess for the voter." }
        reason_tip { zh: "挑出之前看清是哪一种情形。", en: "Look which kind it is before handing the form in." }
        write_in_tip { zh: "划去被代替的姓名，再按 +，键入拼音首字母。", en: "Strike the name it replaces, then + and the initials." }
        all_blank_tip { zh: "什么都没有画的票按 *。", en: "* is the key for a paper without any mark." }
        forgotten_tip { zh: "记下之前看一眼“本票”那一行。", en: "Look at the line “This paper” before Enter." }
        struck_tip { zh: "看准姓名左边的键；按错了再按一次就恢复。", en: "Look at the key beside the name; pressed again it takes the strike back." }
        sign_tip { zh: "票上留空的，划去之后按 -，整张的 × 都变成空白。", en: "Where the paper is blank, - turns the strikes into blanks." }
        practise(what: &str, times: u32, tip: &str) { zh: "最该练的：{what}（{times} 次）。{tip}", en: "To practise: {what} ({times} time(s)). {tip}" }
        strikes(times: u32) { zh: "没有记错，但有 {times} 次没有划够就按了回车：先划完再按。", en: "Nothing came out wrong, but Enter was refused {times} time(s): strike first, then Enter." }
        slow(what: &str, theirs: &str, plain: &str) { zh: "没有记错。最慢的是{what}：每张 {theirs} 秒，平常的票 {plain} 秒。", en: "Nothing came out wrong. Slowest: {what}, {theirs} s each, plain ones {plain} s." }
        nothing { zh: "没有记错的，也没有特别慢的。", en: "Nothing came out wrong, and nothing was slow." }
    }
}

/// What went wrong, in a few words.
pub(crate) fn mistake(mistake: Mistake, lang: Lang) -> String {
    let say = Say(lang);
    match mistake {
        Mistake::Invalid => say.invalid(),
        Mistake::Doubtful => say.doubtful(),
        Mistake::Reason => say.reason(),
        Mistake::WriteIn => say.write_in(),
        Mistake::AllBlank => say.all_blank(),
        Mistake::Forgotten => say.forgotten(),
        Mistake::TooMany => say.too_many(),
        Mistake::OtherName => say.other_name(),
        Mistake::Sign => say.sign(),
    }
}

/// What to do against it.
fn tip(mistake: Mistake, lang: Lang) -> String {
    let say = Say(lang);
    match mistake {
        Mistake::Invalid => say.invalid_tip(),
        Mistake::Doubtful => say.doubtful_tip(),
        Mistake::Reason => say.reason_tip(),
        Mistake::WriteIn => say.write_in_tip(),
        Mistake::AllBlank => say.all_blank_tip(),
        Mistake::Forgotten => say.forgotten_tip(),
        Mistake::TooMany | Mistake::OtherName => say.struck_tip(),
        Mistake::Sign => say.sign_tip(),
    }
}

/// What papers of a shape are called.
pub(crate) fn shape(shape: Shape, lang: Lang) -> String {
    let say = Say(lang);
    match shape {
        Shape::Full => say.full(),
        Shape::Crossed => say.crossed(),
        Shape::Blanks => say.blanks(),
        Shape::AllBlank => say.all_blank(),
        Shape::WriteIn => say.write_in(),
        Shape::Invalid => say.invalid(),
        Shape::Doubtful => say.doubtful(),
    }
}

/// The advice at the end.
pub(crate) fn advice(advice: Advice, lang: Lang) -> String {
    let say = Say(lang);
    match advice {
        Advice::Mistake(what, times) => say.practise(&mistake(what, lang), times, &tip(what, lang)),
        Advice::Strikes(times) => say.strikes(times),
        Advice::Slow(what, theirs, plain) => say.slow(&shape(what, lang), &tenths(theirs), &tenths(plain)),
        Advice::Nothing => say.nothing(),
    }
}

/// A number of tenths, such as 2.4.
pub(crate) fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_have_one_place() {
        assert_eq!([0, 9, 10, 24].map(tenths), ["0.0", "0.9", "1.0", "2.4"]);
    }

    #[test]
    fn every_mistake_has_words_and_a_tip_of_its_own() {
        let all = [
            Mistake::Invalid,
            Mistake::Doubtful,
            Mistake::Reason,
            Mistake::WriteIn,
            Mistake::AllBlank,
            Mistake::Forgotten,
            Mistake::TooMany,
            Mistake::OtherName,
            Mistake::Sign,
        ];
        for lang in [Lang::Zh, Lang::En] {
            let words: std::collections::BTreeSet<String> =
                all.iter().map(|what| advice(Advice::Mistake(*what, 2), lang)).collect();
            assert_eq!(words.len(), all.len());
        }
    }
}
