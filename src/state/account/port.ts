import type { Relation } from '../../core/relation.ts';

/** An answer that is kept to be given again. */
export interface KeptAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** What is known of a write under an `Idempotency-Key`. `new`: it is the caller's to do now. `other`: the key was used for another request. */
export type Begun =
  { state: 'new' } | { state: 'running' } | { state: 'other' } | { state: 'done'; answer: KeptAnswer };

/** What an account learns of its own: how parts of a recommendation count, and how the match model's distribution is calibrated. */
export const LEARNING_SCOPES = ['recommend', 'match'] as const;

export type LearningScope = (typeof LEARNING_SCOPES)[number];

/** Named figures: what was learnt, or what speaks for it. */
export type Figures = Readonly<Record<string, number | string>>;

/** Something learnt, and what it was judged by. */
export interface Proposal {
  parameters: Figures;
  evidence: Figures;
  /** `refused`: kept for the record only. */
  verdict: 'live' | 'refused';
  /** Milliseconds since the epoch. */
  at: number;
}

/** A proposal as it is kept. Numbers of a scope count up from 1. */
export interface LearntVersion extends Proposal {
  version: number;
}

/** Where a scope stands. */
export interface LearningState {
  /** The version in use; null: the shipped constants. */
  live: LearntVersion | null;
  /** What was in use before it, or null: the shipped constants. As `live`, once that has been reverted. */
  former: LearntVersion | null;
  /** True: nothing goes live by itself. */
  frozen: boolean;
  /** When somebody or something last went back to an earlier version, in milliseconds since the epoch; 0: never. */
  revertedAt: number;
}

/** What a judge said, as it is kept: hashes for names, and no text. */
export interface FeedbackRow {
  /** Names who judged and what was judged: of two under one key the later counts. */
  key: string;
  /** Names the feedback itself, so that it counts once; null: it has no name. */
  id: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  about: 'relevance' | 'explanation';
  source: 'shopper' | 'expert';
  helpful: boolean | null;
  /** What is judged to be so; null: nothing is said of it. */
  relation: Relation | null;
  /** What we answer; null: unknown. */
  shown: Relation | null;
  /** Codes. */
  reasons: readonly string[];
  /** What can be learnt of it; null: nothing. */
  pair: { pack: string; query: string; p: readonly number[] } | null;
}

/** `superseded`: the judge has said something later of the same. */
export type FeedbackOutcome = 'accepted' | 'duplicate' | 'superseded';

/** A judgement that can be learnt of. `p`: the model's distribution in the order of RELATIONS; `query` names the query (a keyed hash). */
export type JudgedPair = Pick<FeedbackRow, 'source' | 'helpful' | 'relation' | 'shown'> & {
  query: string;
  p: readonly number[];
};

/** How often what was said; `learnable` of `n` have a distribution to learn of. */
export interface FeedbackCounts {
  groups: (Pick<FeedbackRow, 'about' | 'source' | 'helpful' | 'relation' | 'shown'> & {
    n: number;
    learnable: number;
  })[];
  /** The commonest first. */
  reasons: { reason: string; n: number }[];
}

/** How often a value was seen on a day; days since the epoch, UTC. */
export interface DailyCount {
  day: number;
  name: string;
  value: string;
  n: number;
}

/** The sum of the unit vectors of `n` products by a pack. */
export interface DailyVector {
  day: number;
  pack: string;
  n: number;
  sum: Float32Array;
}

/** What is kept of an account. Rejects with AppError. */
export interface Account {
  /**
   * Begins a write under a key, or tells what became of it. `request` names the request (a hash); whoever has begun and tells nothing
   * for `lease` milliseconds is thought dead.
   */
  begin(key: string, request: string, lease: number): Promise<Begun>;
  /** Keeps the answer to a write that was begun, for 24 hours. */
  finish(key: string, answer: KeptAnswer): Promise<void>;
  /** Forgets a write that was begun and came to nothing. */
  release(key: string): Promise<void>;
  /** The version of a scope in use; null: the shipped constants. */
  learnt(scope: LearningScope): Promise<LearntVersion | null>;
  learning(scope: LearningScope): Promise<LearningState>;
  /** Newest first, refused ones too: the last 50, and what is or was just in use however old. */
  versions(scope: LearningScope): Promise<LearntVersion[]>;
  /** Keeps a proposal, and puts it in use when its verdict is `live`; while the scope is frozen it is kept as `refused`. */
  propose(scope: LearningScope, proposal: Proposal): Promise<LearntVersion>;
  /**
   * Goes back to a version that was in use before, 0 being the shipped constants, and gives what is in use then. Rejects with
   * `not_found` for one that is not kept, `validation_failed` for one that was refused.
   */
  revert(scope: LearningScope, version: number): Promise<LearntVersion | null>;
  /** Holds a scope as it is, or lets it learn on. */
  freeze(scope: LearningScope, frozen: boolean): Promise<void>;
  /** Keeps what judges said, the newest 20,000. `due`: so much has come that a calibration should be fitted; it is told once. */
  keepFeedback(rows: readonly FeedbackRow[]): Promise<{ outcomes: FeedbackOutcome[]; due: boolean }>;
  /** The newest 2,000 judgements of a pack's distributions that came after a time. */
  judgedPairs(pack: string, since: number): Promise<JudgedPair[]>;
  feedbackCounts(): Promise<FeedbackCounts>;
  /** Adds to what was counted, not both empty. The last 60 days are kept; past 200 values of a name and day the rest counts as `OTHER_VALUES`. */
  count(counts: readonly DailyCount[], vectors: readonly DailyVector[]): Promise<void>;
  /** What was counted from a day to another, both among them. */
  counted(from: number, to: number): Promise<{ counts: DailyCount[]; vectors: DailyVector[] }>;
  /** Keeps how an answer was decided, as JSON, for 24 hours and as one of the newest 10,000. What is kept of an id stays. */
  keepDecision(id: string, json: string): Promise<void>;
  /** null: none is kept. */
  decision(id: string): Promise<string | null>;
}
