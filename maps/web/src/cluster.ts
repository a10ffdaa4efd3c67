// Points grouped so that no two symbols lie on each other: a grid of the world in pixels, then near cells joined.

export interface Cluster {
  /** Mean position in Web Mercator, 0 to 1 from the north-west corner of the world. */
  x: number;
  y: number;
  /** Members are order[first] .. order[first + count - 1]. */
  first: number;
  count: number;
  /** All members have the very same coordinates. */
  onePlace: boolean;
  west: number;
  east: number;
  north: number;
  south: number;
}

export interface Clusters {
  order: Int32Array;
  clusters: Cluster[];
}

interface Cell {
  key: number;
  cx: number;
  cy: number;
  count: number;
  sumX: number;
  sumY: number;
  west: number;
  east: number;
  north: number;
  south: number;
  into: Cell | null;
  rank: number;
}

/** Cells that hold at least one of the points, by place in the grid. Same points in, same clusters out. */
export function cluster(points: Int32Array, xs: Float64Array, ys: Float64Array, worldPixels: number, apart: number): Clusters {
  const across = Math.max(1, Math.ceil(worldPixels / apart));
  const cells = new Map<number, Cell>();
  const home: Cell[] = new Array(points.length);
  for (let k = 0; k < points.length; k++) {
    const x = xs[points[k]];
    const y = ys[points[k]];
    const cx = Math.min(across - 1, Math.floor(x * across));
    const cy = Math.min(across - 1, Math.floor(y * across));
    const key = cy * across + cx;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { key, cx, cy, count: 0, sumX: 0, sumY: 0, west: x, east: x, north: y, south: y, into: null, rank: -1 }));
    cell.count++;
    cell.sumX += x;
    cell.sumY += y;
    if (x < cell.west) cell.west = x;
    if (x > cell.east) cell.east = x;
    if (y < cell.north) cell.north = y;
    if (y > cell.south) cell.south = y;
    home[k] = cell;
  }
  // A grid alone would part neighbours that a line of it runs between: the fullest cell takes in those that touch it.
  const byCount = [...cells.values()].sort((a, b) => b.count - a.count || a.key - b.key);
  const reach = (apart * 0.9) / worldPixels;
  for (const cell of byCount) {
    if (cell.into) continue;
    const mx = cell.sumX / cell.count;
    const my = cell.sumY / cell.count;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (dx === 0 && dy === 0) continue;
        const next = cells.get((cell.cy + dy) * across + cell.cx + dx);
        if (!next || next.into || next.rank === -2 || next.cx !== cell.cx + dx) continue;
        if (Math.hypot(next.sumX / next.count - mx, next.sumY / next.count - my) < reach) next.into = cell;
      }
    }
    cell.rank = -2;
  }
  const clusters: Cluster[] = [];
  for (const cell of byCount) {
    if (cell.into) continue;
    cell.rank = clusters.length;
    clusters.push({ x: cell.sumX, y: cell.sumY, first: 0, count: cell.count, onePlace: false, west: cell.west, east: cell.east, north: cell.north, south: cell.south });
  }
  for (const cell of byCount) {
    if (!cell.into) continue;
    const c = clusters[cell.into.rank];
    c.x += cell.sumX;
    c.y += cell.sumY;
    c.count += cell.count;
    c.west = Math.min(c.west, cell.west);
    c.east = Math.max(c.east, cell.east);
    c.north = Math.min(c.north, cell.north);
    c.south = Math.max(c.south, cell.south);
  }
  let first = 0;
  for (const c of clusters) {
    c.x /= c.count;
    c.y /= c.count;
    c.onePlace = c.west === c.east && c.north === c.south;
    if (c.onePlace) {
      c.x = c.west;
      c.y = c.north;
    }
    c.first = first;
    first += c.count;
  }
  const next = Int32Array.from(clusters, (c) => c.first);
  const order = new Int32Array(points.length);
  for (let k = 0; k < points.length; k++) {
    const cell = home[k].into ?? home[k];
    order[next[cell.rank]++] = points[k];
  }
  return { order, clusters };
}

export const mercatorX = (lon: number) => lon / 360 + 0.5;

export function mercatorY(lat: number): number {
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
}
