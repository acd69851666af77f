import type { BinaryFile } from '../base/index.js';
import { readProducers, type CoreModule } from '../component/index.js';
import { externName, funcText, type World, type WorldItem } from '../wit-parser/index.js';
import { producerRows } from './producers-text.js';
import { share, sizeText } from './size.js';
import { drawTree, type Row } from './tree.js';

/** A core module drawn: its imports and exports, its sections with their sizes, and the world it is made for, if any. */
export function drawModule(file: BinaryFile, module: CoreModule, world: World | null): string {
  const rows: Row[] = [
    { text: 'imports', rows: importRows(module) },
    { text: 'exports', rows: module.exports.map(({ name, kind }) => ({ text: name, cells: [kind] })) },
    { text: 'sections', rows: sectionRows(module, file.bytes.length) },
    ...ownProducers(module),
  ];
  if (world !== null) {
    const items = [...worldRows('import', world.imports), ...worldRows('export', world.exports)];
    rows.push({ text: 'made for a world', rows: items });
  }
  return drawTree({ text: file.path, cells: ['core module', sizeText(file.bytes.length)], rows });
}

/** The imports of one module name under it. */
function importRows({ imports }: CoreModule): Row[] {
  const modules = new Map<string, Row[]>();
  for (const { module, name, type } of imports) {
    const rows = modules.get(module) ?? [];
    modules.set(module, rows);
    rows.push({ text: name, cells: [type.kind] });
  }
  return [...modules].map(([text, rows]) => ({ text, rows }));
}

function sectionRows({ sections, customSections }: CoreModule, total: number): Row[] {
  return sections.map(({ name, start, end, count }) => {
    const custom = customSections.find((section) => section.start === start);
    const size = end - start;
    return {
      text: custom === undefined ? name : `custom "${custom.name}"`,
      cells: [
        sizeText(size),
        share(size, total),
        count === null ? '' : `${count} ${count === 1 ? 'item' : 'items'}`,
      ],
    };
  });
}

function worldRows(side: string, items: readonly WorldItem[]): Row[] {
  return items.map((item) => ({
    text: `${side} ${item.kind === 'world-func' ? funcText(item.func) : externName(item)}`,
  }));
}

function ownProducers({ customSections }: CoreModule): Row[] {
  const section = customSections.find(({ purpose }) => purpose === 'producers');
  const rows = producerRows(section === undefined ? null : readProducers(section.data));
  return rows.length === 0 ? [] : [{ text: 'producers', rows }];
}
