// The quiet map beneath: sea, land, provinces, borders, and labels that do not collide. Drawn from the page's own data.
import { mercatorX, mercatorY } from "./cluster";
import type { Frame } from "./overlay";
import type { Theme } from "./theme";
import type { Geometry, LonLat } from "./types";

interface Feature {
  type: string;
  geometry: Geometry | null;
  properties?: Record<string, any> | null;
}

export interface BaseData {
  /** Land by country, as a FeatureCollection; provinces alike. */
  countries?: { features: Feature[] };
  admin1?: { features: Feature[] };
  /** Lines between countries, and those that are not agreed (the Line of Control). */
  borders?: { features: Feature[] };
  disputed?: { features: Feature[] };
  towns?: { name: string; local?: string | null; names?: Record<string, string>; lon: number; lat: number; population?: number | null; rank?: number }[];
  /** All countries, very coarse, for what lies beyond the box. */
  world?: { features: Feature[] };
  /** West, south, east, north: beyond it there is only the coarse world. */
  bbox?: [number, number, number, number];
}

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Rings or lines in Web Mercator, flat: x, y, x, y ... of the world from 0 to 1. */
interface Shape {
  lines: Float64Array[];
  box: Box;
}

/** A name to stand beside a mark, which takes up `box` (pixels of the canvas). */
export interface MarkLabel {
  text: string;
  local: string | null;
  box: Box;
}

interface Label {
  text: string;
  local: string | null;
  x: number;
  y: number;
  weight: number;
}

export class BaseMap {
  private readonly world: Shape[];
  private readonly land: Shape[];
  private readonly provinces: Shape[];
  private readonly borders: Shape[];
  private readonly disputed: Shape[];
  private readonly towns: (Label & { population: number })[];
  /** The largest land first: where names would overlap it is the small one's that goes. */
  readonly countryLabels: Label[];
  private readonly provinceLabels: Label[];
  private readonly disputedLabels: Label[];
  readonly bbox: [number, number, number, number] | null;
  private readonly paths = new Map<string, Path2D>();
  private pathsZoom = NaN;
  show = { provinces: true, towns: true };
  /** The box in Web Mercator: lines along it are where land was cut, no coast and no border. */
  private readonly edge: Box | null;

  constructor(base: BaseData, private readonly language: string) {
    const features = (part?: { features: Feature[] }) => part?.features ?? [];
    this.bbox = base.bbox ?? null;
    this.edge = base.bbox ? { x0: mercatorX(base.bbox[0]), y0: mercatorY(base.bbox[3]), x1: mercatorX(base.bbox[2]), y1: mercatorY(base.bbox[1]) } : null;
    this.world = features(base.world).map((f) => shapeOf(f.geometry));
    this.land = features(base.countries).map((f) => shapeOf(f.geometry));
    this.provinces = features(base.admin1).map((f) => shapeOf(f.geometry));
    this.borders = features(base.borders).map((f) => shapeOf(f.geometry));
    this.disputed = features(base.disputed).map((f) => shapeOf(f.geometry));
    this.countryLabels = bySize(features(base.countries).map((f, k) => this.labelOf(f, this.land[k])));
    this.provinceLabels = bySize(features(base.admin1).map((f, k) => this.labelOf(f, this.provinces[k])));
    this.disputedLabels = features(base.disputed).map((f, k) => lineLabel(f, this.disputed[k])).filter((l) => l !== null);
    this.towns = (base.towns ?? []).map((t) => ({
      // A name half in Latin letters is a slip of transliteration, no name.
      text: (language !== "en" && !/[A-Za-z]/.test(t.names?.[language] ?? "") && t.names?.[language]) || t.name,
      local: t.local ?? null,
      x: mercatorX(t.lon),
      y: mercatorY(t.lat),
      population: t.population ?? 0,
      weight: t.rank ?? -(t.population ?? 0),
    }));
    this.towns.sort((a, b) => a.weight - b.weight || b.population - a.population);
  }

