// The interface's texts and its way of writing dates, numbers and names, in the language of the page.
import { en } from "./texts/en";
import { fa } from "./texts/fa";
import { ur } from "./texts/ur";

export type Texts = Record<keyof typeof en, string>;
export type Key = keyof typeof en;

const LANGUAGES: Record<string, Texts> = { en, fa, ur };
let texts: Texts = en;
let language = "en";
let locale = "en-GB";
// Set by speak(), which comes before anything is shown.
let dayFormat: Intl.DateTimeFormat;
let shortDayFormat: Intl.DateTimeFormat;
let monthFormat: Intl.DateTimeFormat;
let numberFormat: Intl.NumberFormat;
let regionNames: Intl.DisplayNames | null = null;

export function speak(lang: string): void {
  language = lang in LANGUAGES ? lang : "en";
  texts = LANGUAGES[language];
  // The reports' calendar is the Gregorian one, in Persian too.
  locale = { en: "en-GB", fa: "fa-IR-u-ca-gregory", ur: "ur-PK-u-ca-gregory" }[language]!;
  const day = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" } as const;
  dayFormat = new Intl.DateTimeFormat(locale, day);
  shortDayFormat = new Intl.DateTimeFormat(locale, { ...day, month: "short" });
  monthFormat = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
  numberFormat = new Intl.NumberFormat(locale);
  try {
    regionNames = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
  } catch {
    regionNames = null;
  }
}

export const currentLanguage = () => language;
export const rightToLeft = () => language !== "en";

/** A text of the interface, its {names} filled in. What is filled in is shown as text, like everything. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? num(value) : (value ?? "");
  });
}

/** A text for one or many: key_one where there is one, else key. */
export function plural(key: Key, n: number, values: Record<string, string | number> = {}): string {
  const one = `${key}_one`;
  return t(n === 1 && one in texts ? (one as Key) : key, { n, ...values });
}

export const has = (key: string): key is Key => key in texts;
export const num = (n: number) => numberFormat.format(n);
const date = (day: number) => new Date(day * 86400000);
export const dayText = (day: number) => dayFormat.format(date(day));
export const shortDay = (day: number) => shortDayFormat.format(date(day));
export const monthText = (day: number) => monthFormat.format(date(day));
export const dayNumber = (iso: string | null | undefined): number | null => {
  const ms = iso ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? null : ms / 86400000;
};
export const isoDayText = (iso: string | null | undefined) => {
  const day = dayNumber(iso);
  return day === null ? (iso ?? "") : dayText(day);
};

export function countryName(code: string | null): string {
  if (!code) return "";
  try {
    return (/^[A-Z]{2}$/.test(code) && regionNames?.of(code)) || code;
  } catch {
    return code;
  }
}

/** A label of the table of types, statuses or fields, or the word itself where the table has none. */
export function label(kind: "type" | "layer" | "status" | "field" | "precision" | "date_precision" | "level" | "relation", value: string | number): string {
  const key = `${kind}_${String(value).replace(/[^a-z0-9]/gi, "_")}`;
  return has(key) ? t(key) : String(value);
}
