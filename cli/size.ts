/** A number of bytes as people read it: `644 bytes`, `12.3 kB`, `3.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const [value, unit] = bytes < 999_950 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${value.toFixed(1)} ${unit}`;
}

/** What part of `total` a size is: `12.5 %`. */
export function share(size: number, total: number): string {
  return `${((100 * size) / total).toFixed(1)} %`;
}
