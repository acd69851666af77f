import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { positionAt, type Diagnostic } from '../../base/index.js';
import { readFileMap } from '../support/file-map.js';
import { drawn, resolveFiles } from '../support/resolve-wit.js';
import { inRepository } from '../support/repository.js';
import type { Case, Failure } from './suite.js';
import { textSpan } from '../support/text-span.js';

/** Files that hold more than the one fault that `.result` names: the codes of the further errors, and why. */
type FurtherErrors = Readonly<Record<string, { readonly codes: readonly string[]; readonly why: string }>>;

/** Cases whose `.result` names no place: the code that names the cause. */
type CodesWithoutPlace = Readonly<Record<string, string>>;

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Every input of `parse-fail` is to be refused, where and as often as its `.result` says. */
export function rejectedCases(folder: string): readonly Case[] {
  const further = readTable<FurtherErrors>('further-errors.json');
  const codes = readTable<CodesWithoutPlace>('codes-without-place.json');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.wit.result'))
    .flatMap((name) => {
      const stem = name.slice(0, -'.wit.result'.length);
      const root = [`${stem}.wit`, stem].find((input) => existsSync(path.join(folder, input)));
      if (root === undefined) return [];
      const result = readFileSync(path.join(folder, name), 'utf8');
      const run = (): Failure => {
        const errors = errorsOf(folder, root);
        const misplaced = checkPlaces(errors, placesIn(result), codes[stem]);
        // Only results that are drawn with `-->` name one fault of one place.
        if (misplaced !== null || !result.includes('-->')) return misplaced;
        return checkCount(errors, further[stem]?.codes ?? []);
      };
      return [{ name: `parse-fail/${stem}`, run }];
    });
}

function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(inRepository('test', 'conformance', name), 'utf8')) as T;
}

function errorsOf(folder: string, root: string): readonly Diagnostic[] {
  const { diagnostics } = resolveFiles(readFileMap(folder, root), root, { features: ['active'] });
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** The places of a `.result`: one after `-->`, one in front of the message, or two in bullets. */
function placesIn(result: string): readonly Place[] {
  const found = result.matchAll(/(?:-->|^ {2}\*|^) ?tests\/ui\/parse-fail\/(\S+):(\d+):\d+/gm);
  return [...found].map(([, file = '', line = '']) => ({ file, line: Number(line) }));
}

function checkPlaces(
  errors: readonly Diagnostic[],
  places: readonly Place[],
  code: string | undefined,
): Failure {
  if (errors.length === 0) return 'accepted';
  if (places.length === 0) {
    return errors.some((error) => error.code === code)
      ? null
      : `expected ${code ?? '(no code)'}, got ${list(errors)}`;
  }
  const fits = errors.some((error) => {
    const labels = labelPlaces(error);
    return places.every(({ file, line }) =>
      labels.some((label) => label.file === file && label.line === line),
    );
  });
  const wanted = places.map(({ file, line }) => `${file}:${line}`).join(' and ');
  return fits ? null : `no error at ${wanted}: ${list(errors)}`;
}

function labelPlaces({ primary, secondary }: Diagnostic): readonly Place[] {
  const labels = primary === null ? secondary : [primary, ...secondary];
  return labels.map(({ at }) => {
    const { file, start } = textSpan(at);
    return { file: file.path, line: positionAt(file, start).line };
  });
}

/** One fault, one error: what goes beyond is in the table, by code. */
function checkCount(errors: readonly Diagnostic[], further: readonly string[]): Failure {
  const remaining = errors.map(({ code }) => code);
  for (const code of further) {
    const index = remaining.lastIndexOf(code);
    if (index === -1) return `further-errors.json expects ${code}: ${list(errors)}`;
    remaining.splice(index, 1);
  }
  return remaining.length === 1 ? null : `${errors.length} errors: ${list(errors)}`;
}

function list(errors: readonly Diagnostic[]): string {
  return errors.map(drawn).join('; ');
}
