import * as z from 'zod/mini';
import type { Writer } from '../../writing.ts';
import { invalidAnswer } from '../upstream-fault.ts';
import { type HostedOptions, huggingfaceClient } from './client.ts';

/** An endpoint with OpenAI's chat completions. */
export interface HuggingfaceWriterOptions extends HostedOptions {
  /** The model's name, for an endpoint that serves several. */
  model?: string | undefined;
}

const chunkSchema = z.object({
  choices: z.array(
    z.object({
      delta: z.optional(z.object({ content: z.nullish(z.string()) })),
      finish_reason: z.nullish(z.string()),
    }),
  ),
});

/** Many times what `maxTokens` may become: each token comes in a JSON object of its own. */
const BYTES_PER_TOKEN = 4_096;

/**
 * A writer by the task `chat-completion`, streamed. The URL is the endpoint's base, its `/v1` or the whole `…/v1/chat/completions`.
 * What a model thinks aloud between `<think>` and `</think>` is left out. A stream that ends without a reason to finish was broken off.
 */
export function huggingfaceWriter(options: HuggingfaceWriterOptions): Writer {
  const client = huggingfaceClient(options);
  const { model = 'default' } = options;

  async function* contents(...[request, call]: Parameters<Writer['write']>): AsyncGenerator<string, void, undefined> {
    const { messages, maxTokens, temperature } = request;
    const chunks = client.stream(call, maxTokens * BYTES_PER_TOKEN, (library, endpoint, rest) =>
      library.chatCompletionStream(
        {
          ...endpoint,
          model,
          messages: messages.map(({ role, content }) => ({ role, content: content.toWellFormed() })),
          max_tokens: maxTokens,
          temperature,
        },
        rest,
      ),
    );
    let finished = false;
    for await (const chunk of chunks) {
      const parsed = chunkSchema.safeParse(chunk);
      if (!parsed.success) throw invalidAnswer('is not a stream of chat completions');
      // Of an empty list it is the count of tokens.
      const [choice] = parsed.data.choices;
      const content = choice?.delta?.content ?? '';
      if (content !== '') yield content;
      if (typeof choice?.finish_reason === 'string') finished = true;
    }
    if (!finished) throw invalidAnswer('was broken off');
  }

  return {
    write: (request, call) => withoutThoughts(contents(request, call)),
    probe: (signal) => client.probe(signal),
  };
}

const OPEN = '<think>';
const CLOSE = '</think>';

/** The text without a leading `<think>…</think>`, whose tags may lie in several pieces. */
async function* withoutThoughts(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held: string | undefined = '';
  for await (const piece of pieces) {
    if (held === undefined) {
      yield piece;
      continue;
    }
    held = (held + piece).trimStart();
    const close = held.indexOf(CLOSE);
    if (held.startsWith(OPEN)) {
      if (close < 0) {
        // Of the thoughts only the end can matter.
        held = OPEN + held.slice(OPEN.length).slice(-CLOSE.length);
        continue;
      }
      held = held.slice(close + CLOSE.length).trimStart();
    } else if (OPEN.startsWith(held)) continue;
    if (held !== '') yield held;
    held = undefined;
  }
  if (held !== undefined && held !== '' && !held.startsWith(OPEN)) yield held;
}
