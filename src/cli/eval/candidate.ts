import { type ClientOptions, openClient } from '../client.ts';
import type { Terminal } from '../terminal.ts';
import { createExaminer, type ExaminerOptions } from './examiner.ts';
import type { Exam, Group } from './exam.ts';

/** Who was asked: a server or a pack, and the model that answered. */
export interface Candidate {
  url?: string;
  pack?: string;
  model: { name: string; revision: string };
  /** Answers of a lesser model than the full one. */
  degraded: number;
}

/** Opens the API, asks every exam, and closes it. The metrics by the exam's name. */
export async function examine(
  exams: ReadonlyMap<string, Exam>,
  from: ClientOptions,
  options: ExaminerOptions,
  terminal: Terminal,
): Promise<{ candidate: Candidate; groups: Map<string, Group[]> }> {
  const place = from.url === undefined ? { pack: from.pack ?? 'bundled' } : { url: from.url };
  const client = await openClient(from);
  try {
    const examiner = await createExaminer(client, options, terminal);
    const groups = new Map<string, Group[]>();
    for (const [name, exam] of exams) groups.set(name, await exam.sit(examiner.about(name)));
    return { candidate: { ...place, model: examiner.model, degraded: examiner.degraded }, groups };
  } finally {
    await client.close();
  }
}
