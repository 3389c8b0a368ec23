import type { Models } from '../../src/models/context.ts';
import type { Call, Model, Role, Scored, Outputs, Inputs } from '../../src/models/port.ts';
import type { SearchContext } from '../../src/tasks/search.ts';
import { memoryStore } from '../../src/state/store/memory.ts';
import type { Impression, Shopper } from '../../src/state/behaviour/port.ts';
import type { CatalogProduct } from '../../src/state/catalog/port.ts';
import { fakeLogits, fakeVector } from './fake-body.ts';
import { fakeCall } from './fake-call.ts';
import { fakePack } from './fake-pack.ts';
import { memoryCatalog, type MemoryCatalog } from './memory-catalog.ts';

/** What a test may change of the models while they run. */
export interface ShopModels {
  /** Milliseconds of the clock that the match model takes for each pair. */
  pace: number;
  /** Thrown by a role when set. */
  broken: Partial<Record<Role, Error>>;
  /** Pairs that the match model has read. */
  pairs: number;
  /** The intent that every query has. */
  intent: string;
  /** How far its logit is from the others. */
  certainty: number;
}

/** What a test may change of the shoppers, and look at. */
export interface ShopBehaviour {
  /** What is known of each, beside what is known of nobody. */
  shoppers: Map<string, Partial<Shopper>>;
  /** What was shown. */
  shown: Impression[];
  /** Thrown for every shopper when set. */
  broken: Error | null;
}

const NOBODY: Shopper = {
  id: '',
  guest: false,
  history: [],
  affinities: [],
  preferences: { likes: [], dislikes: [], hidden: [], personalise: true },
  events: 0,
  firstSeen: 0,
  lastSeen: 0,
};

/** A shop in memory: its context for `searchTask`, and what a test may change and look at. */
export interface Shop {
  context: SearchContext;
  catalog: MemoryCatalog;
  behaviour: ShopBehaviour;
  models: ShopModels;
  clock: { now: number };
}

/** A shop with these products, over models that are functions of their texts: the more words of the query a title has, the more exact. */
export function searchShop(products: readonly CatalogProduct[], call: Partial<Call> = {}): Shop {
  const pack = fakePack();
  pack.manifest.intent.labels = ['find_product', 'order_status'];
  const state: ShopModels = { pace: 0, broken: {}, pairs: 0, intent: 'find_product', certainty: 5 };
  const clock = { now: 1_000_000 };
  const model = <R extends Role>(role: R, answer: (input: Inputs[R]) => Outputs[R]): Model<R> => ({
    role,
    maxBatch: Infinity,
    run: async (inputs) => {
      const error = state.broken[role];
      if (error !== undefined) throw error;
      if (role === 'match') {
        clock.now += state.pace * inputs.length;
        state.pairs += inputs.length;
      }
      return inputs.map((input): Scored<R> => ({
        output: answer(input),
        served: { path: 'onnx', degraded: false },
        cached: false,
      }));
    },
    probe: async () => ({ path: 'onnx', ok: true, name: 'fake', revision: null }),
  });
  const models: Models = {
    embed: model('embed', ({ text }) => Float32Array.from(fakeVector(text))),
    intent: model('intent', () => ({
      intent: pack.manifest.intent.labels.map((label) => (label === state.intent ? state.certainty : 0)),
      subIntent: [0],
    })),
    tags: model('tags', () => ({ spans: [] })),
    match: model('match', ({ query, text }) => fakeLogits(query, text)),
  };
  const catalog = memoryCatalog(products);
  const behaviour: ShopBehaviour = { shoppers: new Map(), shown: [], broken: null };
  let ids = 0;
  const context: SearchContext = {
    models,
    pack,
    catalog,
    behaviour: {
      shopper: async (id) => {
        if (behaviour.broken !== null) throw behaviour.broken;
        const said = behaviour.shoppers.get(id);
        return said === undefined ? null : { ...NOBODY, id, ...said };
      },
      shown: async (impression) => void behaviour.shown.push(impression),
    },
    call: fakeCall({ deadline: clock.now + 2_000, ...call }),
    rankings: memoryStore({ now: () => clock.now }),
    now: () => clock.now,
    newId: () => `query-${(ids += 1)}`,
  };
  return { context, catalog, behaviour, models: state, clock };
}
