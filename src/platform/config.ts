import * as z from 'zod/mini';
import { listenHost, readSettings, wholeNumber } from './settings.ts';

/** How a setting is described in the README's table. */
export type SettingNote = {
  description: string;
  /** Where it applies; both unless said. */
  host?: 'node' | 'workers';
  secret?: boolean;
};

const note = (description: string, more: Omit<SettingNote, 'description'> = {}) =>
  z.meta({ description, ...more } satisfies SettingNote);

const listed = z.pipe(
  z.string(),
  z.transform((value) => value.split(',').map((url) => url.trim().replace(/\/+$/, ''))),
);

const urls = z.pipe(
  listed,
  z.array(z.url({ protocol: /^https?$/, error: 'must be http or https URLs, separated by commas' })),
);

const url = z.pipe(
  z.pipe(
    z.string(),
    z.transform((value) => value.trim().replace(/\/+$/, '')),
  ),
  z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
);

const choice = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z._default(z.enum(values, { error: `must be ${values.join(' or ')}` }), fallback as never);

const protocol = choice(['tei', 'huggingface'], 'tei');

/** The settings of both hosts: the one list that validation and the README's table come from. */
export const configSchema = z.object({
  API_KEYS: z.optional(z.string()).check(
    note('Keys that callers may use, separated by commas: `key`, `name=key`, or `name=sha256:HEX`.', {
      secret: true,
    }),
  ),
  CORS_ORIGINS: z
    .pipe(
      z._default(z.string(), ''),
      z.transform((value) => value.split(',').flatMap((origin) => origin.trim() || [])),
    )
    .check(note('Origins that a browser may call from, separated by commas. Off unless set.')),
  MODEL_ENCODER_URL: z
    .optional(urls)
    .check(note('Endpoints with the encoder (intent, embeddings), best first, separated by commas.')),
  MODEL_MATCH_URL: z.optional(urls).check(note('Endpoints with the match model.')),
  MODEL_TAGGER_URL: z.optional(urls).check(note('Endpoints with the tagger (attributes).')),
  MODEL_ENCODER_PROTOCOL: protocol.check(
    note('What the encoder endpoints speak: `tei` or `huggingface` (a hosted endpoint).'),
  ),
  MODEL_TAGGER_PROTOCOL: protocol.check(note('What the tagger endpoints speak: `tei` or `huggingface`.')),
  MODEL_TOKEN: z.optional(z.string()).check(note('Bearer token of these endpoints.', { secret: true })),
  MODEL_SCORER_URL: z.optional(urls).check(note('A scorer (`npm run scorer`): the rung below the endpoints above.')),
  SCORER_TOKEN: z.optional(z.string()).check(note('Bearer token of the scorer.', { secret: true })),
  MODEL_WRITER_URL: z
    .optional(url)
    .check(
      note(
        "An endpoint with OpenAI's chat completions, by its base URL: it words the shop assistant's sentences, and each is checked. Templates unless set.",
      ),
    ),
  MODEL_WRITER_NAME: z
    .optional(z.string())
    .check(note('The model to ask for there, where the endpoint serves several.')),
  MODEL_WRITER_TOKEN: z.optional(z.string()).check(note('Bearer token of that endpoint.', { secret: true })),
  MODEL_SPEECH_URL: z
    .optional(url)
    .check(note('A Hugging Face endpoint for speech recognition: lets the shop assistant be spoken to.')),
  MODEL_SPEECH_TOKEN: z.optional(z.string()).check(note('Bearer token of that endpoint.', { secret: true })),
  MODEL_VISION_URL: z
    .optional(url)
    .check(
      note(
        "An endpoint with OpenAI's chat completions whose model takes pictures, by its base URL: it reads attributes from product pictures. Without it only colours are read.",
      ),
    ),
  MODEL_VISION_NAME: z
    .optional(z.string())
    .check(note('The model to ask for there, where the endpoint serves several.')),
  MODEL_VISION_TOKEN: z.optional(z.string()).check(note('Bearer token of that endpoint.', { secret: true })),
  IMAGES: choice(['on', 'off'], 'on').check(
    note('Whether product pictures are read. Workers need `MODEL_SCORER_URL` for their colours.'),
  ),
  IMAGE_HOSTS: z
    .pipe(
      z.pipe(
        z._default(z.string(), ''),
        z.transform((value) => value.split(',').flatMap((host) => host.trim().toLowerCase() || [])),
      ),
      z.array(
        z.string().check(
          z.regex(/^(?:\*|(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+)$/, {
            error: 'must be host names, *.names or *, separated by commas',
          }),
        ),
      ),
    )
    .check(
      note(
        'Hosts from which `image_url` is fetched, separated by commas: `cdn.example.com`, `*.example.com`, or `*` for every public one. None unless set; never a private address.',
      ),
    ),
  HOST: listenHost.check(note('Address to listen on. Anything but loopback needs `API_KEYS`.', { host: 'node' })),
  PORT: wholeNumber(8787, 0, 65_535).check(note('Port to listen on; 0 takes a free one.', { host: 'node' })),
  DATA_DIR: z._default(z.string(), '.aisle').check(note('Folder of what is kept on disk.', { host: 'node' })),
  CATALOG_SHARDS: wholeNumber(1, 1, 64).check(
    note(
      'In how many databases each catalogue lies; one holds about 200,000 products. Another number begins with empty catalogues.',
    ),
  ),
  BEHAVIOUR_SHARDS: wholeNumber(1, 1, 64).check(
    note(
      'In how many databases the shoppers of an account lie; one takes about 500 events a second. Another number begins with no shoppers.',
    ),
  ),
  SAMPLE: choice(['on', 'off'], 'on').check(
    note('Whether a catalogue shows the bundled sample until something is written to it.'),
  ),
  MODEL_PACK: z
    .optional(z.string())
    .check(note('Folder of the model pack; the bundled one unless set.', { host: 'node' })),
  MODEL_LOCAL: choice(['on', 'off'], 'on').check(note('Whether the pack runs in this process.', { host: 'node' })),
  MODEL_THREADS: wholeNumber(0, 0, 1024).check(note('Threads of the pack; 0 takes one a core.', { host: 'node' })),
  LOG_LEVEL: choice(['info', 'warn', 'error', 'silent'], 'info').check(
    note('What is logged, as JSON lines: with `info` every request.'),
  ),
});

/** The settings, parsed. */
export type Config = z.output<typeof configSchema>;

/** Parses an environment, as `readSettings` does. */
export function readConfig(environment: Readonly<Record<string, unknown>>): Config {
  return readSettings(configSchema, environment);
}
