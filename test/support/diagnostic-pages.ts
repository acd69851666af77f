import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from './repository.js';

/** A fenced block of a page: ```` ```wit wit/app.wit ```` */
export interface Fence {
  readonly language: string;
  /** The rest of the first line: the file's path, or empty. */
  readonly path: string;
  readonly text: string;
}

/** `docs/diagnostics/<area>/<slug>.md` */
export interface DiagnosticPage {
  readonly code: string;
  readonly heading: string;
  /** Names of the `##` sections, in order. */
  readonly sections: readonly string[];
  readonly intro: string;
  readonly fails: readonly Fence[];
  readonly fixed: readonly Fence[];
}

const PAGES = inRepository('docs/diagnostics');

/** Every page, by code. */
export function readPages(): DiagnosticPage[] {
  return readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => name.slice(0, -'.md'.length))
    .sort()
    .map((code) => parsePage(code, readFileSync(path.join(PAGES, `${code}.md`), 'utf8')));
}

function parsePage(code: string, text: string): DiagnosticPage {
  const [intro = '', ...sections] = text.split(/^## /m);
  const section = (name: string): string => sections.find((part) => part.startsWith(`${name}\n`)) ?? '';
  const [heading = '', ...paragraphs] = intro.split('\n');
  return {
    code,
    heading,
    sections: sections.map((part) => part.slice(0, part.indexOf('\n'))),
    intro: paragraphs.join('\n').trim(),
    fails: fencesOf(section('Fails')),
    fixed: fencesOf(section('Fixed')),
  };
}

function fencesOf(text: string): Fence[] {
  return [...text.matchAll(/^(`{3,})(\w+) ?([^\n]*)\n(.*?)^\1$/gms)].map(
    ([, , language = '', info = '', body = '']) => ({ language, path: info.trim(), text: body }),
  );
}
