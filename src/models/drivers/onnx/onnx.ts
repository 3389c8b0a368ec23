import type { Pack } from '../../pack.ts';
import type { Call, Inputs, Model, Outputs, Probe, Role } from '../../port.ts';
import type { OnnxEngine } from './onnx-engine.ts';

/** The role `embed` by the pack's encoder. */
export function onnxEmbed(engine: OnnxEngine, pack: Pack): Model<'embed'> {
  const { query_prefix, document_prefix } = pack.manifest.embed;
  return model('embed', engine, pack, (inputs, { signal, background }) =>
    engine.embed(
      inputs.map(({ text, as }) => (as === 'query' ? query_prefix : document_prefix) + text),
      signal,
      background,
    ),
  );
}

/** The role `tags` by the pack's tasks body and its heads. */
export function onnxTags(engine: OnnxEngine, pack: Pack): Model<'tags'> {
  return model('tags', engine, pack, (inputs, { signal, background }) => engine.tags(inputs, signal, background));
}

/** The role `intent` by the pack's tasks body and its heads. */
export function onnxIntent(engine: OnnxEngine, pack: Pack): Model<'intent'> {
  return model('intent', engine, pack, (queries, { signal, background }) => engine.intent(queries, signal, background));
}

/** The role `match` by the pack's tasks body. */
export function onnxMatch(engine: OnnxEngine, pack: Pack): Model<'match'> {
  return model('match', engine, pack, (inputs, { signal, background }) => engine.match(inputs, signal, background));
}

/** A role of the pack. There is no limit to a batch: the engine makes its own. */
function model<R extends Role>(
  role: R,
  engine: OnnxEngine,
  { manifest }: Pack,
  answer: (inputs: readonly Inputs[R][], call: Call) => Promise<Outputs[R][]>,
): Model<R> {
  return {
    role,
    maxBatch: Infinity,
    async run(inputs, call) {
      const outputs = await answer(inputs, call);
      return outputs.map((output) => ({ output, served: { path: 'onnx', degraded: false }, cached: false }));
    },
    async probe(): Promise<Probe> {
      const ok = engine.alive();
      return {
        path: 'onnx',
        ok,
        name: manifest.name,
        revision: manifest.revision,
        ...(ok ? {} : { detail: 'the worker is restarting' }),
      };
    },
  };
}
