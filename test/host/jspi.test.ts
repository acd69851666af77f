import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NoPromiseIntegrationError } from '../../host/index.js';
import { newestNode, requireOrSkip } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { openDesk } from './desk.js';

const hasPromiseIntegration = 'Suspending' in WebAssembly;

describe.skipIf(hasPromiseIntegration)('in an engine without JavaScript Promise Integration', () => {
  it('waiting is refused when the component is instantiated', () => {
    const jspi = { imports: 'all', exports: 'all' } as const;
    expect(() => openDesk({ jspi })).toThrow(NoPromiseIntegrationError);
  });
});

const node = newestNode();

describe.skipIf(requireOrSkip(node, 'newestNode'))('in an engine with JavaScript Promise Integration', () => {
  it('components wait for the promises of the host', async () => {
    const program = inRepository('test', 'host', 'programs', 'wait.ts');
    const { stdout } = await promisify(execFile)(node ?? '', [
      inRepository('scripts', 'run-ts.mjs'),
      program,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      method: 3,
      borrow: 12,
      static: 'a.txt',
      'result error': { name: 'ComponentError', payload: 'a file has a name' },
      'calls meanwhile': 4,
      'lent meanwhile': {
        name: 'TypeError',
        message: 'the `Counter` cannot be disposed of: a running call borrows it',
      },
      'and then': 4,
      'two at once': [4, 5],
      'value, no promise': 4,
      rejected: { name: 'RangeError', message: 'not now' },
      'locked down': { name: 'Trap', code: 'cannot-enter' },
      all: 9,
      'an export that cannot wait': { name: 'CannotWaitError' },
      'an import that may not give a promise': { name: 'CannotWaitError' },
    });
  }, 60_000);
});
