import type { Diagnostic } from '../../base/index.js';
import { moduleRoles, type ModuleRoles, type RoleOptions } from '../../wit-component/index.js';
import type { World } from '../../wit-parser/index.js';
import { coreModule, type Outline } from './core-module.js';
import { resolveFilesOrThrow } from './resolve-wit.js';

/** The first world of a package. */
export function worldOf(text: string): World {
  const [world] = resolveFilesOrThrow(new Map([['w.wit', text]]), 'w.wit').main.worlds.values();
  if (world === undefined) throw new Error('no world');
  return world;
}

export const WORLD = worldOf(`
  package demo:app@1.2.3;

  interface files {
    resource file {
      constructor(path: string);
      size: func() -> u64;
      open: static func(path: string) -> file;
    }
    read: async func(source: borrow<file>) -> stream<u8>;
    copy: func(source: future<stream<u8>>, again: stream<u8>) -> future;
  }

  world app {
    import files;
    import log: func(line: string);
    resource token;
    export files;
    export run: async func(arguments: list<string>) -> result<string>;
  }
`);

/** All that world has to export, with legacy names. */
export const EXPORTS = {
  run: 'i32 i32 -> i32',
  'demo:app/files@1.2.3#[constructor]file': 'i32 i32 -> i32',
  'demo:app/files@1.2.3#[method]file.size': 'i32 -> i64',
  'demo:app/files@1.2.3#[static]file.open': 'i32 i32 -> i32',
  'demo:app/files@1.2.3#read': 'i32 -> i32',
  'demo:app/files@1.2.3#copy': 'i32 i32 -> i32',
};

/** The module need not export anything. */
export const NOTHING_REQUIRED: RoleOptions = { required: () => false };

/** The roles that a module of this outline plays; throws where it has faults. */
export function rolesOf(
  outline: Outline,
  options: RoleOptions = NOTHING_REQUIRED,
  world = WORLD,
): ModuleRoles {
  const { value, diagnostics } = moduleRoles(coreModule(outline), world, options);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return value;
}

/** What is wrong with a module of this outline; throws where nothing is. */
export function faultsOf(
  outline: Outline,
  options: RoleOptions = NOTHING_REQUIRED,
  world = WORLD,
): readonly Diagnostic[] {
  const { value, diagnostics } = moduleRoles(coreModule(outline), world, options);
  if (value !== null) throw new Error('no fault');
  return diagnostics;
}
