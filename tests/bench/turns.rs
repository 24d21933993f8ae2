//! A floor and the program, measured in turn in one process, so that their ratio holds while the machine's speed drifts.

use criterion::Criterion;
use std::time::{Duration, Instant};

/// How long each of the three repetitions takes at least, and how many turns it has.
const LEAST: (Duration, usize) = (Duration::from_secs(2), 5);

/// Measures both with criterion, then in turn: prints the middle of three ratios of medians, and the goal if there is one.
pub(crate) fn compare(name: &str, must: Option<f64>, floor: &mut dyn FnMut(), program: &mut dyn FnMut()) {
    let mut criterion = Criterion::default().sample_size(20).without_plots().configure_from_args();
    let mut group = criterion.benchmark_group(name);
    group.bench_function("floor", |bencher| bencher.iter(&mut *floor));
    group.bench_function("program", |bencher| bencher.iter(&mut *program));
    group.finish();
    if std::env::args().any(|argument| argument == "--bench") {
        let mut ratios = [(); 3].map(|()| ratio(floor, program));
        ratios.sort_by(f64::total_cmp);
        let [lowest, middle, highest] = ratios;
        let must = must.map(|must| format!(", must ≤ {must}")).unwrap_or_default();
        println!("{name}: {middle:.2} × floor ({lowest:.2}–{highest:.2}){must}\n");
    }
}

/// One repetition: A B A B …, the medians divided.
fn ratio(floor: &mut dyn FnMut(), program: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    let (mut floors, mut programs) = (Vec::new(), Vec::new());
    while start.elapsed() < LEAST.0 || floors.len() < LEAST.1 {
        floors.push(time(floor));
        programs.push(time(program));
    }
    median(programs) / median(floors)
}

fn time(work: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
