import { readFileSync } from 'node:fs';
import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as host from '../../host/index.js';
import { deskBytes } from '../support/desk.js';
import { inRepository } from '../support/repository.js';
import { DiskFile } from './desk.js';

/*
 * Runs the samples of docs/host.md, each on its own. `EXPRESSION; // → VALUE` says what comes out, `// throws NAME: MESSAGE` what
 * is thrown.
 */

const bytes = deskBytes();
const given = {
  host,
  bytes,
  component: host.compileSync(bytes),
  imports: {
    'test:desk/store': { File: DiskFile, archive() {}, peek: () => 0, meanwhile() {} },
  },
};

const page = readFileSync(inRepository('docs', 'host.md'), 'utf8');
const samples = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, text = '']) => text);
const canWait = 'Suspending' in WebAssembly;

describe('the samples of docs/host.md', () => {
  it('are as many as there are', () => {
    expect(samples.length).toBeGreaterThan(5);
    expect(page.match(/\/\/ (→|throws) /g)?.length).toBe(samples.flatMap((text) => claimsIn(text)).length);
  });

  it.each(samples.map((text) => ({ text, title: titleOf(text) })))('$title', async ({ text }) => {
    const refused = text.includes('jspi') && !canWait;
    const claims = claimsIn(text).map(({ claim }) => claim);
    const wanted = refused ? new host.NoPromiseIntegrationError() : claims;
    expect(await run(text).catch((error: unknown) => error)).toEqual(wanted);
  });
});

const CLAIM = /^(?<code>[^/\n]*?;?) \/\/ (?<claim>(?:→|throws) .*)$/gm;

function claimsIn(text: string): readonly { readonly code: string; readonly claim: string }[] {
  return [...text.matchAll(CLAIM)].map(({ groups = {} }) => ({
    code: groups['code'] ?? '',
    claim: groups['claim'] ?? '',
  }));
}

function titleOf(text: string): string {
  const [first = ''] = text.split('\n').filter((line) => line !== '' && !line.startsWith('import '));
  return first;
}

/** Runs a sample. @returns what came of each line of which it says what comes of it, in its words */
async function run(text: string): Promise<readonly string[]> {
  const outcomes: string[] = [];
  const outcome = async (code: () => unknown, claim: string): Promise<void> => {
    try {
      const value = await code();
      const wanted = (new Function(`return ${claim.slice(2)}`) as () => unknown)();
      outcomes.push(isDeepStrictEqual(value, wanted) ? claim : `→ ${inspect(value)}`);
    } catch (error) {
      if (!claim.startsWith('throws ')) throw error;
      const { name, message } = error as Error;
      outcomes.push(`throws ${name}: ${message}`);
    }
  };
  const code = text
    .replaceAll(/^import (\{.*?\}) from 'witwright\/host';$/gm, 'const $1 = host;')
    .replaceAll(CLAIM, (_, expression: string, claim: string) => {
      const value = expression.trim().replace(/;$/, '');
      return `await outcome(async () => (${value}), ${JSON.stringify(claim)});`;
    });
  const names = [...Object.keys(given), 'outcome'];
  const body = `return (async () => {${code}})();`;
  await (new Function(...names, body)(...Object.values(given), outcome) as Promise<void>);
  return outcomes;
}
