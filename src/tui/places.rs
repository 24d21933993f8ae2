//! Folders chosen at the desk: where the record is mirrored, and where it goes on when a disk fails.

use super::desk::Desk;
use super::draft::{Draft, Origin};
use super::model::{App, Layer, Message};
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::{Answer, Field, FieldKind, Form};
use crate::agenda::{Command, Rejection};
use crate::locale::Lang;
use crate::messages;

/// What a folder is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A second copy of the record, kept while the meeting goes on.
    Mirror,
    /// The record goes on there.
    Elsewhere,
}

impl Place {
    /// Every use of a folder.
    pub const ALL: [Self; 2] = [Self::Mirror, Self::Elsewhere];

    /// What the menu says.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Mirror => Say(lang).mirror(),
            Self::Elsewhere => Say(lang).elsewhere(),
        }
    }
}

messages! {
    /// Words of choosing a folder.
    struct Say {
        mirror { zh: "镜像：同时存一份到优盘…", en: "mirror: keep a second copy on a stick…" }
        elsewhere { zh: "换一个文件夹继续记录…", en: "go on recording in another folder…" }
        mirror_title { zh: "镜像：每条记录存好之后，再存一份到这里", en: "Mirror: every record, once saved, is saved here too" }
        elsewhere_title { zh: "换一个文件夹继续：已确认的记录全部带过去", en: "Go on in another folder: everything confirmed goes with it" }
        folder { zh: "文件夹", en: "Folder" }
        other { zh: "或者输入", en: "Or type it" }
        hint { zh: "须已存在", en: "must exist" }
        none { zh: "（在下面输入）", en: "(type it below)" }
    }
}

/// Asks for a folder.
pub fn ask(app: &mut App, desk: &impl Desk, place: Place) {
    let say = Say(app.lang);
    let mut texts = desk.folders();
    texts.push(say.none());
    let field = |label: String, hint: String, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.folder(), String::new(), FieldKind::Choice(texts, 0)),
        field(say.other(), say.hint(), FieldKind::Text(String::new())),
    ];
    let title = if place == Place::Mirror { say.mirror_title() } else { say.elsewhere_title() };
    let form = Form { title, fields, subject: 0, read: no_command };
    app.layers.push(Layer::Form(Box::new(Draft::new(Origin::Place(place), form, None))));
}

/// A folder is no command of the meeting: [`hand_in`] takes it.
fn no_command(_: u32, _: &[Answer]) -> Result<Command, Rejection> {
    Err(Rejection::TextMissing)
}

/// The folder that was chosen or typed; what is typed counts.
fn chosen(draft: &Draft) -> Option<String> {
    let answers = draft.answers();
    let [Answer::Choice(at), Answer::Text(typed)] = answers.as_slice() else { return None };
    if !typed.is_empty() {
        return Some(typed.clone());
    }
    let Some(FieldKind::Choice(texts, _)) = draft.form.fields.first().map(|field| &field.kind) else {
        return None;
    };
    texts.get(*at).filter(|_| at + 1 < texts.len()).cloned()
}

/// Hands the folder in; says whether the record goes on elsewhere now.
pub fn hand_in(app: &mut App, desk: &mut impl Desk, place: Place) -> bool {
    let lang = app.lang;
    let Some(Layer::Form(mut draft)) = app.layers.pop() else { return false };
    let done: Result<(), Trouble> = match chosen(&draft) {
        None => Err(Rejection::TextMissing.trouble(lang)),
        Some(folder) => match place {
            Place::Mirror => desk.mirror_in(&folder, lang),
            Place::Elsewhere => desk.go_on_in(&folder, lang),
        },
    };
    match done {
        Ok(()) => {
            app.message = desk.take_notice().map(Message::Note);
            place == Place::Elsewhere
        }
        Err(trouble) => {
            draft.trouble = Some(trouble);
            app.layers.push(Layer::Form(draft));
            false
        }
    }
}
