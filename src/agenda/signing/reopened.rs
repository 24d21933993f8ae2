//! What is told while a result that was opened again is checked.

use crate::agenda::round::{Milestone, Reopened, Stood};
use crate::agenda::screen::{Aloud, Fact, Screen, Speaker, Tone};
use crate::agenda::{Here, Kind, ready};
use crate::domain::procedure::Counting;
use crate::locale::Lang;

crate::messages! {
    /// Words of a result that is checked again.
    struct Say {
        again { zh: "重新核对", en: "Checked again" }
        again_counted(reason: &str) { zh: "计出的结果要重新核对：{reason}", en: "the result of the count is checked again: {reason}" }
        again_signed(reason: &str) { zh: "签过字的结果已作废：{reason}", en: "the signed result is void: {reason}" }
        again_reported(reason: &str) { zh: "报告过的结果已作废：{reason}", en: "the reported result is void: {reason}" }
        again_announced(reason: &str) { zh: "宣布过的结果已作废：{reason}", en: "the announced result is void: {reason}" }
        say_reported { zh: "刚才报告的计票结果有误，不再有效，现在重新核对。", en: "The result that was reported is not right and no longer valid. It is checked again now." }
        say_announced { zh: "刚才宣布的选举结果有误，宣布不再有效，现在重新核对。", en: "The result that was announced is not right and no longer valid. It is checked again now." }
    }
}

/// While a result that was opened again is checked: that the old one is void and why, and the words for it.
pub(crate) fn tell(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    let Some(round) = here.round().filter(|round| !round.has(Milestone::Reported)) else { return };
    let Some(Reopened { reason, stood, .. }) = round.reopened().last() else { return };
    let say = Say(lang);
    let (rule, words) = match stood {
        Stood::Counted => (say.again_counted(reason), None),
        Stood::Signed => (say.again_signed(reason), None),
        Stood::Reported => (say.again_reported(reason), Some(say.say_reported())),
        Stood::Announced(_) => (say.again_announced(reason), Some(say.say_announced())),
    };
    screen.facts.insert(0, Fact::new(say.again(), "").rule(Tone::Warn, rule));
    let words = words.filter(|_| is_first(here));
    screen.aloud.splice(0..0, words.map(|text| Aloud { speaker: Speaker::Chair, text }));
}

/// Whether checking begins here: with the sheets, or with the papers where they are read twice.
fn is_first(here: Here<'_>) -> bool {
    match here.item.kind {
        Kind::Calling => here.floor.procedure().counting == Counting::KeyedTwice,
        Kind::Totals | Kind::Compare => ready(here).is_err(),
        _ => false,
    }
}
