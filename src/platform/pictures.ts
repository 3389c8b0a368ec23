import type { PictureColor } from '../core/picture.ts';
import { huggingfaceVision } from '../models/drivers/huggingface.ts';
import { pictureFetch, type PictureFetchOptions } from '../models/drivers/picture-fetch.ts';
import { scorerColors } from '../models/drivers/scorer-colors.ts';
import type { Pictures } from '../models/picture.ts';
import type { Call, Probe } from '../models/port.ts';
import { type Circuit, circuit } from '../models/wrappers/breaker.ts';
import { pictureWork, triedTwice } from '../models/wrappers/picture-work.ts';
import type { Config } from './config.ts';

/** What a host adds to the settings. */
export interface PictureOptions {
  config: Config;
  fetch: typeof fetch;
  /** How pictures are fetched: see `pictureFetch`. */
  fetchPicture: PictureFetchOptions['fetch'];
  isPublic?: PictureFetchOptions['isPublic'];
  /** Reads colours in this process, where the host can decode; else a scorer does, where one is set. */
  local?: (bytes: Uint8Array) => Promise<PictureColor[]>;
  failed?: ((path: 'gpu' | 'onnx', error: unknown, call: Call) => void) | undefined;
}

/** Hosts whose state is remembered. */
const MOST_HOSTS = 1_000;

/** Milliseconds that each kind of work may take. A fetch limits itself. */
const PATIENCE = { colors: 6_000, vision: 20_000, fetch: 6_000 };

/** What is done with pictures by the settings, and the state of the vision endpoint for `/ready`. Nothing with `IMAGES=off`. */
export function buildPictures({ config, fetch, fetchPicture, isPublic, local, failed }: PictureOptions): {
  pictures?: Pictures;
  probes(signal: AbortSignal): Promise<Record<string, Probe[]>>;
} {
  if (config.IMAGES === 'off') return { probes: () => Promise.resolve({}) };
  const pictures: Pictures = {};
  const [scorer] = config.MODEL_SCORER_URL ?? [];
  const told = (path: 'gpu' | 'onnx') => (error: unknown, call: Call) => failed?.(path, error, call);
  if (local !== undefined) pictures.colors = pictureWork(local, { patience: PATIENCE.colors, failed: told('onnx') });
  else if (scorer !== undefined) {
    const driver = scorerColors({ url: scorer, token: config.SCORER_TOKEN, fetch });
    pictures.colors = pictureWork(driver, { patience: PATIENCE.colors, circuit: one(), failed: told('onnx') });
  }
  if (config.MODEL_VISION_URL !== undefined) {
    const vision = huggingfaceVision({
      endpointUrl: config.MODEL_VISION_URL,
      token: config.MODEL_VISION_TOKEN,
      model: config.MODEL_VISION_NAME,
      fetch,
      path: 'gpu',
    });
    const guarded = { patience: PATIENCE.vision, circuit: one(), failed: told('gpu') };
    pictures.vision = { look: pictureWork(vision.look, guarded), probe: (signal) => vision.probe(signal) };
  }
  if (config.IMAGE_HOSTS.length > 0) {
    const driver = pictureFetch({ fetch: fetchPicture, isPublic, hosts: config.IMAGE_HOSTS });
    pictures.fetch = triedTwice(pictureWork(driver, { patience: PATIENCE.fetch, circuit: byHost() }));
  }
  return {
    pictures,
    async probes(signal): Promise<Record<string, Probe[]>> {
      return pictures.vision === undefined ? {} : { vision: [await pictures.vision.probe(signal)] };
    },
  };
}

/** One circuit for all. */
function one(): () => Circuit {
  const only = circuit();
  return () => only;
}

/** A circuit for each host, so that one that is down holds up neither an import nor the others. */
function byHost(): (url: string) => Circuit {
  const circuits = new Map<string, Circuit>();
  return (url) => {
    const host = URL.canParse(url) ? new URL(url).host : '';
    const known = circuits.get(host) ?? circuit();
    if (circuits.size >= MOST_HOSTS) circuits.clear();
    circuits.set(host, known);
    return known;
  };
}
