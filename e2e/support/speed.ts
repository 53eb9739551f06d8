import type { TestInfo } from '@playwright/test';

/** Tells durations in milliseconds in the output and with the results of the test. */
export function report(info: TestInfo, name: string, values: number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const text = `median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms`;
  info.annotations.push({ type: name, description: text });
  console.log(`${name}: ${text}`);
}
