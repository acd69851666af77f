import { isLabel, uniquenessKey } from '../../base/index.js';

/** The name of an import or export, taken apart. */
export type ParsedName =
  | {
      readonly kind: 'plain';
      readonly annotation: Annotation | null;
      readonly accessor: 'get' | 'set' | null;
      /** The resource that the annotation names. */
      readonly resource: string | null;
      readonly key: string;
    }
  | {
      readonly kind: 'interface';
      /** What is behind `@`, or null. */
      readonly version: string | null;
      /** Whether it has more than one namespace or more than one projection. */
      readonly isNested: boolean;
      readonly key: string;
    };

type Annotation = 'constructor' | 'method' | 'static';

/** What is wrong with a name. */
export type NameFault =
  | { readonly kind: 'not kebab case'; readonly part: string }
  | { readonly kind: 'retired'; readonly form: string }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Forms that the specification no longer has. */
const RETIRED = ['url=', 'relative-url=', 'locked-dep=', 'unlocked-dep=', 'integrity='];

const ANNOTATION = /^\[(constructor|method|static)\]/;
const ACCESSOR = /^\[(get|set)\]/;

/** @spec Explainer.md#import-and-export-definitions */
export function parseExternName(name: string): ParsedName | NameFault {
  const retired = name.includes('=') ? RETIRED.find((form) => name.startsWith(form)) : undefined;
  if (retired !== undefined) return { kind: 'retired', form: retired };
  return name.includes(':') ? parseInterfaceName(name) : parsePlainName(name);
}

function parsePlainName(name: string): ParsedName | NameFault {
  // Most names have no annotation, and none of what is looked for below.
  if (!name.startsWith('[')) {
    if (!isLabel(name)) return { kind: 'not kebab case', part: name };
    return { kind: 'plain', annotation: null, accessor: null, resource: null, key: uniquenessKey(name) };
  }
  const annotation = (ANNOTATION.exec(name)?.[1] ?? null) as Annotation | null;
  let rest = annotation === null ? name : name.slice(annotation.length + 2);
  const accessor = (ACCESSOR.exec(rest)?.[1] ?? null) as 'get' | 'set' | null;
  if (accessor !== null) rest = rest.slice(accessor.length + 2);
  if (accessor !== null && annotation === 'constructor') {
    return { kind: 'malformed', reason: `has \`[${accessor}]\` behind \`[constructor]\`` };
  }
  const labels = [rest];
  if (annotation === 'method' || annotation === 'static') {
    const dot = rest.indexOf('.');
    const reason = `has no \`.\` between the resource and the function behind \`[${annotation}]\``;
    if (dot === -1) return { kind: 'malformed', reason };
    labels.splice(0, 1, rest.slice(0, dot), rest.slice(dot + 1));
  }
  const bad = labels.find((label) => !isLabel(label));
  if (bad !== undefined) return { kind: 'not kebab case', part: bad };
  const resource = annotation === null ? null : (labels[0] ?? null);
  return { kind: 'plain', annotation, accessor, resource, key: uniquenessKey(name) };
}

function parseInterfaceName(name: string): ParsedName | NameFault {
  const at = name.indexOf('@');
  const path = at === -1 ? name : name.slice(0, at);
  const version = at === -1 ? null : name.slice(at + 1);
  const [packagePart = '', ...projections] = path.split('/');
  const namespaces = packagePart.split(':');
  if (projections.length === 0) {
    const bad = namespaces.find((label) => !isLabel(label));
    if (bad !== undefined) return { kind: 'not kebab case', part: bad };
    return { kind: 'malformed', reason: 'has no `/` and interface behind the package' };
  }
  if (namespaces.length === 1) {
    return { kind: 'malformed', reason: 'has no `:` between namespace and package before its first `/`' };
  }
  const bad = [...namespaces, ...projections].find((label) => !isLabel(label));
  if (bad !== undefined) return { kind: 'not kebab case', part: bad };
  const upper = namespaces.find((label) => label !== label.toLowerCase());
  if (upper !== undefined) {
    return { kind: 'malformed', reason: `has upper case in \`${upper}\`, which is part of a package name` };
  }
  const isNested = namespaces.length > 2 || projections.length > 1;
  return { kind: 'interface', version, isNested, key: `${uniquenessKey(path)}@${version ?? ''}` };
}
