import { afterAll, expect, test } from 'vitest';
import { type ChildServer, startChild } from '../support/child-server.ts';
import { CASES } from '../support/endpoint-cases.ts';
import { freePort } from '../support/free-port.ts';
import { answerOf, newText, problemOf, send } from '../support/requests.ts';
import { appWith } from '#host';

const AT_ONCE = 8;

let scorer: ChildServer | undefined;
afterAll(() => scorer?.stop());

test('the scorer stops under load: labelled stand-ins, none of them kept when it is back', async () => {
  const port = await freePort();
  const start = () => startChild('functions/scorer.ts', { HOST: '127.0.0.1', PORT: String(port) });
  scorer = await start();
  const fetch = await appWith({ MODEL_SCORER_URL: `http://127.0.0.1:${port}` });
  const { embeddings, ...others } = CASES;
  const scored = Object.values(others);
  const stood: { endpoint: (typeof scored)[number]; texts: string[] }[] = [];
  const paths = new Map<string, number>();
  const load = { on: true };
  let turn = 0;

  const work = async (): Promise<void> => {
    while (load.on) {
      turn += 1;
      const texts = [newText('nike red dress'), newText('红色连衣裙')];
      if (turn % 5 === 0) {
        const answer = await send(embeddings.path, embeddings.body(texts), {}, fetch);
        if (answer.status === 200) await answerOf(answer, embeddings.response);
        else await problemOf(answer, 503, 'model_unavailable');
        continue;
      }
      const endpoint = scored[turn % scored.length] as (typeof scored)[number];
      const answer = await send(endpoint.path, endpoint.body(texts), {}, fetch);
      const { served_by } = endpoint.envelope(await answerOf(answer, endpoint.response));
      const { path, degraded, reason } = served_by;
      expect([path, degraded, typeof reason]).toEqual(
        path === 'onnx' ? ['onnx', false, 'undefined'] : ['lexical', true, 'string'],
      );
      if (degraded === true) stood.push({ endpoint, texts });
      paths.set(path, (paths.get(path) ?? 0) + 1);
      // Without a model answers come at once, and this test would only count them.
      if (degraded === true) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const until = async (path: string, count: number): Promise<void> => {
    const goal = (paths.get(path) ?? 0) + count;
    await expect.poll(() => paths.get(path) ?? 0, { timeout: 30_000 }).toBeGreaterThanOrEqual(goal);
  };

  const workers = Promise.all(Array.from({ length: AT_ONCE }, work));
  await until('onnx', 30);
  await scorer.stop();
  await until('lexical', 60);
  scorer = await start();
  await until('onnx', 30);
  load.on = false;
  await workers;

  // Once each breaker has let its model in again.
  const path = async ({ endpoint, texts }: (typeof stood)[number]) => {
    const answer = await send(endpoint.path, endpoint.body(texts), {}, fetch);
    const cache = answer.headers.get('cache-status');
    return { cache, served_by: endpoint.envelope(await answerOf(answer, endpoint.response)).served_by };
  };
  const fresh = () => Promise.all(scored.map((endpoint) => path({ endpoint, texts: [newText()] })));
  await expect
    .poll(async () => (await fresh()).every(({ served_by }) => served_by.path === 'onnx'), { timeout: 20_000 })
    .toBe(true);
  const served_by = { path: 'onnx', degraded: false };
  for (const each of stood.slice(-40)) {
    const first = await path(each);
    // An intent of which only one half was stood in for has the other half.
    expect(first.cache).toMatch(/^aisle; fwd=(?:miss|partial)$/);
    expect(first.served_by).toEqual(served_by);
    expect(await path(each)).toEqual({ cache: 'aisle; hit', served_by });
  }
});
