import process from 'node:process';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const labelWidth = 34;

/**
 * Shows what is being done: on a terminal one line a step with a spinner, the seconds and a note, several steps at once; elsewhere
 * a line when a step begins and one when it ends. Steps that end within the blink of an eye are shown like the others.
 */
export function createSteps(stream = process.stdout) {
  const live = Boolean(stream.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI;
  const colored = live && !process.env.NO_COLOR;
  const paint = (code, text) => (colored ? `\u001b[${code}m${text}\u001b[0m` : text);
  const active = [];
  let drawn = 0;
  let frame = 0;
  let timer = null;
  let begun = false;

  const seconds = step => `${((Date.now() - step.startedAt) / 1000).toFixed(1)} s`.padStart(7);
  const line = (mark, step, note) =>
    `  ${mark} ${step.label.padEnd(labelWidth)}${paint(2, seconds(step))}${note ? `  ${paint(2, note)}` : ''}`;

  function erase() {
    if (drawn > 0) stream.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  }
  function draw() {
    erase();
    const room = Math.max(0, (stream.columns || 80) - labelWidth - 15);
    for (const step of active) {
      stream.write(`${line(paint(36, frames[frame % frames.length]), step, step.note.slice(0, room))}\n`);
    }
    drawn = active.length;
  }
  function tick() {
    frame += 1;
    draw();
  }

  return {
    /** Runs the work; `work` gets a function that sets the note behind the step. */
    async run(label, work) {
      if (!begun) stream.write('\n');
      begun = true;
      const step = { label, note: '', startedAt: Date.now() };
      active.push(step);
      if (live) timer ??= setInterval(tick, 100).unref();
      else stream.write(`  … ${label}\n`);
      if (live) draw();
      let mark = paint(32, '✓');
      try {
        return await work(note => {
          step.note = note;
        });
      } catch (error) {
        mark = paint(31, '✗');
        throw error;
      } finally {
        active.splice(active.indexOf(step), 1);
        if (live) erase();
        stream.write(`${line(mark, step, '')}\n`);
        if (live) draw();
      }
    },
    /** A line of its own, above the steps that still run. */
    say(text) {
      if (live) erase();
      stream.write(`  ${text}\n`);
      if (live) draw();
    },
    end() {
      clearInterval(timer);
      timer = null;
      if (live) erase();
    },
  };
}
