import * as z from 'zod/mini';
import { RELATIONS } from '../../core/relation.ts';
import { type ServedBy, PATHS } from '../../core/served-by.ts';
import type { RuleEffect } from '../../ranking/merchandise.ts';

/** The relations that are shown. */
export type ShownRelation = 'exact' | 'substitute' | 'complement';

/** One product's place in a ranking, with all that its hit needs besides the product itself. */
export interface RankedHit {
  id: string;
  relation: ShownRelation;
  relevance: number;
  judged: boolean;
  keyword: number | null;
  semantic: number | null;
  fused: number;
  popularity: number;
  soldOut: boolean;
  boost: number;
  /** How it suits the shopper that the ranking is for, −1 to 1; null: it is for everybody. */
  personal: number | null;
  conflicts: readonly string[];
  rules: readonly string[];
}

/** The answer to a query without its products: what is kept between pages and between calls. */
export interface Ranking {
  hits: readonly RankedHit[];
  matching: number;
  judged: number;
  corrected: string | null;
  expanded: { word: string; to: string[] }[];
  relaxed: string[];
  effects: RuleEffect[];
  /** The version of the calibration that it was judged with; absent: the pack's own. */
  calibration?: number;
  /** How its models answered. */
  served: ServedBy[];
}

const share = z.number().check(z.minimum(0), z.maximum(1));

const row = z.tuple([
  z.string(),
  z.int().check(z.minimum(0), z.maximum(2)),
  share,
  z.boolean(),
  z.nullable(z.number()),
  z.nullable(z.number()),
  z.number(),
  share,
  z.boolean(),
  z.number(),
  z.nullable(z.number().check(z.minimum(-1), z.maximum(1))),
  z.array(z.string()),
  z.array(z.string()),
]);

/** A ranking as it is kept: ids and numbers in fixed places, and no text of a product. */
const packed = z.object({
  rows: z.array(row).check(z.maxLength(1_000)),
  matching: z.int(),
  judged: z.int(),
  corrected: z.nullable(z.string()),
  expanded: z.array(z.object({ word: z.string(), to: z.array(z.string()) })),
  relaxed: z.array(z.string()),
  effects: z.array(
    z.object({ id: z.string(), effect: z.enum(['pin', 'boost', 'bury', 'hide']), ndcg_cost: z.number() }),
  ),
  calibration: z.exactOptional(z.int()),
  served: z.array(z.object({ path: z.enum(PATHS), degraded: z.boolean(), reason: z.exactOptional(z.string()) })),
});

/** Seven significant digits: nobody sees more, and they are most of what a cursor weighs. */
const short = (value: number): number => Number(value.toPrecision(7));

const shortOrNull = (value: number | null): number | null => (value === null ? null : short(value));

/** A ranking as JSON. */
export function writeRanking({ hits, ...rest }: Ranking): string {
  const rows = hits.map((hit): z.input<typeof row> => [
    hit.id,
    RELATIONS.indexOf(hit.relation),
    short(hit.relevance),
    hit.judged,
    shortOrNull(hit.keyword),
    shortOrNull(hit.semantic),
    short(hit.fused),
    short(hit.popularity),
    hit.soldOut,
    short(hit.boost),
    shortOrNull(hit.personal),
    [...hit.conflicts],
    [...hit.rules],
  ]);
  return JSON.stringify({ rows, ...rest });
}

/** A ranking with its numbers as they are kept, so that its first page shows what later ones will. */
export function shortened(ranking: Ranking): Ranking {
  const kept = readRanking(writeRanking(ranking));
  if (kept === null) throw new Error('a ranking does not read as it was written');
  return kept;
}

/** Reads what `writeRanking` wrote; null for anything else. */
export function readRanking(json: string): Ranking | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = packed.safeParse(value);
  if (!parsed.success) return null;
  const { rows, ...rest } = parsed.data;
  const hits = rows.map((each): RankedHit => {
    const [id, relation, relevance, judged, keyword, semantic, fused, popularity, soldOut, boost, ...others] = each;
    const [personal, conflicts, rules] = others;
    const shown = RELATIONS[relation] as ShownRelation;
    return {
      id,
      relation: shown,
      relevance,
      judged,
      keyword,
      semantic,
      fused,
      popularity,
      soldOut,
      boost,
      personal,
      conflicts,
      rules,
    };
  });
  return { hits, ...rest };
}
