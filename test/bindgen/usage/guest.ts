/** How a guest uses its declarations; see `host.ts`. */
import settings, { reset, Window } from 'test:accessors/settings@0.1.0';
import { File, Token, look } from 'test:resources/files@1.0.0';
import world from 'test:accessors/accessors@0.1.0';
import { Session, type Point, type Request } from 'test:world-items/world-items@1.1.0';
import fetchIt from 'fetch-it';
import logLine from 'log-line';
import type {} from '../../../fixtures/bindgen/resources/guest/resources.js';
import type { AccessorsExports } from '../../../fixtures/bindgen/accessors/guest/accessors.js';
import type { WorldItemsExports } from '../../../fixtures/bindgen/world-items/guest/world-items.js';
import type { ImportAndExportExports } from '../../../fixtures/bindgen/import-and-export/guest/import-and-export.js';

export async function useImports(): Promise<void> {
  settings.userName = settings.userName.toUpperCase();
  world.logLevel = 3;
  Window.defaultTitle = String(Window.allWindows);
  reset();
  logLine('text');
  const at: Point = { x: 1, y: 2 };
  const drawing = await fetchIt({ at } satisfies Request);
  drawing[Symbol.dispose]();
  using session = new Session('name');
  session.send({ at, label: 'here' });
  // @ts-expect-error has no setter
  settings.version = '2';
  // @ts-expect-error nobody can make one
  new Token();
  // @ts-expect-error a file is no token
  look(new File('a'), new File('b'));
}

export const run: WorldItemsExports['run'] = (_session, _drawing) => new Uint8Array();

class MyStore {
  readonly entries = new Map<string, Uint8Array>();
  put({ key, value }: { key: string; value: Uint8Array }): void {
    this.entries.set(key, value);
  }
  sameAs(other: object): boolean {
    return other === this;
  }
}

export const exported: ImportAndExportExports = {
  stores: { Store: MyStore, open: () => new MyStore() },
  caches: { cached: () => [] },
};

export const accessors: Pick<AccessorsExports, 'mood' | 'ready'> = {
  get ready() {
    return true;
  },
  mood: 'good',
};

export const wrong: AccessorsExports['settings'] = {
  // @ts-expect-error a method with a parameter of another type than WIT's
  Window: class {
    static allWindows = 0;
    static defaultTitle = '';
    width = '';
    title = '';
    close(): void {}
  },
  userName: '',
  size: 1n,
  version: '',
  reset: () => {},
};
