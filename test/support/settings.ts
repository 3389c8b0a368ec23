/** The key that tests call with, and another shop's. */
export const KEY = 'test-key';
export const OTHER_KEY = 'other-key';

/** Settings of the app under test, the same on both hosts: two shops, and the scorer as the model. */
export function testSettings(scorerUrl: string): Record<string, string> {
  return {
    API_KEYS: `shop=${KEY},rival=${OTHER_KEY}`,
    MODEL_SCORER_URL: scorerUrl,
    MODEL_LOCAL: 'off',
    SAMPLE: 'off',
    LOG_LEVEL: 'silent',
  };
}
