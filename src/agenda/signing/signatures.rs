//! Who signed the result sheet, who did not and why: told on the console and in the words.

use super::{enough_signers, signers};
use crate::agenda::floor::must;
use crate::agenda::round::RoundState;
use crate::agenda::screen::{Fact, Tone};
use crate::agenda::{Here, Rejection};
use crate::domain::MemberId;
use crate::locale::Lang;

crate::messages! {
    /// Words of the signatures.
    struct Say {
        words { zh: "请监票人、计票人在计票结果单上签字。", en: "Scrutineers and tellers, please sign the result sheet." }
        by { zh: "已签字", en: "Signed by" }
        not_by { zh: "没有签字", en: "Did not sign" }
        because(reason: &str) { zh: "原因：{reason}", en: "reason: {reason}" }
        silent { zh: "没有记下原因", en: "no reason is on record" }
        all_signed { zh: "监票人、计票人都已在计票结果单上签字。", en: "All scrutineers and tellers have signed the result sheet." }
        some_signed(names: &str) { zh: "{names} 已在计票结果单上签字。", en: "{names} signed the result sheet." }
        not_signed(names: &str, why: &str) { zh: "{names} 没有签字（{why}）。", en: "{names} did not sign ({why})." }
        report_it { zh: "请监票人报告计票结果。", en: "Scrutineer, please report the result." }
    }
}

/// Who signed, and who did not and why, once the sheet is signed.
pub(super) fn facts(here: Here<'_>, round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut facts = vec![Fact::new(say.by(), names(here, &round.signed, lang)).rule(Tone::Good, "")];
    let missing = missing(here, &round.signed);
    if !missing.is_empty() {
        let names = names(here, &missing, lang);
        facts.push(Fact::new(say.not_by(), names).rule(Tone::Warn, why_missing(round, say)));
    }
    facts
}

/// The words: sign it; once it is signed who signed and who did not, and that it is reported now.
pub(super) fn spoken(here: Here<'_>, round: &RoundState, lang: Lang) -> String {
    let say = Say(lang);
    if round.signed.is_empty() {
        return say.words();
    }
    let missing = missing(here, &round.signed);
    let told = if missing.is_empty() {
        vec![say.all_signed()]
    } else {
        let not = say.not_signed(&names(here, &missing, lang), &why_missing(round, say));
        vec![say.some_signed(&names(here, &round.signed, lang)), not]
    };
    lang.sentences(told.into_iter().chain([say.report_it()]))
}

/// Whoever does not sign, a teller too, does so for a reason. Asked of the command and not where events are admitted: records
/// without a reason are on disk already.
///
/// # Errors
/// What is missing: signatures without which there is no result, then the reason.
pub(super) fn reason_given(
    here: Here<'_>,
    signed: &[MemberId],
    reason: Option<&str>,
) -> Result<(), Rejection> {
    enough_signers(here.floor, here.item.body, signed, reason)?;
    let missing = missing(here, signed);
    let given = reason.is_some_and(|reason| !reason.trim().is_empty());
    let names = || missing.iter().map(|member| here.floor.name(*member)).collect::<Vec<_>>().join("、");
    must(given || missing.is_empty(), Rejection::MissingWithoutReason { names: names() })
}

fn missing(here: Here<'_>, signed: &[MemberId]) -> Vec<MemberId> {
    signers(here).into_iter().filter(|member| !signed.contains(member)).collect()
}

fn names(here: Here<'_>, members: &[MemberId], lang: Lang) -> String {
    lang.list(members.iter().map(|member| here.floor.name(*member)))
}

fn why_missing(round: &RoundState, say: Say) -> String {
    round.unsigned.as_deref().map_or_else(|| say.silent(), |reason| say.because(reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, in_round, put, round};
    use crate::agenda::signing::{Command, Event};
    use crate::agenda::{Floor, Kind, screen};

    fn told(floor: &Floor, lang: Lang) -> (String, Vec<Fact>) {
        let shown = screen(floor, lang).unwrap();
        (shown.aloud[0].text.clone(), shown.facts)
    }

    fn sign(floor: &mut Floor, signed: [bool; 4], reason: Option<&str>) -> Result<(), Rejection> {
        let missing = reason.map(str::to_owned);
        act(floor, Command::Sign { signed: signed.to_vec(), missing })
    }

    #[test]
    fn the_words_follow_who_has_signed() {
        let floor = in_round(Kind::Signing);
        assert!(told(&floor, Lang::Zh).0.starts_with("请监票人、计票人"));
        let mut all = floor.clone();
        sign(&mut all, [true; 4], None).unwrap();
        let (words, facts) = told(&all, Lang::Zh);
        assert_eq!(words, "监票人、计票人都已在计票结果单上签字。请监票人报告计票结果。");
        assert!(facts.iter().all(|fact| fact.label != Say(Lang::Zh).not_by()));
        let mut one = floor;
        sign(&mut one, [true, true, true, false], Some("临时离会")).unwrap();
        for (lang, not) in [
            (Lang::Zh, "冯玉兰 没有签字（原因：临时离会）。请监票人报告计票结果。"),
            (Lang::En, "冯玉兰 did not sign (reason: 临时离会). Scrutineer, please report the result."),
        ] {
            let (words, facts) = told(&one, lang);
            assert!(words.ends_with(not), "{words}");
            assert_eq!((facts[1].value.as_str(), facts[1].tone), ("冯玉兰", Tone::Warn));
            assert!(facts[1].rule.contains("临时离会"));
        }
    }

    #[test]
    fn nobody_stays_away_without_a_reason_but_older_records_replay() {
        let mut floor = in_round(Kind::Signing);
        let names = "冯玉兰".to_owned();
        for reason in [None, Some(" ")] {
            let refused = sign(&mut floor, [true, true, true, false], reason);
            assert_eq!(refused, Err(Rejection::MissingWithoutReason { names: names.clone() }));
        }
        let no_teller = sign(&mut floor, [true, true, false, false], None);
        assert_eq!(no_teller, Err(Rejection::TellerSignatureMissing), "a reason would not help");
        let mut signed = signers(floor.here().unwrap());
        signed.pop();
        let kept = Event::SheetSigned { round: round(&floor).id, signers: signed, missing: None };
        put(&mut floor, kept).unwrap();
        assert!(told(&floor, Lang::Zh).0.contains("冯玉兰 没有签字（没有记下原因）"));
    }
}
