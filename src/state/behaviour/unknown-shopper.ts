import { AppError } from '../../core/error.ts';

/** What is told of a shopper that there is none of. */
export function unknownShopper(id: string): AppError {
  return new AppError('not_found', { detail: `Nothing is known of a shopper with the id ${JSON.stringify(id)}.` });
}
