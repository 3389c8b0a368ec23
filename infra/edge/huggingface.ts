/**
 * Stands for `@huggingface/inference` in the Worker (see `[alias]` in wrangler.toml): the tasks that our drivers ask, as the library does them
 * where an endpoint's URL is given, of its own parts. The whole brings twenty other providers and writers of code examples, a sixth of what a
 * Worker may weigh; its parts cannot be left out one by one, and it names no way to them.
 */
import type * as library from '@huggingface/inference';
import {
  HFInferenceAutomaticSpeechRecognitionTask,
  HFInferenceConversationalTask,
  HFInferenceFeatureExtractionTask,
  HFInferenceTokenClassificationTask,
} from '../../node_modules/@huggingface/inference/dist/esm/providers/hf-inference.js';
import {
  innerRequest,
  innerStreamingRequest,
} from '../../node_modules/@huggingface/inference/dist/esm/utils/request.js';

/** Of `@huggingface/inference`, for endpoints. */
export const featureExtraction: typeof library.featureExtraction = async (args, options) => {
  const helper = new HFInferenceFeatureExtractionTask();
  const { data } = await innerRequest<never>(args, helper, { ...options, task: 'feature-extraction' });
  return helper.getResponse(data);
};

/** Of `@huggingface/inference`, for endpoints. */
export const tokenClassification: typeof library.tokenClassification = async (args, options) => {
  const helper = new HFInferenceTokenClassificationTask();
  const { data } = await innerRequest<never>(args, helper, { ...options, task: 'token-classification' });
  return helper.getResponse(data);
};

/** Of `@huggingface/inference`, for endpoints. */
export const automaticSpeechRecognition: typeof library.automaticSpeechRecognition = async (args, options) => {
  const helper = new HFInferenceAutomaticSpeechRecognitionTask();
  const payload = await helper.preparePayloadAsync(args);
  const { data } = await innerRequest<never>(payload, helper, { ...options, task: 'automatic-speech-recognition' });
  return helper.getResponse(data);
};

/** Of `@huggingface/inference`, for endpoints. */
export const chatCompletionStream: typeof library.chatCompletionStream = async function* (args, options) {
  const helper = new HFInferenceConversationalTask();
  yield* innerStreamingRequest<never>(args, helper, { ...options, task: 'conversational' });
};

/** Of `@huggingface/inference`, for endpoints. */
export const chatCompletion: typeof library.chatCompletion = async (args, options) => {
  const helper = new HFInferenceConversationalTask();
  const { data } = await innerRequest<never>(args, helper, { ...options, task: 'conversational' });
  return helper.getResponse(data);
};
