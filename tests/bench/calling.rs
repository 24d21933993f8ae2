//! A hundred papers called by script in a pseudo-terminal: from each key to its frame, in turn with ratatui's least program in
//! a window of the same size; and how many keys a paper took.
#![cfg_attr(
    unix,
    expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that cannot run stops")
)]

#[cfg(unix)]
mod terminal {
    use changpiao::agenda::calling::name_key;
    use changpiao::domain::{Mark, Paper};
    use changpiao::practice::papers::Shape;
    use changpiao::practice::{at_calling, invented};
    use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
    use ratatui::widgets::Paragraph;
    use std::io::{Read as _, Write};
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;
    use std::time::{Duration, Instant};

    /// Papers of one repetition, and the seed that draws them.
    const PAPERS: u32 = 100;
    const SEED: u64 = 1;
    /// A frame is whole when nothing has come for so long; this is not part of what is measured.
    const WHOLE: Duration = Duration::from_millis(3);

    /// The argument with which this program is its own floor.
    pub(super) const FLOOR: &str = "floor";

    /// Ratatui's least program: one paragraph, drawn again for each key.
    pub(super) fn floor() {
        let mut terminal = ratatui::init();
        for keys in 0.. {
            let text = Paragraph::new(format!("READY {keys}"));
            terminal.draw(|frame| frame.render_widget(text, frame.area())).unwrap();
            crossterm::event::read().unwrap();
        }
    }

    /// A program in a window.
    struct Window {
        _master: Box<dyn MasterPty + Send>,
        writer: Box<dyn Write + Send>,
        output: Receiver<usize>,
        child: Box<dyn portable_pty::Child + Send + Sync>,
    }

    impl Window {
        fn open(program: &str, arguments: &[&str], (cols, rows): (u16, u16)) -> Self {
            let pty = native_pty_system().openpty(PtySize { rows, cols, ..PtySize::default() }).unwrap();
            let mut command = CommandBuilder::new(program);
            command.args(arguments);
            command.env("TERM", "xterm-256color");
            let child = pty.slave.spawn_command(command).unwrap();
            let mut reader = pty.master.try_clone_reader().unwrap();
            let (sender, output) = channel();
            thread::spawn(move || {
                let mut bytes = vec![0; 65_536];
                while let Ok(n @ 1..) = reader.read(&mut bytes) {
                    if sender.send(n).is_err() {
                        break;
                    }
                }
            });
            let writer = pty.master.take_writer().unwrap();
            Self { _master: pty.master, writer, output, child }
        }

        /// Sends a key and waits for what it draws; from the key to the first of it.
        fn key(&mut self, key: &[u8]) -> Duration {
            let start = Instant::now();
            self.writer.write_all(key).unwrap();
            self.output.recv_timeout(Duration::from_secs(20)).unwrap();
            let time = start.elapsed();
            self.settle(WHOLE);
            time
        }

        fn settle(&self, long: Duration) {
            while self.output.recv_timeout(long).is_ok() {}
        }
    }

    impl Drop for Window {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    /// The keys of a paper; one that is set aside by a form is keyed as an empty one.
    fn keys(paper: &Paper) -> String {
        let struck = paper.marks.iter().enumerate().filter(|(_, mark)| **mark != Mark::Approve);
        let digits: String = struck.filter_map(|(at, _)| name_key(at)).collect();
        match Shape::of(paper) {
            Shape::Full | Shape::Crossed => format!("{digits}\r"),
            Shape::Blanks => format!("{digits}-\r"),
            _ => "*\r".to_owned(),
        }
    }

    /// The middle one, and the one that one in a hundred exceeds.
    fn middle_and_worst(mut times: Vec<Duration>) -> (Duration, Duration) {
        times.sort_unstable();
        (times[times.len() / 2], times[times.len() * 99 / 100])
    }

    /// One repetition at a size: the ratios of medians and of the worst.
    fn called(papers: &[Paper], size: (u16, u16)) -> (f64, f64, usize) {
        let program = env!("CARGO_BIN_EXE_changpiao");
        let (count, seed) = (PAPERS.to_string(), SEED.to_string());
        let asked = ["--lang", "zh", "practise", "--papers", &count, "--seed", &seed];
        let mut console = Window::open(program, &asked, size);
        let own = std::env::current_exe().unwrap();
        let mut least = Window::open(own.to_str().unwrap(), &[FLOOR], size);
        for window in [&console, &least] {
            window.output.recv_timeout(Duration::from_secs(20)).unwrap();
            window.settle(Duration::from_millis(500));
        }
        console.key(b"\r");
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for key in papers.iter().flat_map(|paper| keys(paper).into_bytes()) {
            floors.push(least.key(b"x"));
            ours.push(console.key(&[key]));
        }
        let pressed = ours.len();
        let ((ours, ours_worst), (floor, floor_worst)) = (middle_and_worst(ours), middle_and_worst(floors));
        println!("  {ours:?} (1 %: {ours_worst:?}) against {floor:?} (1 %: {floor_worst:?})");
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        (ratio(ours, floor), ratio(ours_worst, floor_worst), pressed)
    }

    /// All sizes, three repetitions each; without `--bench` only that it runs.
    pub(super) fn measure() {
        let whole = std::env::args().any(|argument| argument == "--bench");
        let plan = changpiao::plan::sample();
        let mut papers = invented(&at_calling(&plan, PAPERS).unwrap(), PAPERS, SEED);
        papers.truncate(if whole { papers.len() } else { 3 });
        for size in [(80, 24), (120, 40), (200, 60)] {
            let repeats = if whole { 3 } else { 1 };
            let mut ratios: Vec<_> = (0..repeats).map(|_| called(&papers, size)).collect();
            ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (middle, worst, pressed) = ratios[repeats / 2];
            let each =
                f64::from(u32::try_from(pressed).unwrap()) / f64::from(u32::try_from(papers.len()).unwrap());
            let (columns, rows) = size;
            println!(
                "call by script {columns}×{rows}: {middle:.2} × floor; 1 %: {worst:.2} ×; {each:.2} keys a paper\n"
            );
        }
    }
}

fn main() {
    #[cfg(unix)]
    if std::env::args().nth(1).is_some_and(|argument| argument == terminal::FLOOR) {
        terminal::floor();
    } else {
        terminal::measure();
    }
}
