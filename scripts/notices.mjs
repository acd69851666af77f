// The licences of what is bundled, collected from the packages themselves.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const HEADER = `# Third-party notices

Witwright's files contain code of these packages, unchanged but for bundling.
`;

/** The notices for the npm packages among `files`, sorted by name. Throws where a package names no licence. */
export function thirdPartyNotices(files) {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const packages = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = packages.map(
    ({ name, version, license, text }) =>
      `\n## ${name} ${version}\n\nLicence: ${license}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  return HEADER + sections.join('');
}

function packageFolder(file) {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0];
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} names no licence`);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text = file === undefined ? fallback(folder) : readFileSync(path.join(folder, file), 'utf8').trim();
  return { name, version, license, text };
}

/** Packages that ship no licence file say it at the end of their readme. */
function fallback(folder) {
  const readme = path.join(folder, 'README.md');
  const section = existsSync(readme)
    ? /^#+ licen[cs]e\n+([\s\S]+?)(?=\n#|$(?![\s\S]))/im.exec(readFileSync(readme, 'utf8'))
    : null;
  return (
    section?.[1]?.trim() ?? 'The package carries no licence text; its package.json names the licence above.'
  );
}
