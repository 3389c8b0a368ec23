import { AppError } from '../../core/error.ts';
import type { Sql } from '../sql.ts';
import type { LearningScope, LearningState, LearntVersion, Proposal } from './port.ts';

/** The most versions of a scope, beside those that are or were just in use. */
const MOST_VERSIONS = 50;

interface VersionRow {
  version: number;
  parameters: string;
  evidence: string;
  verdict: string;
  at: number;
  [column: string]: string | number;
}

interface ScopeRow {
  last: number;
  live: number;
  former: number;
  frozen: number;
  reverted: number;
  [column: string]: number;
}

/** The tables of what an account learnt. */
export const LEARNT_TABLES: readonly string[] = [
  // `live` and `former` are versions, 0 being the shipped constants; `last` is the number given last.
  `CREATE TABLE learning_scopes (
    scope TEXT PRIMARY KEY,
    last INTEGER NOT NULL,
    live INTEGER NOT NULL,
    former INTEGER NOT NULL,
    frozen INTEGER NOT NULL,
    reverted INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE learnt_versions (
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    parameters TEXT NOT NULL,
    evidence TEXT NOT NULL,
    verdict TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (scope, version)
  ) WITHOUT ROWID`,
];

/** The versions of what an account learnt, by scope: see `Account` for what each call promises. */
export class LearntVersions {
  readonly #sql: Sql;
  readonly #now: () => number;

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  state(scope: LearningScope): LearningState {
    const { live, former, frozen, reverted } = this.#scope(scope);
    return {
      live: this.#find(scope, live),
      former: this.#find(scope, former),
      frozen: frozen === 1,
      revertedAt: reverted,
    };
  }

  live(scope: LearningScope): LearntVersion | null {
    return this.#find(scope, this.#scope(scope).live);
  }

  all(scope: LearningScope): LearntVersion[] {
    return this.#sql
      .all<VersionRow>('SELECT * FROM learnt_versions WHERE scope = ? ORDER BY version DESC', scope)
      .map(versionOf);
  }

  propose(scope: LearningScope, { parameters, evidence, verdict, at }: Proposal): LearntVersion {
    return this.#sql.transaction(() => {
      const known = this.#scope(scope);
      const version = known.last + 1;
      const given = known.frozen === 1 ? 'refused' : verdict;
      this.#sql.run(
        'INSERT INTO learnt_versions (scope, version, parameters, evidence, verdict, at) VALUES (?, ?, ?, ?, ?, ?)',
        scope,
        version,
        JSON.stringify(parameters),
        JSON.stringify(evidence),
        given,
        at,
      );
      this.#keep(scope, {
        ...known,
        last: version,
        ...(given === 'live' ? { live: version, former: known.live } : {}),
      });
      this.#sweep(scope);
      return { version, parameters, evidence, verdict: given, at };
    });
  }

  revert(scope: LearningScope, version: number): LearntVersion | null {
    return this.#sql.transaction(() => {
      const wanted = this.#find(scope, version);
      if (wanted === null && version !== 0) {
        throw new AppError('not_found', { detail: `There is no version ${version} of ${scope} any more.` });
      }
      if (wanted?.verdict === 'refused') {
        const errors = [{ path: 'version', message: 'must be one that was in use, and this one was refused' }];
        throw new AppError('validation_failed', { errors });
      }
      const known = this.#scope(scope);
      if (known.live !== version) {
        this.#keep(scope, { ...known, live: version, former: version, reverted: this.#now() });
      }
      return wanted;
    });
  }

  freeze(scope: LearningScope, frozen: boolean): void {
    this.#keep(scope, { ...this.#scope(scope), frozen: frozen ? 1 : 0 });
  }

  #scope(scope: LearningScope): ScopeRow {
    const [row] = this.#sql.all<ScopeRow>(
      'SELECT last, live, former, frozen, reverted FROM learning_scopes WHERE scope = ?',
      scope,
    );
    return row ?? { last: 0, live: 0, former: 0, frozen: 0, reverted: 0 };
  }

  #keep(scope: LearningScope, { last, live, former, frozen, reverted }: ScopeRow): void {
    this.#sql.run(
      'INSERT OR REPLACE INTO learning_scopes (scope, last, live, former, frozen, reverted) VALUES (?, ?, ?, ?, ?, ?)',
      scope,
      last,
      live,
      former,
      frozen,
      reverted,
    );
  }

  #find(scope: LearningScope, version: number): LearntVersion | null {
    const [row] = this.#sql.all<VersionRow>(
      'SELECT * FROM learnt_versions WHERE scope = ? AND version = ?',
      scope,
      version,
    );
    return row === undefined ? null : versionOf(row);
  }

  #sweep(scope: LearningScope): void {
    const { last, live, former } = this.#scope(scope);
    this.#sql.run(
      'DELETE FROM learnt_versions WHERE scope = ? AND version <= ? AND version NOT IN (?, ?)',
      scope,
      last - MOST_VERSIONS,
      live,
      former,
    );
  }
}

function versionOf({ version, parameters, evidence, verdict, at }: VersionRow): LearntVersion {
  return {
    version,
    parameters: JSON.parse(parameters) as LearntVersion['parameters'],
    evidence: JSON.parse(evidence) as LearntVersion['evidence'],
    verdict: verdict as LearntVersion['verdict'],
    at,
  };
}
