/** Limits of one batch. */
export interface BatchLimits<T> {
  items: number;
  bytes: number;
  size(item: T): number;
  /** Milliseconds that the first item waits for company. */
  patience: number;
}

/** Groups items as they come: a batch is full, or its first item has waited long enough. */
export async function* batches<T>(source: AsyncIterable<T>, limits: BatchLimits<T>): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  let batch: T[] = [];
  let bytes = 0;
  let due: Promise<'due'> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const take = (): T[] => {
    clearTimeout(timer);
    const full = batch;
    [batch, bytes, due] = [[], 0, undefined];
    return full;
  };
  try {
    let next = iterator.next();
    for (;;) {
      const step = await (due === undefined ? next : Promise.race([next, due]));
      if (step === 'due') {
        if (batch.length > 0) yield take();
        continue;
      }
      if (step.done === true) break;
      const size = limits.size(step.value);
      if (batch.length > 0 && bytes + size > limits.bytes) yield take();
      batch.push(step.value);
      bytes += size;
      next = iterator.next();
      if (batch.length >= limits.items) yield take();
      else if (due === undefined) {
        due = new Promise((resolve) => {
          timer = setTimeout(resolve, limits.patience, 'due' as const);
        });
      }
    }
    if (batch.length > 0) yield take();
  } finally {
    clearTimeout(timer);
    letGo(iterator);
  }
}

/**
 * Works on up to `most` items at once and gives the results in the order of the items, each as soon as those before it are given.
 * Ends early, without an error, when `signal` aborts.
 */
export async function* inOrder<T, R>(
  source: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R> {
  const iterator = source[Symbol.asyncIterator]();
  const stopped = new Promise<'stopped'>((resolve) => {
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  const running: Promise<{ result: R }>[] = [];
  let next: Promise<{ step: IteratorResult<T> }> | undefined;
  let ended = false;
  try {
    while (!signal.aborted && (!ended || running.length > 0)) {
      if (!ended && next === undefined && running.length < most) next = iterator.next().then((step) => ({ step }));
      const [first] = running;
      const event = await Promise.race([stopped, ...[first, next].filter((one) => one !== undefined)]);
      if (event === 'stopped') return;
      if ('result' in event) {
        running.shift();
        yield event.result;
        continue;
      }
      next = undefined;
      if (event.step.done === true) ended = true;
      else {
        const started = work(event.step.value).then((result) => ({ result }));
        // It may fail before its turn to be awaited.
        started.catch(() => undefined);
        running.push(started);
      }
    }
  } finally {
    next?.catch(() => undefined);
    letGo(iterator);
  }
}

/** Ends a source without waiting: it may be in the middle of a read that never ends. */
function letGo<T>(iterator: AsyncIterator<T>): void {
  iterator.return?.().catch(() => undefined);
}
