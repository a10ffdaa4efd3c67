// The symbol of an incident: its shape as a path, for the canvas and for the legend alike.
import { svg } from "./dom";
import type { Style } from "./types";

const corners = (n: number, r: number, turn: number) =>
  Array.from({ length: n }, (_, k) => {
    const a = turn + (2 * Math.PI * k) / n;
    return [r * Math.sin(a), -r * Math.cos(a)];
  });

const closed = (points: number[][]) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;

/** Path data of a shape around (0, 0) whose area is about that of a circle of radius r. */
export function shapePath(shape: string, r: number): string {
  switch (shape) {
    case "triangle":
      return closed(corners(3, r * 1.42, 0).map(([x, y]) => [x, y + r * 0.18]));
    case "diamond":
      return closed(corners(4, r * 1.28, 0));
    case "square":
      return closed(corners(4, r * 1.24, Math.PI / 4));
    case "pentagon":
      return closed(corners(5, r * 1.18, 0));
    case "hexagon":
      return closed(corners(6, r * 1.12, Math.PI / 6));
    case "cross": {
      const a = r * 1.12;
      const b = r * 0.42;
      const plus = [[b, -a], [b, -b], [a, -b], [a, b], [b, b], [b, a], [-b, a], [-b, b], [-a, b], [-a, -b], [-b, -b], [-b, -a]];
      const s = Math.SQRT1_2;
      return closed(plus.map(([x, y]) => [(x - y) * s, (x + y) * s]));
    }
    default:
      return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  }
}

const cache = new Map<string, Path2D>();

export function path2d(shape: string, r: number): Path2D {
  const key = `${shape}/${r.toFixed(1)}`;
  let path = cache.get(key);
  if (!path) cache.set(key, (path = new Path2D(shapePath(shape, Number(r.toFixed(1))))));
  return path;
}

export interface Look {
  shape: string;
  colour: string;
  /** solid, dashed, dotted, hollow or struck */
  outline: string;
}

export interface Ink {
  ink: string;
  paper: string;
}

/** Dashes of an outline around a symbol of radius r, in pixels. */
export function dashes(outline: string): number[] {
  return outline === "dashed" ? [4, 2.5] : outline === "dotted" ? [1.2, 2.4] : [];
}

/** Draws a symbol with its centre at (x, y), in pixels. */
export function drawSymbol(c: CanvasRenderingContext2D, x: number, y: number, r: number, look: Look, ink: Ink, chosen = false): void {
  c.save();
  c.translate(x, y);
  c.lineJoin = "round";
  c.lineCap = look.outline === "dotted" ? "round" : "butt";
  const outer = path2d(look.shape, r + 1.6);
  const path = path2d(look.shape, r);
  c.lineWidth = chosen ? 7 : 4.5;
  c.strokeStyle = chosen ? ink.ink : ink.paper;
  c.stroke(outer);
  if (chosen) {
    c.lineWidth = 3.6;
    c.strokeStyle = ink.paper;
    c.stroke(outer);
  }
  if (look.outline === "hollow") {
    c.fillStyle = ink.paper;
    c.fill(path);
    c.lineWidth = 2.6;
    c.strokeStyle = look.colour;
    c.stroke(path2d(look.shape, r - 0.6));
  } else {
    c.fillStyle = look.colour;
    c.globalAlpha = look.outline === "struck" ? 0.55 : 1;
    c.fill(path);
    c.globalAlpha = 1;
    c.setLineDash(dashes(look.outline));
    c.lineWidth = look.outline === "solid" ? 1.2 : 2;
    c.strokeStyle = ink.ink;
    c.stroke(path2d(look.shape, r + (look.outline === "solid" ? 0.4 : 1)));
    c.setLineDash([]);
  }
  if (look.outline === "struck") {
    c.lineCap = "round";
    for (const [width, colour] of [[5, ink.paper], [2.4, ink.ink]] as const) {
      c.lineWidth = width;
      c.strokeStyle = colour;
      c.beginPath();
      c.moveTo(-r * 1.25, r * 1.25);
      c.lineTo(r * 1.25, -r * 1.25);
      c.stroke();
    }
  }
  c.restore();
}

/** The same symbol for the legend and the lists. Colours come from the style sheet by class, so that the theme decides. */
export function symbol(style: Style, type: string, status = "reported", size = 18): SVGElement {
  const found = style.types.find((t) => t.type === type);
  const outline = style.statuses.find((s) => s.status === status)?.outline ?? "solid";
  const shape = found?.shape ?? "circle";
  const r = size * 0.32;
  const half = size / 2;
  return svg(
    "svg",
    { class: `symbol is-${outline} ${found ? `hue-${type}` : "hue-none"}`, width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "shape", d: shapePath(shape, r), "stroke-dasharray": dashes(outline).map((d) => d * 0.8).join(" ") || null }),
    outline === "struck" && svg("path", { class: "strike", d: `M${-r * 1.3} ${r * 1.3}L${r * 1.3} ${-r * 1.3}` }),
  );
}
