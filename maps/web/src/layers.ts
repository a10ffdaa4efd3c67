// The layer control: one layer for each type, and the layers of the base map.
import L from "leaflet";
import type { App } from "./app";
import { el } from "./dom";
import { label, num, t } from "./i18n";
import { symbol } from "./shapes";

/** Leaflet layers that were put on the map before the page's own script: the user's, or online tiles. */
export interface Extra {
  name: string;
  layer: L.Layer;
}

export function layerControl(app: App, extras: Extra[], redraw: () => void): HTMLElement {
  const { data, filter } = app;
  const present = data.types.map((_, v) => v).filter((v) => data.type.includes(v));
  const boxes = new Map<number, { box: HTMLInputElement; count: HTMLElement }>();
  const rows = present.map((v) => {
    const box = el("input", { type: "checkbox", id: `layer-${v}`, onchange: change });
    const count = el("span", { class: "count" });
    boxes.set(v, { box, count });
    return el("li", {}, el("label", { for: `layer-${v}` }, box, symbol(app.config.style, data.types[v], "reported", 20), el("span", { class: "name" }, label("layer", data.types[v])), count));
  });

  function change(): void {
    const on = present.filter((v) => boxes.get(v)!.box.checked);
    filter.choose("type", on.length === present.length ? [] : on.length ? on : [-1]);
    app.say("filter");
  }

  function update(): void {
    const chosen = filter.chosen.type;
    const counts = filter.counts("type");
    for (const [v, { box, count }] of boxes) {
      box.checked = chosen.size === 0 || chosen.has(v);
      count.textContent = num(counts[v]);
    }
  }
  app.on("filter", update);
  update();

  let made = 0;
  const toggle = (name: string, on: boolean, change: (on: boolean) => void) => {
    const id = `layer-extra-${++made}`;
    const box = el("input", { type: "checkbox", id, onchange: () => change(box.checked) });
    box.checked = on;
    return el("li", {}, el("label", { for: id }, box, el("span", { class: "name" }, name)));
  };
  const base = [
    toggle(t("layer_provinces"), true, (on) => ((app.base.show.provinces = on), redraw())),
    toggle(t("layer_towns"), true, (on) => ((app.base.show.towns = on), redraw())),
  ];
  const added = extras.map((extra) =>
    toggle(extra.name, app.map.hasLayer(extra.layer), (on) => (on ? extra.layer.addTo(app.map) : extra.layer.remove())),
  );

  const details = el("details", { class: "card layers", open: true },
    el("summary", {}, t("layers")),
    el("div", { role: "group", "aria-label": t("layers") },
      el("ul", { class: "rows" }, ...rows),
      el("h2", {}, t("base_layers")),
      el("ul", { class: "rows inline" }, ...base),
      el("ul", { class: "rows" }, ...added)),
  );
  return details;
}
