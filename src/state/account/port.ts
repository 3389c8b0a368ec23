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
}
