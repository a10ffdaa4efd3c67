// The incidents on the map: symbols at points, rings, hatched areas with a badge, clusters with the shares of types.
import { pathOf, shapeOf, touches, viewBox, type Box, type MarkLabel } from "./basemap";
import { cluster, mercatorX, mercatorY, type Cluster, type Clusters } from "./cluster";
import { anchorOf, geometryOf, type Dataset } from "./data";
import type { Filter } from "./filter";
import type { Frame } from "./overlay";
import { drawSymbol, type Look } from "./shapes";
import type { Theme } from "./theme";
import type { Style } from "./types";

/** Something that was drawn and can be pointed at. Pixels of the world at the zoom it was drawn for. */
export interface Hit {
  kind: "incident" | "cluster" | "place" | "area";
  x: number;
  y: number;
  r: number;
  /** How many incidents, and which; the list is only made when somebody asks. */
  count: number;
  incidents: () => number[];
  /** Bounds in Web Mercator, to zoom to. */
  box: Box;
  area?: number;
}

interface Area {
  shape: ReturnType<typeof shapeOf>;
  /** Index of the geometry in the data. */
  geometry: number;
  drawnAs: string | null;
  x: number;
  y: number;
  size: number;
  members: number[];
  /** Members that the filters let through, and for which version of them. */
  shown: number[];
  version: number;
}

const APART = 56;
/** More incidents than this at one place are stacked rather than fanned out. */
const FAN = 8;

export class Marks {
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly isPoint: Uint8Array;
  private readonly areas: Area[] = [];
  private readonly areaOf: Int32Array;
  private readonly radius: Float32Array;
  private clusters: Clusters = { order: new Int32Array(0), clusters: [] };
  private clustersFor = "";
  private version = 0;
  private readonly shareCache = new WeakMap<object, { version: number; shares: [number, number][] }>();
  private hits: Hit[] = [];
  private hitsWorld = 1;
  selected = -1;
  hovered = -1;
  /** Pixels of the screen that marks stand on, for the labels to keep clear of. */
  taken: Box[] = [];
  /** Names of the places whose marks stand alone. */
  labels: MarkLabel[] = [];

  constructor(private readonly data: Dataset, private readonly filter: Filter, private readonly style: Style) {
    const { places } = data;
    this.x = new Float64Array(data.size);
    this.y = new Float64Array(data.size);
    this.isPoint = new Uint8Array(data.size);
    this.areaOf = new Int32Array(data.size).fill(-1);
    this.radius = new Float32Array(data.size);
    const [least, perRoot, most] = style.radius;
    const byKey = new Map<string, number>();
    const areaOfPlace = new Int32Array(places.size).fill(-1);
    for (let p = 0; p < places.size; p++) {
      const g = places.geometry[p] < 0 ? null : data.geometries[places.geometry[p]];
      if (!g || g.type === "Point") continue;
      const anchor = anchorOf(data, p);
      const key = `${places.geometry[p]}`;
      let area = byKey.get(key);
      if (area === undefined) {
        area = this.areas.length;
        byKey.set(key, area);
        const shape = shapeOf(g);
        const x = anchor ? mercatorX(anchor[0]) : (shape.box.x0 + shape.box.x1) / 2;
        const y = anchor ? mercatorY(anchor[1]) : (shape.box.y0 + shape.box.y1) / 2;
        const size = (shape.box.x1 - shape.box.x0) * (shape.box.y1 - shape.box.y0);
        this.areas.push({ shape, geometry: places.geometry[p], drawnAs: places.drawn_as[p], x, y, size, members: [], shown: [], version: -1 });
      }
      areaOfPlace[p] = area;
    }
    for (let i = 0; i < data.size; i++) {
      const p = data.place[i];
      const g = geometryOf(data, p);
      const deaths = data.killedBest[i] ?? data.killed[i]?.[0] ?? 0;
      this.radius[i] = Math.min(most, least + perRoot * Math.sqrt(deaths));
      if (g?.type === "Point") {
        this.x[i] = mercatorX(g.coordinates[0]);
        this.y[i] = mercatorY(g.coordinates[1]);
        this.isPoint[i] = 1;
      } else if (g) {
        this.areaOf[i] = areaOfPlace[p];
        const area = this.areas[areaOfPlace[p]];
        area.members.push(i);
        this.x[i] = area.x;
        this.y[i] = area.y;
      }
    }
    // Great areas first, so that small ones lie on them.
    this.areas.sort((a, b) => b.size - a.size);
    this.areas.forEach((area, k) => area.members.forEach((i) => (this.areaOf[i] = k)));
  }

