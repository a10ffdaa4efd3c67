// What is shown, as files: GeoJSON with everything, CSV for a spreadsheet.
import type { App } from "./app";
import { feature, isoDay } from "./data";
import { safeLink } from "./dom";
import { t } from "./i18n";
import { toast } from "./panel";

function shown(app: App): number[] {
  const found: number[] = [];
  for (let i = 0; i < app.data.size; i++) if (app.filter.shows(i)) found.push(i);
  return found;
}

export async function geojson(app: App): Promise<string> {
  const { data } = app;
  const details = await data.allDetails();
  const features = shown(app).map((i) => JSON.stringify(feature(data, i, details[i])));
  const head = JSON.stringify({ type: "FeatureCollection", ...data.collection }).slice(0, -1);
  return `${head},"features":[\n${features.join(",\n")}\n]}\n`;
}

const COLUMNS = ["id", "type", "status", "title", "start", "end", "date_precision", "place", "admin1", "country", "where_precision", "lat", "lon", "actors", "targets", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high", "sources", "urls"];

/** A spreadsheet takes a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export async function csv(app: App): Promise<string> {
  const { data } = app;
  const details = await data.allDetails();
  const rows = shown(app).map((i) => {
    const p = data.place[i];
    const places = data.places;
    // Coordinates only where they are a point: a province's middle would be taken for the place.
    const exact = places.where_precision[p] <= 2;
    const names = (of: number[]) => of.map((n) => data.names[n]).join("; ");
    const sources = details[i].sources ?? [];
    return [
      data.id[i], data.types[data.type[i]], data.statuses[data.status[i]], data.title[i], isoDay(data.start[i]), isoDay(data.end[i]), data.datePrecision[i],
      places.name[p], places.admin1[p], places.country[p], places.where_precision[p], exact ? places.lat[p] : null, exact ? places.lon[p] : null,
      names(data.actors[i]), names(data.targets[i]),
      data.killed[i]?.[0], data.killedBest[i], data.killed[i]?.[1], data.injured[i]?.[0], data.injuredBest[i], data.injured[i]?.[1],
      sources.map((s) => (s.summary_of ?? s).publisher ?? "").join("; "), sources.map((s) => safeLink(s.url)).filter(Boolean).join(" "),
    ].map(csvCell).join(",");
  });
  return `\ufeff${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

export async function save(app: App, kind: "geojson" | "csv"): Promise<void> {
  const text = await (kind === "geojson" ? geojson(app) : csv(app));
  const blob = new Blob([text], { type: kind === "geojson" ? "application/geo+json" : "text/csv;charset=utf-8" });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `incidents.${kind}`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast(t(`download_${kind}`));
}
