import type { Context } from 'hono';
import { documentPageRequest, documentRequest, documentsBatch, shopDocument } from '../../contract/documents.ts';
import { AppError } from '../../core/error.ts';
import { documentPageTask, type JudgedDocument, putDocumentsTask, removeDocumentTask } from '../../tasks/documents.ts';
import { answer } from '../answer.ts';
import type { AppEnv } from '../app-env.ts';
import { jsonText, parseText, parseValue } from '../body.ts';
import type { AppOptions } from '../options.ts';
import { parseParameters } from '../parameters.ts';

/** `PUT /v1/documents`. */
export const putDocumentsRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseText(await jsonText(c.req), documentsBatch);
  const batch = value.documents.map((sent, i) => judged(sent, `documents.${i}`, unknown));
  return answer(c, { results: await putDocumentsTask(batch, options.documents(c.get('account'))) }, unknown);
};

/** `GET /v1/documents`. */
export const documentPageRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, documentPageRequest);
  return answer(c, await documentPageTask(value, options.documents(c.get('account'))), unknown);
};

/** `DELETE /v1/documents/{id}`. */
export const documentRemovalRoute = (options: AppOptions) => async (c: Context<AppEnv>) => {
  const { value, unknown } = parseParameters(c, documentRequest);
  return answer(c, await removeDocumentTask(value.id, options.documents(c.get('account'))), unknown);
};

function judged(sent: unknown, path: string, warnings: string[]): JudgedDocument {
  try {
    const { value, unknown } = parseValue(sent, shopDocument);
    warnings.push(...unknown.map((name) => `${path}.${name}`));
    return { document: value };
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    const id = (sent as { id?: unknown } | null)?.id;
    return { rejected: { id: typeof id === 'string' ? id : null, status: 'rejected', errors: error.errors } };
  }
}
