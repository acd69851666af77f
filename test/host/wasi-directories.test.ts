import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contentsOf, temporaryDirectory } from '../support/temporary-directory.js';
import {
  call,
  errorOf,
  firstDirectory,
  textAt,
  wasiFor,
  type TestWasi,
  type WasiObject,
} from '../support/wasi.js';

/** A directory that is given, `in`, beside one that is not, `out`. */
function neighbours(): { readonly given: string; readonly root: string } {
  const root = temporaryDirectory({ 'in/a.txt': 'a', 'in/sub/b.txt': 'b', 'out/secret.txt': 'secret' });
  return { root, given: path.join(root, 'in') };
}

const opened: TestWasi[] = [];
afterEach(() => opened.splice(0).forEach((wasi) => wasi.close()));

async function give(directory: string, suffix = ''): Promise<{ wasi: TestWasi; directory: WasiObject }> {
  const wasi = await wasiFor({ dirs: [`${directory}::/data${suffix}`] });
  opened.push(wasi);
  return { wasi, directory: firstDirectory(wasi) };
}

const FOLLOW = { symlinkFollow: true };
const READ = { read: true };

describe('directories', () => {
  it('are none by default, which is noted', async () => {
    const wasi = await wasiFor({});
    expect(call(wasi.of('wasi:filesystem/preopens'), 'getDirectories')).toEqual([]);
    expect(wasi.refused()).toEqual(['dir: wasi:filesystem/preopens#get-directories']);
  });

  it('are known to the guest by the name that it is given, and can be read and written', async () => {
    const { given } = neighbours();
    const { wasi, directory } = await give(given);
    const [[, name]] = call(wasi.of('wasi:filesystem/preopens'), 'getDirectories') as [[unknown, string]];
    expect(name).toBe('/data');
    expect(textAt(directory, 'a.txt')).toBe('a');
    expect(textAt(directory, 'sub/../sub/b.txt')).toBe('b');
    const made = call(
      directory,
      'openAt',
      {},
      'new.txt',
      { create: true },
      { read: true, write: true },
    ) as WasiObject;
    expect(call(made, 'write', new TextEncoder().encode('new'), 0n)).toBe(3n);
    call(directory, 'createDirectoryAt', 'made');
    call(directory, 'renameAt', 'new.txt', directory, 'made/old.txt');
    expect(contentsOf(given)).toEqual({ 'a.txt': 'a', 'made/old.txt': 'new', 'sub/b.txt': 'b' });
    expect(wasi.denied()).toEqual([]);
  });

  it('know themselves: type, flags, entries, metadata', async () => {
    const { directory } = await give(neighbours().given);
    expect(call(directory, 'getType')).toBe('directory');
    expect(call(directory, 'getFlags')).toEqual({ read: true, mutateDirectory: true });
    expect(call(directory, 'stat')).toMatchObject({ type: 'directory' });
    const entries = call(directory, 'readDirectory') as WasiObject;
    const names = [1, 2, 3].map(() => call(entries, 'readDirectoryEntry') as { name: string } | undefined);
    expect(names.map((entry) => entry?.name).sort()).toEqual(['a.txt', 'sub', undefined]);
    const again = call(directory, 'openAt', {}, '.', { directory: true }, READ) as WasiObject;
    expect(call(directory, 'isSameObject', again)).toBe(true);
  });

  it('set the times that they are told', async () => {
    const { directory } = await give(neighbours().given);
    const at = (seconds: bigint): object => ({
      tag: 'timestamp',
      val: { seconds, nanoseconds: 500_000_000 },
    });
    const file = call(directory, 'openAt', {}, 'a.txt', {}, { read: true, write: true }) as WasiObject;
    call(file, 'setTimes', { tag: 'no-change' }, at(1_000n));
    expect(call(file, 'stat')).toMatchObject({
      dataModificationTimestamp: { seconds: 1_000n, nanoseconds: 500_000_000 },
    });
    call(directory, 'setTimesAt', {}, 'sub/b.txt', at(2_000n), { tag: 'no-change' });
    expect(call(directory, 'statAt', {}, 'sub/b.txt')).toMatchObject({
      dataAccessTimestamp: { seconds: 2_000n },
    });
  });

  it('stream files in both directions', async () => {
    const { given } = neighbours();
    const { directory } = await give(given);
    const file = call(
      directory,
      'openAt',
      {},
      'big',
      { create: true },
      { read: true, write: true },
    ) as WasiObject;
    const output = call(file, 'writeViaStream', 0n) as WasiObject;
    for (let i = 0; i < 40; i += 1) call(output, 'blockingWriteAndFlush', new Uint8Array(4096).fill(i));
    const input = call(file, 'readViaStream', 4000n) as WasiObject;
    let length = 0;
    const end = errorOf(() => {
      for (;;) length += (call(input, 'blockingRead', 65_536n) as Uint8Array).length;
    });
    expect([length, end]).toEqual([40 * 4096 - 4000, { tag: 'closed' }]);
    expect(readFileSync(path.join(given, 'big'))[4096]).toBe(1);
  });
});

