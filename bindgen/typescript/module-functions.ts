import type { Func } from '../../wit-parser/index.js';
import { code, ident } from '../code/index.js';
import { bindable, firstFree, type NameScope } from '../js-names/index.js';
import { funcDocs, paramsCode, returnCode } from './func.js';
import { membersOf, writeAccessor } from './members.js';
import type { Space } from './space.js';

/**
 * Writes what a module provides as its exports: functions by their names, and accessors as those of an object that is
 * the default export, as a module itself has no setters.
 */
export function writeModuleFunctions(space: Space, scope: NameScope, funcs: readonly Func[]): void {
  const { writer } = space;
  const members = membersOf(funcs);
  const functions = members.filter((member) => member.kind === 'function');
  const bound = functions.map(({ name }) => scope.choose(bindable(name)));
  functions.forEach(({ name, func }, index) => {
    const binding = ident(bound[index] ?? name);
    const keyword = binding.name === name ? code`export function` : code`function`;
    writer.docs(funcDocs(space, func, 'provided'));
    writer.line(
      code`${keyword} ${binding}${paramsCode(space, func, 'provided')}: ${returnCode(space, func, 'provided')};`,
    );
    // A reserved word may be the name of an export, though of no function.
    if (binding.name !== name) writer.line(code`export { ${binding} as ${ident(name)} };`);
  });
  const accessors = members.filter((member) => member.kind === 'accessor');
  if (accessors.length === 0) return;
  const exported = new Set(functions.map(({ name }) => name));
  const object = ident(scope.choose('accessors'));
  writer.blank();
  writer.docs({ text: 'Stands for what is imported, to hold its accessors.', tags: [] });
  writer.block(
    code`const ${object}:`,
    () => {
      for (const accessor of accessors) writeAccessor(space, accessor, 'provided', code``);
    },
    code`};`,
  );
  const name = ident(firstFree('default', '$', (candidate) => exported.has(candidate)));
  writer.line(code`export { ${object} as ${name} };`);
}
