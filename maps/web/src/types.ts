// The records that the page's modules hand each other. Coordinates are (lon, lat) in degrees unless a name says otherwise.

export type Toll = [number | null, number | null] | null;
export type LonLat = [number, number];

export interface Geometry {
  type: string;
  coordinates: any;
  geometries?: Geometry[];
}

export interface TypeStyle {
  type: string;
  shape: string;
  colour: string;
  colour_dark: string;
}

export interface Style {
  types: TypeStyle[];
  statuses: { status: string; outline: string }[];
  precisions: { where_precision: number; drawn: string }[];
  land: string;
  land_dark: string;
  radius: [number, number, number];
}

export interface Tiles {
  name: string;
  url: string;
  attribution: string;
  max_zoom: number;
  subdomains: string;
}

export interface Config {
  title: string;
  lang: string;
  map: string;
  style: Style;
  tiles: Tiles | null;
  /** folium layers that the user put on the map: the script's variable and the name to show. */
  added: { variable: string; name: string }[];
  chunk: number;
  chunks: number;
}

export interface Evidence {
  field: string;
  start: number;
  end: number;
  text: string;
}

export interface Place {
  name: string | null;
  local_name?: string | null;
  surface?: string | null;
  country: string | null;
  admin1: string | null;
  level: string | null;
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
  where_precision: number;
  relation?: string | null;
  reasons?: string[];
}

export interface Account {
  id: string;
  report: string;
  type: string;
  title: string;
  start: string | null;
  end: string | null;
  date_precision: number;
  date_inferred?: boolean;
  date_words?: string | null;
  place?: Place;
  actors?: string[];
  targets?: string[];
  killed?: Toll;
  injured?: Toll;
  toll_words?: string | null;
  toll_by?: string | null;
  status?: string;
  status_by?: string | null;
  evidence?: Evidence[];
}

export interface Source {
  report: string;
  publisher: string | null;
  title: string | null;
  url: string | null;
  published: string | null;
  language: string | null;
  summary_of: { publisher: string | null; published: string | null } | null;
  carried_by?: string[];
}

export interface Disagreement {
  field: string;
  sides: { value: string; reports: string[]; quotes: string[] }[];
}

export interface Relation {
  kind: string;
  other: string;
  report: string;
  quote: string;
}

/** What only the evidence panel and the downloads need: the rest of a feature's properties. */
export interface Details {
  sources?: Source[];
  disagreements?: Disagreement[];
  relations?: Relation[];
  accounts?: Account[];
  supplied?: string[];
  reasons?: string[];
  place?: Partial<Place>;
  [other: string]: unknown;
}
