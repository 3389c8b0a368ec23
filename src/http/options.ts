import type { Store } from '../core/store.ts';
import type { Models } from '../models/context.ts';
import type { Pack } from '../models/pack.ts';
import type { Pictures } from '../models/picture.ts';
import type { Probe, Role } from '../models/port.ts';
import type { Transcriber } from '../models/speech.ts';
import type { Writer } from '../models/writing.ts';
import type { Behaviour } from '../state/behaviour/port.ts';
import type { Account } from '../state/account/port.ts';
import type { Catalog } from '../state/catalog/port.ts';
import type { Access } from './access.ts';
import type { SearchKeeping } from './kept-searches.ts';
import type { WholeAnswerMemory } from './whole-answers.ts';

/** What is told of a request once it is answered: no text, key or address of a caller. */
export interface RequestRecord {
  requestId: string;
  method: string;
  /** The route, not the URL. */
  route: string;
  status: number;
  milliseconds: number;
  /** The error code, for a problem. */
  code?: string;
  path?: string;
  degraded?: boolean;
  cache?: string;
}

/** What a host hands the app: everything that differs between Workers and Node. */
export interface AppOptions {
  version: string;
  models: Models;
  /** Words the assistant's answers; templates do where it is absent. */
  writer?: Writer;
  /** Hears what the assistant is told; only text is taken where it is absent. */
  transcriber?: Transcriber;
  /** What is done with pictures of products; they are not read where it is absent. */
  pictures?: Pictures | undefined;
  pack: Pack;
  access: Access;
  /** The catalogue of an account. Throws AppError when it cannot be opened. */
  catalog(account: string): Catalog;
  /** The catalogue whose products are the passages of an account's documents. Throws AppError when it cannot be opened. */
  documents(account: string): Catalog;
  /** The shoppers of an account. Throws AppError when they cannot be opened. */
  behaviour(account: string): Behaviour;
  /** What else is kept of an account. Throws AppError when it cannot be opened. */
  account(account: string): Account;
  /** The key under which what an account's callers send is hashed, where it is kept without its text. */
  secret(account: string): Promise<CryptoKey>;
  /** Whether what accounts teach is applied and what they ask is counted; true unless given. Not where the command asks in a process of its own. */
  learns?: boolean;
  /** Keeps whole answers too, where the host has memory to spare and counts its own processor time. */
  wholeAnswers?: WholeAnswerMemory;
  /** Keeps answers of searches in memory. */
  searches?: SearchKeeping;
  /** Where an account's rankings outlive the process. Rejects never. */
  rankings?: (account: string) => Store;
  /** Origins that a browser may call from; empty: CORS is off. */
  corsOrigins: readonly string[];
  /** A file of the console by its path (`/`, `/docs`, `/console/…`, `/openapi.json`), or null. */
  asset(request: Request): Promise<Response | null>;
  /** Prometheus text, where the host has it. */
  metrics?: () => Promise<{ body: string; contentType: string }>;
  /** The backends of each role, best rung first; under further names those that nothing but quality hangs on. */
  probes(signal: AbortSignal): Promise<Record<Role, Probe[]> & Record<string, Probe[]>>;
  record(record: RequestRecord): void;
  /** An error that is a defect: for the log, never for the caller. */
  defect(error: unknown, requestId: string): void;
  /** Keeps work going after the response. `context` gives the runtime’s, where it has one; asking in vain takes long. */
  defer(work: Promise<unknown>, context: () => { waitUntil(work: Promise<unknown>): void } | undefined): void;
}
