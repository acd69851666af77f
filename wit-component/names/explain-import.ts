import {
  isVersion,
  nearest,
  onSameTrack,
  type Diagnostic,
  type DiagnosticDetails,
} from '../../base/index.js';
import { externName, interfaceId, type WorldInterface } from '../../wit-parser/index.js';
import type { ImportRules, PlacedImport } from './import-rules.js';
import { legacyForm } from './legacy-form.js';
import { moduleMessages } from './messages.js';
import type { Scope } from './name-form.js';
import { explainPayloadName } from './payload-names.js';
import { scopeText } from './role-text.js';
import type { Side } from './roles.js';
import { standardForm } from './standard-form.js';
import { formOf, parseInterfaceName } from './world-names.js';

/** Of the names that are imported from one module, those that are shown. */
const MOST_NAMES = 8;

const PREVIEW1 = 'wasi_snapshot_preview1';

/** Why nothing in the world goes by the module name of an import, and what is likely to help. */
export function explainUnknownModule(rules: ImportRules, imported: PlacedImport): Diagnostic {
  const fault = explainModule(rules, imported);
  const names = rules.shell.module.imports.flatMap(({ module, name }) =>
    module === imported.module ? [name] : [],
  );
  if (imported.module === 'env' || names.length === 1) return fault;
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const more = names.length > MOST_NAMES ? ', …' : '';
  return { ...fault, notes: [`it imports ${names.length} items from there: ${shown.join(', ')}${more}`] };
}

function explainModule(rules: ImportRules, imported: PlacedImport): Diagnostic {
  const { module, name, at } = imported;
  if (module === PREVIEW1 || module === 'wasi_unstable') {
    const help =
      module === PREVIEW1 ? preview1Help(rules) : ['rebuild with a current compiler: this is WASI preview 0'];
    return moduleMessages.missingAdapter.at(at, { module, name }, { help });
  }
  if (module === 'env') {
    const help = [
      `link what defines \`${name}\`: linkers turn undefined symbols into such imports when told to allow them (\`--allow-undefined\`)`,
      'a function that the host is to give must be in the WIT world, and imported by its name there',
    ];
    return moduleMessages.strayEnvImport.at(at, { name }, { help });
  }
  const side: Side = /^(\[export\]|cm32p2\|_ex_)/.test(module) ? 'export' : 'import';
  return (
    explainVersion(rules, imported, side) ??
    moduleMessages.unknownImportModule.at(at, { module, name, side }, moduleHelp(rules, module, name))
  );
}

/** Which of the published adapters will do, judged by what the module is. */
function preview1Help({ shell, names }: ImportRules): string[] {
  const isCommand = shell.module.exports.some((item) => item.name === '_start');
  const isProxy = names.world.exports.some((item) =>
    externName(item).startsWith('wasi:http/incoming-handler@'),
  );
  const [kind, reason] = isCommand
    ? ['command', 'as the module exports `_start`']
    : isProxy
      ? [
          'proxy',
          'as the world exports `wasi:http/incoming-handler`; `reactor` if it uses files or the environment',
        ]
      : ['reactor', 'as the module exports no `_start`'];
  return [
    `pass \`--adapt ${PREVIEW1}=${PREVIEW1}.${kind}.wasm\`, ${reason}`,
    `\`${PREVIEW1}.${kind}.wasm\` is published with every release of Wasmtime, ` +
      `https://github.com/bytecodealliance/wasmtime/releases` +
      (kind === 'proxy' ? '' : ', and in the npm package `@bytecodealliance/jco` under `lib`'),
  ];
}

