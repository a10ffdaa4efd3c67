// On paper: the map as it is shown, then the legend, every incident that is shown with its sources, and the disclaimer.
import L from "leaflet";
import type { App } from "./app";
import { el, words } from "./dom";
import { label, plural, t } from "./i18n";
import type { CanvasPane } from "./overlay";
import { symbol } from "./shapes";
import { setPrinting } from "./theme";
import { placeText, sourceText, statusName, tollText, typeName, whenText } from "./words";

const MOST = 400;

/** The panes as one opaque picture: printed one over another, each would cover those below with white. */
function flattened(panes: CanvasPane[]): HTMLCanvasElement {
  const size = panes[0]._map.getSize();
  const ratio = panes[0].canvas.width / parseFloat(panes[0].canvas.style.width);
  const sheet = el("canvas", { class: "print-map", "aria-hidden": "true" });
  sheet.width = Math.round(size.x * ratio);
  sheet.height = Math.round(size.y * ratio);
  const c = sheet.getContext("2d", { alpha: false })!;
  for (const pane of panes) {
    const at = pane._map.layerPointToContainerPoint(L.DomUtil.getPosition(pane.canvas));
    c.drawImage(pane.canvas, Math.round(at.x * ratio), Math.round(at.y * ratio));
  }
  return sheet;
}

export function preparePrint(app: App, panes: CanvasPane[], legend: HTMLDetailsElement): void {
  const { data, filter, map } = app;
  const body = el("tbody");
  const caption = el("caption");
  const section = el("section", { class: "print-list", "aria-hidden": "true" },
    el("table", {}, caption,
      el("thead", {}, el("tr", {}, ...[t("facet_type"), t("when"), t("where"), t("killed"), t("sources")].map((text) => el("th", { scope: "col" }, text)))),
      body));
  document.querySelector(".app .foot")!.before(section);
  let center = map.getCenter();
  let zoom = map.getZoom();
  let limits = map.options.maxBounds;
  let wasOpen = false;
  let sheet: HTMLCanvasElement | null = null;
  let legendHome: HTMLElement | null = null;
  let sources: string[][] | null = null;
  if (data.size <= 5000) void data.allDetails().then((all) => (sources = all.map((d) => (d.sources ?? []).map(sourceText))));

  let printing = false;
  addEventListener("beforeprint", () => {
    if (printing) return; // some browsers say so twice
    printing = true;
    const shown: number[] = [];
    for (let i = 0; i < data.size && shown.length < MOST; i++) if (filter.shows(i)) shown.push(i);
    shown.sort((a, b) => data.start[a] - data.start[b] || a - b);
    caption.textContent = filter.shownCount > shown.length ? `${t("points_list")}: ${t("shown_of", { shown: shown.length, all: filter.shownCount })}` : plural("all_shown", shown.length);
    body.replaceChildren(...shown.map((i) => el("tr", {},
      el("td", {}, symbol(app.config.style, data.types[data.type[i]], data.statuses[data.status[i]], 18), " ", typeName(data, i), data.statuses[data.status[i]] === "reported" ? null : el("span", { class: "how" }, statusName(data, i))),
      el("td", {}, whenText(data, i, true)),
      el("td", {}, words("b", data.title[i]), words("span", `${placeText(data, i)} (${label("precision", data.precision[i])})`, "how")),
      el("td", {}, data.killed[i] ? tollText(data.killed[i]) : "–"),
      el("td", {}, ...(sources?.[i] ?? data.publishers[i].map((p) => data.publisherNames[p] ?? t("publisher_unknown"))).map((s) => words("span", s, "how"))))));
    center = map.getCenter();
    zoom = map.getZoom();
    const bounds = map.getBounds();
    limits = map.options.maxBounds;
    legendHome = legend.parentElement;
    section.before(legend);
    wasOpen = legend.open;
    legend.open = true;
    setPrinting(true);
    document.documentElement.dataset.printing = "true";
    app.say("theme");
    map.setMaxBounds(null as any);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false });
    // The marks first, since the labels keep clear of them; then all from below.
    panes[panes.length - 1].redraw();
    panes.forEach((pane) => pane.redraw());
    map.getContainer().append((sheet = flattened(panes)));
  });
  addEventListener("afterprint", () => {
    if (!printing) return;
    printing = false;
    sheet?.remove();
    legendHome?.append(legend);
    legend.open = wasOpen;
    setPrinting(false);
    delete document.documentElement.dataset.printing;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(center, zoom, { animate: false });
    map.setMaxBounds(limits as L.LatLngBounds);
    app.say("theme");
    panes.forEach((pane) => pane.redraw());
  });
}
