import type { ValType } from '../../canonical-abi/index.js';
import type {
  CanonOptions,
  CoreItem,
  ExportItem,
  ImportItem,
  LinkPlan,
  LinkStep,
  PlannedExport,
  PlannedFunc,
  PlannedImport,
} from '../../component/index.js';

/** A link plan for people: a line for each import, thing and step. */
export function linkText(plan: LinkPlan): string {
  const lines = [
    ...plan.imports.flatMap((each) => importLines(each, 'import ')),
    ...plan.modules.map((module, n) =>
      module.kind === 'inside'
        ? `module ${n}: ${module.path}`
        : `module ${n}: import ${module.path.join('#')}`,
    ),
    ...plan.instances.map(({ path }, n) => `instance ${n}: ${path === '' ? 'the component' : path}`),
    ...plan.resources.map(({ name, origin }, n) =>
      origin.kind === 'defined'
        ? `resource ${n}: ${name}, defined in instance ${origin.instance}`
        : `resource ${n}: ${name}, import ${origin.path.join('#')}`,
    ),
    ...plan.memories.map(({ item, pointer }, n) => `memory ${n}: ${itemText(item)}, ${pointer}`),
    ...plan.functions.map((func, n) => `func ${n}: ${funcText(func)}`),
    ...plan.steps.flatMap(stepLines),
    ...plan.exports.flatMap((each) => exportLines(each, 'export ')),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function importLines({ name, item }: PlannedImport, head: string): readonly string[] {
  const inner = item.kind === 'instance' ? item.exports : [];
  return [`${head}"${name.name}" ${entityText(item)}`, ...inner.flatMap((each) => importLines(each, '  '))];
}

function exportLines({ name, item }: PlannedExport, head: string): readonly string[] {
  const inner = item.kind === 'instance' ? item.exports : [];
  return [`${head}"${name.name}" ${entityText(item)}`, ...inner.flatMap((each) => exportLines(each, '  '))];
}

function entityText(item: ImportItem | ExportItem): string {
  switch (item.kind) {
    case 'func':
      return `func ${item.func}`;
    case 'resource':
      return `resource ${item.resource}`;
    case 'core module':
      return `module ${item.module}`;
    default:
      return item.kind;
  }
}

function funcText({ name, type, resources, origin }: PlannedFunc): string {
  const params = type.params.map((param) => `${param.label}: ${typeText(param.type, resources)}`);
  const result = type.result === null ? '' : ` -> ${typeText(type.result, resources)}`;
  const from =
    origin.kind === 'import'
      ? `import ${origin.path.join('#')}`
      : `lifts ${itemText(origin.coreFunc)} in instance ${origin.instance}${optionsText(origin.options)}`;
  return `${name}(${params.join(', ')})${result}, ${from}`;
}

function typeText(type: ValType, resources: ReadonlyMap<object, number>): string {
  if (typeof type === 'string') return type;
  return type.kind === 'own' || type.kind === 'borrow'
    ? `${type.kind}<resource ${resources.get(type.resource)}>`
    : type.kind;
}

function itemText(item: CoreItem): string {
  return item.kind === 'core func'
    ? `core func ${item.coreFunc}`
    : `${item.sort} "${item.name}" of core instance ${item.coreInstance}`;
}

function optionsText({ encoding, memory, realloc, postReturn, callback, async }: CanonOptions): string {
  const parts = [
    encoding === 'utf8' ? null : encoding,
    memory === null ? null : `memory ${memory}`,
    realloc === null ? null : `realloc ${itemText(realloc)}`,
    postReturn === null ? null : `post-return ${itemText(postReturn)}`,
    callback === null ? null : `callback ${itemText(callback)}`,
    async ? 'async' : null,
  ];
  return parts
    .filter((part) => part !== null)
    .map((part) => `, ${part}`)
    .join('');
}

function stepLines(step: LinkStep): readonly string[] {
  switch (step.kind) {
    case 'resource':
      return [`define resource ${step.resource}${step.dtor === null ? '' : `, dtor ${itemText(step.dtor)}`}`];
    case 'instantiate':
      return [
        `core instance ${step.coreInstance}: module ${step.module} in instance ${step.instance}`,
        ...step.arguments.map(({ module, name, item }) => `  "${module}" "${name}": ${itemText(item)}`),
      ];
    case 'lower':
      return [
        `core func ${step.coreFunc}: lower func ${step.func} in instance ${step.instance}${optionsText(step.options)}`,
      ];
    case 'builtin': {
      const { name, resource, type, options } = step.builtin;
      const of = resource === null ? '' : ` resource ${resource}`;
      const typed = type === null ? '' : ` ${typeText(type, step.builtin.resources)}`;
      return [
        `core func ${step.coreFunc}: ${name}${of}${typed} in instance ${step.instance}${optionsText(options)}`,
      ];
    }
  }
}
