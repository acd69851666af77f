import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium as launcher, type Browser, type Page } from 'playwright-core';
import { REPOSITORY } from '../support/repository.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface ServedPage {
  readonly page: Page;
  /** What was thrown into the page and caught by nobody. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The content security policy of all that is served. */
  readonly policy?: string;
  /** What is served besides the files of the repository, by path. */
  readonly more?: ReadonlyMap<string, Uint8Array>;
}

/** Serves the repository, the built package in it, and opens one of its pages in Chromium, which `program` is. */
export async function servedPage(
  program: string,
  file: string,
  { policy, more = new Map() }: ServeOptions = {},
): Promise<ServedPage> {
  const server = createServer((request, response) => {
    const name = path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.setHeader('content-type', CONTENT_TYPES[path.extname(name)] ?? 'application/octet-stream');
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    const made = more.get(name);
    if (made !== undefined) return void response.end(made);
    createReadStream(path.join(REPOSITORY, name))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const browser = await launcher.launch({ executablePath: program, headless: true, args });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${file}`);
  return { page, errors, close: () => closeBoth(browser, server) };
}

async function closeBoth(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.close();
}
