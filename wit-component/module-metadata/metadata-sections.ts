import { copyModule, type CoreModule, type Slice } from '../../component/index.js';

/** Tools append what tells their sections apart, and linkers keep sections apart that are called differently. */
const PREFIX = 'component-type';

/** A custom section that says for which world a core module is. */
export interface MetadataSection {
  readonly name: string;
  /** Its content, which is itself a component. */
  readonly content: Slice;
}

/** The sections of `module` that say for which worlds it is, in order. */
export function metadataSections(module: CoreModule): readonly MetadataSection[] {
  const { file, path, depth } = module.source;
  return module.customSections
    .filter(({ name }) => name.startsWith(PREFIX))
    .map(({ name, data, end }) => {
      const inside = path === '' ? `section \`${name}\`` : `${path} › section \`${name}\``;
      return { name, content: { file, start: end - data.length, end, path: inside, depth: depth + 1 } };
    });
}

/** The bytes of `module` without those sections, which mean nothing once it is part of a component. */
export function withoutMetadata(module: CoreModule): Uint8Array {
  const dropped = new Set(metadataSections(module).map(({ content }) => content.end));
  return copyModule(module, { keep: ({ name, end }) => name !== 'custom' || !dropped.has(end) });
}