describe('a path cannot leave a given directory', () => {
  it.each([
    '../out/secret.txt',
    'sub/../../out/secret.txt',
    'sub/../..',
    '..',
    '/etc/passwd',
    '//etc/passwd',
    'sub\\..\\..\\out',
  ])('by its text: %s', async (outside) => {
    const { wasi, directory } = await give(neighbours().given);
    expect(errorOf(() => textAt(directory, outside))).toBe('not-permitted');
    expect(errorOf(() => call(directory, 'statAt', FOLLOW, outside))).toBe('not-permitted');
    expect(errorOf(() => call(directory, 'unlinkFileAt', outside))).toBe('not-permitted');
    expect(errorOf(() => call(directory, 'renameAt', 'a.txt', directory, outside))).toBe('not-permitted');
    expect(errorOf(() => call(directory, 'createDirectoryAt', outside))).toBe('not-permitted');
    expect(wasi.denied()).toContainEqual({
      capability: 'dir',
      operation: 'wasi:filesystem/types#descriptor.open-at',
      subject: outside.startsWith('/') ? outside : `/data/${outside}`,
      answer: 'not-permitted',
      count: 1,
    });
  });

  it.each([
    ['relative', '../out/secret.txt', 'link'],
    ['relative, to a directory', '../out', 'link/secret.txt'],
    ['absolute', '/etc/passwd', 'link'],
    ['absolute, to a directory', '/etc', 'link/passwd'],
    ['of the root', '/', 'link/etc/passwd'],
  ])('by a symbolic link that stands there: %s', async (_name, target, use) => {
    const { given } = neighbours();
    symlinkSync(target, path.join(given, 'link'));
    const { wasi, directory } = await give(given);
    expect(errorOf(() => textAt(directory, use))).toBe('not-permitted');
    expect(errorOf(() => call(directory, 'statAt', FOLLOW, use))).toBe('not-permitted');
    expect(wasi.refused()).toContain('dir: wasi:filesystem/types#descriptor.open-at');
  });

  it('by a link of links', async () => {
    const { given } = neighbours();
    symlinkSync('second', path.join(given, 'first'));
    symlinkSync('sub/third', path.join(given, 'second'));
    symlinkSync('../../out/secret.txt', path.join(given, 'sub', 'third'));
    const { directory } = await give(given);
    expect(errorOf(() => textAt(directory, 'first'))).toBe('not-permitted');
  });

  it('by a link that it makes itself, which it may only make to what is relative', async () => {
    const { directory } = await give(neighbours().given);
    expect(errorOf(() => call(directory, 'symlinkAt', '/etc', 'link'))).toBe('not-permitted');
    call(directory, 'symlinkAt', '../out', 'link');
    expect(errorOf(() => textAt(directory, 'link/secret.txt'))).toBe('not-permitted');
  });

  it('by a directory that is open while a link is put in its place', async () => {
    const { directory } = await give(neighbours().given);
    const open = call(directory, 'openAt', {}, 'sub', { directory: true }, READ) as WasiObject;
    call(directory, 'renameAt', 'sub', directory, 'moved');
    call(directory, 'symlinkAt', '../out', 'sub');
    expect(errorOf(() => textAt(open, 'secret.txt'))).toBe('not-permitted');
    expect(errorOf(() => call(open, 'readDirectory'))).toBe('not-permitted');
    expect(errorOf(() => call(open, 'createDirectoryAt', 'made'))).toBe('not-permitted');
  });

  it('by a directory above the open one that is exchanged by someone else', async () => {
    const { root, given } = neighbours();
    mkdirSync(path.join(root, 'out', 'deep'));
    writeFileSync(path.join(root, 'out', 'deep', 'b.txt'), 'outside');
    mkdirSync(path.join(given, 'sub', 'deep'));
    const { directory } = await give(given);
    const open = call(directory, 'openAt', {}, 'sub/deep', { directory: true }, READ) as WasiObject;
    renameSync(path.join(given, 'sub'), path.join(given, 'gone'));
    symlinkSync('../out', path.join(given, 'sub'));
    expect(errorOf(() => textAt(open, 'b.txt'))).toBe('not-permitted');
  });

  it('but a link within it is followed', async () => {
    const { given } = neighbours();
    symlinkSync('sub/b.txt', path.join(given, 'link'));
    const { directory } = await give(given);
    expect(textAt(directory, 'link')).toBe('b');
    expect(errorOf(() => textAt(directory, 'link', {}))).toBe('loop');
    expect(call(directory, 'readlinkAt', 'link')).toBe('sub/b.txt');
  });

  it('and it does not tell where on the host a link leads', async () => {
    const { given } = neighbours();
    symlinkSync('/home/somebody', path.join(given, 'link'));
    const { directory } = await give(given);
    expect(errorOf(() => call(directory, 'readlinkAt', 'link'))).toBe('not-permitted');
  });

  it.each([
    ['', 'no-entry'],
    ['a\0b', 'invalid'],
    ['x'.repeat(5000), 'name-too-long'],
    ['a.txt/', 'not-directory'],
    ['missing', 'no-entry'],
  ])('odd paths fail with an error: %j', async (odd, code) => {
    const { directory } = await give(neighbours().given);
    expect(errorOf(() => textAt(directory, odd))).toBe(code);
  });
});