  /** Sea, land, provinces and borders. */
  drawLand(frame: Frame, theme: Theme, quiet = false): void {
    const { c } = frame;
    if (!quiet) {
      c.fillStyle = theme.sea;
      c.fillRect(0, 0, frame.width, frame.height);
    }
    if (this.pathsZoom !== frame.zoom) {
      this.paths.clear();
      this.pathsZoom = frame.zoom;
    }
    c.save();
    c.lineJoin = "round";
    const view = viewBox(frame);
    // Paths are kept around the first land's corner, since pixels of the whole world would lose their decimals.
    const at = (name: string, shapes: Shape[], paint: (path: Path2D) => void) => {
      shapes.forEach((shape, k) => {
        if (!touches(shape.box, view)) return;
        const ox = Math.round(shape.box.x0 * frame.world);
        const oy = Math.round(shape.box.y0 * frame.world);
        const key = `${name}${k}`;
        let path = this.paths.get(key);
        if (!path) {
          const close = name === "land" || name === "world";
          this.paths.set(key, (path = pathOf(shape, frame.world, ox, oy, close, close ? null : this.edge)));
        }
        c.save();
        c.translate(ox - frame.left, oy - frame.top);
        paint(path);
        c.restore();
      });
    };
    if (!quiet) {
      if (this.bbox && this.world.length) {
        c.fillStyle = theme.land;
        at("world", this.world, (path) => c.fill(path));
        c.globalAlpha = 0.75;
        c.fillStyle = theme.beyond;
        c.fillRect(0, 0, frame.width, frame.height);
        c.globalAlpha = 1;
        const [w, s, e, n] = this.bbox;
        const x0 = mercatorX(w) * frame.world - frame.left;
        const y0 = mercatorY(n) * frame.world - frame.top;
        c.fillStyle = theme.sea;
        c.fillRect(x0, y0, mercatorX(e) * frame.world - frame.left - x0, mercatorY(s) * frame.world - frame.top - y0);
      }
      c.fillStyle = theme.land;
      at("land", this.land, (path) => c.fill(path, "evenodd"));
      c.strokeStyle = theme.coast;
      c.lineWidth = 1;
      at("coast", this.land, (path) => c.stroke(path));
      if (this.show.provinces) {
        c.strokeStyle = theme.province;
        c.lineWidth = frame.zoom < 5 ? 0.6 : 1;
        at("province", this.provinces, (path) => c.stroke(path));
      }
      c.strokeStyle = theme.borderGlow;
      c.lineWidth = 6;
      at("border", this.borders, (path) => c.stroke(path));
    }
    c.strokeStyle = theme.border;
    c.lineWidth = 1.7;
    at("border", this.borders, (path) => c.stroke(path));
    c.setLineDash([6, 4]);
    c.strokeStyle = theme.disputed;
    c.lineWidth = 1.5;
    at("disputed", this.disputed, (path) => c.stroke(path));
    c.restore();
  }

