import type { Questions } from './questions.ts';
import { attributesEnglish, attributesWritten } from './sets/attributes.ts';
import { intentBitext, intentClinc, intentSmp, intentWritten } from './sets/intent.ts';
import {
  matchEsci,
  matchEsciPairs,
  matchHomedepot,
  matchQbqtc,
  matchTaobao,
  matchWritten,
  searchEsci,
} from './sets/match.ts';
import { tagsDsner, tagsMultidigraph, tagsQueryner, tagsTaobao, tagsWritten } from './sets/tags.ts';

/** A public or own set below `--data`. */
export interface NamedSet {
  name: string;
  /** A: open licence, may train what ships. N: none stated. K: a competition's rules. N and K are for measuring only. */
  licence: 'A' | 'N' | 'K';
  about: string;
  load(data: string): Promise<Questions>;
}

/** All named sets, in the order of `--list`. Of sets that the bundled pack was trained on, the rows that the recipe holds out. */
export const SETS: readonly NamedSet[] = [
  { name: 'intent/written', licence: 'A', about: 'own queries, zh and en', load: intentWritten },
  { name: 'intent/bitext', licence: 'A', about: 'service questions, 27 sub-intents', load: intentBitext },
  { name: 'intent/clinc', licence: 'A', about: 'CLINC150 out of scope, beside own queries', load: intentClinc },
  {
    name: 'intent/smp2017',
    licence: 'N',
    about: 'assistant requests, out of scope, beside own queries',
    load: intentSmp,
  },
  { name: 'tags/written', licence: 'A', about: 'own queries and titles, zh and en', load: tagsWritten },
  { name: 'tags/queryner', licence: 'A', about: 'English queries, 17 types', load: tagsQueryner },
  { name: 'tags/dsner', licence: 'A', about: 'spoken requests: product_type and brand only', load: tagsDsner },
  { name: 'tags/taobao-ner', licence: 'N', about: 'titles: product_type and brand only', load: tagsTaobao },
  { name: 'tags/multidigraph', licence: 'N', about: 'titles: product_type and brand only', load: tagsMultidigraph },
  { name: 'attributes/written', licence: 'A', about: 'own titles, any names, zh and en', load: attributesWritten },
  { name: 'attributes/oa-mine', licence: 'A', about: 'OA-Mine titles', load: attributesEnglish('oa-mine') },
  {
    name: 'attributes/ae-110k',
    licence: 'A',
    about: 'AE-110k titles, with names not stated',
    load: attributesEnglish('ae-110k'),
  },
  { name: 'match/written', licence: 'A', about: 'own lists of 7 or 8, zh, en and cross', load: matchWritten },
  { name: 'match/esci', licence: 'A', about: 'ESCI judgements, long lists', load: matchEsci },
  { name: 'match/esci-pairs', licence: 'A', about: 'single pairs of many queries', load: matchEsciPairs },
  { name: 'match/taobao-select', licence: 'N', about: 'match or no match', load: matchTaobao },
  { name: 'match/qbqtc', licence: 'N', about: 'general web search, graded 0 to 2', load: matchQbqtc },
  { name: 'match/homedepot', licence: 'K', about: 'a hardware store, graded 1 to 3', load: matchHomedepot },
  { name: 'search/esci', licence: 'A', about: 'ESCI queries in the whole catalogue', load: searchEsci },
];
