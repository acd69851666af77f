import type { Diagnostic, Fix, Label } from './diagnostic.js';
import { printable } from './printable.js';
import { byteGutterWidth, renderByteFrame, type ByteLabel } from './render-bytes.js';
import { gutterWidth, renderFrame, type FrameLabel, type TextLabel } from './render-frame.js';
import { arrange, type Arranged } from './render-order.js';
import { plain, type Paint } from './render-row.js';
import { isByteSpan, positionAt, type BinaryFile, type SourceFile } from './source.js';

/** More places than this in one diagnostic are counted, not drawn. */
const LABELS_SHOWN = 16;

export interface TextOptions {
  /** Colours the pieces; none by default. */
  readonly paint?: Paint;
  /** How many diagnostics are shown; 100 by default. */
  readonly cap?: number;
}

/**
 * Diagnostics as text for people: for each a first line in the form that editors and CI match
 * (`file:line:column: severity: message [code]`), the lines that it points at, and what to do; at the end the counts.
 * Returns the empty string for none.
 */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  if (diagnostics.length === 0) return '';
  const paint = options.paint ?? plain;
  const arranged = arrange(diagnostics, options.cap);
  const blocks = arranged.shown.map((diagnostic) => renderDiagnostic(diagnostic, paint));
  return `${[...blocks, renderSummary(arranged, paint)].join('\n\n')}\n`;
}

function renderDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const { primary, secondary, severity, message, code } = diagnostic;
  const lines = [
    (primary === null ? '' : paint('strong', `${placeOf(primary)}: `)) +
      paint(severity, `${severity}:`) +
      paint('strong', ` ${printable(message)} `) +
      paint('code', `[${code}]`),
  ];
  const labels = [
    ...(primary === null ? [] : [{ label: primary, sign: '^', tone: severity } as const]),
    ...secondary.map((label) => ({ label, sign: '-', tone: 'secondary' }) as const),
  ];
  const drawn = labels.slice(0, LABELS_SHOWN).map(printableLabel);
  const width = Math.max(gutterWidth(drawn.filter(isTextLabel)), byteGutterWidth(drawn.filter(isByteLabel)));
  for (const [file, group] of groupByFile(drawn)) {
    const [first] = group;
    if (file !== primary?.at.file && first !== undefined) {
      const blank = ' '.repeat(width);
      if (primary !== null) lines.push(paint('gutter', `${blank} |`));
      lines.push(`${paint('gutter', `${blank}:::`)} ${placeOf(first.label)}`);
    }
    const bytes = group.filter(isByteLabel);
    if (bytes.length > 0) lines.push(...renderByteFrame(bytes, width, paint));
    else lines.push(...renderFrame(group.filter(isTextLabel), width, paint));
  }
  const remarks = remarksOf(diagnostic, labels.length - drawn.length);
  if (remarks.length > 0 && drawn.length > 0) lines.push(paint('gutter', `${' '.repeat(width)} |`));
  for (const [kind, text] of remarks) lines.push(...renderRemark(kind, text, width, paint));
  return lines.join('\n');
}

function remarksOf(
  diagnostic: Diagnostic,
  labelsLeftOut: number,
): (readonly ['note' | 'help' | 'fix', string])[] {
  const more = labelsLeftOut > 0 ? [['note', `and ${labelsLeftOut} more places`] as const] : [];
  return [
    ...more,
    ...diagnostic.notes.map((text) => ['note', text] as const),
    ...diagnostic.help.map((text) => ['help', text] as const),
    ...diagnostic.fixes
      .filter((fix) => !saysSo(diagnostic.help, fix))
      .map(({ title }) => ['fix', title] as const),
  ];
}

/** Whether the help names what the fix would put in: "did you mean `x`?" needs no "change it to `x`" below it. */
function saysSo(help: readonly string[], { edits }: Fix): boolean {
  return edits.some(({ text }) => text !== '' && help.some((line) => line.includes(`\`${text}\``)));
}

/** `  = help: …`; further lines of the text are aligned below its first. */
function renderRemark(kind: 'note' | 'help' | 'fix', text: string, width: number, paint: Paint): string[] {
  const head = `${' '.repeat(width)} = `;
  const [first = '', ...rest] = text.split('\n').map(printable);
  const indent = ' '.repeat(head.length + kind.length + 2);
  const tone = kind === 'note' ? 'note' : 'help';
  return [
    `${paint('gutter', head)}${paint(tone, `${kind}:`)} ${first}`,
    ...rest.map((line) => indent + line),
  ];
}

/** The counts (for one finding without a file they would say nothing), and where to read on. */
function renderSummary({ shown, omitted, errors, warnings, files }: Arranged, paint: Paint): string {
  const total = shown.length + omitted;
  const lines: string[] = [];
  if (files > 0 || total > 1) {
    const counts = [
      count(errors, 'error'),
      count(warnings, 'warning'),
      count(total - errors - warnings, 'note'),
    ].filter(Boolean);
    const place = files === 0 ? '' : ` in ${count(files, 'file')}`;
    const more = omitted === 0 ? '' : `; the first ${shown.length} are shown, ${omitted} more are not`;
    lines.push(paint('strong', `${counts.join(', ')}${place}${more}`));
  }
  const [first] = shown;
  if (first !== undefined) lines.push(`To learn more: witwright explain ${first.code}`);
  return lines.join('\n');
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `path:line:column`, or `path: component[1] › module[0] +0x1d9` */
function placeOf({ at }: Label): string {
  if (isByteSpan(at)) {
    const nested = at.component === '' ? '' : `${printable(at.component)} `;
    return `${printable(at.file.path)}: ${nested}+0x${at.start.toString(16)}`;
  }
  const { line, column } = positionAt(at.file, at.start);
  return `${printable(at.file.path)}:${line}:${column}`;
}

function isTextLabel(label: FrameLabel): label is TextLabel {
  return !isByteSpan(label.label.at);
}

function isByteLabel(label: FrameLabel): label is ByteLabel {
  return isByteSpan(label.label.at);
}

function printableLabel({ label, sign, tone }: FrameLabel): FrameLabel {
  return { label: { at: label.at, label: printable(label.label).replaceAll('\n', ' ') }, sign, tone };
}

/** Labels by file, in the order of their first label: the file of the primary one comes first. */
function groupByFile(labels: readonly FrameLabel[]): Map<SourceFile | BinaryFile, FrameLabel[]> {
  const groups = new Map<SourceFile | BinaryFile, FrameLabel[]>();
  for (const label of labels) {
    const group = groups.get(label.label.at.file);
    if (group === undefined) groups.set(label.label.at.file, [label]);
    else group.push(label);
  }
  return groups;
}
