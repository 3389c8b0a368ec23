import type { Terminal } from './terminal.ts';

/** Milliseconds between two looks of the line. */
const EVERY = 200;

/** Shorter work than this shows none, in milliseconds. */
const PATIENCE = 700;

/** Counts what is done and shows it at the end of stderr, where that is a terminal. */
export interface Progress {
  add(count: number): void;
  end(): void;
}

/** `total` where it is known; a function gives what it is thought to be by now. */
export function createProgress(
  terminal: Pick<Terminal, 'showsProgress' | 'status'>,
  total: number | (() => number | undefined) | undefined,
  now = Date.now,
): Progress {
  const start = now();
  let done = 0;
  let last = start + PATIENCE - EVERY;
  return {
    add(count) {
      done += count;
      const time = now();
      if (!terminal.showsProgress || time - last < EVERY) return;
      last = time;
      terminal.status(progressLine(done, typeof total === 'function' ? total() : total, (time - start) / 1000));
    },
    end: () => terminal.status(''),
  };
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1,200/10,000 (12 %)  310/s  28 s left`; without a total, count and rate. */
export function progressLine(done: number, total: number | undefined, seconds: number): string {
  const rate = done / Math.max(seconds, 0.001);
  const speed = `${rate < 10 ? rate.toFixed(1) : grouped.format(rate)}/s`;
  if (total === undefined || total < done) return `${grouped.format(done)}  ${speed}`;
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const left = rate === 0 ? '' : `  ${duration((total - done) / rate)} left`;
  return `${grouped.format(done)}/${grouped.format(total)} (${share} %)  ${speed}${left}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
