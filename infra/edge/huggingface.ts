/**
 * Stands for `@huggingface/inference` in the Worker (see `[alias]` in wrangler.toml): the tasks that our drivers ask, as the library does them
 * where an endpoint's URL is given, of its own parts. The whole brings twenty other providers and writers of code examples, a sixth of what a
 * Worker may weigh; its parts cannot be left out one by one, and it names no way to them. Its requests are left out too, since most of them is
 * for answers that are no success: our drivers' `fetch` gives none.
 */
import type * as library from '@huggingface/inference';
import { makeRequestOptionsFromResolvedModel } from '../../node_modules/@huggingface/inference/dist/esm/lib/makeRequestOptions.js';
import {
  HFInferenceAutomaticSpeechRecognitionTask,
  HFInferenceConversationalTask,
  HFInferenceFeatureExtractionTask,
  HFInferenceTokenClassificationTask,
} from '../../node_modules/@huggingface/inference/dist/esm/providers/hf-inference.js';
import type { TaskProviderHelper } from '../../node_modules/@huggingface/inference/dist/esm/providers/providerHelper.js';
import {
  getLines,
  getMessages,
} from '../../node_modules/@huggingface/inference/dist/esm/vendor/fetch-event-source/parse.js';

type Arguments = Parameters<typeof makeRequestOptionsFromResolvedModel>[2];

async function asked(args: Arguments, helper: TaskProviderHelper, options: library.Options = {}): Promise<Response> {
  const { model, endpointUrl = '' } = args;
  const { url, info } = makeRequestOptionsFromResolvedModel(model ?? endpointUrl, helper, args, undefined, options);
  return await (options.fetch ?? fetch)(url, info);
}

async function answered(...[args, helper, options]: Parameters<typeof asked>): Promise<never> {
  return (await (await asked(args, helper, options)).json()) as never;
}

/** Of `@huggingface/inference`, for endpoints. */
export const featureExtraction: typeof library.featureExtraction = async (args, options) => {
  const helper = new HFInferenceFeatureExtractionTask();
  return helper.getResponse(await answered(args, helper, options));
};

/** Of `@huggingface/inference`, for endpoints. */
export const tokenClassification: typeof library.tokenClassification = async (args, options) => {
  const helper = new HFInferenceTokenClassificationTask();
  return helper.getResponse(await answered(args, helper, options));
};

/** Of `@huggingface/inference`, for endpoints. */
export const automaticSpeechRecognition: typeof library.automaticSpeechRecognition = async (args, options) => {
  const helper = new HFInferenceAutomaticSpeechRecognitionTask();
  const payload = await helper.preparePayloadAsync(args);
  return helper.getResponse(await answered(payload, helper, options));
};

/** Of `@huggingface/inference`, for endpoints. */
export const chatCompletion: typeof library.chatCompletion = async (args, options) => {
  const helper = new HFInferenceConversationalTask();
  return helper.getResponse(await answered(args, helper, options));
};

/** Of `@huggingface/inference`, for endpoints. */
export const chatCompletionStream: typeof library.chatCompletionStream = async function* (args, options) {
  const request = { ...args, stream: true } as Arguments;
  const { headers, body } = await asked(request, new HFInferenceConversationalTask(), options);
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (body === null || !isStream) throw new Error('no event stream');
  let events: { data: string }[] = [];
  const nothing = (): void => {};
  const read = getLines(getMessages(nothing, nothing, (event) => events.push(event)));
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    read(bytes);
    for (const { data } of events) {
      if (data === '[DONE]') return;
      if (data === '') continue;
      const chunk = JSON.parse(data) as { error?: unknown };
      if (chunk.error !== undefined) throw new Error('an error in the stream');
      yield chunk as never;
    }
    events = [];
  }
};
