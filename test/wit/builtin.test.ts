import { describe, expect, it } from 'vitest';
import { builtinPackage, builtinPackageNames } from '../../wit/index.js';

const wasi = (name: string, version: string | null) => builtinPackage({ namespace: 'wasi', name, version });

describe('builtinPackageNames', () => {
  it('lists WASI 0.2.12 and 0.3.2', () => {
    const names = builtinPackageNames().map((entry) => `${entry.namespace}:${entry.name}@${entry.version}`);
    expect(names).toEqual([
      'wasi:cli@0.2.12',
      'wasi:clocks@0.2.12',
      'wasi:filesystem@0.2.12',
      'wasi:http@0.2.12',
      'wasi:io@0.2.12',
      'wasi:random@0.2.12',
      'wasi:sockets@0.2.12',
      'wasi:cli@0.3.2',
      'wasi:clocks@0.3.2',
      'wasi:filesystem@0.3.2',
      'wasi:http@0.3.2',
      'wasi:random@0.3.2',
      'wasi:sockets@0.3.2',
    ]);
  });
});

describe('builtinPackage', () => {
  it('answers an older version on the same track with the newest text', () => {
    const files = wasi('clocks', '0.2.3')?.files ?? [];
    expect(files.map(({ path }) => path)).toEqual([
      '<built-in>/wasi/0.2/clocks/monotonic-clock.wit',
      '<built-in>/wasi/0.2/clocks/timezone.wit',
      '<built-in>/wasi/0.2/clocks/wall-clock.wit',
      '<built-in>/wasi/0.2/clocks/world.wit',
    ]);
    for (const { text } of files) expect(text).toContain('package wasi:clocks@0.2.12;');
  });

  it('keeps the tracks apart', () => {
    expect(wasi('clocks', '0.3.0')?.files[0]?.text).toContain('package wasi:clocks@0.3.2;');
    expect(wasi('io', '0.3.0')).toBeNull();
  });

  it('gives the same file objects every time, as parsing is cached by them', () => {
    expect(wasi('io', '0.2.0')?.files).toBe(wasi('io', '0.2.12')?.files);
  });

  it.each([
    ['a version newer than its own', 'io', '0.2.13'],
    ['a newer version of three figures', 'io', '0.2.100'],
    ['another track', 'io', '0.4.0'],
    ['another major version', 'io', '1.2.0'],
    ['a pre-release', 'io', '0.2.0-rc-2023-11-10'],
    ['build metadata', 'io', '0.2.0+build'],
    ['a number with a leading zero', 'io', '0.2.01'],
    ['a text that is no version', 'io', '0.2'],
    ['a package that WASI does not have', 'nn', '0.2.0'],
  ])('does not answer for %s', (_case, name, version) => {
    expect(wasi(name, version)).toBeNull();
  });

  it('does not answer for a name without a version, or of another namespace', () => {
    expect(wasi('io', null)).toBeNull();
    expect(builtinPackage({ namespace: 'local', name: 'io', version: '0.2.0' })).toBeNull();
  });
});
