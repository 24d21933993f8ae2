//! The replay page in a real browser: what it shows, what it does at a key, what it asks for, and what it lets run.

use super::recording::{SCRIPT, hostile, rehearsal, setting, walls};
use changpiao::locale::Lang;
use changpiao::meeting::chronicle;
use changpiao::tui::recording::page;
use changpiao::tui::theme::Palette;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const DEADLINE: Duration = Duration::from_mins(1);

/// A browser without a window, told what to do through a pair of pipes (the `DevTools` protocol).
struct Browser {
    child: Child,
    to: File,
    from: Receiver<Value>,
    commands: u64,
    session: Option<String>,
    /// What it told unasked.
    events: Vec<Value>,
    folder: TempDir,
}

/// A browser that works, if this machine has one.
fn installed() -> Option<&'static str> {
    let works =
        |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(works);
    if found.is_none() {
        eprintln!("skipped: no chromium here");
    }
    found
}

impl Browser {
    fn start() -> Option<Self> {
        const START: &str = "exec \"$0\" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
            --disable-background-networking --hide-scrollbars --window-size=1280,900 --user-data-dir=\"$1/profile\" \
            --remote-debugging-pipe 3<\"$1/to\" 4>\"$1/from\"";
        let name = installed()?;
        let folder = tempfile::tempdir().unwrap();
        let pipes = ["to", "from"].map(|pipe| folder.path().join(pipe));
        assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
        // Open for both, so that neither side waits for the other.
        let [to, from] = pipes.map(|pipe| File::options().read(true).write(true).open(pipe).unwrap());
        let mut command = Command::new("sh");
        command.args(["-c", START, name]).arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        let (sender, received) = channel();
        thread::spawn(move || {
            for message in BufReader::new(from).split(0).map_while(Result::ok) {
                if sender.send(serde_json::from_slice(&message).unwrap()).is_err() {
                    break;
                }
            }
        });
        let mut browser =
            Self { child, to, from: received, commands: 0, session: None, events: Vec::new(), folder };
        let target =
            browser.command("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].clone();
        let attached =
            browser.command("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.command(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    fn command(&mut self, method: &str, parameters: &Value) -> Value {
        self.commands += 1;
        let mut message = json!({ "id": self.commands, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let answer = self.from.recv_timeout(DEADLINE).unwrap_or_else(|error| panic!("{method}: {error}"));
            if answer["id"] == self.commands {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    /// Opens a page and waits until it is loaded.
    fn open(&mut self, url: &str) {
        self.command("Page.navigate", &json!({ "url": url }));
        self.value("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))");
    }

    /// Writes a page and opens it.
    fn show(&mut self, page: &str) -> String {
        let file = self.folder.path().join("page.html");
        fs::write(&file, page).unwrap();
        let url = format!("file://{}", file.display());
        self.open(&url);
        url
    }

    /// What an expression comes to in the page; a promise is waited for.
    fn value(&mut self, expression: &str) -> Value {
        let asked = &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.command("Runtime.evaluate", asked);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    fn press(&mut self, key: &str) {
        let typed = if key.chars().count() == 1 { key } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { typed } else { "" };
            self.command("Input.dispatchKeyEvent", &json!({ "type": kind, "key": key, "text": text }));
        }
    }

    /// A field of what the player says of itself.
    fn state(&mut self, field: &str) -> String {
        self.value(&format!("document.body.dataset.{field}")).as_str().unwrap().to_owned()
    }

    /// Waits until something holds of what the player says of itself, `state`.
    fn until(&mut self, holds: &str) {
        self.value(&format!(
            "new Promise(done => {{ const look = () => (state => {holds})(document.body.dataset) ? done() \
             : requestAnimationFrame(look); look(); }})"
        ));
    }

    /// The addresses that were asked for, and the errors that were told.
    fn told(&self) -> (Vec<&str>, Vec<&Value>) {
        let of = |method: &'static str| self.events.iter().filter(move |event| event["method"] == method);
        let asked =
            of("Network.requestWillBeSent").map(|event| event["params"]["request"]["url"].as_str().unwrap());
        (asked.collect(), of("Runtime.exceptionThrown").chain(of("Log.entryAdded")).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every row of the wall as the browser has it: each glyph with its left edge and its width in cells; blocks by the names of
/// their quarters. `null` where a glyph lies off the grid or a row is not two cells' widths high.
const CELLS: &str = "(() => {
  const quarters = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█', wall = document.getElementById('wall');
  const size = parseFloat(getComputedStyle(wall).getPropertyValue('--w'));
  const whole = value => Math.abs(value - Math.round(value)) < 0.001 ? Math.round(value) : null;
  const left = wall.getBoundingClientRect().left;
  const sign = span => {
    const kind = span.className.split(' ')[1] ?? '';
    if (/^q/.test(kind)) return quarters[Number(kind.slice(1))];
    return { down: '│', across: '─' }[kind] ?? (span.textContent || ' ');
  };
  return [...wall.children].map(row => [whole(row.getBoundingClientRect().height / size), [...row.children].map(span => {
    const place = span.getBoundingClientRect();
    return [whole((place.left - left) / size), whole(place.width / size), sign(span)];
  })]);
})()";

/// The same of a wall that is drawn here.
fn rows(wall: &ratatui::buffer::Buffer) -> Vec<Vec<(u64, u64, String)>> {
    let glyph = |glyph: &changpiao::tui::recording::cells::Glyph<'_>| {
        (u64::from(glyph.x), u64::from(glyph.columns), glyph.symbol.to_owned())
    };
    let row = |y| changpiao::tui::recording::cells::glyphs(wall, y).iter().map(glyph).collect();
    (0..wall.area.height).map(row).collect()
}

/// A browser's row, with signs that were drawn over several cells at once taken apart.
fn apart(row: &Value) -> Vec<(u64, u64, String)> {
    assert_eq!(row[0], 2, "a cell is twice as high as wide");
    let mut glyphs = Vec::new();
    for cell in row[1].as_array().unwrap() {
        let number = |at: usize| cell[at].as_u64().unwrap_or_else(|| panic!("off the grid: {cell}"));
        let (x, columns, sign) = (number(0), number(1), cell[2].as_str().unwrap());
        if " ▀▄█─".contains(sign) {
            glyphs.extend((x..x + columns).map(|x| (x, 1, sign.to_owned())));
        } else {
            glyphs.push((x, columns, sign.to_owned()));
        }
    }
    glyphs
}

#[test]
fn every_wall_stands_on_the_grid_of_a_browser_as_it_stands_on_a_terminal() {
    let Some(mut browser) = Browser::start() else { return };
    let chronicle = chronicle(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example")).unwrap();
    for (lang, palette) in [(Lang::Zh, Palette::Dark), (Lang::En, Palette::Light)] {
        let setting = setting(lang, palette, (80, 24));
        let url = browser.show(&page::page(&chronicle, &setting).unwrap());
        let walls = walls(&chronicle, &setting);
        for (at, wall) in walls.iter().enumerate() {
            assert_eq!(browser.state("shot"), at.to_string());
            let seen = browser.value(CELLS);
            let seen: Vec<_> = seen.as_array().unwrap().iter().map(apart).collect();
            assert_eq!(seen, rows(wall), "{lang:?}, shot {at}");
            browser.press("ArrowRight");
        }
        assert_eq!(browser.state("shot"), (walls.len() - 1).to_string(), "there is no next one");
        let (asked, errors) = browser.told();
        assert!(asked.iter().all(|asked| *asked == url), "{asked:?}");
        assert_eq!(errors, Vec::<&Value>::new());
    }
}

#[test]
fn the_keys_and_buttons_of_the_page() {
    let Some(mut browser) = Browser::start() else { return };
    let chronicle = chronicle(rehearsal()).unwrap();
    browser.show(&page::page(&chronicle, &setting(Lang::En, Palette::Dark, (80, 24))).unwrap());
    let last = (chronicle.acts.len() - 1).to_string();
    let state =
        |browser: &mut Browser| ["shot", "chapter", "playing", "speed"].map(|field| browser.state(field));
    assert_eq!(state(&mut browser), ["0", "0", "false", "1"]);
    browser.press("End");
    assert_eq!(browser.state("shot"), last);
    browser.press("PageUp");
    browser.press("PageUp");
    let chapter: usize = browser.state("chapter").parse().unwrap();
    let current = "document.querySelector('#chapters [aria-current=true]').textContent";
    let title = browser.value(current);
    browser.press("PageDown");
    assert_eq!(browser.state("chapter"), (chapter + 1).to_string());
    assert_ne!(browser.value(current), title);
    browser.press("ArrowLeft");
    assert_eq!(browser.state("chapter"), chapter.to_string(), "a step back is in the chapter before");
    for speed in ["2", "4", "8", "16", "32", "64", "64"] {
        browser.press("+");
        assert_eq!(browser.state("speed"), speed);
    }
    browser.press(" ");
    browser.until("state.playing === 'false'");
    assert_eq!(browser.state("shot"), last, "it plays to the end and stops there");
    for speed in ["32", "16", "8", "4"] {
        browser.press("-");
        assert_eq!(browser.state("speed"), speed);
    }
    browser.press("Home");
    browser.press(" ");
    browser.until("Number(state.shot) >= 3");
    assert_eq!(browser.state("playing"), "true");
    browser.press(" ");
    assert_eq!(browser.state("playing"), "false");
    let click = |name: &str| format!("document.getElementById('{name}').click()");
    for button in ["chapter-back", "on", "back", "chapter-on", "slower"] {
        let before = state(&mut browser);
        browser.value(&click(button));
        assert_ne!(state(&mut browser), before, "{button}");
    }
    browser.value("document.querySelectorAll('#chapters button')[4].click()");
    assert_eq!(browser.state("chapter"), "4");
    browser.value("const seek = document.getElementById('position'); seek.value = seek.max; seek.dispatchEvent(new Event('input'))");
    assert_eq!(browser.state("shot"), last);
    browser.value("location.hash = '#57'; new Promise(done => setTimeout(done, 0))");
    assert_eq!(browser.state("record"), "57");
    assert!(browser.told().1.is_empty(), "{:?}", browser.told().1);
}

#[test]
fn a_page_of_hostile_texts_runs_nothing_but_its_player() {
    let Some(mut browser) = Browser::start() else { return };
    let root = tempfile::tempdir().unwrap();
    let chronicle = chronicle(&hostile(root.path())).unwrap();
    browser.show(&page::page(&chronicle, &setting(Lang::Zh, Palette::Dark, (120, 40))).unwrap());
    for _ in 0..chronicle.acts.len() {
        browser.press("ArrowRight");
    }
    let shown = browser.value("document.getElementById('chapters').textContent + document.title");
    assert!(shown.as_str().unwrap().matches(SCRIPT).count() >= 2, "{shown}");
    assert_eq!(browser.value("typeof window.stolen"), "undefined");
    assert_eq!(browser.value("document.scripts.length + document.images.length"), 2);
    // What no text can bring about would not run or be sent either.
    let more = "(() => { const more = document.createElement('script'); more.textContent = 'window.stolen = 1'; \
        document.body.append(more); return typeof window.stolen; })()";
    assert_eq!(browser.value(more), "undefined");
    assert_eq!(browser.value("fetch('data:,x').then(() => 'sent', () => 'refused')"), "refused");
}

#[test]
fn the_qr_code_can_be_read_from_the_pixels_and_every_chapter_is_on_paper() {
    let Some(mut browser) = Browser::start() else { return };
    let chronicle = chronicle(rehearsal()).unwrap();
    browser.show(&page::page(&chronicle, &setting(Lang::Zh, Palette::Dark, (80, 34))).unwrap());
    browser.press("End");
    let paper = browser.value(
        "dispatchEvent(new Event('beforeprint')); const figures = document.querySelectorAll('#sheets figure'); \
         [figures.length, document.querySelectorAll('#chapters li').length]",
    );
    assert!(paper[0].as_u64().unwrap() > 20 && paper[0] == paper[1], "{paper}");
    browser.command("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let light = "getComputedStyle(document.querySelector('#sheets .row span')).backgroundColor";
    assert_eq!(browser.value(light), "rgb(255, 255, 255)", "light on paper whatever the screen");
    browser.command("Emulation.setEmulatedMedia", &json!({ "media": "" }));
    let png = browser.command("Page.captureScreenshot", &json!({}))["data"].clone();
    browser.open("about:blank");
    let grey = browser.value(&format!(
        "new Promise(done => {{ const image = new Image(); image.onload = () => {{ const canvas = document.createElement('canvas'); \
         canvas.width = image.width; canvas.height = image.height; const context = canvas.getContext('2d'); \
         context.drawImage(image, 0, 0); const {{ data }} = context.getImageData(0, 0, image.width, image.height); \
         let grey = ''; for (let i = 0; i < data.length; i += 4) grey += data[i + 1] > 127 ? '1' : '0'; \
         done([image.width, grey]); }}; image.src = 'data:image/png;base64,' + {png}; }})"
    ));
    let width = usize::try_from(grey[0].as_u64().unwrap()).unwrap();
    let dots = grey[1].as_str().unwrap().as_bytes();
    let dot = |x: usize, y: usize| if dots[y * width + x] == b'1' { 255 } else { 0 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, dots.len() / width, dot);
    let found: Vec<String> =
        image.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
    let hash = chronicle.acts.last().unwrap().hash.to_string().to_uppercase();
    assert!(found.len() == 1 && found[0].ends_with(&format!("H:{hash}")), "{found:?}");
}
