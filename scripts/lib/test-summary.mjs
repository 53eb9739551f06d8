/** @typedef {import('./test-steps.mjs').Outcome} Outcome */

/** @param {Outcome} outcome */
function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${
    skipped ? `, ${skipped} skipped` : ''
  }`;
}

/** @param {Outcome} outcome */
function sum({ passed, failed, skipped }) {
  return passed + failed + skipped;
}

/**
 * Prints what came of each step, and in the last line the sum.
 *
 * @param {{ name: string, outcome: Outcome, seconds: number }[]} results
 * @returns {boolean} true if nothing failed
 */
export function printSummary(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log();
  for (const { name, outcome, seconds } of results) {
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
    const time = `${seconds.toFixed(1).padStart(7)} s`;
    // The installation is not a test: it has nothing to say if it went well
    const counts = sum(outcome) > 0 ? `   ${inWords(outcome)}` : '';
    console.log(`  ${name.padEnd(12)}${time}${counts}`);
  }
  console.log(`\n${inWords(total)}`);
  return total.failed === 0;
}
