/** How far ahead of ours a clock may be, and before when it is plainly wrong: 2000. */
const AHEAD = 5 * 60_000;
const EARLIEST = Date.UTC(2000, 0);

/** A time as it was told, a date or milliseconds since 1970, in milliseconds since 1970; or what is wrong with the clock that told it. */
export function toldTime(told: string | number, now: number): { at: number } | { fault: string } {
  const at = typeof told === 'number' ? told : Date.parse(told);
  if (at > now + AHEAD) return { fault: 'must be at most 5 minutes ahead' };
  return at < EARLIEST ? { fault: 'must not be before the year 2000' } : { at };
}