describe('a directory for reading only', () => {
  const ANY = { tag: 'now' };
  const changes: readonly (readonly [string, (directory: WasiObject) => unknown])[] = [
    ['create', (it) => call(it, 'openAt', {}, 'n', { create: true }, READ)],
    ['write', (it) => call(it, 'openAt', {}, 'a.txt', {}, { read: true, write: true })],
    ['truncate', (it) => call(it, 'openAt', {}, 'a.txt', { truncate: true }, READ)],
    ['ask to mutate', (it) => call(it, 'openAt', {}, 'sub', {}, { read: true, mutateDirectory: true })],
    ['create-directory', (it) => call(it, 'createDirectoryAt', 'd')],
    ['link', (it) => call(it, 'linkAt', {}, 'a.txt', it, 'l')],
    ['symlink', (it) => call(it, 'symlinkAt', 'a.txt', 'l')],
    ['rename', (it) => call(it, 'renameAt', 'a.txt', it, 'l')],
    ['unlink', (it) => call(it, 'unlinkFileAt', 'a.txt')],
    ['remove-directory', (it) => call(it, 'removeDirectoryAt', 'sub')],
    ['set-times-at', (it) => call(it, 'setTimesAt', {}, 'a.txt', ANY, ANY)],
    ['set-times', (it) => call(it, 'setTimes', ANY, ANY)],
    ['set-times of a file', (it) => call(call(it, 'openAt', {}, 'a.txt', {}, READ) as WasiObject, 'setTimes', ANY, ANY)],
    ['create below', (it) => call(call(it, 'openAt', {}, 'sub', { directory: true }, READ) as WasiObject, 'createDirectoryAt', 'd')],
  ]; // prettier-ignore

  it.each(changes)('refuses to %s', async (_name, change) => {
    const { given } = neighbours();
    const { wasi, directory } = await give(given, ':ro');
    expect(errorOf(() => change(directory))).toBe('read-only');
    expect(wasi.denied()).toMatchObject([{ capability: 'dir', answer: 'read-only' }]);
    expect(contentsOf(given)).toEqual({ 'a.txt': 'a', 'sub/b.txt': 'b' });
  });

  it('refuses to write by an open file', async () => {
    const { directory } = await give(neighbours().given, ':ro');
    const file = call(directory, 'openAt', {}, 'a.txt', {}, READ) as WasiObject;
    expect(errorOf(() => call(file, 'write', new Uint8Array(1), 0n))).toBe('bad-descriptor');
    expect(errorOf(() => call(file, 'writeViaStream', 0n))).toBe('bad-descriptor');
    expect(errorOf(() => call(file, 'appendViaStream'))).toBe('bad-descriptor');
    expect(errorOf(() => call(file, 'setSize', 0n))).toBe('bad-descriptor');
  });

  it('lends no file to one that may be written, by which it could be changed', async () => {
    const { root, given } = neighbours();
    const wasi = await wasiFor({ dirs: [`${given}::/ro:ro`, `${path.join(root, 'out')}::/rw`] });
    opened.push(wasi);
    const [[readOnly], [writable]] = call(wasi.of('wasi:filesystem/preopens'), 'getDirectories') as [
      [WasiObject, string],
      [WasiObject, string],
    ];
    expect(errorOf(() => call(readOnly, 'linkAt', {}, 'a.txt', writable, 'mine'))).toBe('read-only');
    expect(errorOf(() => call(readOnly, 'renameAt', 'a.txt', writable, 'mine'))).toBe('read-only');
    expect(errorOf(() => call(writable, 'renameAt', 'secret.txt', readOnly, 'mine'))).toBe('read-only');
  });

  it('can be read', async () => {
    const { directory } = await give(neighbours().given, ':ro');
    expect(call(directory, 'getFlags')).toEqual({ read: true, mutateDirectory: false });
    expect(textAt(directory, 'sub/b.txt')).toBe('b');
  });
});

describe('a directory that cannot be given', () => {
  it.each(['missing', 'in/a.txt'])('is said before there is an instance: %s', async (name) => {
    const { root } = neighbours();
    await expect(wasiFor({ dirs: [path.join(root, name)] })).rejects.toThrow(/cannot be given/);
  });
});
