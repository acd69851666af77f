import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InternalError, nearest } from '../base/index.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, type Host } from './options.js';
import { packageRoot } from './package-root.js';
import { report } from './report.js';

const PAGE = '.md';

/** How `witwright explain` is called. */
export function defineExplain(command: Command, { io, exit }: Host): void {
  command
    .description('Say more about a diagnostic, with an example that fails and one that passes.')
    .action(async (code: string | undefined) => {
      exit(await explain(code, io));
    });
  addExamples(command, [
    ['witwright explain wit/unknown-type', 'one diagnostic'],
    ['witwright explain', 'list all codes'],
  ]);
}

/** `witwright explain [CODE]`: prints the page of a diagnostic, or lists all codes with their first sentences. */
async function explain(code: string | undefined, io: CliIo): Promise<number> {
  const pages = pagesDirectory();
  const codes = codesIn(pages);
  if (code === undefined) {
    const width = Math.max(...codes.map((known) => known.length));
    const lines = codes.map((known) => `${known.padEnd(width)}  ${summaryOf(pageText(pages, known))}\n`);
    io.stdout.write(lines.join(''));
    return EXIT.ok;
  }
  // Copied from a drawn error, a code may still have its brackets.
  const wanted = code.replace(/^\[|\]$/g, '').toLowerCase();
  if (!codes.includes(wanted)) {
    const near = nearestCode(wanted, codes);
    const help = near === null ? '`witwright explain` lists all codes' : `did you mean \`${near}\`?`;
    return await report([cliMessages.unknownCode.at(null, { code }, { help: [help] })], io);
  }
  io.stdout.write(pageText(pages, wanted));
  return EXIT.ok;
}

/** Of the repository, or of the installed package, which carries a copy. */
function pagesDirectory(): string {
  const root = packageRoot();
  const found = [join(root, 'docs', 'diagnostics'), join(root, 'dist', 'diagnostics')].find(existsSync);
  if (found === undefined) throw new InternalError('the pages of the diagnostics are not installed');
  return found;
}

function codesIn(pages: string): string[] {
  return readdirSync(pages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: area }) =>
      readdirSync(join(pages, area))
        .filter((file) => file.endsWith(PAGE))
        .map((file) => `${area}/${file.slice(0, -PAGE.length)}`),
    )
    .sort();
}

function pageText(pages: string, code: string): string {
  return readFileSync(join(pages, `${code}${PAGE}`), 'utf8');
}

/** The slug alone is a code, too, where only one area has it. */
function nearestCode(wanted: string, codes: readonly string[]): string | null {
  const sameSlug = codes.filter((code) => code.endsWith(`/${wanted}`));
  return sameSlug[0] ?? nearest(wanted, codes);
}

/** The first sentence of a page. */
function summaryOf(page: string): string {
  const [, paragraph = ''] = page.split(/\n\n+/);
  return /^.*?\.(?=\s|$)/s.exec(paragraph)?.[0].replaceAll('\n', ' ') ?? paragraph;
}
