import { AppError } from '../../core/error.ts';
import { canonicalAttributeName } from '../../core/gazetteer/match-gazetteer.ts';
import { INTENTS, type Intent } from '../../core/intent.ts';
import { inversePlatt } from '../../core/math.ts';
import { RELATIONS } from '../../core/relation.ts';
import { LEXICAL } from '../context.ts';
import type { Pack } from '../pack.ts';
import type { Inputs, Model, Outputs, Role, Scored, TaggedText } from '../port.ts';
import { textLength } from '../text-length.ts';
import { lexicalIntent } from './lexical/intent.ts';
import { lexicalMatch } from './lexical/match.ts';
import { type LexicalSpan, lexicalSpans } from './lexical/spans.ts';

/** How sure the word lists are that a text does not state a name: of one they know, and of one they don't. */
const NOT_STATED = { known: 0.6, unknown: 0.5 };

/** UTF-16 units that are read before others have their turn: ten to twenty milliseconds of work. */
const TURN = 12_000;

/** Intents by cue words. Never says a sub-intent. */
export function lexicalIntentModel({ manifest }: Pack): Model<'intent'> {
  const { labels, sub_labels, temperature } = manifest.intent;
  return lexicalModel('intent', () => (query) => {
    const probabilities = lexicalIntent(query);
    const logit = (label: string): number =>
      Math.log(Math.max(1e-6, probabilities[INTENTS.indexOf(label as Intent)] ?? 0)) * temperature;
    return { intent: labels.map(logit), subIntent: [...sub_labels.map(() => -10), 0] };
  });
}

/** Spans by word lists, model-number shapes and the query parser; of a name that the lists know, those of its canonical name. */
export function lexicalTagsModel({ manifest }: Pack): Model<'tags'> {
  return lexicalModel('tags', () => {
    // A text is read once, however many names are asked of it.
    const known = new Map<string, LexicalSpan[]>();
    const spansOf = (text: string): LexicalSpan[] => {
      const spans = known.get(text) ?? lexicalSpans(text);
      known.set(text, spans);
      return spans;
    };
    const { calibration, named_calibration, not_stated_calibration } = manifest.tags;
    return ({ text, name }): TaggedText => {
      const spans = spansOf(text).map((span) => ({
        ...span,
        confidence: uncalibrated(span.confidence, name === undefined ? calibration : named_calibration),
      }));
      if (name === undefined) return { spans };
      const canonical = canonicalAttributeName(name);
      const stated = spans.filter((span) => span.name === canonical).map((span) => ({ ...span, name }));
      if (stated.length > 0) return { spans: stated, notStated: 0 };
      const silent = canonical === null ? NOT_STATED.unknown : NOT_STATED.known;
      return { spans: [], notStated: uncalibrated(silent, not_stated_calibration) };
    };
  });
}

/** The word lists' confidence is a probability already, and calibration is still to come. */
function uncalibrated(probability: number, { slope, offset }: { slope: number; offset: number }): number {
  return inversePlatt(probability, slope, offset);
}

/** Relations by word overlap, head nouns and contradictions. */
export function lexicalMatchModel({ manifest }: Pack): Model<'match'> {
  const { labels, temperature } = manifest.match;
  return lexicalModel('match', () => ({ query, text }) => {
    const probabilities = lexicalMatch(query, text);
    return labels.map(
      (label) =>
        Math.log(Math.max(1e-6, probabilities[RELATIONS.findIndex((relation) => relation === label)] ?? 0)) *
        temperature,
    );
  });
}

/**
 * A model without weights: always there, and says that it is a stand-in. `reader` makes what answers the inputs of one call. A long list
 * is answered in turns, so that nobody else waits for it and the call's deadline holds.
 */
function lexicalModel<R extends Role>(role: R, reader: () => (input: Inputs[R]) => Outputs[R]): Model<R> {
  return {
    role,
    maxBatch: Infinity,
    async run(inputs, { signal }) {
      const answer = reader();
      const scored: Scored<R>[] = [];
      let left = TURN;
      for (const input of inputs) {
        left -= textLength(input);
        if (left < 0 && scored.length > 0) {
          await nextTurn();
          if (signal.aborted) throw new AppError('upstream_timeout', { cause: signal.reason });
          left = TURN;
        }
        scored.push({ output: answer(input), served: { path: 'lexical', degraded: true }, cached: false });
      }
      return scored;
    },
    probe: () => Promise.resolve({ path: 'lexical', ok: true, ...LEXICAL }),
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
