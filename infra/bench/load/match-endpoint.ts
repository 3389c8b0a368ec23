import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A stand-in for a match model on a GPU: it fills the cache, and is not asked while anything is measured. */
export interface MatchEndpoint {
  url: string;
  /** Requests so far. */
  readonly asked: number;
  stop(): void;
}

const LABELS = ['exact', 'substitute', 'complement', 'irrelevant'];

/** Starts one on loopback: `POST /predict` as text-embeddings-inference answers it, with scores made of the lengths of the texts. */
export async function startMatchEndpoint(): Promise<MatchEndpoint> {
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    const { inputs } = JSON.parse(await text(request)) as { inputs: [string, string][] };
    const answer = inputs.map(([query, product]) =>
      LABELS.map((label, i) => ({ label, score: 4 * Math.sin(query.length + 3 * product.length + 13 * i) })),
    );
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get asked() {
      return asked;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
