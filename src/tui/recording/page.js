
'use strict';
(() => {
  const film = JSON.parse(document.getElementById('film').textContent);
  const part = name => document.getElementById(name);
  const words = film.words;
  const speeds = [1, 2, 4, 8, 16, 32, 64];
  const quarters = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█';
  // Signs that look the same however many cells they are drawn over at once.
  const even = ' ▀▄█─';

  // Every shot with the time at which it is shown and the number of each of its rows.
  const shots = [];
  let end = 0;
  let rows = new Array(film.rows).fill(0);
  for (const [wait, record, clock, changes] of film.shots) {
    end += wait;
    rows = rows.slice();
    for (let i = 0; i < changes.length; i += 2) rows[changes[i]] = changes[i + 1];
    shots.push({ time: end, record, clock, rows });
  }
  end += film.last;

  function sign(glyph, columns) {
    const quarter = quarters.indexOf(glyph);
    if (quarter > 0) return 'q' + quarter;
    if (quarter === 0) return '';
    if (glyph === '│') return 'down';
    if (glyph === '─') return 'across';
    return columns === 2 ? 'wide' : /^[!-~]$/.test(glyph) ? '' : 'sign';
  }

  function cell(style, columns, glyph, count) {
    const span = document.createElement('span');
    const kind = sign(glyph, columns);
    span.className = 's' + style + (kind ? ' ' + kind : '');
    if (count > 1) span.style.setProperty('--n', count);
    if (!kind || kind === 'wide' || kind === 'sign') span.textContent = glyph === ' ' ? '' : glyph;
    return span;
  }

  // A row is a list of style, columns of a glyph, and glyphs: a text of single characters, or a list.
  function fill(line, number) {
    const pieces = film.table[number];
    const cells = [];
    for (let i = 0; i < pieces.length; i += 3) {
      const glyphs = Array.from(pieces[i + 2]);
      for (let at = 0; at < glyphs.length;) {
        let next = at + 1;
        while (even.includes(glyphs[at]) && glyphs[next] === glyphs[at]) next += 1;
        cells.push(cell(pieces[i], pieces[i + 1], glyphs[at], next - at));
        at = next;
      }
    }
    line.replaceChildren(...cells);
  }

  function draw(wall, shot, before) {
    while (wall.children.length < film.rows) {
      const line = document.createElement('div');
      line.className = 'row';
      wall.append(line);
    }
    shot.rows.forEach((number, y) => {
      if (!before || before.rows[y] !== number) fill(wall.children[y], number);
    });
  }

  // What the wall says, without the letters that are drawn with blocks.
  function text(shot) {
    const line = number => film.table[number].filter((_, i) => i % 3 === 2).map(glyphs => [...glyphs].join('')).join('');
    return shot.rows.map(line).map(said => said.replace(/[▀-▟─│]/g, ' ').replace(/ +/g, ' ').trim())
      .filter(Boolean).join('\n');
  }

  let at = -1, position = 0, speed = 0, playing = false, last = 0;
  const name = ([, title, part]) => [title, part].filter(Boolean).join(' · ');
  const chapterOf = shot => film.chapters.findLastIndex(([first]) => first <= shot);

  function shotAt(time) {
    let low = 0, high = shots.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (shots[middle].time <= time) low = middle; else high = middle - 1;
    }
    return low;
  }

  function show() {
    const now = shotAt(position);
    part('position').value = Math.round(position);
    if (now === at) return;
    draw(part('wall'), shots[now], shots[at]);
    at = now;
    const { record, clock } = shots[at];
    const chapter = chapterOf(at);
    part('wall').setAttribute('aria-label', text(shots[at]));
    part('place').textContent = [words.record.replace('#', record), clock, (at + 1) + '/' + shots.length].join(' · ');
    part('position').setAttribute('aria-valuetext', name(film.chapters[chapter]) + ', ' + clock);
    mark(chapter);
    Object.assign(document.body.dataset, { shot: at, record, chapter });
  }

  // Marks the chapter in the list, and brings it into sight there without moving the page.
  function mark(chapter) {
    const list = part('chapters');
    [...list.children].forEach((item, i) => item.firstChild.setAttribute('aria-current', String(i === chapter)));
    const item = list.children[chapter];
    const top = item.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    const over = top + item.offsetHeight - list.clientHeight;
    if (over > list.scrollTop) list.scrollTop = over;
  }

  function moveTo(time) {
    position = Math.min(Math.max(time, 0), end);
    show();
  }
  const step = by => moveTo(shots[Math.min(Math.max(at + by, 0), shots.length - 1)].time);
  const begin = chapter => moveTo(shots[film.chapters[Math.min(Math.max(chapter, 0), film.chapters.length - 1)][0]].time);

  // Back goes to the beginning of this chapter first.
  function chapterBack() {
    const chapter = chapterOf(at);
    begin(at > film.chapters[chapter][0] ? chapter : chapter - 1);
  }

  function tick(now) {
    if (!playing) return;
    moveTo(position + Math.max(now - last, 0) * speeds[speed]);
    last = now;
    if (position >= end) return play(false);
    requestAnimationFrame(tick);
  }

  function play(on) {
    playing = on;
    part('play').textContent = on ? words.pause : words.play;
    document.body.dataset.playing = String(on);
    if (!on) return;
    if (position >= end) moveTo(0);
    last = performance.now();
    requestAnimationFrame(tick);
  }

  function faster(by) {
    speed = Math.min(Math.max(speed + by, 0), speeds.length - 1);
    part('speed').textContent = speeds[speed] + '×';
    document.body.dataset.speed = speeds[speed];
  }

  function whole() {
    if (document.fullscreenElement) document.exitFullscreen(); else part('stage').requestFullscreen();
  }

  // Cells of whole and even pixels: halves of them have no seams. In a small window the whole wall matters more.
  function fit() {
    const stage = part('stage');
    const full = document.fullscreenElement === stage;
    const rest = full ? 0 : document.querySelector('header').offsetHeight + part('controls').offsetHeight + 56;
    const width = full ? innerWidth : stage.clientWidth;
    const size = Math.min(width / film.columns, (innerHeight - rest) / film.rows / 2);
    part('wall').style.setProperty('--w', (size < 6 ? Math.max(size, 1) : Math.floor(size / 2) * 2) + 'px');
  }

  // On paper: the last wall of each chapter.
  function print() {
    const sheets = film.chapters.map((chapter, i) => {
      const shot = shots[i + 1 < film.chapters.length ? film.chapters[i + 1][0] - 1 : shots.length - 1];
      const sheet = document.createElement('figure');
      const wall = document.createElement('div');
      const caption = document.createElement('figcaption');
      wall.className = 'wall';
      draw(wall, shot);
      caption.textContent = [name(chapter), words.record.replace('#', shot.record), shot.clock].join(' · ');
      sheet.append(wall, caption);
      return sheet;
    });
    part('sheets').replaceChildren(...sheets);
  }

  // A link may name a record: page.html#57.
  function linked() {
    const record = Number.parseInt(location.hash.slice(1), 10);
    const found = shots.findIndex(shot => shot.record >= record);
    moveTo(shots[Math.max(found, 0)].time);
  }

  const keys = {
    ' ': () => play(!playing), k: () => play(!playing),
    ArrowRight: () => step(1), ArrowLeft: () => step(-1),
    PageDown: () => begin(chapterOf(at) + 1), PageUp: chapterBack,
    Home: () => moveTo(0), End: () => moveTo(end),
    '+': () => faster(1), '=': () => faster(1), '-': () => faster(-1), f: whole,
  };
  document.addEventListener('keydown', event => {
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const own = event.key === ' ' && event.target.tagName === 'BUTTON';
    if (!act || own || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  const pressed = (name, act) => part(name).addEventListener('click', act);
  pressed('play', () => play(!playing));
  pressed('back', () => step(-1));
  pressed('on', () => step(1));
  pressed('chapter-back', chapterBack);
  pressed('chapter-on', () => begin(chapterOf(at) + 1));
  pressed('slower', () => faster(-1));
  pressed('faster', () => faster(1));
  pressed('wall', () => play(!playing));
  part('position').addEventListener('input', event => moveTo(Number(event.target.value)));
  addEventListener('resize', fit);
  addEventListener('beforeprint', print);
  addEventListener('afterprint', () => part('sheets').replaceChildren());
  addEventListener('hashchange', linked);

  document.documentElement.style.setProperty('--columns', film.columns);
  part('position').max = end;
  film.chapters.forEach((chapter, i) => {
    const [first, title, shown] = chapter;
    const item = document.createElement('li');
    const button = document.createElement('button');
    const within = shown && i > 0 && film.chapters[i - 1][1] === title;
    button.type = 'button';
    button.textContent = within ? shown : name(chapter);
    button.className = within ? 'within' : '';
    button.addEventListener('click', () => begin(i));
    item.append(button);
    part('chapters').append(item);
    const tick = document.createElement('i');
    tick.style.left = shots[first].time / end * 100 + '%';
    part('ticks').append(tick);
  });
  fit();
  faster(0);
  play(false);
  linked();
})();
