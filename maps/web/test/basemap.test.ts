import assert from "node:assert/strict";
import { test } from "node:test";
import { BaseMap } from "../src/basemap";

test("where names of countries would overlap, the small country's is the one left out", () => {
  const square = (name: string, lon: number, lat: number, size: number) => ({
    type: "Feature",
    properties: { name },
    geometry: { type: "Polygon" as const, coordinates: [[[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]] },
  });
  const countries = { features: [square("Andorra", 1, 42, 0.3), square("Malta", 14, 36, 0.4), square("Spain", -8, 37, 6)] };
  const base = new BaseMap({ countries } as never, "en");
  assert.deepEqual(base.countryLabels.map((label) => label.text), ["Spain", "Malta", "Andorra"]);
});