  /** The filters let other incidents through: group anew at the next drawing. */
  changed(): void {
    this.version++;
  }

  /** Whether the incident has a place on the map at all. */
  drawn(i: number): boolean {
    return this.isPoint[i] === 1 || this.areaOf[i] >= 0;
  }

  boxOf(i: number): Box | null {
    if (this.isPoint[i]) return { x0: this.x[i], y0: this.y[i], x1: this.x[i], y1: this.y[i] };
    return this.areaOf[i] >= 0 ? this.areas[this.areaOf[i]].shape.box : null;
  }

  inView(i: number, view: Box): boolean {
    if (this.isPoint[i]) return this.x[i] >= view.x0 && this.x[i] <= view.x1 && this.y[i] >= view.y0 && this.y[i] <= view.y1;
    return this.areaOf[i] >= 0 && touches(this.areas[this.areaOf[i]].shape.box, view);
  }

  /** Everything that is shown, in Web Mercator. */
  extent(shownOnly = true): Box | null {
    const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    for (let i = 0; i < this.data.size; i++) {
      if (shownOnly && !this.filter.shows(i)) continue;
      const b = this.boxOf(i);
      if (!b) continue;
      box.x0 = Math.min(box.x0, b.x0);
      box.y0 = Math.min(box.y0, b.y0);
      box.x1 = Math.max(box.x1, b.x1);
      box.y1 = Math.max(box.y1, b.y1);
    }
    return box.x0 <= box.x1 ? box : null;
  }

  look(i: number, theme: Theme): Look {
    const { data, style } = this;
    const type = data.types[data.type[i]];
    const status = data.statuses[data.status[i]];
    return {
      shape: style.types.find((t) => t.type === type)?.shape ?? "circle",
      colour: theme.hue(type),
      outline: style.statuses.find((s) => s.status === status)?.outline ?? "solid",
    };
  }

  private shownIn(area: Area): number[] {
    if (area.version !== this.version) {
      area.shown = area.members.filter((i) => this.filter.shows(i));
      area.version = this.version;
    }
    return area.shown;
  }

  private grouped(frame: Frame): Clusters {
    const key = `${this.version}/${frame.world}`;
    if (key !== this.clustersFor) {
      const points = new Int32Array(this.data.size);
      let n = 0;
      for (let i = 0; i < this.data.size; i++) if (this.isPoint[i] && this.filter.shows(i)) points[n++] = i;
      this.clusters = cluster(points.subarray(0, n), this.x, this.y, frame.world, APART);
      this.clustersFor = key;
    }
    return this.clusters;
  }

  drawAreas(frame: Frame, theme: Theme): void {
    const { c } = frame;
    const view = viewBox(frame);
    for (let k = 0; k < this.areas.length; k++) {
      const area = this.areas[k];
      if (!touches(area.shape.box, view)) continue;
      const members = this.shownIn(area);
      if (members.length === 0) continue;
      const types = this.sharesOf(area, members);
      const colour = types.length === 1 ? theme.hue(this.data.types[this.data.type[members[0]]]) : theme.ink;
      const chosen = this.selected >= 0 && this.areaOf[this.selected] === k;
      const path = pathOf(area.shape, frame.world, frame.left, frame.top);
      c.save();
      c.globalAlpha = chosen ? 0.2 : 0.07;
      c.fillStyle = colour;
      c.fill(path, "evenodd");
      c.save();
      c.clip(path, "evenodd");
      c.globalAlpha = chosen ? 0.7 : types.length === 1 ? 0.4 : 0.26;
      hatch(c, frame, area, colour, members.every((i) => this.data.precision[i] === 3));
      c.restore();
      c.globalAlpha = chosen ? 1 : 0.85;
      c.strokeStyle = colour;
      c.lineWidth = chosen ? 2.6 : 1.4;
      c.setLineDash(area.drawnAs === "circle" ? [2, 4] : area.drawnAs === "strip" ? [10, 4] : []);
      c.stroke(path);
      c.restore();
    }
  }

