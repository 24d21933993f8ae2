//! Forms, lists and questions as the chair uses them: what is said is whole, and a key does what one expects.

use crate::support::{Chair, Memory, drawn};
use changpiao::agenda::Kind;
use changpiao::agenda::action::Action;
use changpiao::agenda::screen::{Answer, Field, FieldKind, Form, Gives, Offer, Screen, Work};
use changpiao::domain::procedure::Counting;
use changpiao::locale::Lang;
use changpiao::tui::desk::Desk;
use changpiao::tui::draft::{Draft, Origin};
use changpiao::tui::model::{Layer, Then};
use changpiao::tui::theme::Theme;
use changpiao::tui::view::form;
use changpiao::tui::view::pen::{self, Pen};
use crossterm::event::KeyCode;
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthChar;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];
/// The inside of a form's window in a window of 80×24 and of 100×30.
const INSIDE: [(u16, u16); 2] = [(72, 17), (92, 23)];

/// Every form of a screen.
fn forms(screen: &Screen) -> Vec<Form> {
    let rows = match &screen.work {
        Work::List(list) => list.rows.as_slice(),
        _ => &[],
    };
    let offers = rows.iter().flat_map(|row| &row.offers).chain(&screen.offers);
    let form = |offer: &Offer| match &offer.gives {
        Gives::Form(form) => Some(form.clone()),
        _ => None,
    };
    offers.filter_map(form).collect()
}

