import { type Command, readWords, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { leaveSignals, setEnvironment } from './serve.ts';

/** `aisle scorer`: what `npm run scorer` starts. */
export const scorer: Command = {
  name: 'scorer',
  summary: 'the model pack behind the routes of text-embeddings-inference',
  help: `Usage: aisle scorer [OPTIONS]

Serves the model pack as text-embeddings-inference would, at /encoder, /match and /tagger: the model of an edge that has no GPU. Set
MODEL_SCORER_URL of the edge to its address. SCORER_TOKEN, from the environment, is the bearer token that callers must send.

Options:
      --port N         port to listen on; 0 takes a free one (PORT, 8788)
      --host ADDRESS   address to listen on (HOST, 127.0.0.1)
      --pack FOLDER    model pack (MODEL_PACK; the bundled one)
      --threads N      threads of the models (MODEL_THREADS)
      --batch N        most inputs of one request (SCORER_BATCH, 32)
      --concurrency N  most inputs in work at once, for each model (SCORER_CONCURRENCY, 512)
`,
  async run(words) {
    const { values, positionals } = readWords(words, {
      port: { type: 'string' },
      host: { type: 'string' },
      pack: { type: 'string' },
      threads: { type: 'string' },
      batch: { type: 'string' },
      concurrency: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('scorer takes options only');
    wholeNumber('port', values.port, 0, 65_535);
    wholeNumber('threads', values.threads, 1, 1024);
    wholeNumber('batch', values.batch, 1, 1024);
    wholeNumber('concurrency', values.concurrency, 1, 1_000_000);
    setEnvironment({
      PORT: values.port,
      HOST: values.host,
      MODEL_PACK: values.pack,
      MODEL_THREADS: values.threads,
      SCORER_BATCH: values.batch,
      SCORER_CONCURRENCY: values.concurrency,
    });
    leaveSignals();
    await import('../../../functions/scorer.ts');
    return EXIT.ok;
  },
};
