import assert from "node:assert/strict";
import { test } from "node:test";
import { cluster, mercatorX, mercatorY } from "../src/cluster";

const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

test("every point is in exactly one cluster", () => {
  let seed = 1;
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const xs = Float64Array.from({ length: 3000 }, chance);
  const ys = Float64Array.from({ length: 3000 }, chance);
  for (const world of [256, 4096, 1 << 20]) {
    const { order, clusters } = cluster(all(3000), xs, ys, world, 46);
    assert.deepEqual([...order].sort((a, b) => a - b), [...all(3000)]);
    assert.equal(clusters.reduce((sum, c) => sum + c.count, 0), 3000);
    for (const c of clusters) {
      assert.ok(c.x >= c.west - 1e-12 && c.x <= c.east + 1e-12);
      assert.equal(c.onePlace, c.west === c.east && c.north === c.south);
    }
  }
});

test("one place stays together however near one looks, others part", () => {
  const xs = Float64Array.from([0.5, 0.5, 0.50001]);
  const ys = Float64Array.from([0.5, 0.5, 0.5]);
  const far = cluster(all(3), xs, ys, 256, 46);
  assert.deepEqual(far.clusters.map((c) => c.count), [3]);
  const near = cluster(all(3), xs, ys, 256 * 2 ** 18, 46);
  assert.deepEqual(near.clusters.map((c) => [c.count, c.onePlace]), [[2, true], [1, true]]);
});

test("neighbours are not parted by a line of the grid", () => {
  const edge = 100 * (46 / 46000);
  const { clusters } = cluster(all(2), Float64Array.from([edge - 1e-7, edge + 1e-7]), Float64Array.from([0.3, 0.3]), 46000, 46);
  assert.equal(clusters.length, 1);
});

test("nothing gives nothing", () => {
  assert.deepEqual(cluster(all(0), new Float64Array(0), new Float64Array(0), 256, 46).clusters, []);
});

test("Mercator: middle, edges, poles held in", () => {
  assert.equal(mercatorX(0), 0.5);
  assert.equal(mercatorX(-180), 0);
  assert.ok(Math.abs(mercatorY(0) - 0.5) < 1e-12);
  assert.ok(Math.abs(mercatorY(90)) < 1e-6);
  assert.ok(mercatorY(27) < 0.5);
});
