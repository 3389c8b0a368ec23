import type { Account } from '../state/account/port.ts';
import type { BehaviourShard } from '../state/behaviour/port.ts';
import type { Catalog } from '../state/catalog/port.ts';
import type { Recommender } from '../tasks/recommend/recommender.ts';

/** Every method of a catalogue, for its stubs. */
export const CATALOG_METHODS: Readonly<Record<keyof Catalog, true>> = {
  upsert: true,
  remove: true,
  get: true,
  page: true,
  status: true,
  search: true,
  suggest: true,
  setting: true,
  set: true,
  claim: true,
  release: true,
  finish: true,
};

/** Every method of an account, for its stubs. */
export const ACCOUNT_METHODS: Readonly<Record<keyof Account, true>> = {
  begin: true,
  finish: true,
  release: true,
  learnt: true,
  learning: true,
  versions: true,
  propose: true,
  revert: true,
  freeze: true,
  keepFeedback: true,
  judgedPairs: true,
  feedbackCounts: true,
  count: true,
  counted: true,
  keepDecision: true,
  decision: true,
};

/** Every method of a behaviour, and of a shard of it, for their stubs. */
export const BEHAVIOUR_METHODS: Readonly<Record<keyof BehaviourShard, true>> = {
  record: true,
  shopper: true,
  prefer: true,
  forget: true,
  merge: true,
  luggage: true,
  receive: true,
  neighbours: true,
  popular: true,
  shown: true,
  outcomes: true,
  learnt: true,
  replay: true,
  setAside: true,
  deadLetters: true,
  dropDead: true,
};

/** Every method of a recommender, for its stubs. */
export const RECOMMENDER_METHODS: Readonly<Record<keyof Recommender, true>> = {
  draw: true,
  explain: true,
};
