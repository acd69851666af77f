import { copyModule } from '../core/copy-module.js';
import { decodeModule } from '../core/decode-module.js';
import type { MemoryType } from '../model/core-types.js';
import { bytesOf, type Slice } from '../slice.js';
import { pageSizeLog2 } from '../validate/core-types.js';

/** A core module whose memories cannot grow past a limit; or the size that one of them has from the beginning. */
export type LimitedModule =
  | { readonly kind: 'limited'; readonly bytes: Uint8Array }
  | { readonly kind: 'too large'; readonly minimumBytes: bigint };

/**
 * Lowers the maximum of each memory that a core module defines to `maximumBytes`, so that the engine itself refuses to
 * let it grow further. Memories that it imports are those of other modules.
 */
export function limitMemories(module: Slice, maximumBytes: number): LimitedModule {
  const shell = decodeModule(module).value;
  if (shell.memories.length === 0) return { kind: 'limited', bytes: bytesOf(module) };
  const memories: MemoryType[] = [];
  for (const memory of shell.memories) {
    const pageSize = 1n << BigInt(pageSizeLog2(memory));
    const pages = BigInt(Math.floor(maximumBytes)) / pageSize;
    const { limits } = memory;
    if (limits.minimum > pages) return { kind: 'too large', minimumBytes: limits.minimum * pageSize };
    const maximum = limits.maximum !== null && limits.maximum < pages ? limits.maximum : pages;
    memories.push({ ...memory, limits: { ...limits, maximum } });
  }
  return { kind: 'limited', bytes: copyModule(shell, { memories }) };
}
