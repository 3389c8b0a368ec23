import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Closes a run with `N passed, N failed` (and `, N skipped`) alone on a line, whatever the terminal. */
export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file or a suite that breaks outside its tests counts as one failure more.
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
    }
    // A test that never came to its end has not passed.
    const failed = count.failed + count.pending;
    process.stdout.write(
      `\n${count.passed} passed, ${failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}\n`,
    );
  }
}