  drawMarks(frame: Frame, theme: Theme): void {
    const { c, world } = frame;
    const hits: Hit[] = [];
    const taken: Box[] = [];
    const { order, clusters } = this.grouped(frame);
    const spare = 60;
    const here = (x: number, y: number) => x > -spare && y > -spare && x < frame.width + spare && y < frame.height + spare;
    const keep = (x: number, y: number, r: number) => taken.push({ x0: x - r - 2, y0: y - r - 2, x1: x + r + 2, y1: y + r + 2 });
    const names: MarkLabel[] = [];
    const { places } = this.data;
    const name = (i: number) => {
      const text = places.name[this.data.place[i]];
      if (text) names.push({ text, local: places.local_name[this.data.place[i]], box: taken[taken.length - 1] });
    };
    const later: (() => void)[] = [];
    const inCluster = (g: Cluster, i: number) => i >= 0 && this.isPoint[i] === 1 && this.x[i] >= g.west && this.x[i] <= g.east && this.y[i] >= g.north && this.y[i] <= g.south;
    for (const g of clusters) {
      const x = g.x * world - frame.left;
      const y = g.y * world - frame.top;
      if (!here(x, y)) continue;
      const list = () => Array.from(order.subarray(g.first, g.first + g.count));
      const box = { x0: g.west, y0: g.north, x1: g.east, y1: g.south };
      if (g.count === 1) {
        const i = order[g.first];
        this.ring(frame, theme, i, x, y);
        const r = this.radius[i];
        keep(x, y, r + 3);
        name(i);
        hits.push({ kind: "incident", x: x + frame.left, y: y + frame.top, r: Math.max(r + 3, 14), count: 1, incidents: list, box });
        later.push(() => this.symbol(c, x, y, i, theme));
      } else if (g.onePlace && g.count <= FAN) {
        const members = list();
        this.ring(frame, theme, members[0], x, y);
        const widest = Math.max(...members.map((i) => this.radius[i]));
        const out = Math.max(widest + 7, ((widest * 2 + 5) * g.count) / (2 * Math.PI));
        keep(x, y, out + widest);
        name(members[0]);
        c.strokeStyle = theme.ink;
        c.globalAlpha = 0.55;
        c.lineWidth = 1.2;
        members.forEach((i, k) => {
          const a = (2 * Math.PI * k) / g.count - Math.PI / 2 + (g.count === 2 ? Math.PI / 2 : 0);
          const mx = x + out * Math.cos(a);
          const my = y + out * Math.sin(a);
          c.beginPath();
          c.moveTo(x, y);
          c.lineTo(mx, my);
          c.stroke();
          hits.push({ kind: "incident", x: mx + frame.left, y: my + frame.top, r: Math.max(this.radius[i] + 2, 12), count: 1, incidents: () => [i], box });
          later.push(() => this.symbol(c, mx, my, i, theme));
        });
        c.globalAlpha = 1;
        c.fillStyle = theme.ink;
        c.beginPath();
        c.arc(x, y, 2.6, 0, 7);
        c.fill();
      } else {
        const r = Math.min(27, 12 + 1.7 * Math.log2(g.count));
        keep(x, y, r);
        if (g.onePlace) name(order[g.first]);
        hits.push({ kind: g.onePlace ? "place" : "cluster", x: x + frame.left, y: y + frame.top, r: r + 2, count: g.count, incidents: list, box });
        const hot = inCluster(g, this.selected) || inCluster(g, this.hovered);
        const shares = this.sharesOf(g, order.subarray(g.first, g.first + g.count));
        later.push(() => this.donut(c, x, y, r, g.count, shares, hot, theme, g.onePlace));
      }
    }
    // A badge for each area, moved aside where a mark or another badge stands already.
    for (let k = 0; k < this.areas.length; k++) {
      const area = this.areas[k];
      const members = this.shownIn(area);
      if (members.length === 0) continue;
      const ax = area.x * world - frame.left;
      const ay = area.y * world - frame.top;
      if (!here(ax, ay)) continue;
      const w = 20 + 9 * String(members.length).length + 8;
      const h = 24;
      const free = (x: number, y: number) => !taken.some((b) => touches(b, { x0: x - w / 2, y0: y - h / 2, x1: x + w / 2, y1: y + h / 2 }));
      let at = [ax, ay];
      search: for (const step of [0, 30, 46, 64, 84]) {
        for (let turn = 0; turn < 8; turn++) {
          const tx = ax + step * Math.cos((turn * Math.PI) / 4 - Math.PI / 2);
          const ty = ay + step * Math.sin((turn * Math.PI) / 4 - Math.PI / 2);
          if (free(tx, ty)) {
            at = [tx, ty];
            break search;
          }
        }
      }
      const [x, y] = at;
      taken.push({ x0: x - w / 2, y0: y - h / 2, x1: x + w / 2, y1: y + h / 2 });
      hits.push({ kind: members.length === 1 ? "incident" : "area", x: x + frame.left, y: y + frame.top, r: Math.max(w / 2, 14), count: members.length, incidents: () => members, box: area.shape.box, area: k });
      const hot = (this.selected >= 0 && this.areaOf[this.selected] === k) || (this.hovered >= 0 && this.areaOf[this.hovered] === k);
      later.push(() => this.badge(c, x, y, w, h, members, this.sharesOf(area, members), hot, theme));
    }
    for (const paint of later) paint();
    this.hits = hits;
    this.hitsWorld = world;
    this.taken = taken;
    this.labels = names;
  }

