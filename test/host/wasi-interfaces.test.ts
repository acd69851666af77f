import { describe, expect, it } from 'vitest';
import { functionName, typeName } from '../../bindgen/js-names/index.js';
import { wasiImports } from '../../host/index.js';
import { builtinPackage } from '../../wit/index.js';
import type { Func, Interface } from '../../wit-parser/index.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

/** Every interface that a command or a proxy imports, in the newest text that is known of 0.2, what is unstable included. */
function interfaces(): readonly Interface[] {
  const wit = 'package t:t;\nworld w { include wasi:cli/imports@0.2.12; include wasi:http/proxy@0.2.12; }\n';
  const options = { builtin: builtinPackage, allFeatures: true };
  const resolve = resolveFilesOrThrow(new Map([['t.wit', wit]]), 't.wit', options);
  const world = resolve.main.worlds.get('w');
  return (world?.imports ?? []).flatMap((item) => (item.kind === 'world-interface' ? item.interface : []));
}

/** What a host looks up for a function, below the object of its interface. */
function pathOf(func: Func): readonly string[] {
  const resource = func.resource === null ? null : typeName(func.resource);
  const label = functionName(func);
  if (resource === null) return [label];
  if (func.name.startsWith('[constructor]')) return [resource];
  return func.name.startsWith('[static]') ? [resource, label] : [resource, 'prototype', label];
}

const { imports } = await wasiImports({});

describe.each(
  interfaces()
    .filter(({ functions }) => functions.size > 0)
    .map((found) => [found.name ?? '', found] as const),
)('%s', (name, found) => {
  const { namespace, name: packageName } = found.package.name;
  const functions = [...found.functions.values()];

  it.each(functions.map((func) => [func.name, func] as const))('has %s', (_name, func) => {
    const object: unknown = imports[`${namespace}:${packageName}/${name}`];
    const value = pathOf(func).reduce<unknown>(
      (owner, key) => (owner as Record<string, unknown> | undefined)?.[key],
      object,
    );
    expect(value).toBeTypeOf('function');
  });
});
