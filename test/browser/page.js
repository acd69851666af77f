// What a page does with the built package: the `check` of a file map, as plain data.
import { checkEncodable, resolve, sourcesFrom, toJson } from '/dist/wit-parser/index.js';
import { builtinPackage } from '/dist/wit/index.js';

globalThis.check = (entries, root) => {
  const sources = sourcesFrom(new Map(entries), root);
  const resolved = sources.value === null ? null : resolve(sources.value, { builtin: builtinPackage });
  const diagnostics = [...sources.diagnostics, ...(resolved?.diagnostics ?? [])];
  const accepted =
    resolved !== null && resolved.value !== null && diagnostics.every(({ severity }) => severity !== 'error');
  return {
    diagnostics: [...diagnostics, ...(accepted ? checkEncodable(resolved.value) : [])].map(
      ({ code, message, primary }) => ({
        code,
        message,
        path: primary?.at.file.path,
        start: primary?.at.start,
      }),
    ),
    json: accepted ? toJson(resolved.value) : null,
  };
};
