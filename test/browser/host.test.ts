import { beforeAll, describe, expect, it } from 'vitest';
import * as host from '../../host/index.js';
import { chromium, requireOrSkip } from '../support/oracles.js';
import { greeterComponent } from './greeter-component.js';
import { greeterScenario } from './greeter-scenario.js';
import { servedPage } from './served-page.js';

const program = chromium();
const bytes = greeterComponent();

/** A browser starts for each test. */
const SLOW = 60_000;

const STRICT = "script-src 'self' 'wasm-unsafe-eval'";

describe.skipIf(requireOrSkip(program, 'chromium'))('a component in Chromium', () => {
  let inNode: object;

  beforeAll(async () => {
    inNode = await greeterScenario(host, bytes, {});
  });

  it('runs in Node to begin with, with strings, a resource, an import and a trap', () => {
    expect(inNode).toMatchInlineSnapshot(`
      {
        "afterDrop": {
          "code": null,
          "message": "self: expected an object of the class \`Counter\`, found one that was disposed of",
          "name": "TypeError",
        },
        "afterTrap": {
          "code": "cannot-enter",
          "message": "test:browser/api@1.0.0#echo: cannot enter the component instance after a trap",
          "name": "Trap",
        },
        "another": "another instance",
        "echoed": [
          true,
          true,
          true,
          true,
        ],
        "logged": [
          "",
          "plain",
          "žluťoučký kůň 🦀",
          "xxxxxxxxxxxxxxxxxxxx",
          "dropped",
          "another instance",
        ],
        "sum": 42,
        "trap": {
          "code": "unreachable",
          "message": "test:browser/api@1.0.0#fail: \`unreachable\` was executed",
          "name": "Trap",
        },
        "wrongArgument": {
          "code": null,
          "message": "text: expected a string, found 1",
          "name": "TypeError",
        },
      }
    `);
  });

  it('does in a page what it does in Node', { timeout: SLOW }, async () => {
    const { newFunction, scenario } = await seenInPage('');
    expect(newFunction).toBe(true);
    expect(scenario).toEqual(inNode);
  });

  it('does the same through the engine that needs no new code', { timeout: SLOW }, async () => {
    expect((await seenInPage('?engine=spec')).scenario).toEqual(inNode);
  });

  it(`does the same under ${STRICT}, where new Function is refused`, { timeout: SLOW }, async () => {
    const { newFunction, scenario } = await seenInPage('', STRICT);
    expect(newFunction).toBe('EvalError');
    expect(scenario).toEqual(inNode);
  });
});

interface Seen {
  readonly newFunction: true | string;
  readonly scenario: object;
}

async function seenInPage(query: string, policy?: string): Promise<Seen> {
  const more = new Map([['/greeter.wasm', bytes]]);
  const options = policy === undefined ? { more } : { more, policy };
  const served = await servedPage(program ?? '', `/test/browser/host-page.html${query}`, options);
  try {
    await served.page.waitForFunction('globalThis.seen !== undefined');
    const seen = (await served.page.evaluate('globalThis.seen')) as Seen;
    expect(served.errors).toEqual([]);
    return seen;
  } finally {
    await served.close();
  }
}
