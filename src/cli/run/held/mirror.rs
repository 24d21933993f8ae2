//! The mirror as the desk has it: begun, lost, back.

use super::{Held, line};
use crate::agenda::rejection::Trouble;
use crate::journal::{MirrorError, MirrorState};
use crate::locale::Lang;
use crate::meeting;
use crate::messages;
use crate::tui::desk::{Desk, MirrorMark};
use std::path::Path;

messages! {
    /// Words of the mirror.
    struct Say {
        mirroring(folder: &str) { zh: "镜像：{folder}", en: "mirror: {folder}" }
        mirror_back(saved: u64) { zh: "镜像已恢复：缺的已补齐，{saved} 条核对无误", en: "the mirror is back: what was missing is copied, {saved} records verified" }
        mirror_lost(code: &str, what: &str, todo: &str) { zh: "{code} {what}；记录照常保存；{todo}", en: "{code} {what}; the record itself is saved; {todo}" }
    }
}

impl Held {
    /// Mirrors the record below a folder, or where its mirror was the last time.
    pub(in crate::cli::run) fn mirror_again(&mut self, folder: Option<&Path>, lang: Lang) {
        let wake = self.wake.clone();
        let begun = match (folder, meeting::last_mirror(self.meeting.folder())) {
            (Some(folder), _) => self.meeting.mirror_in(folder, move || wake()),
            (None, Some(copy)) => self.meeting.mirror_at(&copy, move || wake()),
            (None, None) => Ok(()),
        };
        if let Err(error) = begun {
            let trouble = mirror_trouble(&error, lang);
            let told = format!("{} {}{}{}", trouble.code, trouble.what, lang.pick("，", "; "), trouble.todo);
            self.notice = Some(line(lang, self.notice.take().into_iter().chain([told])));
        }
    }

    /// How the mirror stands, as the header shows it.
    pub(super) fn mirror_mark(&self) -> Option<MirrorMark> {
        Some(match self.meeting.mirror()? {
            MirrorState::Copying => MirrorMark::Copying,
            MirrorState::Whole(_) => MirrorMark::Whole,
            MirrorState::Lost(error) => MirrorMark::Lost(error.code()),
        })
    }

    /// What became of the mirror since this was asked last.
    pub(super) fn mirror_news(&mut self, lang: Lang) -> Option<String> {
        let mark = self.mirror_mark();
        let before = std::mem::replace(&mut self.mirror_told, mark);
        let say = Say(lang);
        match (before, self.meeting.mirror()?) {
            (Some(MirrorMark::Lost(_)), MirrorState::Whole(_)) => Some(say.mirror_back(self.saved())),
            (_, MirrorState::Lost(error)) if before != mark => {
                let said = error.explain(lang);
                Some(say.mirror_lost(said.code, &said.happened, &said.next))
            }
            _ => None,
        }
    }

    /// Mirrors the record into a folder.
    pub(super) fn mirror_into(&mut self, folder: &str, lang: Lang) -> Result<(), Trouble> {
        let wake = self.wake.clone();
        self.mirror_told = None;
        self.meeting
            .mirror_in(Path::new(folder), move || wake())
            .map_err(|error| mirror_trouble(&error, lang))?;
        self.notice = Some(Say(lang).mirroring(folder));
        Ok(())
    }
}

/// What is wrong with a mirror, as the desk tells it.
fn mirror_trouble(error: &MirrorError, lang: Lang) -> Trouble {
    let said = error.explain(lang);
    Trouble { code: said.code, what: said.happened, safe: said.safe, todo: said.next }
}
