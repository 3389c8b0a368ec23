import type { WeightParameters } from '../../ranking/recommend/kinds.ts';
import type { Account } from '../../state/account/port.ts';

/** The weights that are in use, by `kind.part`, and their version; 0 and null: the shipped ones. */
export interface Weights {
  version: number;
  parameters: WeightParameters | null;
}

/** Those of a shop that has learnt nothing. */
export const SHIPPED: Weights = { version: 0, parameters: null };

/** After so many milliseconds they are read again, beside an answer: another process may have learnt. */
const FRESH = 30_000;

/** The weights of an account that are in use, kept in memory. */
export class LiveWeights {
  #known: Weights | null = null;
  #readAt = 0;
  /** How often something changed: what was asked for before the last time may be old. */
  #changes = 0;

  /** Those known, or read now where none are; shipped ones where they can't be read. */
  async of(account: () => Account, now: number, defer: (work: Promise<unknown>) => void): Promise<Weights> {
    const known = this.#known;
    if (known === null) return await this.#read(account, now).catch(() => SHIPPED);
    if (now - this.#readAt >= FRESH) {
      // Not again until it is told: one read at a time.
      this.#readAt = now;
      defer(this.#read(account, now).catch(() => undefined));
    }
    return known;
  }

  /** Something changed: they are read again at the next answer. */
  forget(): void {
    this.#known = null;
    this.#changes += 1;
  }

  async #read(account: () => Account, now: number): Promise<Weights> {
    const changes = this.#changes;
    const learnt = await account().learnt('recommend');
    const known = learnt === null ? SHIPPED : { version: learnt.version, parameters: learnt.parameters };
    if (changes === this.#changes) {
      this.#known = known;
      this.#readAt = now;
    }
    return known;
  }
}

/** Those of every account of an app. */
export class AllLiveWeights {
  readonly #known = new Map<string, LiveWeights>();

  of(account: string): LiveWeights {
    const known = this.#known.get(account) ?? new LiveWeights();
    this.#known.set(account, known);
    return known;
  }
}
