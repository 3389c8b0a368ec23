import { assist } from './assist.ts';
import { attributes } from './attributes.ts';
import { catalog } from './catalog.ts';
import { documentRemoval, getDocuments, putDocuments } from './documents.ts';
import { decisionById } from './decisions.ts';
import { drift } from './drift.ts';
import { embeddings } from './embeddings.ts';
import type { Endpoint } from './endpoint.ts';
import { explainGlobal } from './explain-global.ts';
import { explain } from './explain.ts';
import { intent } from './intent.ts';
import { getLearning, postLearning } from './learning.ts';
import { match } from './match.ts';
import { productById, productPage, productRemoval, products } from './products.ts';
import { recommend } from './recommend.ts';
import { rerank } from './rerank.ts';
import { getRules, putRules } from './rules.ts';
import { search } from './search.ts';
import { deadEvents, events, replayEvents } from './events.ts';
import { feedback, feedbackCounts } from './feedback.ts';
import { health, metrics, openapi, ready } from './service.ts';
import { mergeShopper, patchShopper, shopper, shopperRemoval } from './shoppers.ts';
import { suggest } from './suggest.ts';
import { getSynonyms, putSynonyms } from './synonyms.ts';

/** Every endpoint, in the order of the reference. */
export const ENDPOINTS: readonly Endpoint[] = [
  intent,
  attributes,
  match,
  explain,
  rerank,
  embeddings,
  products,
  productPage,
  productById,
  productRemoval,
  catalog,
  search,
  explainGlobal,
  decisionById,
  suggest,
  putSynonyms,
  getSynonyms,
  putRules,
  getRules,
  assist,
  putDocuments,
  getDocuments,
  documentRemoval,
  events,
  deadEvents,
  replayEvents,
  feedback,
  feedbackCounts,
  drift,
  recommend,
  getLearning,
  postLearning,
  shopper,
  patchShopper,
  mergeShopper,
  shopperRemoval,
  health,
  ready,
  metrics,
  openapi,
];
