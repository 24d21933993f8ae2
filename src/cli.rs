//! The command line: what the program is asked to do, one file for each subcommand.

pub mod check;
pub mod count;
pub mod export;
pub mod extract;
pub mod home;
pub mod prepare;
pub mod project;
pub mod replay;
pub mod run;
pub mod summary;
pub mod verify;

use crate::locale::Lang;
use crate::tui::theme;
use crate::tui::theme::{Palette, Theme};
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

/// 唱票：带党支部换届选举大会从点名走到散会。Carries a Party branch election meeting from roll call to adjournment.
#[derive(Debug, Parser)]
#[command(name = "changpiao", version, about, long_about = None, disable_help_subcommand = true)]
pub struct Args {
    /// 界面语言 Language of the interface
    #[arg(long, global = true, value_enum)]
    lang: Option<Language>,
    /// 会议记录所在文件夹 Folder of the meetings
    #[arg(long, global = true, value_name = "DIR", default_value = "sessions")]
    sessions: PathBuf,
    /// 配色 Colours
    #[arg(long, global = true, value_enum)]
    theme: Option<Colours>,
    /// 镜像：把记录同时存到这个文件夹（如优盘） Mirror the record into this folder, such as a stick
    #[arg(long, global = true, value_name = "DIR")]
    mirror: Option<PathBuf>,
    /// 只用 ASCII 画框和符号 Draw with ASCII only
    #[arg(long, global = true)]
    ascii: bool,
    #[command(subcommand)]
    command: Option<Task>,
}

/// A language, by its code.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// 简体中文
    Zh,
    /// English
    En,
}

/// A palette, by its name.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Colours {
    /// 深色
    Dark,
    /// 浅色
    Light,
    /// 高对比
    Contrast,
}

