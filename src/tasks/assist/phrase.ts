import { AppError } from '../../core/error.ts';
import type { Call } from '../../models/port.ts';
import type { Writer } from '../../models/writing.ts';
import { checkClaims } from '../../ranking/claims/check-claims.ts';
import { withoutInstructions } from '../../ranking/claims/instructions.ts';
import { Source } from '../../ranking/claims/source.ts';
import type { Draft, Fact, Sentence } from './draft.ts';
import { promptOf } from './prompt.ts';
import { SentenceStream } from './sentence-stream.ts';

/** Who worded an answer. */
export interface Writing {
  path: 'llm' | 'template';
  /** A writer is configured, and some or all of the sentences are not its own. */
  degraded: boolean;
  /** Why: the code of the writer's error, or `unsupported` where sentences of it were left out. */
  reason?: string;
  /** Sentences of the writer that were left out: its facts don't say them, or it said them before. */
  dropped: number;
}

/** What an answer is worded with. */
export interface PhraseContext {
  messages: readonly { role: 'user' | 'assistant'; content: string }[];
  /** Absent: the draft's own sentences are the answer. */
  writer?: Writer | undefined;
  call: Call;
}

const MOST_TOKENS = 500;
const TEMPERATURE = 0.2;

/** A writer that goes on past so many sentences, or characters, is not read any further. */
const MOST_SENTENCES = 12;
const MOST_CHARACTERS = 4_000;

/**
 * Words a draft: by a language model, each sentence as soon as it is finished and only if the facts that it names say what it says
 * (`checkClaims`); where there is none, or none of its sentences says anything that holds, by the draft's own sentences. Where it fails on
 * the way, or sentences were left out, the draft's sentences on the facts that were not named yet follow. A draft without facts leaves
 * nothing to word freely. Returns how it went; throws nothing but defects.
 */
export async function* phrase(
  draft: Draft,
  { messages, writer, call }: PhraseContext,
): AsyncGenerator<Sentence, Writing, undefined> {
  if (writer === undefined || draft.facts.length === 0 || draft.sentences.length === 0) {
    yield* draft.sentences;
    return { path: 'template', degraded: false, dropped: 0 };
  }
  const facts = draft.facts.map((fact): Fact => ({
    ...fact,
    title: withoutInstructions(fact.title),
    text: withoutInstructions(fact.text),
  }));
  const judge = judgeOf(facts, draft.sentences);
  const said = new Set<string>();
  const named = new Set<string>();
  let dropped = 0;
  let reason: string | undefined;

  const passed = (sentence: Sentence): boolean => {
    const fits = !said.has(sentence.text) && judge(sentence);
    if (!fits) {
      dropped += 1;
      return false;
    }
    said.add(sentence.text);
    for (const id of sentence.sources) named.add(id);
    return true;
  };

  const stream = new SentenceStream();
  try {
    const request = {
      messages: promptOf({ ...draft, facts }, messages),
      maxTokens: MOST_TOKENS,
      temperature: TEMPERATURE,
    };
    let characters = 0;
    for await (const piece of writer.write(request, call)) {
      characters += piece.length;
      for (const sentence of stream.push(piece)) if (passed(sentence)) yield sentence;
      if (said.size + dropped >= MOST_SENTENCES || characters > MOST_CHARACTERS) break;
    }
    for (const sentence of stream.end()) if (passed(sentence)) yield sentence;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    reason = error.code;
  }
  if (dropped > 0) reason ??= 'unsupported';
  const isBare = named.size === 0;
  if (isBare) reason ??= 'unsupported';
  if (reason === undefined) return { path: 'llm', degraded: false, dropped };
  const isMissing = ({ sources }: Sentence): boolean => said.size === 0 || sources.some((id) => !named.has(id));
  yield* draft.sentences.filter(isMissing);
  return { path: isBare ? 'template' : 'llm', degraded: true, reason, dropped };
}

/** Judges sentences by the facts that they name; one that names an unknown fact does not hold. */
function judgeOf(facts: readonly Fact[], outline: readonly Sentence[]): (sentence: Sentence) => boolean {
  const evidence = new Map(
    facts.map(({ id, kind, title, text }) => [id, new Source(kind, `${title}\n${text}`)] as const),
  );
  // What the draft says is the shop's own word, and may be asked about.
  const background = [...evidence.values(), ...outline.map(({ text }) => new Source('document', text))];
  return ({ text, sources }) => {
    const named = sources.flatMap((id) => evidence.get(id) ?? []);
    return named.length === sources.length && checkClaims(text, { sources: named, background }) === null;
  };
}
