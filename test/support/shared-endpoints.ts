import type { TestProject } from 'vitest/node';
import { startFakeHuggingface } from './fake-huggingface.ts';
import { fromFacts } from './fake-writer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the fake endpoints that the http tests share: `/chat/HOW` and `/speech`. */
    endpoints: string;
  }
}

/** Starts the fakes of hosted endpoints for one project: an app in workerd reaches them by their address only. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startFakeHuggingface('pooled', fromFacts);
  project.provide('endpoints', url);
  return stop;
}
