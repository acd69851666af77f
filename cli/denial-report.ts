import { printable } from '../base/index.js';
import type { Capability, Denial } from '../host/index.js';

/** What gives a capability. */
const WAYS: Readonly<Record<Capability, string>> = {
  args: 'arguments behind the component',
  env: '--env NAME=VALUE, --inherit-env NAME',
  stdin: '--stdio inherit',
  stdout: '--stdio inherit',
  stderr: '--stdio inherit',
  clocks: '--clocks',
  random: '--random',
  dir: '--dir HOST::GUEST',
  net: '--net HOST:PORT',
  http: '--http ORIGIN',
};

/** What a guest asked for and did not get, a line each, and how it is given. */
export function denialReport(denials: readonly Denial[]): string {
  if (denials.length === 0) return 'nothing was refused\n';
  const lines = denials.map(({ capability, operation, subject, answer, count }) => {
    const asked = subject === '' ? '' : ` \`${printable(subject)}\``;
    const often = count === 1 ? '' : `, ${count} times`;
    return `  ${capability.padEnd(6)} ${operation}${asked}: ${answer}${often}\n`;
  });
  const ways = [...new Set(denials.map(({ capability }) => capability))].map(
    (capability) => `  ${capability.padEnd(6)} ${WAYS[capability]}\n`,
  );
  return `refused:\n${lines.join('')}given by:\n${ways.join('')}`;
}
