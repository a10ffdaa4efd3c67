// Facts of an incident as words: days, tolls, places, sources.
import { UNKNOWN_DAY, type Dataset } from "./data";
import { countryName, dayNumber, dayText, label, monthText, num, shortDay, t } from "./i18n";
import type { Source, Toll } from "./types";

export function whenText(data: Dataset, i: number, short = false): string {
  return daysText(data.start[i], data.end[i], data.datePrecision[i], short);
}

export function daysText(start: number, end: number, precision: number, short = false): string {
  if (start === UNKNOWN_DAY) return t("undated");
  if (precision === 4 && new Date(start * 86400000).getUTCDate() === 1 && end - start < 32) return monthText(start);
  const day = short ? shortDay : dayText;
  return start === end ? day(start) : `${day(start)} – ${day(end)}`;
}

export function tollText(toll: Toll): string {
  if (!toll) return t("not_stated");
  const [low, high] = toll;
  if (low === null && high === null) return t("not_stated");
  if (low === null) return t("up_to", { n: high! });
  if (high === null) return t("at_least", { n: low });
  return low === high ? num(low) : t("range", { low, high });
}

export function placeName(data: Dataset, i: number): string {
  const p = data.place[i];
  const { name, admin1, country } = data.places;
  return name[p] ?? admin1[p] ?? (country[p] ? countryName(country[p]) : t("unplaced"));
}

/** 'Turbat, Balochistan, Pakistan' */
export function placeText(data: Dataset, i: number): string {
  const p = data.place[i];
  const { name, admin1, country } = data.places;
  const parts = [name[p], admin1[p], country[p] ? countryName(country[p]) : null].filter((part): part is string => Boolean(part));
  return parts.filter((part, k) => parts.indexOf(part) === k).join(", ") || t("unplaced");
}

/** 'Our summary of Dawn's report, 30 January 2024', or 'Dawn, 30 January 2024' where the text is the publisher's own. */
export function sourceText(source: Source): string {
  const retold = source.summary_of;
  const { publisher, published } = retold ?? source;
  const day = dayNumber(published);
  const date = day === null ? null : dayText(day);
  if (retold) {
    if (publisher) return date ? t("our_summary", { publisher, date }) : t("our_summary_undated", { publisher });
    return date ? t("our_summary_unknown", { date }) : t("our_summary_unknown_undated");
  }
  const who = publisher ?? t("publisher_unknown");
  return date ? t("as_reported", { publisher: who, date }) : t("as_reported_undated", { publisher: who });
}

export const typeName = (data: Dataset, i: number) => label("type", data.types[data.type[i]]);
export const statusName = (data: Dataset, i: number) => label("status", data.statuses[data.status[i]]);

/** 'Strike, Panjgur, 16 January 2024, 2 killed, reported': what a screen reader says of a mark. */
export function oneLine(data: Dataset, i: number): string {
  const killed = data.killed[i];
  return [typeName(data, i), placeName(data, i), whenText(data, i), killed ? t("killed_n", { n: tollText(killed) }) : null, statusName(data, i)]
    .filter(Boolean)
    .join(", ");
}
