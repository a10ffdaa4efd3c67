// A small dataset made by hand.
import { dataset, type Dataset } from "../src/data";

export interface Row {
  id: string;
  type?: number;
  status?: number;
  title?: string;
  start?: number | null;
  end?: number | null;
  place?: number;
  actors?: number[];
  killed?: [number | null, number | null] | null;
  best?: number | null;
}

export function made(rows: Row[]): Dataset {
  const column = <T>(of: (row: Row) => T) => rows.map(of);
  const core = {
    columns: {
      id: column((r) => r.id),
      title: column((r) => r.title ?? r.id),
      layer: column(() => 0),
      type: column((r) => r.type ?? 0),
      status: column((r) => r.status ?? 0),
      start: column((r) => (r.start === undefined ? 19738 : r.start)),
      end: column((r) => (r.end === undefined ? (r.start === undefined ? 19738 : r.start) : r.end)),
      date_precision: column(() => 1),
      date_inferred: column(() => 0),
      salience: column(() => 0),
      place: column((r) => r.place ?? 0),
      actors: column((r) => r.actors ?? []),
      targets: column(() => []),
      publishers: column(() => [0]),
      killed: column((r) => r.killed ?? null),
      injured: column(() => null),
      killed_best: column((r) => r.best ?? null),
      injured_best: column(() => null),
    },
    types: ["strike", "attack"],
    statuses: ["reported", "claimed"],
    layers: ["strikes"],
    names: ["Iran", "Pakistan"],
    publishers: [null],
    places: {
      name: ["Panjgur", "Balochistan", "پنجگور"],
      local_name: ["پنجگور", null, null],
      country: ["PK", "PK", null],
      admin1: ["Balochistan", "Balochistan", null],
      level: ["town", "province", "town"],
      lat: [26.97, 28, null],
      lon: [64.09, 66, null],
      radius_km: [5, 250, null],
      where_precision: [1, 4, 6],
      drawn_as: ["point", "outline", null],
      drawn_radius_km: [null, null, null],
      not_drawn: [null, null, "why"],
      geometry: [-2, 0, -1],
      anchor: [-2, [66, 28], null],
    },
    geometries: [{ type: "Polygon", coordinates: [[[60, 25], [70, 25], [70, 30], [60, 30], [60, 25]]] }],
    collection: {},
  };
  return dataset(core, { chunk: 2, chunks: Math.ceil(rows.length / 2) }, async (name: string) => {
    const from = Number(name.split("-").at(-1)) * 2;
    return rows.slice(from, from + 2).map((row) => ({ supplied: [row.id] }));
  });
}
