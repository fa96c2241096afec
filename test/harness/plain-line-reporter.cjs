const { writeSync } = require('node:fs');

/** Ends a run with one line that a machine reads: `N passed, N failed`, and `, N skipped` where there are such. */
class PlainLineReporter {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no tests of its own to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // Jest's own summary comes after its reporters; this line is the last one.
    process.once('exit', () => writeSync(1, `\n${line}\n`));
  }
}

module.exports = PlainLineReporter;