/// Every form of the rehearsal in which the papers are counted in this way, by its title.
fn all_forms(lang: Lang, counting: Counting) -> BTreeMap<String, Form> {
    let mut plan = changpiao::plan::sample();
    (plan.rehearsal, plan.procedure.counting) = (true, counting);
    let mut chair = Chair::new(lang, Memory::new(plan));
    let mut found = BTreeMap::new();
    while chair.desk.floor().here().is_some() {
        found.extend(forms(&chair.app.screen()).into_iter().map(|form| (form.title.clone(), form)));
        chair.press(KeyCode::F(8));
    }
    found
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The wall between the agenda and the step's work in a window of 80 columns.
const PANES: usize = 24;

/// The first columns of every row, or those from there on.
fn columns(shown: &str, from: usize, to: usize) -> Vec<String> {
    let cells = |line: &str| {
        let mut at = 0;
        let mut taken = String::new();
        for c in line.chars() {
            if (from..to).contains(&at) {
                taken.push(c);
            }
            at += UnicodeWidthChar::width(c).unwrap_or(0);
        }
        taken
    };
    shown.lines().map(cells).collect()
}

/// Whatever title is cut on the screen: over the step, of a step in the agenda, of a form that the step offers.
fn cut_titles(chair: &mut Chair, known: &mut BTreeSet<String>, found: &mut BTreeSet<String>) {
    let shown = chair.shown(80, 24);
    if !matches!(chair.app.screen().work, Work::Calling(_)) {
        let over = columns(&shown, PANES, 80).swap_remove(1);
        found.extend(over.contains('…').then_some(over));
        let steps = columns(&shown, 0, PANES);
        found.extend(steps.into_iter().filter(|line| line.starts_with("│   ") && line.contains('…')));
    }
    for form in forms(&chair.app.screen()) {
        let title = form.title.clone();
        if !known.insert(title.clone()) {
            continue;
        }
        chair.app.layers.push(Layer::Form(Box::new(Draft::new(Origin::Work, form, None))));
        for (width, height) in [(80, 24), (100, 30)] {
            let shown = chair.shown(width, height);
            let whole = |line: &String| shown.contains(line.as_str());
            if !pen::wrap(&title, width - 8).iter().all(whole) {
                found.insert(format!("{title}\n{shown}"));
            }
        }
        chair.app.layers.pop();
    }
}

#[test]
fn no_title_of_a_sample_meeting_is_cut_in_the_least_usual_window() {
    for lang in LANGS {
        for counting in [Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals] {
            let mut plan = changpiao::plan::sample();
            (plan.rehearsal, plan.procedure.counting) = (true, counting);
            let mut chair = Chair::new(lang, Memory::new(plan));
            let (mut found, mut known, mut seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            while let Some(item) = chair.desk.floor().here().map(|here| here.item.id) {
                // Drawn at a step's first sight, and whenever it offers a form that was not seen yet.
                let fresh = forms(&chair.app.screen()).iter().any(|form| !known.contains(&form.title));
                if seen.insert(item) || fresh {
                    cut_titles(&mut chair, &mut known, &mut found);
                }
                chair.press(KeyCode::F(8));
            }
            assert!(seen.len() > 30 && known.len() > 20, "{} steps, {} forms", seen.len(), known.len());
            assert!(found.is_empty(), "{}", found.into_iter().collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn a_step_is_named_whole_where_its_chapter_has_no_room_beside_it() {
    let mut chair = Chair::new(Lang::En, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Collect));
    let over = columns(&chair.shown(60, 18), 18, 60).swap_remove(1);
    assert!(over.contains("11. Electing commi… › Papers counted "), "{over}");
}

#[test]
fn the_field_in_which_one_is_says_its_whole_label_and_hint() {
    let mut seen = 0;
    for lang in LANGS {
        for counting in [Counting::CalledOnce, Counting::Totals] {
            for (title, form) in all_forms(lang, counting) {
                let mut draft = Draft::new(Origin::Work, form, None);
                for (columns, rows) in INSIDE {
                    for at in 0..draft.entries.len() {
                        draft.at = at;
                        let shown = drawn(columns, rows, |frame| {
                            let area = frame.area();
                            form::draw(
                                &draft,
                                false,
                                &mut Pen::new(frame.buffer_mut(), Theme::default()),
                                area,
                            );
                        });
                        let field = &draft.form.fields[at];
                        for text in [&field.label, &field.hint] {
                            assert!(bare(&shown).contains(&bare(text)), "{title}: {text}\n{shown}");
                            seen += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn a_text_that_is_longer_than_its_field_shows_its_beginning_and_that_it_goes_on() {
    let mut form = all_forms(Lang::En, Counting::CalledOnce).into_values().next().unwrap();
    let field = |kind| Field { label: "A field".into(), hint: String::new(), kind };
    form.fields =
        vec![field(FieldKind::Number(Some(252_119))), field(FieldKind::Text("1234567890".repeat(6)))];
    let draft = Draft::new(Origin::Work, form, None);
    let shown = drawn(72, 5, |frame| {
        let area = frame.area();
        form::draw(&draft, false, &mut Pen::new(frame.buffer_mut(), Theme::default()), area);
    });
    assert!(shown.contains("[ 252119  ]"), "{shown}");
    assert!(shown.contains("[ 123456789012345678901234567890123456789… ]"), "{shown}");
}

/// The chair at the examination, with an invalid paper set aside and then a doubtful one.
fn two_set_aside(lang: Lang) -> Chair {
    let mut chair = Chair::new(lang, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Examine));
    for (turns, marks, position) in [(1, "", ""), (7, "oxox", "2")] {
        chair.press(KeyCode::Insert);
        for _ in 0..turns {
            chair.press(KeyCode::Right);
        }
        for text in ["", marks, position, "", ""] {
            chair.type_in(text);
            chair.press(KeyCode::Enter);
        }
        assert!(chair.app.layers.is_empty(), "{}", chair.shown(80, 24));
    }
    chair
}

/// The title of the form that lies on top.
fn open_form(chair: &Chair) -> Option<String> {
    match chair.app.layers.last() {
        Some(Layer::Form(draft)) => Some(draft.form.title.clone()),
        _ => None,
    }
}

#[test]
fn the_cursor_goes_to_the_paper_that_is_to_be_decided() {
    for lang in LANGS {
        let mut chair = two_set_aside(lang);
        let shown = chair.shown(80, 24);
        assert_eq!(chair.app.row, Some(1), "{shown}");
        chair.press(KeyCode::F(4));
        let title = open_form(&chair).unwrap();
        assert!(title.contains('2'), "{title}");
        chair.press(KeyCode::Esc);
        chair.press(KeyCode::Up);
        assert_eq!(chair.app.row, Some(0), "the cursor can be moved away");
        let decide = lang.pick("认定…", "decide…");
        assert!(chair.shown(80, 24).lines().rev().take(2).any(|line| line.contains(decide)), "the hint");
        chair.press(KeyCode::F(1));
        let help = chair.shown(80, 24);
        assert!(help.lines().any(|line| line.contains("F4") && line.contains(decide)), "{help}");
        chair.press(KeyCode::Esc);
        chair.press(KeyCode::F(4));
        assert_eq!(open_form(&chair), Some(title), "F4 opens the first paper to be decided");
    }
}

#[test]
fn help_inside_a_form_is_about_the_form() {
    for lang in LANGS {
        let mut chair = Chair::new(lang, Memory::sample());
        chair.play_until(|floor| floor.at_kind(Kind::Examine));
        chair.press(KeyCode::Insert);
        let Some(Layer::Form(draft)) = chair.app.layers.last() else { panic!("no form") };
        let form = draft.form.clone();
        chair.press(KeyCode::F(1));
        let help = chair.shown(120, 40);
        for text in form.fields.iter().flat_map(|field| [&field.label, &field.hint]) {
            let count = text.chars().count();
            let ends: [String; 2] =
                [text.chars().take(12).collect(), text.chars().skip(count.saturating_sub(5)).collect()];
            assert!(ends.iter().all(|end| help.contains(end.as_str())), "{text}\n{help}");
        }
        for key in ["Enter", "Tab", "←", "Esc", "F2"] {
            assert!(help.contains(key), "{key}\n{help}");
        }
        assert!(!help.contains(&chair.app.screen().purpose), "{help}");
        chair.press(KeyCode::F(1));
        assert_eq!(open_form(&chair), Some(form.title));
    }
}

#[test]
fn the_first_digit_replaces_a_number_that_stands_there() {
    let mut chair = Chair::new(Lang::En, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Motion));
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Tab);
    chair.type_in("12");
    let Some(Layer::Form(draft)) = chair.app.layers.last() else { panic!("no form") };
    assert_eq!(draft.answers()[1], Answer::Number(Some(12)));
    let shown = chair.shown(80, 24);
    assert!(shown.contains("[ 12 "), "{shown}");
}

#[test]
fn another_language_leaves_a_question_open_in_its_words() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Signing));
    let question = |chair: &Chair| match chair.app.layers.last() {
        Some(Layer::Question(asked)) => (asked.text.clone(), matches!(asked.then, Then::Leave)),
        _ => panic!("no question"),
    };
    let before = chair.desk.saved();
    for (key, leave) in [(KeyCode::F(10), true), (KeyCode::F(6), false)] {
        chair.press(key);
        let (zh, _) = question(&chair);
        chair.press(KeyCode::F(2));
        let (en, leaves) = question(&chair);
        assert!(en.is_ascii() && !zh.is_ascii() && leaves == leave, "{zh} / {en}");
        chair.press(KeyCode::F(2));
        assert_eq!(question(&chair).0, zh);
        if leave {
            chair.press(KeyCode::Esc);
        }
    }
    chair.press(KeyCode::F(6));
    assert!(chair.desk.saved() > before, "the answer does what was asked");
}

#[test]
fn a_question_behind_a_form_is_asked_in_the_other_language_too() {
    let mut chair = Chair::new(Lang::En, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Signing));
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::F(2));
    for _ in 0..9 {
        if !matches!(chair.app.layers.last(), Some(Layer::Question(_))) {
            chair.press(KeyCode::Enter);
        }
    }
    let Some(Layer::Question(asked)) = chair.app.layers.last() else { panic!("no question") };
    assert!(!asked.text.is_ascii(), "{}", asked.text);
    chair.press(KeyCode::F(2));
    let Some(Layer::Question(asked)) = chair.app.layers.last() else { panic!("no question") };
    assert!(asked.text.is_ascii(), "{}", asked.text);
}

#[test]
fn the_result_is_seen_whole_in_the_smallest_usual_window() {
    for lang in LANGS {
        let mut chair = Chair::new(lang, Memory::sample());
        for kind in [Kind::Signing, Kind::Report] {
            chair.play_until(|floor| floor.at_kind(kind));
            let screen = chair.app.screen();
            let Work::Table(table) = &screen.work else { panic!("no table") };
            let shown = chair.shown(80, 24);
            for heading in &table.header {
                assert!(shown.contains(heading.as_str()), "{heading}\n{shown}");
            }
            for (_, cells) in &table.rows {
                let name = cells[0].split([' ', '（']).next().unwrap();
                let row = |line: &&str| line.contains(name) && line.contains(&cells[1]);
                assert!(shown.lines().any(|line| row(&line)), "{name}\n{shown}");
            }
            for fact in &screen.facts {
                assert!(shown.contains(&fact.label), "{}\n{shown}", fact.label);
            }
            assert!(!chair.app.scroll.long, "the words to read are seen whole:\n{shown}");
        }
    }
}

#[test]
fn the_keys_that_set_a_paper_aside_are_always_seen() {
    for lang in LANGS {
        let mut chair = Chair::new(lang, Memory::sample());
        chair.play_until(|floor| floor.at_kind(Kind::Calling));
        let screen = chair.app.screen();
        let label = |action| &screen.offers.iter().find(|offer| offer.action == action).unwrap().label;
        let shown = chair.shown(80, 24);
        let hints = shown.lines().rev().nth(1).unwrap();
        for (key, action) in [(". ", Action::Doubtful), ("/ ", Action::VoidPaper)] {
            assert!(hints.contains(&format!("{key}{}", label(action))), "{hints}");
        }
    }
}
