/** Where two texts part, as one line; null when they are equal. */
export function textDifference(ours: string, theirs: string): string | null {
  if (ours === theirs) return null;
  const left = ours.split('\n');
  const right = theirs.split('\n');
  const index = left.findIndex((line, at) => line !== right[at]);
  const line = index === -1 ? left.length : index;
  return `line ${line + 1}: ours ${JSON.stringify(left[line])}, theirs ${JSON.stringify(right[line])}`;
}
