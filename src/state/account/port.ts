/** An answer that is kept to be given again. */
export interface KeptAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** What is known of a write under an `Idempotency-Key`. `new`: it is the caller's to do now. `other`: the key was used for another request. */
export type Begun =
  { state: 'new' } | { state: 'running' } | { state: 'other' } | { state: 'done'; answer: KeptAnswer };

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
}
