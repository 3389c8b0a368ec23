import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/error.ts';
import type { Writer } from '../../../../src/models/writing.ts';
import { circuit } from '../../../../src/models/wrappers/breaker.ts';
import { guardTranscriber, guardWriter } from '../../../../src/models/wrappers/guarded.ts';
import { limitWriter } from '../../../../src/models/wrappers/writer-limits.ts';
import { fakeCall } from '../../../support/fake-call.ts';

const request = { messages: [], maxTokens: 10, temperature: 0 };
const probe = () => Promise.resolve({ path: 'gpu' as const, ok: true, name: 'fake', revision: null });

/** What a writer does next: a piece, milliseconds that pass, an error, or nothing ever again. */
type Step = string | number | Error | 'HANG';

function fakeWriter(steps: readonly Step[]): Writer & { asked: number; ended: Promise<unknown> } {
  const ended = Promise.withResolvers<unknown>();
  const fake = {
    asked: 0,
    ended: ended.promise,
    probe,
    async *write(_: unknown, { signal }: { signal: AbortSignal }) {
      fake.asked += 1;
      signal.addEventListener('abort', () => ended.resolve(signal.reason));
      for (const step of steps) {
        if (step === 'HANG') await new Promise(() => {});
        if (step instanceof Error) throw step;
        if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
        else yield step;
      }
    },
  };
  return fake;
}

async function read(writer: Writer, call = fakeCall()): Promise<(string | undefined)[]> {
  const pieces: string[] = [];
  try {
    for await (const piece of writer.write(request, call)) pieces.push(piece);
    return pieces;
  } catch (error) {
    return [...pieces, error instanceof AppError ? error.code : String(error)];
  }
}

describe('limits of a writer', () => {
  test.each<[string, Step[], string[]]>([
    ['in time', ['a', 20, 'b'], ['a', 'b']],
    ['never begun', ['HANG'], ['upstream_timeout']],
    ['stopped', ['a', 'HANG'], ['a', 'upstream_timeout']],
    ['a pause too long', ['a', 200, 'b'], ['a', 'upstream_timeout']],
    ['its own error', ['a', new AppError('upstream_invalid')], ['a', 'upstream_invalid']],
  ])('%s', async (_, steps, expected) => {
    expect(await read(limitWriter(fakeWriter(steps), { first: 100, pause: 100, total: 1_000 }))).toEqual(expected);
  });

  test('without end', async () => {
    const steps = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'a' : 10));
    const pieces = await read(limitWriter(fakeWriter(steps), { first: 100, pause: 100, total: 200 }));
    expect(pieces.at(-1)).toBe('upstream_timeout');
    expect(pieces.length).toBeLessThan(50);
  });

  test('the call ends it, and a reader who leaves ends the request', async () => {
    expect(await read(limitWriter(fakeWriter(['HANG'])), fakeCall({ signal: AbortSignal.timeout(30) }))).toEqual([
      'deadline_exceeded',
    ]);
    const fake = fakeWriter(['a', 'HANG']);
    for await (const piece of limitWriter(fake).write(request, fakeCall())) {
      expect(piece).toBe('a');
      break;
    }
    expect(await fake.ended).toMatchObject({ code: 'model_unavailable' });
  });
});

describe('a writer behind a circuit', () => {
  const down = new AppError('upstream_unavailable');

  test.each<[string, Step[], string[]]>([
    ['before the first piece', [down], ['upstream_unavailable']],
    ['in the middle', ['a', down], ['a', 'upstream_unavailable']],
  ])('failures %s open it, and it is not asked again', async (_, steps, expected) => {
    const fake = fakeWriter(steps);
    const told: unknown[] = [];
    const writer = guardWriter(fake, circuit({ failures: 2 }), (error) => told.push(error));
    expect(await read(writer)).toEqual(expected);
    expect(await read(writer)).toEqual(expected);
    expect(await read(writer)).toEqual(['upstream_unavailable']);
    expect(fake.asked).toBe(2);
    expect(told).toEqual([down, down]);
  });

  test('a text that was read only in part counts as a success', async () => {
    const clock = { now: 0 };
    const guard = circuit({ failures: 1, cooldown: 100, now: () => clock.now });
    expect(await read(guardWriter(fakeWriter([down]), guard))).toEqual(['upstream_unavailable']);
    clock.now = 100;
    for await (const _ of guardWriter(fakeWriter(['a', 'b']), guard).write(request, fakeCall())) break;
    expect(await read(guardWriter(fakeWriter(['a']), guard))).toEqual(['a']);
  });
});

describe('a transcriber behind a circuit', () => {
  const recording = { bytes: new Uint8Array(1), type: 'audio/wav' };

  test('is waited for so long, and not asked while the circuit is open', async () => {
    let asked = 0;
    const hanging = { probe, transcribe: () => ((asked += 1), new Promise<string>(() => {})) };
    const transcriber = guardTranscriber(hanging, circuit({ failures: 1, patience: 0 }), { patience: 30 });
    const code = () => transcriber.transcribe(recording, fakeCall()).catch((error: AppError) => error.code);
    expect(await code()).toBe('upstream_timeout');
    expect(await code()).toBe('upstream_unavailable');
    expect(asked).toBe(1);
  });

  test.each<[string, unknown, number, string]>([
    ['its time is over', new DOMException('too late', 'TimeoutError'), 0, 'deadline_exceeded'],
    ['nobody waits', new DOMException('gone', 'AbortError'), 9_000, 'model_unavailable'],
  ])('a call that ends because %s is no defect', async (_, reason, left, code) => {
    const transcriber = guardTranscriber({ probe, transcribe: () => new Promise<string>(() => {}) }, circuit());
    const controller = new AbortController();
    const call = fakeCall({ signal: controller.signal, deadline: Date.now() + left });
    const heard = transcriber.transcribe(recording, call);
    controller.abort(reason);
    await expect(heard).rejects.toMatchObject({ code });
  });

  test('hands on what it hears', async () => {
    const transcriber = guardTranscriber({ probe, transcribe: async () => 'hello' }, circuit());
    expect(await transcriber.transcribe(recording, fakeCall())).toBe('hello');
  });
});
