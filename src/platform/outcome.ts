import { AppError, type ErrorCode, type FieldError } from '../core/error.ts';

/** What an object elsewhere answers (a Durable Object, another thread): of an error that is thrown there only the message would arrive. */
export type Outcome =
  | { value: unknown }
  | {
      fault: {
        code: ErrorCode;
        detail: string | undefined;
        errors: FieldError[] | undefined;
        retryAfter: number | undefined;
      };
    };

/** The result of some work, or the AppError it ended with. A defect is thrown as it is. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, detail, errors, retryAfter } = error;
    return { fault: { code, detail, errors, retryAfter } };
  }
}

/** How an object elsewhere is asked: by a method of the port that it stands for, with its arguments. */
export interface Asked {
  ask(method: string, values: unknown[]): Promise<Outcome>;
}

/** A port whose every method is asked of an object. Rejects with the object's AppError, or `storage_unavailable` when it cannot be reached. */
export function stubOf<Port extends object>(
  object: () => Asked,
  methods: Readonly<Record<keyof Port & string, true>>,
): Port {
  const ask = async (method: string, values: unknown[]): Promise<unknown> => {
    const outcome = await object().ask(method, values).catch(unreachable);
    if ('value' in outcome) return outcome.value;
    const { code, detail, errors, retryAfter } = outcome.fault;
    throw new AppError(code, {
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  };
  const entries = Object.keys(methods).map(
    (method) => [method, (...values: unknown[]) => ask(method, values)] as const,
  );
  return Object.fromEntries(entries) as Port;
}

/** The runtime marks what may pass: an object that is moved, overloaded or out of reach. Anything else is a defect of the object's. */
function unreachable(cause: unknown): never {
  const { retryable, overloaded } = cause as { retryable?: unknown; overloaded?: unknown };
  if (retryable === true || overloaded === true) throw new AppError('storage_unavailable', { cause });
  throw cause;
}
