/** A valid package of about `bytes` characters: many interfaces, each with types, docs and functions that use the one before. */
export function largeWit(bytes: number): string {
  const parts = ['package bench:large@1.0.0;\n'];
  let length = 0;
  for (let index = 0; length < bytes; index++) {
    const part = largeInterface(index);
    length += part.length;
    parts.push(part);
  }
  return parts.join('');
}

function largeInterface(index: number): string {
  const use = index === 0 ? '' : `  use i${index - 1}.{point as previous-point};\n`;
  const from = index === 0 ? 'point' : 'previous-point';
  return `
/// Interface number ${index}, of which there are many.
interface i${index} {
${use}  /// A place.
  record point {
    x: f64,
    y: f64,
    label: option<string>,
  }

  variant shape {
    circle(tuple<point, f64>),
    polygon(list<point>),
    nothing,
  }

  resource canvas {
    constructor(width: u32, height: u32);
    draw: func(what: shape, at: ${from}) -> result<_, string>;
  }

  area: func(what: shape) -> result<f64, string>;
}
`;
}
