import { describe, expect, it } from 'vitest';
import { nearest } from '../../base/index.js';

describe('the nearest name', () => {
  it.each([
    ['chekc', 'check'],
    ['Check', 'check'],
    ['formt', 'format'],
    ['frmt', null],
    ['xyz', null],
    ['', null],
    ['c'.repeat(1000), null],
  ])('for `%s` is %s', (name, expected) => {
    expect(nearest(name, ['check', 'format', 'inspect'])).toBe(expected);
  });

  it('is the first of equally near ones', () => {
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  });
});
