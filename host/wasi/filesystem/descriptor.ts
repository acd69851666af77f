import type { DenialLog } from '../core/denials.js';
import { DISPOSE } from '../core/dispose.js';
import { WasiError, WasiTrap } from '../core/errors.js';
import { InputStream } from '../io/input-stream.js';
import { OutputStream } from '../io/output-stream.js';
import type { OpenHandles } from '../core/open-handles.js';
import { disposeOf, shimSink, shimSource, type StreamParts } from '../shim/streams.js';
import {
  invoke,
  type ShimFilesystem,
  type ShimInputStream,
  type ShimOutputStream,
  type ShimResource,
} from '../shim/shim.js';
import type { Place } from './containment.js';
import { Refusal } from './refusal.js';
import { explicitTime, forOpenFile, forPath } from './timestamps.js';
import type { DescriptorFlags, NewTimestamp, OpenFlags, PathFlags, Stat } from './types.js';

/** What all descriptors of one granted directory share. */
export interface Grant {
  readonly shim: ShimFilesystem;
  readonly readOnly: boolean;
  readonly denials: DenialLog;
  readonly handles: OpenHandles;
}

/** What one `read` gives at most: nobody can make the host allocate more at once. */
const MOST_READ = 2n ** 20n;
const LATEST_OFFSET = 2n ** 63n - 1n;

/**
 * `wasi:filesystem/types.descriptor`: one of the shim, asked only for what the policy allows.
 */
export class Descriptor {
  readonly #grant: Grant;
  readonly #inner: ShimResource;
  readonly #place: Place;
  /** As the guest knows it, for the report of what was denied. */
  readonly #guestPath: string;
  readonly #isDirectory: boolean;
  readonly #flags: DescriptorFlags;
  readonly #handle: { close(): void };

