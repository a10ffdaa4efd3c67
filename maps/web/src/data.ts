// The data blocks of the page, read back into columns; the other end of maps/packing.py.
import type { Config, Details, Geometry, LonLat, Place, Source, Toll } from "./types";

export const UNKNOWN_DAY = -1e9;

export interface Dataset {
  readonly size: number;
  readonly id: string[];
  readonly title: string[];
  readonly layer: Uint16Array;
  readonly type: Uint8Array;
  readonly status: Uint8Array;
  /** Days since 1970-01-01; UNKNOWN_DAY where nobody says. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly datePrecision: Uint8Array;
  readonly dateInferred: Uint8Array;
  readonly background: Uint8Array;
  readonly place: Int32Array;
  readonly actors: number[][];
  readonly targets: number[][];
  readonly publishers: number[][];
  readonly killed: Toll[];
  readonly injured: Toll[];
  readonly killedBest: (number | null)[];
  readonly injuredBest: (number | null)[];
  readonly types: string[];
  readonly statuses: string[];
  readonly layers: (string | null)[];
  readonly names: string[];
  readonly publisherNames: (string | null)[];
  readonly places: Places;
  readonly geometries: Geometry[];
  readonly collection: Record<string, any>;
  /** Of each incident, by id. */
  readonly byId: Map<string, number>;
  /** where_precision of each incident. */
  readonly precision: Uint8Array;
  details(incident: number): Promise<Details>;
  allDetails(progress?: (share: number) => void): Promise<Details[]>;
}

export interface Places {
  readonly size: number;
  readonly name: (string | null)[];
  readonly local_name: (string | null)[];
  readonly country: (string | null)[];
  readonly admin1: (string | null)[];
  readonly level: (string | null)[];
  readonly lat: (number | null)[];
  readonly lon: (number | null)[];
  readonly radius_km: (number | null)[];
  readonly where_precision: number[];
  readonly drawn_as: (string | null)[];
  readonly drawn_radius_km: (number | null)[];
  readonly not_drawn: (string | null)[];
  readonly geometry: number[];
  readonly anchor: (LonLat | number | null)[];
}

async function unzipped(text: string): Promise<string> {
  const base64 = text.slice(text.indexOf('"') + 1, text.lastIndexOf('"'));
  const packed = atob(base64);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

export async function block<T>(name: string): Promise<T> {
  const element = document.getElementById(name);
  if (!element) throw new Error(`the page has no data block ${name}`);
  const text = element.textContent ?? "";
  return JSON.parse(element.dataset.form === "gzip" ? await unzipped(text) : text) as T;
}

function days(values: (number | null)[]): Float64Array {
  const found = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) found[i] = values[i] ?? UNKNOWN_DAY;
  return found;
}

/** Packed for 'at the place's own (lon, lat)'. */
const AT_PLACE = -2;

/** The GeoJSON geometry of a place, null where nothing is drawn. */
export function geometryOf(data: Dataset, p: number): Geometry | null {
  const g = data.places.geometry[p];
  if (g === AT_PLACE) return { type: "Point", coordinates: [data.places.lon[p], data.places.lat[p]] };
  return g < 0 ? null : data.geometries[g];
}

/** Where a badge may sit. */
export function anchorOf(data: Dataset, p: number): LonLat | null {
  const anchor = data.places.anchor[p];
  return anchor === AT_PLACE ? [data.places.lon[p]!, data.places.lat[p]!] : (anchor as LonLat | null);
}

