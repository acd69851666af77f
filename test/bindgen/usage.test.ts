import { expect, it } from 'vitest';
import { inRepository } from '../support/repository.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { tsc } from './support.js';

// The programs of `usage/` import golden files and mark each mistake in them with `@ts-expect-error`.
it('declarations let right programs of host and guest pass, and no wrong line', async () => {
  const programs = [inRepository('test', 'bindgen', 'usage')];
  expect(await tsc(temporaryDirectory(), [programs], 'browser globals')).toBe('');
});
