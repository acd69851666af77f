/**
 * `some-name` as `someName`. Words lose their own case (`HTTP-server` is `httpServer`), so two labels that WIT keeps
 * apart, which it does without regard to case and hyphens, stay apart.
 */
export function camelCase(label: string): string {
  const pascal = pascalCase(label);
  return pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
}

/** `some-name` as `SomeName`. */
export function pascalCase(label: string): string {
  return label.split('-').map(capitalize).join('');
}

function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
