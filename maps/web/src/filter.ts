// Filters that combine. Each facet owns one bit of an incident's mask: an incident is shown when no bit is set,
// and the counts beside a facet's values are of the incidents that every *other* facet lets through.
import { UNKNOWN_DAY, type Dataset } from "./data";
import { fold } from "./fold";

export const FACETS = ["type", "status", "country", "admin1", "actor", "publisher", "precision"] as const;
export type FacetName = (typeof FACETS)[number];
const BIT: Record<FacetName | "deaths" | "text" | "time", number> = {
  type: 1, status: 2, country: 4, admin1: 8, actor: 16, publisher: 32, precision: 64, deaths: 128, text: 256, time: 512,
};

/** Values of one facet: `labels[v]`, and of incident i the values `values[offsets[i]] .. values[offsets[i + 1] - 1]`. */
interface Facet {
  labels: (string | null)[];
  offsets: Int32Array;
  values: Int32Array;
}

export interface Range {
  from: number;
  to: number;
}

export class Filter {
  readonly facets: Record<FacetName, Facet>;
  readonly chosen: Record<FacetName, Set<number>>;
  minDeaths = 0;
  text = "";
  range: Range | null = null;
  keepUndated = false;
  shownCount: number;
  private readonly mask: Uint16Array;
  private search: string[] | null = null;
  private extra: string[] | null = null;

  constructor(private readonly data: Dataset) {
    this.mask = new Uint16Array(data.size);
    this.shownCount = data.size;
    const places = data.places;
    const country = table(places.country);
    const admin1 = table(places.admin1.map((name, p) => (name === null ? null : `${places.country[p] ?? ""}\u0000${name}`)));
    const actorsOf = (i: number) => [...new Set([...data.actors[i], ...data.targets[i]])];
    this.facets = {
      type: single(data.types, data.type),
      status: single(data.statuses, data.status),
      country: single(country.labels, data.place, country.of),
      admin1: single(admin1.labels, data.place, admin1.of),
      actor: many(data.names, data.size, actorsOf),
      publisher: many(data.publisherNames, data.size, (i) => data.publishers[i]),
      precision: single(["1", "2", "3", "4", "5", "6", "7"], data.precision.map((p) => Math.max(0, p - 1))),
    };
    this.chosen = { type: new Set(), status: new Set(), country: new Set(), admin1: new Set(), actor: new Set(), publisher: new Set(), precision: new Set() };
  }

  shows(i: number): boolean {
    return this.mask[i] === 0;
  }

  /** Whether an incident passes everything but the time range: what the timeline draws. */
  showsBesidesTime(i: number): boolean {
    return (this.mask[i] & ~BIT.time) === 0;
  }

  get active(): boolean {
    return FACETS.some((f) => this.chosen[f].size > 0) || this.minDeaths > 0 || this.text !== "" || this.range !== null;
  }

  /** Keep only the chosen values of a facet; none chosen keeps all. */
  choose(facet: FacetName, values: Iterable<number>): void {
    const chosen = (this.chosen[facet] = new Set(values));
    const { labels, offsets, values: all } = this.facets[facet];
    const keep = new Uint8Array(labels.length);
    for (const v of chosen) keep[v] = 1;
    this.mark(BIT[facet], chosen.size === 0 ? null : (i) => {
      for (let k = offsets[i]; k < offsets[i + 1]; k++) if (keep[all[k]]) return true;
      return false;
    });
  }

  atLeast(deaths: number): void {
    this.minDeaths = deaths;
    const { killed, killedBest } = this.data;
    this.mark(BIT.deaths, deaths <= 0 ? null : (i) => (killedBest[i] ?? killed[i]?.[0] ?? 0) >= deaths);
  }

  between(range: Range | null, keepUndated = this.keepUndated): void {
    this.range = range;
    this.keepUndated = keepUndated;
    const { start, end } = this.data;
    this.mark(BIT.time, range === null ? null : (i) =>
      start[i] === UNKNOWN_DAY ? keepUndated : start[i] <= range.to && end[i] >= range.from);
  }

