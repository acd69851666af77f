import pc from 'picocolors';
import type { Paint, Tone } from '../base/index.js';

const colors = pc.createColors(true);

const STYLES: Readonly<Record<Tone, (text: string) => string>> = {
  error: (text) => colors.bold(colors.red(text)),
  warning: (text) => colors.bold(colors.yellow(text)),
  note: (text) => colors.bold(colors.cyan(text)),
  help: (text) => colors.bold(colors.green(text)),
  secondary: colors.blue,
  gutter: colors.blue,
  strong: colors.bold,
  code: colors.dim,
};

/** Colours of a terminal with the basic sixteen. */
export const colorful: Paint = (tone, text) => STYLES[tone](text);