  /** Names, most important first, each only where nothing stands yet. `taken` are places of the marks, in pixels. */
  drawLabels(frame: Frame, theme: Theme, taken: Box[], marked: MarkLabel[] = []): void {
    const { c, zoom } = frame;
    const boxes = [...taken];
    const margin = frame.width * 0.02;
    c.save();
    c.textBaseline = "middle";
    c.lineJoin = "round";
    c.strokeStyle = theme.halo;
    const put = (x: number, y: number, lines: [string, string][], align: CanvasTextAlign, colour: string, spacing = "0px", pad = 3): boolean => {
      let width = 0;
      let height = 0;
      const sizes: number[] = [];
      (c as any).letterSpacing = spacing;
      for (const [text, font] of lines) {
        c.font = font;
        width = Math.max(width, c.measureText(text).width);
        const size = Number(/([\d.]+)px/.exec(font)![1]) * 1.2;
        sizes.push(size);
        height += size;
      }
      const x0 = align === "center" ? x - width / 2 : align === "left" ? x : x - width;
      const box = { x0: x0 - pad, y0: y - height / 2 - 1, x1: x0 + width + pad, y1: y + height / 2 + 1 };
      if (box.x1 < -margin || box.x0 > frame.width + margin || box.y1 < 0 || box.y0 > frame.height) return false;
      if (boxes.some((other) => touches(box, other))) return false;
      boxes.push(box);
      c.textAlign = align;
      let ty = y - height / 2;
      lines.forEach(([text, font], k) => {
        c.font = font;
        c.lineWidth = 3;
        c.strokeText(text, x, ty + sizes[k] / 2);
        c.fillStyle = k === 0 ? colour : theme.labelQuiet;
        c.fillText(text, x, ty + sizes[k] / 2);
        ty += sizes[k];
      });
      (c as any).letterSpacing = "0px";
      return true;
    };
    const pixel = (label: Label): [number, number] => [label.x * frame.world - frame.left, label.y * frame.world - frame.top];
    const sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
    // First the names of the places where something happened, beside their marks.
    const named = new Set<string>();
    for (const { text, local, box } of marked.slice(0, 150)) {
      const lines: [string, string][] = [[text, `650 12.5px ${sans}`]];
      if (local && local !== text) lines.push([local, `400 11.5px ${sans}`]);
      const x = (box.x0 + box.x1) / 2;
      const y = (box.y0 + box.y1) / 2;
      const tall = 7.5 * lines.length + 1;
      if (put(box.x1 + 4, y, lines, "left", theme.label) || put(box.x0 - 4, y, lines, "right", theme.label) || put(x, box.y1 + tall, lines, "center", theme.label) || put(x, box.y0 - tall, lines, "center", theme.label)) named.add(text);
    }
    if (zoom < 8.5) {
      for (const label of this.countryLabels) {
        const [x, y] = pixel(label);
        const size = Math.min(17, 9.5 + zoom * 0.8);
        const spacing = /^[\p{Script=Latin}\s'’.&()-]+$/u.test(label.text) ? `${(size * 0.16).toFixed(1)}px` : "0px";
        put(x, y, [[label.text.toLocaleUpperCase(), `600 ${size}px ${sans}`]], "center", theme.label, spacing, 6);
      }
    }
    for (const label of this.disputedLabels) {
      if (zoom < 5.5) break;
      const [x, y] = pixel(label);
      put(x, y, [[label.text, `italic 10.5px ${sans}`]], "center", theme.labelQuiet);
    }
    const townLabels = () => {
      if (!this.show.towns) return;
      let drawn = 0;
      for (const town of this.towns) {
        if (drawn > (frame.width * frame.height) / 26000) break;
        if (zoom < minZoomOf(town.population) || named.has(town.text)) continue;
        const [x, y] = pixel(town);
        if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
        const size = town.population > 2e6 ? 13 : town.population > 3e5 ? 12 : 11;
        const font = `${town.population > 3e5 ? 600 : 400} ${size}px ${sans}`;
        const dot = town.population > 2e6 ? 3.2 : town.population > 3e5 ? 2.6 : 2;
        const lines: [string, string][] = [[town.text, font]];
        if (town.local && town.local !== town.text && zoom >= 6.5) lines.push([town.local, `400 ${size - 1}px ${sans}`]);
        const gap = dot + 4;
        const done =
          put(x + gap, y, lines, "left", theme.label) || put(x - gap, y, lines, "right", theme.label) ||
          put(x, y - gap - 7 * lines.length, lines, "center", theme.label) || put(x, y + gap + 7 * lines.length, lines, "center", theme.label);
        if (!done) continue;
        drawn++;
        const under = taken.some((box) => x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1);
        if (under) continue;
        c.beginPath();
        c.arc(x, y, dot, 0, 7);
        c.fillStyle = theme.town;
        c.lineWidth = 2;
        c.stroke();
        c.fill();
        boxes.push({ x0: x - dot - 1, y0: y - dot - 1, x1: x + dot + 1, y1: y + dot + 1 });
      }
    };
    const provinceLabels = () => {
      if (!this.show.provinces || zoom < 4.75) return;
      const size = Math.min(13, 7 + zoom * 0.8);
      for (const label of this.provinceLabels) {
        const [x, y] = pixel(label);
        const lines: [string, string][] = [[label.text, `italic 500 ${size}px ${sans}`]];
        if (label.local && zoom >= 6.5) lines.push([label.local, `${size}px ${sans}`]);
        put(x, y, lines, "center", theme.labelQuiet, "0.4px", 5);
      }
    };
    // Far away provinces matter less than great cities; near by their names say where one is.
    if (zoom < 6) {
      townLabels();
      provinceLabels();
    } else {
      provinceLabels();
      townLabels();
    }
    c.restore();
  }

  private labelOf(f: Feature, shape: Shape): Label | null {
    const p = f.properties ?? {};
    const names = p.names ?? {};
    const english: string | null = p.name ?? p.NAME ?? null;
    const local: string | null = p.local ?? p.local_name ?? null;
    const text = (this.language !== "en" && names[this.language]) || english;
    if (!text || shape.lines.length === 0) return null;
    const anchor: LonLat | null = p.anchor ?? p.label ?? null;
    const [x, y] = anchor ? [mercatorX(anchor[0]), mercatorY(anchor[1])] : middle(shape);
    return { text, local: local === text ? null : local, x, y, weight: -Math.max(...shape.lines.map(areaOf)) };
  }
}

/** Twice the area within a ring, in Web Mercator. */
function areaOf(ring: Float64Array): number {
  let sum = 0;
  for (let k = 0, last = ring.length - 2; k < ring.length; last = k, k += 2) sum += ring[last]! * ring[k + 1]! - ring[k]! * ring[last + 1]!;
  return Math.abs(sum);
}

const bySize = (labels: (Label | null)[]): Label[] => labels.filter((l) => l !== null).sort((a, b) => a.weight - b.weight);

const minZoomOf = (population: number) =>
  population > 4e6 ? 3.5 : population > 1e6 ? 4.75 : population > 5e5 ? 5.75 : population > 2e5 ? 6.5 : population > 1e5 ? 7 : population > 3e4 ? 7.5 : population > 0 ? 8 : 8.5;

export function shapeOf(geometry: Geometry | null): Shape {
  const lines: Float64Array[] = [];
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  const line = (points: LonLat[]) => {
    const flat = new Float64Array(points.length * 2);
    points.forEach(([lon, lat], k) => {
      const x = (flat[2 * k] = mercatorX(lon));
      const y = (flat[2 * k + 1] = mercatorY(lat));
      if (x < box.x0) box.x0 = x;
      if (x > box.x1) box.x1 = x;
      if (y < box.y0) box.y0 = y;
      if (y > box.y1) box.y1 = y;
    });
    lines.push(flat);
  };
  const walk = (g: Geometry | null) => {
    if (!g) return;
    if (g.type === "Polygon" || g.type === "MultiLineString") g.coordinates.forEach(line);
    else if (g.type === "MultiPolygon") g.coordinates.forEach((polygon: LonLat[][]) => polygon.forEach(line));
    else if (g.type === "LineString") line(g.coordinates);
    else if (g.type === "GeometryCollection") g.geometries?.forEach(walk);
  };
  walk(geometry);
  return { lines, box };
}

export function pathOf(shape: Shape, world: number, ox: number, oy: number, close = true, edge: Box | null = null): Path2D {
  const path = new Path2D();
  const tiny = 1e-6;
  const cut = (flat: Float64Array, k: number) => {
    const near = (a: number, b: number, side: number) => Math.abs(a - side) < tiny && Math.abs(b - side) < tiny;
    return edge !== null && (near(flat[k], flat[k - 2], edge.x0) || near(flat[k], flat[k - 2], edge.x1) || near(flat[k + 1], flat[k - 1], edge.y0) || near(flat[k + 1], flat[k - 1], edge.y1));
  };
  for (const flat of shape.lines) {
    let lastX = NaN;
    let lastY = NaN;
    for (let k = 0; k < flat.length; k += 2) {
      const x = flat[k] * world - ox;
      const y = flat[k + 1] * world - oy;
      const gap = k > 0 && cut(flat, k);
      // Points nearer than half a pixel to the last one cannot be seen.
      if (k > 0 && !gap && k < flat.length - 2 && Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5) continue;
      if (k === 0 || gap) path.moveTo(x, y);
      else path.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (close) path.closePath();
  }
  return path;
}

/** Where a label may stand when nobody says: the middle of the largest ring's widest row. */
function middle(shape: Shape): [number, number] {
  let best = shape.lines[0];
  let bestArea = -1;
  for (const flat of shape.lines) {
    const area = areaOf(flat);
    if (area > bestArea) {
      bestArea = area;
      best = flat;
    }
  }
  let y0 = Infinity;
  let y1 = -Infinity;
  for (let k = 1; k < best.length; k += 2) {
    y0 = Math.min(y0, best[k]);
    y1 = Math.max(y1, best[k]);
  }
  let found: [number, number] = [best[0], best[1]];
  let width = -1;
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const y = y0 + (y1 - y0) * share;
    const xs: number[] = [];
    for (let k = 0, j = best.length - 2; k < best.length; j = k, k += 2) {
      if (best[k + 1] > y !== best[j + 1] > y) xs.push(best[k] + ((y - best[k + 1]) / (best[j + 1] - best[k + 1])) * (best[j] - best[k]));
    }
    xs.sort((a, b) => a - b);
    for (let k = 0; k + 1 < xs.length; k += 2) {
      if (xs[k + 1] - xs[k] > width * 1.15) {
        width = xs[k + 1] - xs[k];
        found = [(xs[k] + xs[k + 1]) / 2, y];
      }
    }
  }
  return found;
}

function lineLabel(f: Feature, shape: Shape): Label | null {
  const text = f.properties?.name;
  if (!text || shape.lines.length === 0) return null;
  const longest = shape.lines.reduce((a, b) => (b.length > a.length ? b : a));
  const k = 2 * Math.floor(longest.length / 4);
  return { text, local: null, x: longest[k], y: longest[k + 1], weight: 0 };
}

export function viewBox(frame: Frame): Box {
  return {
    x0: frame.left / frame.world,
    y0: frame.top / frame.world,
    x1: (frame.left + frame.width) / frame.world,
    y1: (frame.top + frame.height) / frame.world,
  };
}

export const touches = (a: Box, b: Box) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
