// Our engine in this process against @huggingface/transformers with the same graph, and against bare onnxruntime-node on ready tensors.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AutoModel, AutoTokenizer, env } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createOnnxEngine } from '../../src/models/drivers/onnx/onnx-engine.ts';
import { sessionOptions } from '../../src/models/drivers/onnx/session-options.ts';
import { createTokenizer, type PackTokenizer } from '../../src/models/drivers/onnx/tokenizer.ts';
import { loadPack } from '../../src/platform/node/pack.ts';
import { type BenchResult, type BenchRow, duel } from './measure.ts';

const REPEATS = 9;
const CALLERS = 8;

const MIXED = [
  'red dress under $50',
  '我的快递到哪了',
  '送女朋友什么生日礼物好',
  'tommy hilfiger mens slim jeans 32x30',
  '华为手机壳 不要透明的',
  'iphone 13 case',
  'Apple iPhone 13 Case, Shockproof Silicone Phone Cover with Screen Protector, 6.1 inch, Midnight Blue',
  '女童连衣裙夏装2023新款洋气公主裙儿童纱裙小女孩裙子',
  'noise cancelling headphones',
  '不锈钢保温杯 500ml 大容量 便携 学生 男女士 高颜值 车载 水杯',
  'is the battery of this vacuum cleaner replaceable?',
  'Stainless Steel Insulated Water Bottle, 32 oz, Leakproof Lid, BPA Free, for Hiking, Gym and Travel, Keeps Cold 24 Hours',
];

/** Runs it all. */
export async function bench(): Promise<BenchResult> {
  const directory = fileURLToPath(new URL('../models/aisle-small', import.meta.url));
  const pack = await loadPack(directory);
  const began = performance.now();
  const engine = await createOnnxEngine({ directory, pack });
  const ready = performance.now() - began;
  const peer = await startPeer(directory);
  const tokenizer = createTokenizer(JSON.parse(readFileSync(join(directory, 'tokenizer.json'), 'utf8')) as object);
  const session = await InferenceSession.create(
    join(directory, 'encoder.onnx'),
    sessionOptions(availableParallelism()),
  );
  const { signal } = new AbortController();
  const ours = (texts: string[]): Promise<unknown> => engine.embed(texts, signal);
  const rows: BenchRow[] = [];

  const concurrent = {
    ours: () => textsPerSecond((text) => ours([text])),
    peer: () => textsPerSecond((text) => peer.embed([text])),
  };
  rows.push(
    await duel(
      {
        name: `${CALLERS} callers of single texts`,
        unit: 'texts/s',
        better: 'more',
        target: 1.3,
        peerName: 'transformers.js',
        ...concurrent,
      },
      REPEATS,
    ),
  );
  for (const [batch, length, times] of [
    [1, 8, 40],
    [1, 32, 20],
    [32, 32, 2],
  ] as const) {
    const texts = Array.from({ length: batch }, (_, i) => textOf(length, i, tokenizer));
    const tensors = feeds(texts, tokenizer);
    const common = { unit: 'ms', better: 'less', ours: () => milliseconds(() => ours(texts), times) } as const;
    const shape = `batch ${batch} × ${length} tokens`;
    rows.push(
      await duel(
        {
          ...common,
          name: shape,
          target: 1,
          peerName: 'transformers.js',
          peer: () => milliseconds(() => peer.embed(texts), times),
        },
        REPEATS,
      ),
      await duel(
        {
          ...common,
          name: shape,
          target: null,
          peerName: 'bare onnxruntime',
          peer: () => milliseconds(() => session.run(tensors, ['sentence_embedding']), times),
        },
        REPEATS,
      ),
    );
  }
  const encoding = await milliseconds(async () => MIXED.map((text) => tokenizer.encode(text)), 100);
  await engine.close();
  await session.release();
  await peer.stop();
  return {
    rows,
    notes: [
      `engine ready in ${ready.toFixed(0)} ms; ${((encoding * 1000) / MIXED.length).toFixed(0)} µs to tokenise a text`,
    ],
  };
}

/** Every caller asks for one text after the other; all together for about as many texts as fill a second. */
async function textsPerSecond(embed: (text: string) => Promise<unknown>): Promise<number> {
  const each = 12;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (let i = 0; i < each; i++) await embed(`query: ${MIXED[(caller * 5 + i) % MIXED.length]}`);
    }),
  );
  return (CALLERS * each * 1000) / (performance.now() - began);
}

/** The mean time of a call. */
async function milliseconds(call: () => Promise<unknown>, times: number): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < times; i++) await call();
  return (performance.now() - began) / times;
}

/** A text of so many tokens, special ones included. */
function textOf(length: number, seed: number, tokenizer: PackTokenizer): string {
  const words = MIXED.join(' ').split(' ');
  let text = 'query:';
  for (let i = seed * 7; tokenizer.encode(text).ids.length < length; i++) {
    const longer = `${text} ${words[i % words.length]}`;
    text = tokenizer.encode(longer).ids.length <= length ? longer : `${text} a`;
  }
  return text;
}

function feeds(texts: readonly string[], tokenizer: PackTokenizer): Record<string, Tensor> {
  const ids = texts.map((text) => tokenizer.encode(text).ids);
  const shape = [ids.length, ids[0]?.length ?? 0];
  const flat = BigInt64Array.from(ids.flat().map(BigInt));
  return {
    input_ids: new Tensor('int64', flat, shape),
    attention_mask: new Tensor('int64', new BigInt64Array(flat.length).fill(1n), shape),
  };
}

/** transformers.js on a folder laid out as it wants it, with our encoder as its quantised model. */
async function startPeer(
  directory: string,
): Promise<{ embed: (texts: string[]) => Promise<unknown>; stop: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'aisle-bench-'));
  await mkdir(join(root, 'pack/onnx'), { recursive: true });
  await copyFile(join(directory, 'tokenizer.json'), join(root, 'pack/tokenizer.json'));
  await copyFile(join(directory, 'encoder.onnx'), join(root, 'pack/onnx/model_quantized.onnx'));
  // The table that the graph may refer to.
  await copyFile(join(directory, 'embeddings.bin'), join(root, 'pack/onnx/embeddings.bin')).catch(() => undefined);
  const tokens = { bos_token: '<s>', eos_token: '</s>', pad_token: '<pad>', unk_token: '<unk>' };
  await writeFile(
    join(root, 'pack/tokenizer_config.json'),
    JSON.stringify({ tokenizer_class: 'XLMRobertaTokenizer', model_max_length: 512, ...tokens }),
  );
  await writeFile(join(root, 'pack/config.json'), JSON.stringify({ model_type: 'bert', hidden_size: 384 }));
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = root;
  const tokenizer = await AutoTokenizer.from_pretrained('pack');
  const model = await AutoModel.from_pretrained('pack', { dtype: 'q8', device: 'cpu' });
  return {
    embed: async (texts) => {
      const inputs = tokenizer(texts, { padding: true, truncation: true });
      const { sentence_embedding } = (await model(inputs)) as { sentence_embedding?: { data: unknown } };
      if (!(sentence_embedding?.data instanceof Float32Array)) throw new Error('transformers.js gave no vectors');
      return sentence_embedding;
    },
    stop: async () => {
      await model.dispose();
      await rm(root, { recursive: true });
    },
  };
}
