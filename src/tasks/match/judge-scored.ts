import type { Pack } from '../../models/pack.ts';
import type { Scored } from '../../models/port.ts';
import type { Calibration } from '../../ranking/learning/calibration.ts';
import { judge, type Judgement } from '../../ranking/relevance.ts';

/** A pair that was scored, judged as the pack and the shop's feedback calibrate it. Word overlap, which feedback is not of, stays as it is. */
export function judgeScored(
  { output, served }: Scored<'match'>,
  { manifest }: Pack,
  conflicts: readonly string[],
  learnt: Calibration | null,
): Judgement {
  return judge(output, manifest.match.temperature, conflicts, served.path === 'lexical' ? null : learnt);
}
