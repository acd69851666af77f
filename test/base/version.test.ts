import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { compareVersions, isVersion } from '../../base/index.js';

const number = fc.oneof(fc.constantFrom('0', '1', '9', '10', '01', ''), fc.nat(1000).map(String));
const identifier = fc.oneof(
  number,
  fc.stringMatching(/^[0-9A-Za-z-]{0,4}$/),
  fc.constantFrom('rc', 'a_', ' '),
);
const suffix = (mark: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(''),
    fc.array(identifier, { maxLength: 3 }).map((parts) => mark + parts.join('.')),
  );
const text = fc
  .tuple(fc.array(number, { minLength: 2, maxLength: 4 }), suffix('-'), suffix('+'))
  .map(([numbers, preRelease, build]) => numbers.join('.') + preRelease + build);

describe('a version', () => {
  it('is what npm takes for one, without a leading `v` or blanks', () => {
    fc.assert(
      fc.property(text, (version) => {
        expect([version, isVersion(version)]).toEqual([
          version,
          /^\d\S*$/.test(version) && semver.valid(version) !== null,
        ]);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('has numbers of 64 bits, as in wasm-tools', () => {
    expect(isVersion('18446744073709551615.0.0')).toBe(true);
    expect(isVersion('0.18446744073709551616.0')).toBe(false);
  });

  it.each(['', 'v1.0.0', '1.0', '^1.0.0', ' 1.0.0', '1.0.0\n', '1.0.0-', '1.0.0+', '1.0.0-01'])(
    'is not %j',
    (version) => {
      expect(isVersion(version)).toBe(false);
    },
  );
});

describe('the order of versions', () => {
  it('is that of npm, build metadata included', () => {
    const valid = text.filter(isVersion);
    fc.assert(
      fc.property(valid, valid, (a, b) => {
        const theirs = semver.compareBuild(a, b);
        // npm takes `+1` and `+01` for the same.
        fc.pre(theirs !== 0 || a === b);
        expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, theirs]);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('tells different texts apart', () => {
    const sorted = ['1', '', '1.0.0-01', '1.0.0-a', '1.0.0', '1.0.0+1', '1.0.0+01', '1.0.0+a', '1.0.1'];
    expect(sorted.toSorted(compareVersions)).toEqual([
      '',
      '1',
      '1.0.0-01',
      '1.0.0-a',
      '1.0.0',
      '1.0.0+1',
      '1.0.0+01',
      '1.0.0+a',
      '1.0.1',
    ]);
  });
});
