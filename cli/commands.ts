import type { Command } from 'commander';
import type { Host } from './options.js';

/** Gives a command, which has its name and arguments, its options and what it does. */
type Define = (command: Command, host: Host) => void;

interface CommandEntry {
  readonly name: string;
  /** Its line in the overview. */
  readonly summary: string;
  /** Its arguments as help writes them, each with its explanation. */
  readonly args: readonly (readonly [term: string, does: string])[];
  /** Loads its code: a start loads that of one command. */
  readonly load: () => Promise<Define>;
}

/** Every command, in the order of the overview. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'check',
    summary: 'report every error of WIT packages',
    args: [['[paths...]', 'files, directories with their deps/, or - for stdin; wit/ or . by default']],
    load: async () => (await import('./check.js')).defineCheck,
  },
  {
    name: 'format',
    summary: 'format WIT files',
    args: [['[paths...]', 'files, directories, or - for stdin; wit/ or . by default']],
    load: async () => (await import('./format.js')).defineFormat,
  },
  {
    name: 'inspect',
    summary: 'print WIT packages; draw what is in a component',
    args: [['[path]', 'a file, a directory with its deps/, or - for stdin; wit/ or . by default']],
    load: async () => (await import('./inspect.js')).defineInspect,
  },
  {
    name: 'types',
    summary: 'write TypeScript declarations of a world',
    args: [['[path]', 'a file, a directory with its deps/, or - for stdin; wit/ or . by default']],
    load: async () => (await import('./types.js')).defineTypes,
  },
  {
    name: 'embed',
    summary: 'write a world into a core module',
    args: [
      ['<wit>', 'the package with the world: a file, or a directory with its deps/'],
      ['[module]', 'the core module, or - for stdin, which is the default'],
    ],
    load: async () => (await import('./embed.js')).defineEmbed,
  },
  {
    name: 'new',
    summary: 'make a component of a core module',
    args: [['[module]', 'the core module, or - for stdin, which is the default']],
    load: async () => (await import('./new.js')).defineNew,
  },
  {
    name: 'validate',
    summary: 'report every error of components and core modules',
    args: [['[files...]', 'the binaries, or - for stdin, which is the default']],
    load: async () => (await import('./validate.js')).defineValidate,
  },
  {
    name: 'targets',
    summary: 'check whether a component fits a world',
    args: [
      ['<wit>', 'the package with the world: a file, or a directory with its deps/'],
      ['[component]', 'the component, or - for stdin, which is the default'],
    ],
    load: async () => (await import('./targets.js')).defineTargets,
  },
  {
    name: 'run',
    summary: 'run a component that is a command',
    args: [
      ['<component>', 'the component'],
      ['[args...]', 'its arguments'],
    ],
    load: async () => (await import('./run-component.js')).defineRun,
  },
  {
    name: 'serve',
    summary: 'serve HTTP with a component',
    args: [['<component>', 'the component']],
    load: async () => (await import('./serve-component.js')).defineServe,
  },
  {
    name: 'call',
    summary: 'call functions that a component exports',
    args: [
      ['<component>', 'the component, or - for stdin'],
      ['[calls]', 'calls with values in WAVE, and `;` between them: \'api#greet("you")\''],
    ],
    load: async () => (await import('./call.js')).defineCall,
  },
  {
    name: 'unbundle',
    summary: 'take the core modules out of a component',
    args: [['[component]', 'the component, or - for stdin, which is the default']],
    load: async () => (await import('./unbundle.js')).defineUnbundle,
  },
  {
    name: 'strip',
    summary: 'remove custom sections from a binary',
    args: [['[file]', 'the binary, or - for stdin, which is the default']],
    load: async () => (await import('./strip.js')).defineStrip,
  },
  {
    name: 'metadata',
    summary: 'show or add what a binary says of itself',
    args: [],
    load: async () => (await import('./metadata.js')).defineMetadata,
  },
  {
    name: 'explain',
    summary: 'say more about a diagnostic',
    args: [['[code]', 'a code such as wit/unknown-type; without it, all codes are listed']],
    load: async () => (await import('./explain.js')).defineExplain,
  },
];
