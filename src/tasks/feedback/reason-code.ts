/** A code of letters, without a number that could be somebody's. */
const CODE = /^(?!.*\d{4})[a-z][a-z0-9_.-]{0,39}$/;

/** The same in Chinese, which has no spaces to tell a code from a sentence by. */
const HAN_CODE = /^\p{Script=Han}{1,6}$/u;

/** A reason as it is kept: a short code as it is, in lower case; `text` for anything longer, which may say who wrote it. */
export function reasonCode(reason: string): string {
  const code = reason.trim().toLowerCase();
  return CODE.test(code) || HAN_CODE.test(code) ? code : 'text';
}
