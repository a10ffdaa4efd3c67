import assert from "node:assert/strict";
import { test } from "node:test";
import { countryName, label, plural, speak, t } from "../src/i18n";
import { daysText, sourceText, tollText } from "../src/words";
import { en } from "../src/texts/en";
import { fa } from "../src/texts/fa";
import { ur } from "../src/texts/ur";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();

test("every language has every text, with the same holes", () => {
  for (const other of [fa, ur] as Record<string, string>[]) {
    assert.deepEqual(Object.keys(other).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) assert.equal(holes(other[key]), holes(text), key);
  }
});

test("what fills a hole is not read as a text with holes", () => {
  speak("en");
  assert.equal(t("opened", { title: "{n} $& {title}" }), "Opened: {n} $& {title}");
});

test("dates are Gregorian and carry no zone", () => {
  speak("en");
  assert.equal(daysText(19738, 19738, 1), "16 January 2024");
  assert.equal(daysText(19723, 19753, 4), "January 2024");
  assert.equal(daysText(19738, 19740, 2), "16 January 2024 – 18 January 2024");
  speak("fa");
  assert.match(daysText(19738, 19738, 1), /۲۰۲۴/);
});

test("tolls say what is known and no more", () => {
  speak("en");
  assert.equal(tollText(null), "not stated");
  assert.equal(tollText([11, 11]), "11");
  assert.equal(tollText([11, null]), "at least 11");
  assert.equal(tollText([null, 11]), "up to 11");
  assert.equal(tollText([0, 0]), "0");
  assert.equal(tollText([2, 3]), "2 to 3");
});

test("a summary of ours is never shown as the publisher's", () => {
  speak("en");
  const source = { report: "r", title: null, url: null, language: "en" };
  const of = (publisher: string | null, published: string | null) => ({ publisher, published });
  assert.equal(sourceText({ ...source, ...of(null, null), summary_of: of("Dawn", "2024-01-30") }), "Our summary of Dawn’s report, 30 January 2024");
  assert.equal(sourceText({ ...source, ...of(null, null), summary_of: of(null, "2024-01-30") }), "Our summary of a report, publisher unknown, 30 January 2024");
  assert.equal(sourceText({ ...source, ...of("Dawn", "2024-01-30"), summary_of: null }), "Dawn, 30 January 2024");
  assert.equal(sourceText({ ...source, ...of(null, null), summary_of: null }), "publisher unknown, undated");
});

test("labels fall back on the word itself; nothing inherited is taken for a text", () => {
  speak("en");
  assert.equal(label("type", "strike"), "Strike");
  assert.equal(label("field", "something new"), "something new");
  assert.equal(label("type", "__proto__"), "__proto__");
  assert.equal(plural("all_shown", 1), "One incident");
  assert.equal(countryName("PK"), "Pakistan");
  assert.equal(countryName("<b>"), "<b>");
});
