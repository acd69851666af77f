import type { ByteSpan, Diagnostic, Result } from '../../base/index.js';
import {
  walkCode,
  type CoreExport,
  type IndexKind,
  type IndexUse,
  type Located,
} from '../../component/index.js';
import type { AdapterModule } from './adapter-module.js';
import { adapterMessages } from './messages.js';
import { areTypesIndependent } from './type-table.js';

/** What is used of each index space. */
export interface LiveItems {
  readonly types: ReadonlySet<number>;
  readonly functions: ReadonlySet<number>;
  readonly globals: ReadonlySet<number>;
  readonly memories: ReadonlySet<number>;
}

type LiveKind = 'type' | 'func' | 'global' | 'memory';

/** Everything that can be reached from `roots`: through function types, code and initial values. */
export function liveItems(adapter: AdapterModule, roots: readonly CoreExport[]): Result<LiveItems> {
  const walk = new LiveWalk(adapter);
  // Where types refer to each other, all of them stay.
  if (!areTypesIndependent(adapter.module.types))
    adapter.types.forEach((_, index) => walk.live.type.add(index));
  for (const { kind, index, start, end } of roots) walk.use({ kind, index, start, end });
  walk.finish();
  const { type: types, func: functions, global: globals, memory: memories } = walk.live;
  return { value: { types, functions, globals, memories }, diagnostics: walk.diagnostics };
}

class LiveWalk {
  readonly live: Readonly<Record<LiveKind, Set<number>>> = {
    type: new Set(),
    func: new Set(),
    global: new Set(),
    memory: new Set(),
  };
  readonly diagnostics: Diagnostic[] = [];
  readonly #adapter: AdapterModule;
  /** Live functions and globals that were not looked into yet. A list, as calls may nest deep. */
  readonly #waiting: (() => void)[] = [];

  constructor(adapter: AdapterModule) {
    this.#adapter = adapter;
  }

  use({ kind, index, start, end }: Pick<IndexUse, 'kind' | 'index'> & Located): void {
    const place = this.#place(start, end);
    const count = this.#countOf(kind);
    if (index >= count) {
      this.diagnostics.push(adapterMessages.indexOutOfBounds.at(place, { kind, index, count }));
    } else if (kind === 'table') {
      this.diagnostics.push(adapterMessages.tableInUse.at(place, undefined));
    } else if (kind === 'type' || kind === 'func' || kind === 'global' || kind === 'memory') {
      this.#mark(kind, index, place);
    }
  }

  /** Looks into what is live until nothing new comes up. */
  finish(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      // What is wrong once is mostly wrong in many places.
      if (this.diagnostics.length > 0) return;
      next();
    }
  }

  #mark(kind: LiveKind, index: number, place: ByteSpan): void {
    if (this.live[kind].has(index)) return;
    this.live[kind].add(index);
    const { functions, globals, memories } = this.#adapter;
    if (kind === 'memory' && memories[index]?.import === null) {
      this.diagnostics.push(adapterMessages.ownMemory.at(place, undefined));
    }
    if (kind === 'func') {
      const { type = 0, code = null } = functions[index] ?? {};
      this.#waiting.push(() => {
        this.use({ kind: 'type', index: type, ...place });
        if (code !== null) this.#walk(code, 'function body');
      });
    }
    if (kind === 'global') {
      const { code = null } = globals[index] ?? {};
      if (code !== null) this.#waiting.push(() => this.#walk(code, 'constant expression'));
    }
  }

  #walk(code: Located, kind: 'function body' | 'constant expression'): void {
    const { source } = this.#adapter.module;
    this.diagnostics.push(...walkCode(source, code, kind, { index: (use) => this.use(use) }));
  }

  #countOf(kind: IndexKind): number {
    const { types, functions, globals, memories, tableCount } = this.#adapter;
    const counts = {
      type: types.length,
      func: functions.length,
      global: globals.length,
      memory: memories.length,
      table: tableCount,
    };
    // Of tags and segments an adapter has none.
    return kind === 'tag' || kind === 'elem' || kind === 'data' ? 0 : counts[kind];
  }

  #place(start: number, end: number): ByteSpan {
    const { file, path } = this.#adapter.module.source;
    return { file, component: path, start, end };
  }
}
