//! After the end: what is sealed, who was elected, what to do.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::action::Action;
use crate::agenda::course::Closed;
use crate::agenda::round::office_text;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words after the end.
    struct Say {
        sealed { zh: "会议已经结束，记录已经封存，不能再改动。", en: "The meeting is over and its record sealed: nothing can be changed." }
        postponed(reason: &str) { zh: "会议已经延期：{reason}。到会和表决的记录都已保存。", en: "The meeting is postponed: {reason}. What was recorded is kept." }
        elected(office: &str, names: &str) { zh: "当选{office}：{names}", en: "Elected as {office}: {names}" }
        leave(key: &str) { zh: "会议记录、结果报告单和报告在会议文件夹的 documents 里（changpiao export 可以重新生成）。请把投影上的记录校验码抄进签字的会议记录。按 {key} 离开。", en: "Minutes, result sheets and reports are in the folder “documents” of the meeting (“changpiao export” makes them again). Copy the code on the wall into the signed minutes. {key} leaves." }
    }
}

/// Draws what there is to say after the end.
pub fn draw(scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let first = match &scene.floor.course.closed {
        Some(Closed::Postponed { reason, .. }) => say.postponed(reason),
        Some(Closed::Sealed { .. }) | None => say.sealed(),
    };
    let mut texts = vec![(Role::Number, first)];
    for contest in &scene.floor.plan.contests {
        let members = scene.floor.elected(contest.id);
        if !members.is_empty() {
            let names = scene.lang.list(members.iter().map(|member| scene.floor.name(*member)));
            texts.push((Role::Ok, say.elected(&office_text(&contest.office, scene.lang), &names)));
        }
    }
    let key =
        keymap::key_for(Context::List, Action::Quit).map(|key| key.name(pen.theme.glyphs.keys, scene.lang));
    texts.push((Role::Dim, say.leave(&key.unwrap_or_default())));
    let mut y = 0;
    for (role, text) in &texts {
        for line in pen::wrap(text, area.width.min(90)) {
            pen.text(pen::row(area, y), &line, *role);
            y += 1;
        }
        y += 1;
    }
}
