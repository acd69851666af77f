/**
 * A valid package of about `bytes` characters: many interfaces, each with types, functions that use the one before, and
 * as much documentation as WASI has (14 characters a token).
 */
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
/// Interface number ${index}, of which there are many. It stands for the interfaces of a large system, which say in prose
/// what their types and functions mean, which errors a caller has to expect, and since when they are there.
interface i${index} {
${use}
  /// A place on the canvas. The origin is at the top left; both numbers grow towards the bottom right, and places
  /// outside of the canvas are allowed: what is drawn there cannot be seen.
  record point {
    x: f64,
    y: f64,
    /// What is written beside it, if anything is to be written there.
    label: option<string>,
  }

  /// What can be drawn. Shapes are closed; a polygon with fewer than three points is drawn as nothing.
  variant shape {
    circle(tuple<point, f64>),
    polygon(list<point>),
    nothing,
  }

  /// Something to draw on, of a size that does not change. It keeps what was drawn until it is dropped.
  resource canvas {
    constructor(width: u32, height: u32);

    /// Draws a shape at a place. Fails with the reason where the canvas is full, or where the shape cannot be drawn.
    draw: func(what: shape, at: ${from}) -> result<_, string>;
  }

  /// The area that a shape covers, without regard to the edges of a canvas. Fails for shapes that have none.
  area: func(what: shape) -> result<f64, string>;
}
`;
}