/// What is asked for; nothing means the home screen.
#[derive(Debug, Subcommand)]
enum Task {
    /// 按方案开会 Hold the meeting of a plan
    Run {
        /// 会议方案 The plan
        plan: PathBuf,
    },
    /// 演练：不带方案时用自带的样例 Rehearse a plan, or the sample
    Rehearse {
        /// 会议方案 The plan
        plan: Option<PathBuf>,
    },
    /// 继续没开完的会 Go on with an unfinished meeting
    Resume {
        /// 会议文件夹 The meeting's folder
        meeting: PathBuf,
        /// 屏幕上抄下的校验码：记录短了能发现 The code copied from the screen: a shorter record is noticed
        #[arg(long, value_name = "CODE")]
        head: Option<String>,
        /// 记录的另一份副本（文件或文件夹） Another copy of the record (file or folder)
        #[arg(long, value_name = "FILE")]
        copy: Option<PathBuf>,
        /// 没有要决定的就直接继续 Go on at once if there is nothing to decide
        #[arg(long)]
        yes: bool,
    },
    /// 投影：跟随会议（第二个窗口） The wall: follow a meeting in a second window
    Project {
        /// 会议文件夹 The meeting's folder
        meeting: PathBuf,
    },
    /// 回放，或把投影画面导出成可播放的文件 Step through a saved meeting, or write its wall as a file that plays
    #[command(after_long_help = replay::help())]
    Replay {
        /// 会议文件夹 The meeting's folder
        meeting: PathBuf,
        /// 把投影画面写成 .cast（asciicast v3）或 .html（网页） Write the wall as .cast (asciicast v3) or .html (a page)
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
        /// 投影画面多大，40x12 到 240x70（默认 80x24） How large the wall is (default: 80x24)
        #[arg(long, value_name = "COLSxROWS", requires = "export", value_parser = replay::size)]
        size: Option<(u16, u16)>,
        /// 文件已经存在时也写 Write it even if there is such a file
        #[arg(long, requires = "export")]
        force: bool,
    },
    /// 核验记录（退出码见 README） Check a journal (exit codes: README)
    Verify {
        /// 会议文件夹或 journal.jsonl Folders or journals
        #[arg(required = true)]
        meetings: Vec<PathBuf>,
        /// 屏幕上抄下的校验码 The code copied from the screen
        #[arg(long, value_name = "CODE")]
        head: Option<String>,
        /// 只核对哈希链 Check the chain only
        #[arg(long)]
        chain_only: bool,
        /// 与另一份副本逐条比较 Hold it against another copy, record by record
        #[arg(long, value_name = "OTHER")]
        compare: Option<PathBuf>,
        /// 只用一个线程 Use one thread only
        #[arg(long)]
        one_thread: bool,
    },
    /// 导出会议记录、结果报告单和报告 Write the documents
    Export {
        /// 会议文件夹 The meeting's folder
        meeting: PathBuf,
        /// 写到哪里（默认：会议文件夹下的 documents） Where to (default: documents in its folder)
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// 公开摘要：只有汇总数字，不含任何一张选票 The public extract: totals, no single papers
    Extract {
        /// 会议文件夹 The meeting's folder
        meeting: PathBuf,
        /// 写到哪个文件（.html 为网页；默认：标准输出） Into which file (.html: a page; default: standard output)
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// 汇总：到会、表决、得票和当选人 The totals: attendance, votes, marks, the elected
    Summary {
        /// 会议文件夹或 journal.jsonl Folders or journals
        #[arg(required = true)]
        meetings: Vec<PathBuf>,
    },
    /// 准备会议方案：照样例写一份带说明的（不会改动已有文件） Write a plan to begin with, with comments; never over a file
    Prepare {
        /// 写到哪里 Where to
        #[arg(default_value = "plan.toml")]
        plan: PathBuf,
    },
    /// 检查会议方案 Say what is wrong or unusual in a plan
    Check {
        /// 会议方案 The plan
        plan: PathBuf,
    },
    /// 按规则计票（JSON） Count ballots by the rules, from JSON cases
    #[command(after_long_help = count::help())]
    Count {
        /// 案例文件，- 为标准输入 Case files, - for standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 便于阅读 For people
        #[arg(long)]
        pretty: bool,
    },
}

/// Something asked for on the command line cannot be done: usage, or a file that is not what was asked for.
pub const USAGE: u8 = 2;

/// How things are to look: language, colours, signs, and where meetings lie.
#[derive(Clone, Debug)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Colours and signs.
    pub theme: Theme,
    /// The folder of the meetings.
    pub sessions: PathBuf,
    /// The folder that the record is mirrored into.
    pub mirror: Option<PathBuf>,
}

impl Args {
    fn look(&self) -> Look {
        let lang = match self.lang {
            Some(Language::Zh) => Lang::Zh,
            Some(Language::En) => Lang::En,
            None => sys_locale::get_locale().map_or(Lang::Zh, |name| Lang::from_locale(&name)),
        };
        let environment = |name| std::env::var(name).unwrap_or_default();
        let from_environment = Palette::from_environment(&environment("NO_COLOR"), &environment("TERM"));
        let palette = match self.theme {
            Some(Colours::Dark) => Palette::Dark,
            Some(Colours::Light) => Palette::Light,
            Some(Colours::Contrast) => Palette::HighContrast,
            None => from_environment,
        };
        let ascii = self.ascii || std::env::var_os("CHANGPIAO_ASCII").is_some_and(|value| value != "0");
        let glyphs = if ascii { theme::ASCII } else { theme::UNICODE };
        Look {
            lang,
            theme: Theme { palette, glyphs },
            sessions: self.sessions.clone(),
            mirror: self.mirror.clone(),
        }
    }
}

/// Does what the arguments ask for; the exit code.
///
/// # Errors
/// Only when standard output or the terminal cannot be written to.
pub fn main(args: impl IntoIterator<Item = OsString>) -> io::Result<u8> {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            error.print()?;
            return Ok(u8::try_from(error.exit_code()).unwrap_or(USAGE));
        }
    };
    let look = args.look();
    let mut out = io::stdout().lock();
    let code = match args.command {
        Some(Task::Verify { meetings, head, chain_only, compare, one_thread }) => {
            let (head, compare) = (head.as_deref(), compare.as_deref());
            let asked = verify::Asked { head, chain_only, compare, one_thread };
            verify::run(&meetings, asked, look.lang, &mut out)?
        }
        Some(Task::Export { meeting, out: folder }) => {
            export::run(&meeting, folder.as_deref(), look.lang, &mut out)?
        }
        Some(Task::Extract { meeting, out: file }) => {
            extract::run(&meeting, file.as_deref(), look.lang, &mut out)?
        }
        Some(Task::Replay { meeting, export: Some(file), size, force }) => {
            let asked = replay::export::Asked { file: &file, size, force };
            replay::export::run(&meeting, asked, &look, &mut out)?
        }
        Some(Task::Summary { meetings }) => summary::run(&meetings, look.lang, &mut out)?,
        Some(Task::Prepare { plan }) => prepare::run(&plan, look.lang, &mut out)?,
        Some(Task::Check { plan }) => check::run(&plan, look.lang, &mut out)?,
        Some(Task::Count { files, pretty }) => count::run(&files, pretty, &mut io::stdin().lock(), &mut out)?,
        full_screen => {
            drop(out);
            return on_screen(full_screen, &look);
        }
    };
    out.flush()?;
    Ok(code)
}

/// The subcommands that take the whole terminal.
fn on_screen(task: Option<Task>, look: &Look) -> io::Result<u8> {
    match task {
        Some(Task::Run { plan }) => run::held(&plan, look),
        Some(Task::Rehearse { plan }) => run::rehearsed(plan.as_deref(), look),
        Some(Task::Resume { meeting, head, copy, yes }) => {
            let asked = run::Asked { head: head.as_deref(), copy: copy.as_deref(), yes };
            run::resumed(&meeting, asked, look)
        }
        Some(Task::Project { meeting }) => project::run(&meeting, look),
        Some(Task::Replay { meeting, .. }) => replay::run(&meeting, look),
        _ => home::run(look),
    }
}