  /** Keep incidents that hold every word of the text, in whatever field. */
  matching(text: string): void {
    this.text = text;
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.mark(BIT.text, null);
    const search = this.searchTexts();
    const extra = this.extra;
    this.mark(BIT.text, (i) => words.every((w) => search[i].includes(w) || (extra !== null && extra[i].includes(w))));
  }

  /** Further text of each incident (its quotes), searched from now on. */
  searchAlso(texts: string[]): void {
    this.extra = texts.map(fold);
    if (this.text) this.matching(this.text);
  }

  /** Prepares the texts that `matching` looks through, `share` of them at a time, so that no task is long. */
  *prepare(share = 2000): Generator<void> {
    const texts: string[] = [];
    for (let i = 0; i < this.data.size; i++) {
      texts.push(this.textOf(i));
      if (i % share === share - 1) yield;
    }
    this.search = texts;
  }

  clear(): void {
    for (const facet of FACETS) this.choose(facet, []);
    this.atLeast(0);
    this.between(null, false);
    this.matching("");
  }

  /** How many incidents each value of a facet would show, given all other filters. */
  counts(facet: FacetName): Int32Array {
    const { labels, offsets, values } = this.facets[facet];
    const counts = new Int32Array(labels.length);
    const others = ~BIT[facet];
    for (let i = 0; i < this.data.size; i++) {
      if ((this.mask[i] & others) !== 0) continue;
      for (let k = offsets[i]; k < offsets[i + 1]; k++) counts[values[k]]++;
    }
    return counts;
  }

  /** Which filters hide something now: facet names, and 'deaths', 'text', 'time'. */
  activeNames(): string[] {
    const names: string[] = FACETS.filter((f) => this.chosen[f].size > 0);
    if (this.minDeaths > 0) names.push("deaths");
    if (this.text) names.push("text");
    if (this.range) names.push("time");
    return names;
  }

  private searchTexts(): string[] {
    if (!this.search) for (const _ of this.prepare(1e9)) void _;
    return this.search!;
  }

  private textOf(i: number): string {
    const { data } = this;
    const p = data.place[i];
    const t = data.places;
    const names = [...data.actors[i], ...data.targets[i]].map((n) => data.names[n]);
    const publishers = data.publishers[i].map((n) => data.publisherNames[n] ?? "");
    return fold([data.id[i], data.title[i], t.name[p] ?? "", t.local_name[p] ?? "", t.admin1[p] ?? "", ...names, ...publishers].join("\n"));
  }

  private mark(bit: number, keep: ((i: number) => boolean) | null): void {
    const { mask } = this;
    let shown = 0;
    for (let i = 0; i < mask.length; i++) {
      if (keep === null || keep(i)) mask[i] &= ~bit;
      else mask[i] |= bit;
      if (mask[i] === 0) shown++;
    }
    this.shownCount = shown;
  }
}

function table(values: (string | null)[]): { labels: (string | null)[]; of: Int32Array } {
  const index = new Map<string | null, number>();
  const of = Int32Array.from(values, (value) => {
    let found = index.get(value);
    if (found === undefined) index.set(value, (found = index.size));
    return found;
  });
  return { labels: [...index.keys()], of };
}

function single(labels: (string | null)[], row: ArrayLike<number>, through?: Int32Array): Facet {
  const size = row.length;
  const values = new Int32Array(size);
  const offsets = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) {
    values[i] = through ? through[row[i]] : row[i];
    offsets[i + 1] = i + 1;
  }
  return { labels, offsets, values };
}

function many(labels: (string | null)[], size: number, of: (i: number) => number[]): Facet {
  const offsets = new Int32Array(size + 1);
  const values: number[] = [];
  for (let i = 0; i < size; i++) {
    for (const v of of(i)) values.push(v);
    offsets[i + 1] = values.length;
  }
  return { labels, offsets, values: Int32Array.from(values) };
}
