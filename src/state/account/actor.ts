import { type Migration, migrate } from '../migrations.ts';
import type { Sql } from '../sql.ts';
import { DAILY_TABLES, DailyCounts } from './daily-counts.ts';
import { DECISION_TABLES, Decisions } from './decisions.ts';
import { Feedback, FEEDBACK_TABLES } from './feedback.ts';
import { LEARNT_TABLES, LearntVersions } from './learnt-versions.ts';
import type {
  Begun,
  DailyCount,
  DailyVector,
  FeedbackCounts,
  FeedbackOutcome,
  FeedbackRow,
  JudgedPair,
  KeptAnswer,
  LearningScope,
  LearningState,
  LearntVersion,
  Proposal,
} from './port.ts';

/** How long an answer is kept, in milliseconds. */
const KEPT = 24 * 60 * 60 * 1_000;

const ACCOUNT_SCHEMA: readonly Migration[] = [
  [
    // `answer` is null while the write runs; `until` is when the row means nothing any more.
    'CREATE TABLE writes (key TEXT PRIMARY KEY, request TEXT NOT NULL, answer TEXT, until INTEGER NOT NULL) WITHOUT ROWID',
    'CREATE INDEX writes_by_end ON writes (until)',
  ],
  LEARNT_TABLES,
  [...FEEDBACK_TABLES, ...DAILY_TABLES],
  DECISION_TABLES,
];

/** One account's state, over a database that is its alone. All of it is synchronous: see `Account` for what each call promises. */
export class AccountActor {
  readonly #sql: Sql;
  readonly #now: () => number;
  readonly #learnt: LearntVersions;
  readonly #feedback: Feedback;
  readonly #daily: DailyCounts;
  readonly #decisions: Decisions;

  constructor({ sql, now = () => Date.now() }: { sql: Sql; now?: () => number }) {
    migrate(sql, 'account', ACCOUNT_SCHEMA);
    this.#sql = sql;
    this.#now = now;
    this.#learnt = new LearntVersions(sql, now);
    this.#feedback = new Feedback(sql, now);
    this.#daily = new DailyCounts(sql);
    this.#decisions = new Decisions(sql, now);
  }

  begin(key: string, request: string, lease: number): Begun {
    return this.#sql.transaction((): Begun => {
      const now = this.#now();
      this.#sql.run('DELETE FROM writes WHERE until <= ?', now);
      const [known] = this.#sql.all<{ request: string; answer: string | null }>(
        'SELECT request, answer FROM writes WHERE key = ?',
        key,
      );
      if (known === undefined) {
        this.#sql.run('INSERT INTO writes (key, request, until) VALUES (?, ?, ?)', key, request, now + lease);
        return { state: 'new' };
      }
      if (known.request !== request) return { state: 'other' };
      return known.answer === null
        ? { state: 'running' }
        : { state: 'done', answer: JSON.parse(known.answer) as KeptAnswer };
    });
  }

  finish(key: string, answer: KeptAnswer): void {
    const until = this.#now() + KEPT;
    this.#sql.run('UPDATE writes SET answer = ?, until = ? WHERE key = ?', JSON.stringify(answer), until, key);
  }

  release(key: string): void {
    this.#sql.run('DELETE FROM writes WHERE key = ? AND answer IS NULL', key);
  }

  learnt(scope: LearningScope): LearntVersion | null {
    return this.#learnt.live(scope);
  }

  learning(scope: LearningScope): LearningState {
    return this.#learnt.state(scope);
  }

  versions(scope: LearningScope): LearntVersion[] {
    return this.#learnt.all(scope);
  }

  propose(scope: LearningScope, proposal: Proposal): LearntVersion {
    return this.#learnt.propose(scope, proposal);
  }

  revert(scope: LearningScope, version: number): LearntVersion | null {
    return this.#learnt.revert(scope, version);
  }

  freeze(scope: LearningScope, frozen: boolean): void {
    this.#learnt.freeze(scope, frozen);
  }

  keepFeedback(rows: readonly FeedbackRow[]): { outcomes: FeedbackOutcome[]; due: boolean } {
    return this.#feedback.keep(rows);
  }

  judgedPairs(pack: string, since: number): JudgedPair[] {
    return this.#feedback.pairs(pack, since);
  }

  feedbackCounts(): FeedbackCounts {
    return this.#feedback.counts();
  }

  count(counts: readonly DailyCount[], vectors: readonly DailyVector[]): void {
    this.#daily.add(counts, vectors);
  }

  counted(from: number, to: number): { counts: DailyCount[]; vectors: DailyVector[] } {
    return this.#daily.between(from, to);
  }

  keepDecision(id: string, json: string): void {
    this.#decisions.keep(id, json);
  }

  decision(id: string): string | null {
    return this.#decisions.of(id);
  }
}
