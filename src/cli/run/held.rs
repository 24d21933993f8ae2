//! The desk of a meeting that is held: a failing disk is met by going on elsewhere, and what happened beside the record is
//! told.

use super::folders::folders;
use crate::agenda::course::{Closed, item_title};
use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, phrase};
use crate::cli::export;
use crate::locale::Lang;
use crate::meeting::steering::{self, BEAT, Steering};
use crate::meeting::{self, Meeting, Welcome};
use crate::messages;
use crate::session::Recorded;
use crate::tui::desk::{Desk, MirrorMark};
use crate::tui::stall::Stall;
use crate::tui::wall::Record;
use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

mod mirror;
mod moves;

/// The least time between two looks for a projector.
const LOOK: Duration = Duration::from_secs(10);

/// A meeting at the desk, and what there is to tell about it beside the record.
pub struct Held {
    meeting: Meeting,
    notice: Option<String>,
    /// The place of last resort for the record.
    temporary: PathBuf,
    /// Says that recording takes long, and whether it did since this was asked last.
    stall: Option<Stall>,
    stalled: bool,
    /// Wakes the loop when the mirror is lost or back; and what was told of it.
    wake: Arc<dyn Fn() + Send + Sync>,
    mirror_told: Option<MirrorMark>,
    /// When a projector was last looked for, and whether there was one.
    looked: Cell<Option<(Instant, bool)>>,
    /// What the wall is asked to show, and when it was told so last.
    wall: Steering,
    told: Option<Instant>,
}

messages! {
    /// What is told beside the record.
    struct Say {
        written(folder: &str) { zh: "会议文件已写入 {folder}", en: "the documents are in {folder}" }
        not_written(folder: &str, why: &io::Error) { zh: "记录已封存；会议文件没有写成（{folder}：{why}），之后可用 changpiao export 再写", en: "the record is sealed; the documents could not be written ({folder}: {why}): run changpiao export later" }
        moved(folder: &str, saved: u64, why: &str) { zh: "记录改在 {folder} 继续，{saved} 条都在，请接着开会（{why}）", en: "the record goes on in {folder}; all {saved} records are there, go on ({why})" }
        temporary { zh: "这是临时文件夹，会后请立即拷贝出来", en: "that is a temporary folder: copy it right after the meeting" }
        asked { zh: "按要求更换", en: "as asked" }
        wall { zh: "投影请在新文件夹重新打开", en: "open the wall again there" }
        deaf(why: &io::Error) { zh: "投影没有收到：{why}", en: "the wall was not told: {why}" }
        resumed(item: &str) { zh: "已恢复：会议停在“{item}”", en: "resumed: the meeting stands at “{item}”" }
        set_aside(bytes: u64, file: &str) { zh: "末尾 {bytes} 字节从未确认，已另存为 {file}", en: "the last {bytes} bytes were never confirmed and lie in {file}" }
        last(events: &str) { zh: "最近三件：{events}", en: "the last three: {events}" }
    }
}

/// Short pieces in one line.
fn line(lang: Lang, pieces: impl IntoIterator<Item = String>) -> String {
    let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    pieces.join(lang.pick("；", "; "))
}

impl Held {
    /// The meeting comes to the desk.
    pub fn new(meeting: Meeting) -> Self {
        Self {
            meeting,
            notice: None,
            temporary: std::env::temp_dir(),
            stall: None,
            stalled: false,
            wake: Arc::new(|| {}),
            mirror_told: None,
            looked: Cell::new(None),
            wall: Steering::default(),
            told: None,
        }
    }

    /// Puts the desk before a loop: `wake` wakes it, `stall` tells of a slow disk on its screen.
    pub(super) fn before(&mut self, wake: impl Fn() + Send + Sync + 'static, stall: Stall) {
        self.wake = Arc::new(wake);
        self.stall = Some(stall);
    }

    /// The meeting at the desk.
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// A resumed meeting comes to the desk: where it stands is told.
    pub fn resumed(meeting: Meeting, welcome: &Welcome, lang: Lang) -> Self {
        let notice = Some(welcome_words(meeting.floor(), welcome, lang));
        let wall = steering::asked(meeting.folder()).map(|asked| asked.wall).unwrap_or_default();
        Self { notice, wall, ..Self::new(meeting) }
    }