  /** What lies under a point (pixels of the world at `world`): a symbol or badge before an area. */
  at(px: number, py: number, world: number, touch: boolean): Hit | null {
    if (world !== this.hitsWorld) return null;
    let best: Hit | null = null;
    let bestDistance = Infinity;
    const more = touch ? 10 : 2;
    for (const hit of this.hits) {
      const d = Math.hypot(hit.x - px, hit.y - py);
      if (d <= hit.r + more && d < bestDistance) {
        best = hit;
        bestDistance = d;
      }
    }
    if (best) return best;
    const x = px / world;
    const y = py / world;
    for (let k = this.areas.length - 1; k >= 0; k--) {
      const area = this.areas[k];
      const b = area.shape.box;
      if (x < b.x0 || x > b.x1 || y < b.y0 || y > b.y1 || !inside(area.shape.lines, x, y)) continue;
      const members = this.shownIn(area);
      if (members.length) return { kind: members.length === 1 ? "incident" : "area", x: px, y: py, r: 0, count: members.length, incidents: () => members, box: b, area: k };
    }
    return null;
  }

  private symbol(c: CanvasRenderingContext2D, x: number, y: number, i: number, theme: Theme): void {
    const high = this.data.killed[i]?.[1] ?? null;
    const best = this.data.killedBest[i] ?? this.data.killed[i]?.[0] ?? 0;
    const [least, perRoot, most] = this.style.radius;
    if (high !== null && high > best) {
      c.beginPath();
      c.arc(x, y, Math.min(most + 6, least + perRoot * Math.sqrt(high)) + 4, 0, 7);
      c.strokeStyle = theme.hue(this.data.types[this.data.type[i]]);
      c.lineWidth = 1.4;
      c.stroke();
    }
    drawSymbol(c, x, y, this.radius[i], this.look(i, theme), theme, i === this.selected || i === this.hovered);
  }

