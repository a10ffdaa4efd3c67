import assert from "node:assert/strict";
import { test } from "node:test";
import { Filter } from "../src/filter";
import { fold } from "../src/fold";
import { made } from "./made";

const data = made([
  { id: "a", type: 0, start: 10, end: 12, best: 5, actors: [0] },
  { id: "b", type: 1, start: 20, place: 1, killed: [2, 9], actors: [0, 1] },
  { id: "c", type: 1, status: 1, start: null, place: 2, title: "Raid on a café" },
]);
const shown = (filter: Filter) => data.id.filter((_, i) => filter.shows(i)).join("");

test("filters combine, and counts are of what the other filters let through", () => {
  const filter = new Filter(data);
  filter.choose("type", [1]);
  assert.equal(shown(filter), "bc");
  assert.deepEqual([...filter.counts("type")], [1, 2]);
  filter.choose("status", [1]);
  assert.equal(shown(filter), "c");
  assert.deepEqual([...filter.counts("type")], [0, 1]);
  assert.equal(filter.shownCount, 1);
  assert.deepEqual(filter.activeNames(), ["type", "status"]);
  filter.clear();
  assert.equal(shown(filter), "abc");
  assert.equal(filter.active, false);
});

test("no type at all is a choice too", () => {
  const filter = new Filter(data);
  filter.choose("type", [-1]);
  assert.equal(shown(filter), "");
});

test("deaths are the best figure, else the low one, and unknown is not enough", () => {
  const filter = new Filter(data);
  filter.atLeast(2);
  assert.equal(shown(filter), "ab");
  filter.atLeast(3);
  assert.equal(shown(filter), "a");
});

test("a period keeps what overlaps it, and undated ones only when asked", () => {
  const filter = new Filter(data);
  filter.between({ from: 12, to: 19 });
  assert.equal(shown(filter), "a");
  filter.between({ from: 12, to: 19 }, true);
  assert.equal(shown(filter), "ac");
  assert.equal(filter.showsBesidesTime(1), true);
});

test("search folds case, accents and letters, and takes every word", () => {
  const filter = new Filter(data);
  filter.matching("CAFE raid");
  assert.equal(shown(filter), "c");
  filter.matching("پنجگور");
  assert.equal(shown(filter), "ac");
  filter.matching("pakistan iran");
  assert.equal(shown(filter), "b");
  filter.searchAlso(["", "", "nine workers"]);
  filter.matching("workers");
  assert.equal(shown(filter), "c");
});

test("folding", () => {
  assert.equal(fold("Rāsak ÉTÉ"), "rasak ete");
  assert.equal(fold("كيلومتر"), fold("کیلومتر"));
  assert.equal(fold(fold("ŞANLIURFA")), fold("ŞANLIURFA"));
});
