import type { CoreModule, Slice } from '../../component/index.js';

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
    .filter(({ purpose }) => purpose === 'component type')
    .map(({ name, data, end }) => {
      const inside = path === '' ? `section \`${name}\`` : `${path} › section \`${name}\``;
      return { name, content: { file, start: end - data.length, end, path: inside, depth: depth + 1 } };
    });
}