/** The faults that a name has only because of its version. */
function explainVersion({ names }: ImportRules, { module, at }: PlacedImport, side: Side): Diagnostic | null {
  const prefix = /^(\[export\]|cm32p2\|_ex_|cm32p2\|)?/.exec(module)?.[0] ?? '';
  const wanted = parseInterfaceName(module.slice(prefix.length));
  if (wanted === null) return null;
  const items = side === 'import' ? names.world.imports : names.world.exports;
  const known = items
    .filter((item): item is WorldInterface => item.kind === 'world-interface' && item.label === null)
    .map((item) => interfaceId(item.interface) ?? '')
    .filter((id) => parseInterfaceName(id)?.path === wanted.path);
  const [first] = known;
  if (first === undefined) return null;
  const help = known.map((id) => `\`${prefix}${id}\` would be found`);
  if (wanted.version === null)
    return moduleMessages.unversionedImport.at(at, { module, known: first }, { help });
  const compatible = known.find((id) =>
    onSameTrack(parseInterfaceName(id)?.version ?? '', wanted.version ?? ''),
  );
  if (prefix.startsWith('cm32p2') && compatible !== undefined) {
    const [right] =
      [...names.scopes(standardForm)].find(([, scope]) => isScopeOf(scope, side, compatible)) ?? [];
    return moduleMessages.unshortenedVersion.at(
      at,
      { module, known: compatible },
      { help: right === undefined ? [] : [`\`${right}\` would be found`] },
    );
  }
  if (!prefix.startsWith('cm32p2') && !isVersion(wanted.version)) {
    return moduleMessages.malformedImportVersion.at(at, { module, version: wanted.version }, { help });
  }
  return moduleMessages.incompatibleImportVersion.at(
    at,
    { module, known: first },
    {
      help: ['build the module again with bindings for the version that the world has, or change the world'],
    },
  );
}

function isScopeOf({ side, item }: Scope, wanted: Side, id: string): boolean {
  return side === wanted && item !== null && externName(item) === id;
}

function moduleHelp({ names, adapters }: ImportRules, module: string, name: string): DiagnosticDetails {
  const near = nearest(module, [...names.scopes(formOf(module)).keys(), ...adapters]);
  const elsewhere = [...names.scopes(formOf(module))].filter(
    ([, scope]) => names.importRole(formOf(module), scope, name) !== null && scope.item !== null,
  );
  const short = [...names.scopes(legacyForm).keys()].find((id) =>
    parseInterfaceName(id)?.path.endsWith(`/${module}`),
  );
  const help: string[] = [];
  if (short !== undefined) help.push(`did you mean \`${short}\`? An interface goes by its full name`);
  else if (near !== null) help.push(`did you mean \`${near}\`?`);
  else if (elsewhere.length === 1) help.push(`\`${name}\` is to be had from \`${elsewhere[0]?.[0] ?? ''}\``);
  help.push(
    `import the interface in the world, or pass \`--adapt ${module}=FILE\` with a module that exports \`${name}\``,
  );
  return { help };
}

/** Why `scope` has no import of that name. */
export function explainUnknownImport(rules: ImportRules, imported: PlacedImport, scope: Scope): Diagnostic {
  const { module, name, at } = imported;
  const { names } = rules;
  const form = formOf(module);
  const where = scopeText(names.world, scope);
  const resource = /^\[resource-(?:new|rep)\](.*)$/s.exec(name)?.[1];
  if (resource !== undefined && names.importRole(form, scope, `[resource-drop]${resource}`) !== null) {
    return moduleMessages.notExportedResource.at(
      at,
      { name, resource, where },
      {
        help: [
          'a resource that is imported has no representation in this module: drop its handle, or call its methods',
        ],
      },
    );
  }
  const payload = form.kind === 'legacy' ? explainPayloadName(names.funcs(scope), name) : null;
  const near = payload === null ? nearest(name, names.importRoles(form, scope).keys()) : null;
  const other = form.kind === 'standard32' && /^\[(?!method|static|constructor|get|set)/.test(name);
  const help = [
    ...(payload === null ? [] : [payload]),
    ...(near === null ? [] : [`did you mean \`${near}\`?`]),
    ...(other
      ? ['standard names have no built-ins for tasks, streams and futures: use their legacy names']
      : []),
  ];
  return moduleMessages.unknownImport.at(at, { module, name, where }, { help });
}
