/** The kinds of error that text-embeddings-inference names, with their statuses. */
const STATUS = { Empty: 400, Validation: 422, Tokenizer: 422, Overloaded: 429, Backend: 424, Unhealthy: 503 } as const;

/** The word in `error_type`. */
export type FaultType = keyof typeof STATUS;

/** A refusal in TEI's words: `{error, error_type}` with its status, or plain text where its web framework answers before it. */
export class TeiFault extends Error {
  readonly status: number;
  /** Null: the answer is plain text. */
  readonly type: FaultType | null;

  constructor(type: FaultType | number, message: string) {
    super(message);
    this.name = 'TeiFault';
    this.status = typeof type === 'number' ? type : STATUS[type];
    this.type = typeof type === 'number' ? null : type;
  }
}

/** What a model of another kind answers. `what` is TEI's noun: "a classifier model", "an embedding model". */
export function wrongModel(what: string): TeiFault {
  return new TeiFault('Backend', `Backend error: Model is not ${what}`);
}

/** The empty list, the empty text, and the pair of two empty texts. */
export function emptyInput(): TeiFault {
  return new TeiFault('Empty', 'Input validation error: `inputs` cannot be empty');
}

/** The answer to a fault: TEI's JSON, or on the routes of OpenAI's shape that shape. */
export function faultResponse(fault: TeiFault, openai: boolean): Response {
  const { status, message, type } = fault;
  if (type === null) return new Response(message, { status });
  return Response.json(openai ? { message, code: status, type } : { error: message, error_type: type }, { status });
}