  constructor(grant: Grant, inner: ShimResource, place: Place, guestPath: string) {
    this.#grant = grant;
    this.#inner = inner;
    this.#place = place;
    this.#guestPath = guestPath;
    this.#isDirectory = invoke(inner, 'getType') === 'directory';
    const asked = invoke(inner, 'getFlags') as DescriptorFlags;
    this.#flags = this.#isDirectory ? { read: true, mutateDirectory: !grant.readOnly } : asked;
    this.#handle = { close: () => disposeOf(inner) };
    grant.handles.add(this.#handle);
  }

  readViaStream(offset: bigint): InputStream {
    return this.#do('read-via-stream', () => {
      this.#file('read', offset);
      const stream = this.#call('readViaStream', offset) as ShimInputStream;
      return new InputStream(shimSource(stream, this.#streamParts()));
    });
  }

  writeViaStream(offset: bigint): OutputStream {
    return this.#do('write-via-stream', () => {
      this.#file('write', offset);
      return this.#output('writeViaStream', offset);
    });
  }

  appendViaStream(): OutputStream {
    return this.#do('append-via-stream', () => {
      this.#file('write', 0n);
      return this.#output('appendViaStream');
    });
  }

  advise(offset: bigint, length: bigint, advice: string): void {
    this.#do('advise', () => void this.#call('advise', offset, length, advice));
  }

  syncData(): void {
    this.#do('sync-data', () => void this.#call('syncData'));
  }

  sync(): void {
    this.#do('sync', () => void this.#call('sync'));
  }

  getFlags(): DescriptorFlags {
    return this.#flags;
  }

  getType(): unknown {
    return this.#do('get-type', () => this.#call('getType'));
  }

  setSize(size: bigint): void {
    this.#do('set-size', () => {
      this.#file('write', size);
      this.#call('setSize', size);
    });
  }

  setTimes(accessed: NewTimestamp, modified: NewTimestamp): void {
    this.#do('set-times', () => {
      this.#mutable();
      const old = (): Stat => this.#call('stat') as Stat;
      const atime = explicitTime(accessed, () => old().dataAccessTimestamp);
      const mtime = explicitTime(modified, () => old().dataModificationTimestamp);
      this.#call('setTimes', forOpenFile(atime), forOpenFile(mtime));
    });
  }

  read(length: bigint, offset: bigint): unknown {
    return this.#do('read', () => {
      this.#file('read', offset);
      return this.#call('read', length < MOST_READ ? length : MOST_READ, offset);
    });
  }

  write(buffer: Uint8Array, offset: bigint): unknown {
    return this.#do('write', () => {
      this.#file('write', offset);
      return this.#call('write', buffer, offset);
    });
  }

  readDirectory(): DirectoryEntryStream {
    return this.#do('read-directory', () => {
      this.#place.checkSelf();
      return new DirectoryEntryStream(this.#call('readDirectory') as ShimResource, this.#grant);
    });
  }

  createDirectoryAt(path: string): void {
    this.#mutateAt('create-directory-at', path, () => this.#call('createDirectoryAt', path));
  }

  stat(): unknown {
    return this.#do('stat', () => this.#call('stat'));
  }

  statAt(flags: PathFlags, path: string): unknown {
    return this.#at('stat-at', path, () => this.#call('statAt', flags, path));
  }

  setTimesAt(flags: PathFlags, path: string, accessed: NewTimestamp, modified: NewTimestamp): void {
    this.#mutateAt('set-times-at', path, () => {
      const old = (): Stat => this.#call('statAt', flags, path) as Stat;
      const atime = explicitTime(accessed, () => old().dataAccessTimestamp);
      const mtime = explicitTime(modified, () => old().dataModificationTimestamp);
      this.#call('setTimesAt', flags, path, forPath(atime), forPath(mtime));
    });
  }

  linkAt(flags: PathFlags, path: string, to: Descriptor, newPath: string): void {
    // A second name for a file is a way to change it: both directories must allow that.
    this.#mutateAt('link-at', path, () => {
      to.#mutateAt('link-at', newPath, () => this.#call('linkAt', flags, path, to.#inner, newPath));
    });
  }

  openAt(pathFlags: PathFlags, path: string, openFlags: OpenFlags, flags: DescriptorFlags): Descriptor {
    return this.#at('open-at', path, () => {
      const changes = flags.write === true || openFlags.create === true || openFlags.truncate === true;
      if (changes || flags.mutateDirectory === true) this.#mutable();
      // The shim does not know the flag, and what a directory allows its grant says.
      const asked = { ...flags, mutateDirectory: false };
      const inner = this.#call('openAt', pathFlags, path, openFlags, asked) as ShimResource;
      try {
        return new Descriptor(this.#grant, inner, this.#place.of(path), this.#guestPathOf(path));
      } catch (error) {
        disposeOf(inner);
        throw error;
      }
    });
  }

  readlinkAt(path: string): string {
    return this.#at('readlink-at', path, () => {
      const target = this.#call('readlinkAt', path) as string;
      // Where things are on the host is none of the guest's business.
      if (target.startsWith('/')) throw new Refusal('not-permitted');
      return target;
    });
  }

  removeDirectoryAt(path: string): void {
    this.#mutateAt('remove-directory-at', path, () => this.#call('removeDirectoryAt', path));
  }

  renameAt(path: string, to: Descriptor, newPath: string): void {
    this.#mutateAt('rename-at', path, () => {
      to.#mutateAt('rename-at', newPath, () => this.#call('renameAt', path, to.#inner, newPath));
    });
  }

  symlinkAt(target: string, path: string): void {
    this.#mutateAt('symlink-at', path, () => {
      if (target.startsWith('/')) throw new Refusal('not-permitted');
      return this.#call('symlinkAt', target, path);
    });
  }

  unlinkFileAt(path: string): void {
    this.#mutateAt('unlink-file-at', path, () => this.#call('unlinkFileAt', path));
  }

  isSameObject(other: Descriptor): boolean {
    const [a, b] = [this.metadataHash(), other.metadataHash()] as { lower: bigint; upper: bigint }[];
    return other === this || (a?.lower === b?.lower && a?.upper === b?.upper);
  }

  metadataHash(): unknown {
    return this.#do('metadata-hash', () => this.#call('metadataHash'));
  }

  metadataHashAt(flags: PathFlags, path: string): unknown {
    return this.#at('metadata-hash-at', path, () => this.#call('metadataHashAt', flags, path));
  }

  [DISPOSE](): void {
    this.#grant.handles.close(this.#handle);
  }

  #call(method: string, ...values: readonly unknown[]): unknown {
    return invoke(this.#inner, method, ...values);
  }

  #output(method: string, ...values: readonly unknown[]): OutputStream {
    const stream = this.#call(method, ...values) as ShimOutputStream;
    return new OutputStream(shimSink(stream, this.#streamParts()));
  }

  /** Checks what the shim would only find out in its thread, and then without a code. */
  #file(use: 'read' | 'write', offset: bigint): void {
    if (this.#isDirectory) throw new WasiError('is-directory');
    if (this.#flags[use] !== true) throw new WasiError('bad-descriptor');
    if (offset > LATEST_OFFSET) throw new WasiError('invalid');
  }

  /** By its text, `read-only` is what a descriptor says that may not change what is in it. */
  #mutable(): void {
    if (this.#grant.readOnly) throw new Refusal('read-only');
  }

  #mutateAt(operation: string, path: string, act: () => unknown): void {
    this.#at(operation, path, () => {
      this.#mutable();
      act();
    });
  }

  #at<T>(operation: string, path: string, act: () => T): T {
    const checked = (): T => {
      if (!this.#isDirectory) throw new WasiError('not-directory');
      if (path === '') throw new WasiError('no-entry');
      this.#place.check(path);
      return act();
    };
    return this.#do(operation, checked, path);
  }

  /** What goes wrong in `act` becomes an `error-code` for the guest, and a denial where the policy is the reason. */
  #do<T>(operation: string, act: () => T, path: string | null = null): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof WasiError || error instanceof WasiTrap) throw error;
      const code =
        error instanceof Refusal ? error.code : typeof error === 'string' ? error : this.#codeOf(error);
      // So the shim refuses paths that would lead out.
      if (error instanceof Refusal || error === 'not-permitted') {
        const subject = path === null ? this.#guestPath : this.#guestPathOf(path);
        this.#grant.denials.add('dir', `wasi:filesystem/types#descriptor.${operation}`, subject, code);
      }
      throw new WasiError(code);
    }
  }

  #codeOf(error: unknown): string {
    try {
      return this.#grant.shim.errorCode(error) ?? 'io';
    } catch {
      // An error of the system that has no code in WASI.
      if (error instanceof Error && 'code' in error) return 'io';
      throw new WasiTrap('unexpected-failure', { cause: error });
    }
  }

  #streamParts(): StreamParts {
    const { shim, handles } = this.#grant;
    const failing: StreamParts['failing'] = ({ message, payload }) => ({
      message,
      filesystem: this.#codeOf(payload),
    });
    return { io: shim.io, failing, handles };
  }

  #guestPathOf(path: string): string {
    return path.startsWith('/') ? path : `${this.#guestPath.replace(/\/$/, '')}/${path}`;
  }
}

/** `wasi:filesystem/types.directory-entry-stream` */
export class DirectoryEntryStream {
  readonly #inner: ShimResource;
  readonly #grant: Grant;
  readonly #handle: { close(): void };

  constructor(inner: ShimResource, grant: Grant) {
    this.#inner = inner;
    this.#grant = grant;
    this.#handle = { close: () => disposeOf(inner) };
    grant.handles.add(this.#handle);
  }

  readDirectoryEntry(): unknown {
    try {
      return invoke(this.#inner, 'readDirectoryEntry');
    } catch (error) {
      throw new WasiError(typeof error === 'string' ? error : 'io');
    }
  }

  [DISPOSE](): void {
    this.#grant.handles.close(this.#handle);
  }
}
