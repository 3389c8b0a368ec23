/** One event: its name, and its data that is sent as JSON. */
export interface ServerEvent {
  event: string;
  data: object;
}

/** What a stream does when something fails on the way. */
export interface EventStreamOptions {
  /** The event that tells of it, and ends the stream. */
  failed(error: unknown): ServerEvent;
}

/** Whether a caller takes JSON and no stream: its `Accept` names the one and not the other. */
export function wantsJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bapplication\/json\b/i.test(accept) && !/\btext\/event-stream\b/i.test(accept);
}

/**
 * Events as `text/event-stream`, each sent as soon as it is there. The first is waited for, so that what fails before it can still be answered
 * with a status; afterwards a fault is an event too. Whoever stops reading ends the work.
 */
export async function eventStream(
  events: AsyncGenerator<ServerEvent, void, undefined>,
  { failed }: EventStreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  const utf8 = new TextEncoder();
  const encoded = ({ event, data }: ServerEvent): Uint8Array =>
    utf8.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  let next: Promise<IteratorResult<ServerEvent, void>> = Promise.resolve(await events.next());
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { value, done } = await next;
          if (done === true) return controller.close();
          controller.enqueue(encoded(value));
          next = events.next();
          // It is looked at by the next pull.
          next.catch(() => undefined);
        } catch (error) {
          controller.enqueue(encoded(failed(error)));
          controller.close();
        }
      },
      async cancel() {
        await events.return();
      },
    },
    // One event ahead at most: who reads slowly is not written to faster.
    { highWaterMark: 1 },
  );
}
