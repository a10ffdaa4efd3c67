// The view, the filters, the period and the selection in the address' hash, and back. Works from file://.
import type { App } from "./app";
import { isoDay } from "./data";
import { FACETS, type FacetName } from "./filter";
import { dayNumber } from "./i18n";

export interface Place {
  zoom: number;
  lat: number;
  lon: number;
}

export function hashOf(app: App): string {
  const { filter, map, data } = app;
  const center = map.getCenter();
  const parts = new URLSearchParams();
  parts.set("map", [map.getZoom().toFixed(2), center.lat.toFixed(4), center.lng.toFixed(4)].join("/"));
  for (const facet of FACETS) {
    const labels = filter.facets[facet].labels;
    for (const v of filter.chosen[facet]) parts.append(facet, v < 0 ? "-" : (labels[v] ?? "").replace("\u0000", "/"));
  }
  if (filter.minDeaths) parts.set("deaths", String(filter.minDeaths));
  if (filter.text) parts.set("q", filter.text);
  if (filter.range) parts.set("time", `${isoDay(filter.range.from)}..${isoDay(filter.range.to)}${filter.keepUndated ? "+" : ""}`);
  if (app.selected >= 0) parts.set("id", data.id[app.selected]);
  return parts.toString();
}

/** Applies a hash; gives the view it holds, if any. What it names and the data lack is passed over. */
export function applyHash(app: App, hash: string): Place | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const { filter, data } = app;
  for (const facet of FACETS as readonly FacetName[]) {
    const wanted = new Set(parts.getAll(facet));
    const labels = filter.facets[facet].labels;
    const values: number[] = [];
    labels.forEach((name, v) => {
      if (wanted.has((name ?? "").replace("\u0000", "/"))) values.push(v);
    });
    if (wanted.has("-")) values.push(-1);
    filter.choose(facet, values);
  }
  filter.atLeast(Math.max(0, Number(parts.get("deaths")) || 0));
  filter.matching(parts.get("q") ?? "");
  const time = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)(\+?)$/.exec(parts.get("time")?.replace(" ", "+") ?? "");
  const from = dayNumber(time?.[1]);
  const to = dayNumber(time?.[2]);
  filter.between(from !== null && to !== null && from <= to ? { from, to } : null, time?.[3] === "+");
  const selected = data.byId.get(parts.get("id") ?? "");
  app.selected = selected ?? -1;
  app.marks.selected = app.selected;
  const [zoom, lat, lon] = (parts.get("map") ?? "").split("/").map(Number);
  return [zoom, lat, lon].every((n) => Number.isFinite(n)) && Math.abs(lat) <= 90 && parts.has("map") ? { zoom, lat, lon } : null;
}

export function linkTo(app: App): string {
  return `${location.href.split("#")[0]}#${hashOf(app)}`;
}

let ours = "";

/** Keeps the hash in step with the page, without a trail of history entries. */
export function writeHash(app: App): void {
  ours = `#${hashOf(app)}`;
  try {
    history.replaceState(null, "", ours);
  } catch {
    // A page inside another (srcdoc) may not change its address; then there is only the copied link.
  }
}

export const isOurs = (hash: string) => hash === ours;