    /// Writes the documents of a meeting that was just sealed.
    fn write_documents(&mut self, lang: Lang) {
        let folder = export::documents(self.meeting.folder());
        let written = export::write(self.meeting.session(), Some(self.meeting.head_code()), &folder, lang);
        let place = folder.display().to_string();
        let told = match written {
            Ok(_) => Say(lang).written(&place),
            Err(why) => Say(lang).not_written(&place, &why),
        };
        self.notice = Some(line(lang, self.notice.take().into_iter().chain([told])));
    }
}

/// Where a resumed meeting stands, what was set aside, and what happened last.
fn welcome_words(floor: &Floor, welcome: &Welcome, lang: Lang) -> String {
    let say = Say(lang);
    let item = floor.order.current().map(|item| item_title(item, lang)).unwrap_or_default();
    let mut pieces = vec![say.resumed(&item)];
    pieces.extend(welcome.set_aside.as_ref().map(|(file, bytes)| say.set_aside(*bytes, file)));
    let events = welcome.last.iter().map(|recorded| phrase::phrase(floor, &recorded.event, lang));
    pieces.push(say.last(&line(lang, events)));
    line(lang, pieces)
}

impl Desk for Held {
    fn floor(&self) -> &Floor {
        self.meeting.floor()
    }

    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
        self.recorded(lang, |meeting| meeting.submit(&command))?;
        if let Some(Closed::Sealed { .. }) = self.floor().course.closed {
            self.write_documents(lang);
        }
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        self.recorded(lang, Meeting::undo)
    }

    fn saved(&self) -> u64 {
        self.meeting.saved()
    }

    fn last_act(&self) -> &[Recorded] {
        self.meeting.session().undoable().last().map_or(&[], Vec::as_slice)
    }

    fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn take_stalled(&mut self) -> bool {
        std::mem::take(&mut self.stalled)
    }

    fn mirror(&self) -> Option<MirrorMark> {
        self.mirror_mark()
    }

    fn news(&mut self, lang: Lang) -> Option<String> {
        self.mirror_news(lang)
    }

    fn mirror_in(&mut self, folder: &str, lang: Lang) -> Result<(), Trouble> {
        self.mirror_into(folder, lang)
    }

    fn folders(&self) -> Vec<String> {
        let mirror = self.meeting.mirror_folder().and_then(Path::parent).map(Path::to_owned);
        folders(&self.temporary, mirror)
    }

    fn go_on_in(&mut self, folder: &str, lang: Lang) -> Result<(), Trouble> {
        let followed = self.followed() == Some(true);
        let moved = self.patiently(lang, |held| held.meeting.fail_over(Path::new(folder)));
        moved.map_err(|error| error.trouble(lang))?;
        self.tell_move(&Say(lang).asked(), false, followed, lang);
        Ok(())
    }

    /// Asked whenever the console draws; the folder is looked at every ten seconds at most.
    fn followed(&self) -> Option<bool> {
        let known = self.looked.get().filter(|(at, _)| at.elapsed() < LOOK);
        let (at, followed) = known.unwrap_or_else(|| (Instant::now(), meeting::seen(self.meeting.folder())));
        self.looked.set(Some((at, followed)));
        Some(followed)
    }

    fn steering(&self) -> Option<&Steering> {
        Some(&self.wall)
    }

    fn steer(&mut self, wall: Steering, lang: Lang) -> Result<(), String> {
        self.wall = wall;
        self.told = Some(Instant::now());
        self.meeting.ask_wall(&self.wall).map_err(|why| Say(lang).deaf(&why))
    }

    /// A sign of life that cannot be given is no matter: the wall says that it waits.
    fn beat(&mut self) -> Option<Duration> {
        if self.floor().course.closed.is_some() {
            return None;
        }
        let since = self.told.map(|told| told.elapsed()).filter(|since| *since < BEAT);
        if since.is_none() {
            self.told = Some(Instant::now());
            let _ = self.meeting.ask_wall(&self.wall);
        }
        Some(BEAT.saturating_sub(since.unwrap_or_default()))
    }

    fn record(&self) -> Option<Record> {
        let (meeting, head) = self.meeting.end();
        Some(Record::new(meeting, head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::course;
    use crate::journal::JOURNAL;
    use crate::journal::gate::Gated;
    use crate::meeting::{MeetingError, Stage};
    use crate::plan;
    use crate::tui::stall::{self, Told};
    use std::fs;
    use std::sync::mpsc::channel;
    use tempfile::TempDir;

    /// A desk below `meetings`, with `temporary` as the last resort.
    fn desk() -> (TempDir, Held) {
        let root = tempfile::tempdir().unwrap();
        let temporary = root.path().join("temporary");
        fs::create_dir(&temporary).unwrap();
        let meeting = Meeting::create(&root.path().join("meetings"), plan::sample()).unwrap();
        let held = Held { temporary, ..Held::new(meeting) };
        (root, held)
    }

    fn note(text: &str) -> Command {
        course::Command::TakeNote { text: text.into() }.into()
    }

    /// The folder of meetings becomes a link to nowhere: nothing can be made in it any more.
    #[cfg(unix)]
    fn lose_meetings(root: &std::path::Path) {
        fs::remove_dir_all(root.join("meetings")).unwrap();
        std::os::unix::fs::symlink(root.join("nowhere"), root.join("meetings")).unwrap();
    }

    fn loaded(held: &Held) -> Vec<String> {
        let acts = meeting::load_acts(held.meeting.folder()).unwrap();
        let floor = held.floor();
        acts.iter().flatten().map(|recorded| phrase::phrase(floor, &recorded.event, Lang::En)).collect()
    }

    #[test]
    fn a_lost_journal_is_gone_on_with_beside_it_and_the_command_is_done() {
        let (root, mut held) = desk();
        held.submit(note("one"), Lang::En).unwrap();
        let old = held.meeting.folder().to_owned();
        fs::remove_file(old.join(JOURNAL)).unwrap();
        held.submit(note("two"), Lang::En).unwrap();
        let folder = held.meeting.folder().to_owned();
        assert_ne!(folder, old);
        assert_eq!(folder.parent().unwrap(), root.path().join("meetings"));
        let told = held.take_notice().unwrap();
        assert!(told.contains(&folder.display().to_string()) && told.contains("all 4 records"), "{told}");
        assert!(!told.contains("temporary folder"), "{told}");
        let saved = ["the meeting opens", "note: one", "the record goes on in another place", "note: two"];
        assert_eq!(loaded(&held), saved);
        assert!(meeting::load(&folder).is_ok());
        fs::remove_file(folder.join(JOURNAL)).unwrap();
        held.undo(Lang::En).unwrap();
        assert_eq!(held.saved(), 6, "moved once more, and the undo");
    }

    #[cfg(unix)]
    #[test]
    fn where_nothing_can_be_made_beside_it_the_temporary_folder_is_taken() {
        let (root, mut held) = desk();
        lose_meetings(root.path());
        held.submit(note("one"), Lang::En).unwrap();
        assert_eq!(held.meeting.folder().parent().unwrap(), held.temporary);
        let told = held.take_notice().unwrap();
        assert!(told.contains("temporary folder"), "{told}");
        assert_eq!(loaded(&held).last().unwrap(), "note: one");
    }

    #[cfg(unix)]
    #[test]
    fn when_every_place_fails_it_is_said_and_a_later_try_succeeds() {
        let (root, mut held) = desk();
        lose_meetings(root.path());
        fs::remove_dir(&held.temporary).unwrap();
        fs::write(&held.temporary, "").unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let trouble = held.submit(note("one"), lang).unwrap_err();
            assert_eq!(trouble.code, "J11");
            assert!(!trouble.safe.contains("Nothing has been recorded"), "{trouble:?}");
        }
        assert_eq!((held.saved(), held.take_notice()), (1, None));
        fs::remove_file(&held.temporary).unwrap();
        held.submit(note("one"), Lang::En).unwrap();
        assert_eq!(held.saved(), 3);
    }

    #[test]
    fn a_refused_command_stays_where_it_is() {
        let (_root, mut held) = desk();
        let folder = held.meeting.folder().to_owned();
        assert!(held.submit(course::Command::EndRecess.into(), Lang::En).is_err());
        assert_eq!(held.meeting.folder(), folder);
        assert_eq!(held.take_notice(), None);
    }

    #[test]
    fn a_resumed_meeting_says_where_it_stands() {
        let (_root, mut held) = desk();
        held.submit(note("before the break"), Lang::En).unwrap();
        let folder = held.meeting.folder().to_owned();
        drop(held);
        let mut journal = fs::read(folder.join(JOURNAL)).unwrap();
        journal.extend_from_slice(b"{\"v\":1");
        fs::write(folder.join(JOURNAL), journal).unwrap();
        let (meeting, welcome) = Meeting::resume(&folder).unwrap();
        let mut held = Held::resumed(meeting, &welcome, Lang::En);
        let told = held.take_notice().unwrap();
        for part in
            ["resumed: the meeting stands at", "the last 6 bytes", "journal.torn-1", "before the break"]
        {
            assert!(told.contains(part), "{told}");
        }
    }

    #[test]
    fn a_stalled_disk_is_told_once_nothing_is_decided_meanwhile_and_then_it_is_done() {
        let root = tempfile::tempdir().unwrap();
        let disk = Gated::new();
        let meeting = Meeting::create(root.path(), plan::sample()).unwrap().on(Arc::new(disk.clone()));
        let mut held = Held::new(meeting);
        held.submit(note("quick"), Lang::En).unwrap();
        let token = disk.shut();
        let (tell, told) = channel();
        // The gate is opened by what is told after the longer time: only a stall that is told ends.
        let stall = Stall::new([Duration::ZERO; 2], move |what, lang| {
            tell.send((what, lang)).unwrap();
            if what == Told::Slow {
                token.send(()).unwrap();
            }
        });
        held.before(|| {}, stall);
        held.submit(note("slow"), Lang::Zh).unwrap();
        assert_eq!(told.try_iter().collect::<Vec<_>>(), [(Told::Saving, Lang::Zh), (Told::Slow, Lang::Zh)]);
        assert_eq!(held.saved(), 3);
        assert!(held.take_stalled() && !held.take_stalled());
    }

    /// The meetings below a folder; of one that is given twice the later word counts.
    fn shelf(root: &Path) -> Vec<meeting::Card> {
        let mut cards: Vec<meeting::Card> = Vec::new();
        for card in meeting::Shelf::at(root) {
            cards.retain(|known| known.folder != card.folder);
            cards.push(card);
        }
        cards
    }

    #[test]
    fn the_record_goes_on_in_a_folder_that_was_chosen() {
        let (root, mut held) = desk();
        held.submit(note("one"), Lang::En).unwrap();
        let old = held.meeting.folder().to_owned();
        let stick = root.path().join("stick");
        fs::create_dir(&stick).unwrap();
        held.go_on_in(stick.to_str().unwrap(), Lang::En).unwrap();
        assert_eq!(held.meeting.folder().parent().unwrap(), stick);
        assert!(held.take_notice().unwrap().contains("all 3 records"));
        held.submit(note("two"), Lang::En).unwrap();
        let cards = shelf(&root.path().join("meetings"));
        assert_eq!(cards.len(), 1);
        assert_eq!(
            (cards[0].stage, cards[0].went_on.as_deref()),
            (Stage::WentOn, Some(held.meeting.folder()))
        );
        assert!(matches!(Meeting::resume(&old), Err(MeetingError::WentOn { .. })));
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let trouble = held.go_on_in(file.to_str().unwrap(), Lang::En).unwrap_err();
        assert_eq!(trouble.code, "M04");
        assert_eq!(held.meeting.folder().parent().unwrap(), stick, "as before");
    }

    #[test]
    fn the_new_folder_says_where_it_came_from_when_the_old_one_takes_no_note() {
        let (root, mut held) = desk();
        let old = held.meeting.folder().to_owned();
        held.go_on_in(root.path().join("meetings").to_str().unwrap(), Lang::En).unwrap();
        fs::remove_file(old.join("journal.moved")).unwrap();
        let cards = shelf(&root.path().join("meetings"));
        let went = cards.iter().find(|card| card.folder == old).unwrap();
        assert_eq!(went.went_on.as_deref(), Some(held.meeting.folder()));
        assert_eq!(cards.iter().filter(|card| card.stage == Stage::Open).count(), 1);
    }

    #[test]
    fn the_mirrors_loss_and_return_are_told() {
        let (root, mut held) = desk();
        let (tell, woken) = channel();
        let tell = std::sync::Mutex::new(tell);
        held.before(move || tell.lock().unwrap().send(()).unwrap(), Stall::new(stall::PATIENCE, |_, _| {}));
        let stick = root.path().join("stick");
        fs::create_dir(&stick).unwrap();
        held.mirror_again(Some(&stick), Lang::En);
        woken.recv().unwrap();
        assert_eq!((held.mirror(), held.news(Lang::En)), (Some(MirrorMark::Whole), None));
        fs::rename(&stick, root.path().join("pulled")).unwrap();
        held.submit(note("one"), Lang::En).unwrap();
        woken.recv().unwrap();
        assert_eq!(held.mirror(), Some(MirrorMark::Lost("J40")));
        let told = held.news(Lang::Zh).unwrap();
        assert!(
            told.contains("J40 镜像已断开") && told.contains("照常保存") && told.contains("插回"),
            "{told}"
        );
        assert_eq!(held.news(Lang::Zh), None, "once");
        fs::rename(root.path().join("pulled"), &stick).unwrap();
        held.submit(note("two"), Lang::En).unwrap();
        woken.recv().unwrap();
        assert!(held.news(Lang::En).unwrap().contains("3 records verified"));
        let copy = held.meeting.mirror_folder().unwrap().join(JOURNAL);
        assert_eq!(fs::read(copy).unwrap(), fs::read(held.meeting.folder().join(JOURNAL)).unwrap());
        let own = held.meeting.parent();
        assert_eq!(held.mirror_in(own.to_str().unwrap(), Lang::En).unwrap_err().code, "J43");
    }

    #[test]
    fn the_wall_is_told_what_is_asked_and_that_the_console_lives() {
        let (_root, mut held) = desk();
        let folder = held.meeting.folder().to_owned();
        assert_eq!(steering::asked(&folder), None);
        assert!(held.beat().unwrap() <= BEAT);
        let first = steering::asked(&folder);
        assert_eq!(first.as_ref().unwrap().wall, Steering::default());
        assert!(held.beat().unwrap() <= BEAT);
        assert_eq!(steering::asked(&folder), first, "it is not time yet");
        let wall = Steering { shows: steering::Shows::Blank, ..Steering::default() };
        held.steer(wall.clone(), Lang::Zh).unwrap();
        assert_eq!(steering::asked(&folder).unwrap().wall, wall);
        drop(held);
        let (meeting, welcome) = Meeting::resume(&folder).unwrap();
        let mut held = Held::resumed(meeting, &welcome, Lang::En);
        assert_eq!(held.steering(), Some(&wall), "a resumed meeting goes on with the same wall");
        fs::remove_file(folder.join(steering::WALL)).unwrap();
        fs::create_dir(folder.join(steering::WALL)).unwrap();
        assert!(held.steer(Steering::default(), Lang::En).unwrap_err().contains("not told"));
        held.submit(course::Command::Postpone { reason: "later".into() }.into(), Lang::En).unwrap();
        assert_eq!(held.beat(), None);
    }

    #[test]
    fn a_projector_is_looked_for_now_and_then() {
        let (_root, held) = desk();
        assert_eq!(held.followed(), Some(false));
        let mut sign = meeting::Sign::new(held.meeting.folder());
        sign.give();
        assert_eq!(held.followed(), Some(false), "looked a moment ago");
        held.looked.set(None);
        assert_eq!(held.followed(), Some(true));
    }
}
