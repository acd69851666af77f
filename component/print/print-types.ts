import { assertNever } from '../../base/index.js';
import type { Alias, Declaration, ExternName } from '../model/definitions.js';
import type { CoreTypeDefinition } from '../model/definitions.js';
import type { DefinedType, ExternType, FuncType, LabelledType, Type, ValType } from '../model/types.js';
import { coreValTypeText, printModuleType, printRecType } from './print-core-types.js';
import { Scope } from './scope.js';
import { form, quoted, words, type Lines } from './text.js';

export function valTypeText(type: ValType, scope: Scope): string {
  return typeof type === 'string' ? type : scope.use('type', type);
}

function optional(type: ValType | null, scope: Scope): string {
  return type === null ? '' : valTypeText(type, scope);
}

function labelled(head: string, { label, type }: LabelledType, scope: Scope): string {
  return form(head, quoted(label), valTypeText(type, scope));
}

function definedTypeText(type: DefinedType, scope: Scope): string {
  const text = (part: ValType): string => valTypeText(part, scope);
  switch (type.kind) {
    case 'primitive':
      return type.primitive;
    case 'record':
      return form('record', ...type.fields.map((field) => labelled('field', field, scope)));
    case 'variant':
      return form(
        'variant',
        ...type.cases.map((item) => form('case', quoted(item.label), optional(item.type, scope))),
      );
    case 'list':
      return form('list', text(type.element));
    case 'fixed-length list':
      return form('list', text(type.element), String(type.length));
    case 'tuple':
      return form('tuple', ...type.types.map(text));
    case 'flags':
    case 'enum':
      return form(type.kind, ...type.labels.map(quoted));
    case 'option':
      return form('option', text(type.type));
    case 'result': {
      const error = type.error === null ? '' : form('error', text(type.error));
      return form('result', optional(type.ok, scope), error);
    }
    case 'own':
    case 'borrow':
      return form(type.kind, scope.use('type', type.resource));
    case 'stream':
    case 'future':
      return form(type.kind, optional(type.element, scope));
    case 'map':
      return form('map', text(type.key), text(type.value));
    default:
      return assertNever(type);
  }
}

function funcTypeText({ async, params, result }: FuncType, scope: Scope): string {
  return form(
    'func',
    async ? 'async' : '',
    ...params.map((param) => labelled('param', param, scope)),
    result === null ? '' : form('result', valTypeText(result, scope)),
  );
}

/** Prints `(type …)`; `defined` is the name and index it takes. */
export function printType(lines: Lines, type: Type, defined: string, scope: Scope): void {
  switch (type.kind) {
    case 'func':
      return lines.line(form('type', defined, funcTypeText(type, scope)));
    case 'resource': {
      const destructor =
        type.destructor === null ? '' : form('dtor', scope.use('core func', type.destructor));
      const representation = form('rep', coreValTypeText(type.representation));
      return lines.line(form('type', defined, form('resource', representation, destructor)));
    }
    case 'component':
    case 'instance':
      return lines.group(`(type ${defined}`, () => {
        lines.group(`(${type.kind}`, () => printDeclarations(lines, type.declarations));
      });
    default:
      return lines.line(form('type', defined, definedTypeText(type, scope)));
  }
}

export function printCoreType(lines: Lines, { type }: CoreTypeDefinition, defined: readonly string[]): void {
  if (type.kind === 'rec') printRecType(lines, type, defined, 'core ');
  else lines.group(`(core type ${defined.join(' ')}`, () => printModuleType(lines, type));
}

function printDeclarations(lines: Lines, declarations: readonly Declaration[]): void {
  const scope = new Scope();
  for (const declaration of declarations) {
    const defined = scope.define(declaration);
    const place = defined.join(' ');
    switch (declaration.kind) {
      case 'core type':
        printCoreType(lines, declaration, defined);
        break;
      case 'type':
        printType(lines, declaration.type, place, scope);
        break;
      case 'alias':
        lines.line(aliasText(declaration, place, scope));
        break;
      case 'import':
        lines.line(importText(declaration, place, scope));
        break;
      case 'export declaration': {
        const type = externTypeText(declaration.type, '', scope);
        lines.line(form('export', place, externNameText(declaration.name), type));
        break;
      }
      default:
        assertNever(declaration);
    }
  }
}

/** @param place the name and index it takes */
export function aliasText(alias: Alias, place: string, scope: Scope): string {
  const sort = form(alias.sort, place);
  if (alias.target === 'outer') {
    return form('alias', 'outer', String(alias.count), String(alias.index), sort);
  }
  const isCore = alias.target === 'core export';
  const instance = scope.use(isCore ? 'core instance' : 'instance', alias.instance);
  return form('alias', isCore ? 'core export' : 'export', instance, quoted(alias.name), sort);
}

export function importText(
  { name, type }: { name: ExternName; type: ExternType },
  place: string,
  scope: Scope,
): string {
  return form('import', externNameText(name), externTypeText(type, place, scope));
}

export function externNameText({ name, attributes }: ExternName): string {
  return words(quoted(name), ...attributes.map(({ kind, value }) => form(kind, quoted(value))));
}

/** @param place the name and index that what has the type takes; empty where they stand elsewhere */
export function externTypeText(type: ExternType, place: string, scope: Scope): string {
  switch (type.kind) {
    case 'core module':
      return form(type.kind, place, form('type', scope.use('core type', type.type)));
    case 'func':
    case 'component':
    case 'instance':
      return form(type.kind, place, form('type', scope.use('type', type.type)));
    case 'value': {
      const { bound } = type;
      const text =
        bound.kind === 'eq' ? form('eq', scope.use('value', bound.value)) : valTypeText(bound.type, scope);
      return form('value', place, text);
    }
    case 'type': {
      const { bound } = type;
      const text = bound.kind === 'eq' ? form('eq', scope.use('type', bound.type)) : '(sub resource)';
      return form('type', place, text);
    }
    default:
      return assertNever(type);
  }
}