  /** The circle within which a place known only as 'near' another lies. */
  private ring(frame: Frame, theme: Theme, i: number, x: number, y: number): void {
    if (this.data.precision[i] !== 2) return;
    const p = this.data.place[i];
    const km = this.data.places.drawn_radius_km[p] ?? this.data.places.radius_km[p] ?? 25;
    const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * this.y[i])));
    const r = Math.max(this.radius[i] + 6, (km * 1000 * frame.world) / (2 * Math.PI * 6378137 * Math.cos(lat)));
    const { c } = frame;
    const colour = theme.hue(this.data.types[this.data.type[i]]);
    c.save();
    c.beginPath();
    c.arc(x, y, r, 0, 7);
    c.fillStyle = colour;
    c.globalAlpha = 0.1;
    c.fill();
    c.globalAlpha = 0.9;
    c.strokeStyle = colour;
    c.lineWidth = 1.3;
    c.setLineDash([5, 3]);
    c.stroke();
    c.restore();
  }

  /** How many of each type, worked out once for a cluster or an area as long as the filters stay. */
  private sharesOf(of: object, members: ArrayLike<number>): [number, number][] {
    const known = this.shareCache.get(of);
    if (known && known.version === this.version) return known.shares;
    const shares = this.shares(members);
    this.shareCache.set(of, { version: this.version, shares });
    return shares;
  }

  private shares(members: ArrayLike<number>): [number, number][] {
    const counts = new Array<number>(this.data.types.length).fill(0);
    for (let k = 0; k < members.length; k++) counts[this.data.type[members[k]]]++;
    return counts.map((n, t) => [t, n] as [number, number]).filter(([, n]) => n > 0);
  }

  private donut(c: CanvasRenderingContext2D, x: number, y: number, r: number, n: number, shares: [number, number][], hot: boolean, theme: Theme, onePlace: boolean): void {
    c.beginPath();
    c.arc(x, y, r + 1.5, 0, 7);
    c.fillStyle = hot ? theme.ink : theme.paper;
    c.fill();
    let a = -Math.PI / 2;
    for (const [t, of] of shares) {
      const b = a + (2 * Math.PI * of) / n;
      c.beginPath();
      c.arc(x, y, r, a, b);
      c.arc(x, y, r * 0.68, b, a, true);
      c.closePath();
      c.fillStyle = theme.hue(this.data.types[t]);
      c.fill();
      a = b;
    }
    c.beginPath();
    c.arc(x, y, r * 0.68, 0, 7);
    c.fillStyle = theme.paper;
    c.fill();
    if (onePlace) {
      c.fillStyle = theme.ink;
      c.beginPath();
      c.arc(x, y + r + 4, 2.2, 0, 7);
      c.fill();
    }
    count(c, x, y, n, theme, r > 22 ? 13 : 12);
  }

  private badge(c: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, members: number[], shares: [number, number][], hot: boolean, theme: Theme): void {
    c.beginPath();
    c.roundRect(x - w / 2, y - h / 2, w, h, h / 2);
    c.fillStyle = theme.paper;
    c.fill();
    c.lineWidth = hot ? 2.6 : 1.2;
    c.strokeStyle = theme.ink;
    c.setLineDash([]);
    c.stroke();
    const sx = x - w / 2 + 13;
    if (shares.length === 1) {
      drawSymbol(c, sx, y, 5.2, this.look(members[0], theme), theme);
    } else {
      let a = -Math.PI / 2;
      for (const [t, n] of shares) {
        const b = a + (2 * Math.PI * n) / members.length;
        c.beginPath();
        c.moveTo(sx, y);
        c.arc(sx, y, 7, a, b);
        c.closePath();
        c.fillStyle = theme.hue(this.data.types[t]);
        c.fill();
        a = b;
      }
    }
    count(c, x + 9, y, members.length, theme, 12.5);
  }
}

function count(c: CanvasRenderingContext2D, x: number, y: number, n: number, theme: Theme, size: number): void {
  c.fillStyle = theme.ink;
  c.font = `650 ${size}px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(n < 10000 ? String(n) : `${Math.round(n / 1000)}k`, x, y + 0.5);
}

/** Oblique lines that stay with the map while it moves; district lines lean the other way than province lines. */
function hatch(c: CanvasRenderingContext2D, frame: Frame, area: Area, colour: string, district: boolean): void {
  const x0 = Math.max(0, area.shape.box.x0 * frame.world - frame.left);
  const x1 = Math.min(frame.width, area.shape.box.x1 * frame.world - frame.left);
  const y0 = Math.max(0, area.shape.box.y0 * frame.world - frame.top);
  const y1 = Math.min(frame.height, area.shape.box.y1 * frame.world - frame.top);
  const step = 9;
  const lean = district ? -1 : 1;
  // Lines x + lean * y = k * step in pixels of the world: they move with the map.
  const shift = frame.left + lean * frame.top;
  const corners = [x0 + lean * y0, x0 + lean * y1, x1 + lean * y0, x1 + lean * y1].map((v) => v + shift);
  c.strokeStyle = colour;
  c.lineWidth = 1;
  c.beginPath();
  for (let k = Math.ceil(Math.min(...corners) / step); k * step <= Math.max(...corners); k++) {
    const at = k * step - shift;
    c.moveTo(at - lean * y0, y0);
    c.lineTo(at - lean * y1, y1);
  }
  c.stroke();
}

function inside(lines: Float64Array[], x: number, y: number): boolean {
  let within = false;
  for (const flat of lines) {
    for (let k = 0, j = flat.length - 2; k < flat.length; j = k, k += 2) {
      if (flat[k + 1] > y !== flat[j + 1] > y && x < ((flat[j] - flat[k]) * (y - flat[k + 1])) / (flat[j + 1] - flat[k + 1]) + flat[k]) within = !within;
    }
  }
  return within;
}