/** Columns as packed_columns() wrote them, made quick to filter. */
export function dataset(core: any, config: Pick<Config, "chunk" | "chunks">, load = block<Details[]>): Dataset {
  const c = core.columns;
  const size: number = c.id.length;
  const place = Int32Array.from(c.place as number[]);
  const precision = new Uint8Array(size);
  for (let i = 0; i < size; i++) precision[i] = core.places.where_precision[place[i]] ?? 6;
  const byId = new Map<string, number>();
  for (let i = 0; i < size; i++) byId.set(c.id[i], i);
  const chunks: (Promise<Details[]> | undefined)[] = [];
  const chunk = (k: number) => (chunks[k] ??= load(`sarhad-details-${k}`));
  return {
    size,
    id: c.id,
    title: c.title,
    layer: Uint16Array.from(c.layer),
    type: Uint8Array.from(c.type),
    status: Uint8Array.from(c.status),
    start: days(c.start),
    end: days(c.end),
    datePrecision: Uint8Array.from(c.date_precision),
    dateInferred: Uint8Array.from(c.date_inferred),
    background: Uint8Array.from(c.salience),
    place,
    actors: c.actors,
    targets: c.targets,
    publishers: c.publishers,
    killed: c.killed,
    injured: c.injured,
    killedBest: c.killed_best,
    injuredBest: c.injured_best,
    types: core.types,
    statuses: core.statuses,
    layers: core.layers,
    names: core.names,
    publisherNames: core.publishers,
    places: { ...core.places, size: core.places.name.length },
    geometries: core.geometries,
    collection: core.collection,
    byId,
    precision,
    async details(incident) {
      return whole(this, incident, (await chunk(Math.floor(incident / config.chunk)))[incident % config.chunk]);
    },
    async allDetails(progress) {
      const all: Details[] = [];
      for (let k = 0; k < config.chunks; k++) {
        for (const row of await chunk(k)) all.push(whole(this, all.length, row));
        progress?.((k + 1) / config.chunks);
      }
      return all;
    },
  };
}

/** What an incident and each account of it say alike. */
function said(data: Dataset, i: number, details: Details) {
  return {
    type: data.types[data.type[i]],
    title: data.title[i],
    start: isoDay(data.start[i]),
    end: isoDay(data.end[i]),
    date_precision: data.datePrecision[i],
    date_inferred: Boolean(data.dateInferred[i]),
    place: placeOf(data, i, details),
    actors: data.actors[i].map((n) => data.names[n]),
    targets: data.targets[i].map((n) => data.names[n]),
    killed: data.killed[i],
    injured: data.injured[i],
    status: data.statuses[data.status[i]],
    salience: data.background[i] ? "background" : "main",
  };
}

/** Details with what was left out of them, since the incident or the list of reports says the same. */
function whole(data: Dataset, i: number, packed: Details): Details {
  const shared = said(data, i, packed);
  const details = { ...packed };
  if (packed.accounts) details.accounts = packed.accounts.map((account) => ({ ...shared, ...account }));
  if (packed.sources) {
    details.sources = packed.sources.map((source) => {
      if ("publisher" in source) return source;
      const { id: _, ...said } = data.collection.reports.find((report: any) => report.id === (source as Source).report);
      return { carried_by: [], ...said, ...(source as Source) };
    });
  }
  return details;
}

export function isoDay(day: number): string | null {
  return day === UNKNOWN_DAY ? null : new Date(day * 86400000).toISOString().slice(0, 10);
}

/** The whole place of an incident: what many share and what is this incident's own. */
export function placeOf(data: Dataset, incident: number, details: Details): Place {
  const p = data.place[incident];
  const t = data.places;
  return {
    name: t.name[p],
    local_name: t.local_name[p],
    country: t.country[p],
    admin1: t.admin1[p],
    level: t.level[p],
    lat: t.lat[p],
    lon: t.lon[p],
    radius_km: t.radius_km[p],
    where_precision: t.where_precision[p],
    ...details.place,
  };
}

/** The GeoJSON feature that an incident came from. */
export function feature(data: Dataset, i: number, details: Details): object {
  const { place: _, ...rest } = details;
  const { status, salience, ...shared } = said(data, i, details);
  const p = data.place[i];
  return {
    type: "Feature",
    id: data.id[i],
    geometry: geometryOf(data, p),
    properties: {
      id: data.id[i],
      layer: data.layers[data.layer[i]],
      ...shared,
      killed_best: data.killedBest[i],
      injured_best: data.injuredBest[i],
      status,
      salience,
      anchor: anchorOf(data, p),
      drawn_as: data.places.drawn_as[p],
      drawn_radius_km: data.places.drawn_radius_km[p],
      not_drawn: data.places.not_drawn[p],
      ...rest,
    },
  };
}
