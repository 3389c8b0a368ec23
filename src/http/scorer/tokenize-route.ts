import type { Hono } from 'hono';
import { bytesOfUnits } from '../../core/text-offsets.ts';
import type { Token } from '../../models/engine.ts';
import type { ModelHost } from './model-host.ts';
import { readBody, tokenizeBody } from './tei-body.ts';

/** `/tokenize`: never truncated, offsets in UTF-8 bytes, null for special tokens, always a list of lists. */
export function tokenizeRoute(app: Hono, host: ModelHost): void {
  app.post('/tokenize', async (c) => {
    const { inputs, add_special_tokens } = await readBody(c, tokenizeBody);
    const texts = typeof inputs === 'string' ? [inputs] : inputs;
    host.checkBatch(texts.length);
    const lists = await host.tokenize(texts);
    return c.json(
      lists.map((tokens, i) =>
        tokensOf(tokens, texts[i] ?? '').filter(({ special }) => add_special_tokens || !special),
      ),
    );
  });
}

function tokensOf(tokens: readonly Token[], text: string) {
  const bytes = bytesOfUnits(text);
  return tokens.map(({ id, text: piece, offsets }) => {
    if (offsets === null) return { id, text: piece, special: true, start: null, stop: null };
    const [start, stop] = offsets;
    return { id, text: text.slice(start, stop), special: false, start: bytes[start], stop: bytes[stop] };
  });
}
