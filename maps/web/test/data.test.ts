import assert from "node:assert/strict";
import { test } from "node:test";
import { feature, isoDay, UNKNOWN_DAY } from "../src/data";
import { csvCell } from "../src/download";
import { ticks } from "../src/axis";
import { safeLink } from "../src/dom";
import { shapePath } from "../src/shapes";
import { made } from "./made";

test("a feature comes out as it went in", async () => {
  const data = made([{ id: "a", start: null, end: null }, { id: "b", place: 1, start: 19738 }, { id: "c", place: 2 }]);
  const [point, area, none] = await Promise.all([0, 1, 2].map(async (i) => feature(data, i, await data.details(i)) as any));
  assert.deepEqual(point.geometry, { type: "Point", coordinates: [64.09, 26.97] });
  assert.deepEqual(point.properties.anchor, [64.09, 26.97]);
  assert.equal(point.properties.start, null);
  assert.equal(area.geometry.type, "Polygon");
  assert.equal(area.properties.start, "2024-01-16");
  assert.equal(none.geometry, null);
  assert.deepEqual(none.properties.supplied, ["c"]);
  assert.equal((await data.allDetails()).length, 3);
});

test("days", () => {
  assert.equal(isoDay(UNKNOWN_DAY), null);
  assert.equal(isoDay(0), "1970-01-01");
  assert.equal(isoDay(-1), "1969-12-31");
});

test("cells of a CSV are quoted, and none is a formula", () => {
  assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
  assert.equal(csvCell("=1+1"), "'=1+1");
  assert.equal(csvCell(-3), "-3");
  assert.equal(csvCell(null), "");
  assert.equal(csvCell("two\nlines"), '"two\nlines"');
});

test("only http and https are links", () => {
  assert.equal(safeLink("https://example.org/a"), "https://example.org/a");
  for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", null, "java\nscript:x"]) {
    assert.equal(safeLink(bad), null);
  }
});

test("the axis is marked at round days, months and years, within the period", () => {
  assert.deepEqual(ticks(0, 10, 2), [0, 2, 4, 6, 8, 10]);
  const months = ticks(19700, 20100, 40).map((d) => isoDay(d));
  assert.ok(months.every((d) => d!.endsWith("-01")));
  const years = ticks(0, 20000, 400).map((d) => isoDay(d)!);
  assert.ok(years.every((d) => d.endsWith("-01-01")));
});

test("every shape is a closed path", () => {
  const paths = ["triangle", "diamond", "cross", "hexagon", "pentagon", "circle", "square"].map((shape) => shapePath(shape, 7));
  assert.equal(new Set(paths).size, 7);
  for (const path of paths) assert.match(path, /^M[-\d. LAZ]+Z$/);
});
