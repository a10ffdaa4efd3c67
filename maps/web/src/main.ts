// The page, put together: folium has made the map; here it gets its base, its marks and everything around it.
import "leaflet/dist/leaflet.css";
import "./page.css";
import L from "leaflet";
import icon from "leaflet/dist/images/marker-icon.png";
import icon2x from "leaflet/dist/images/marker-icon-2x.png";
import shadow from "leaflet/dist/images/marker-shadow.png";
import { App } from "./app";
import { BaseMap, type BaseData } from "./basemap";
import { block, dataset } from "./data";
import { announce, el } from "./dom";
import { save } from "./download";
import { filterPanel, filterState } from "./filters";
import { Filter } from "./filter";
import { plural, rightToLeft, speak, t } from "./i18n";
import { layerControl, type Extra } from "./layers";
import { legend } from "./legend";
import { List } from "./list";
import { Marks, type Hit } from "./marks";
import { CanvasPane, type Frame } from "./overlay";
import { copyLink, Panel } from "./panel";
import { applyHash, isOurs, writeHash } from "./permalink";
import { preparePrint } from "./print";
import { chooseTheme, onThemeChange, theme } from "./theme";
import { Timeline } from "./timeline";
import { Tooltip } from "./tooltip";
import type { Config } from "./types";

// folium's script speaks to Leaflet by this name; its marker pictures come with the page.
(window as any).L = L;
delete (L.Icon.Default.prototype as any)._getIconUrl;
L.Icon.Default.mergeOptions({ iconUrl: icon, iconRetinaUrl: icon2x, shadowUrl: shadow });

export async function start(map: L.Map): Promise<void> {
  try {
    await open(map);
  } catch (error) {
    document.body.prepend(el("p", { class: "failed", role: "alert" }, t("failed", { why: String(error) })));
    throw error;
  }
}

async function open(map: L.Map): Promise<void> {
  const config = await block<Config>("sarhad-config");
  speak(config.lang);
  const [core, baseData] = await Promise.all([block<any>("sarhad-core"), block<BaseData>("sarhad-base")]);
  const data = dataset(core, config);
  const filter = new Filter(data);
  const base = new BaseMap(baseData, config.lang);
  const marks = new Marks(data, filter, config.style);
  const app = new App(config, data, filter, map, base, marks);
  let colours = theme(config.style);

  const extras: Extra[] = [];
  for (const { variable, name } of config.added) {
    const layer = (window as any)[variable];
    if (layer instanceof L.Layer) extras.push({ name, layer });
  }
  let tiles: L.TileLayer | null = null;
  if (config.tiles) {
    tiles = L.tileLayer(config.tiles.url, { maxZoom: 18, maxNativeZoom: config.tiles.max_zoom, subdomains: config.tiles.subdomains, referrerPolicy: "strict-origin-when-cross-origin" } as any);
    tiles.addTo(map);
    extras.push({ name: t("layer_tiles", { name: config.tiles.name }), layer: tiles });
  }

  // Panes from below: land, (tiles 200), areas, labels, (folium's layers 400 to 600), marks.
  const tiled = () => tiles !== null && map.hasLayer(tiles);
  const land = new CanvasPane(map, "sarhad-land", 150, (frame: Frame) => base.drawLand(frame, colours, tiled()));
  const areas = new CanvasPane(map, "sarhad-areas", 250, (frame: Frame) => marks.drawAreas(frame, colours));
  const labels = new CanvasPane(map, "sarhad-labels", 350, (frame: Frame) => {
    if (!tiled()) base.drawLabels(frame, colours, marks.taken, marks.labels);
  });
  const symbols = new CanvasPane(map, "sarhad-marks", 620, (frame: Frame) => marks.drawMarks(frame, colours));
  const panes = [land, areas, symbols, labels];
  const fromBelow = [land, areas, labels, symbols];
  const redraw = () => panes.forEach((pane) => pane.later());

  const panel = new Panel(app, () => list.order);
  const list = new List(app, () => zoomToAll());
  const timeline = new Timeline(app);
  const container = map.getContainer();
  const narrow = matchMedia("(max-width: 760px)");
  const layersCard = layerControl(app, extras, redraw);
  const legendCard = legend(app, !narrow.matches && innerHeight > 700);
  if (narrow.matches || innerHeight < 560) (layersCard as HTMLDetailsElement).open = false;

  layout(app, { container, panel, list, timeline, layersCard, legendCard });
  map.invalidateSize({ animate: false });
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 120 }).addTo(map);
  zoomButtons(map);
  if (stillness()) holdStill(map);

  const view = applyHash(app, location.hash);
  marks.changed();
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  else zoomToAll(false);
  limits(map, base);
  panes.forEach((pane) => pane.addTo(map));
  map.attributionControl?.remove();

  function zoomToAll(animate = true): void {
    const box = marks.extent();
    const lat = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
    if (box) {
      const bounds: [number, number][] = [[lat(box.y1), (box.x0 - 0.5) * 360], [lat(box.y0), (box.x1 - 0.5) * 360]];
      // The cards lie on the map's end side; what is fitted should stand beside them.
      const cards = narrow.matches ? 0 : 230;
      const start = L.point(rightToLeft() ? 36 + cards : 36, 36);
      map.fitBounds(bounds, { paddingTopLeft: start, paddingBottomRight: L.point(rightToLeft() ? 36 : 36 + cards, 44), maxZoom: 10, animate });
    } else if (base.bbox) {
      const [w, s, e, n] = base.bbox;
      map.fitBounds([[s, w], [n, e]], { animate });
    }
  }

  app.on("filter", () => {
    marks.changed();
    areas.later();
    symbols.later();
    labels.later();
    hashSoon();
    announceSoon();
  });
  app.on("select", () => {
    areas.later();
    symbols.later();
    hashSoon();
    if (app.selected >= 0 || app.group) {
      if (narrow.matches) document.getElementById("bottom-map")?.click();
      if (app.selected >= 0) comeOut(app, narrow.matches);
    }
  });
  app.on("hover", () => symbols.later());
  app.on("sort", () => hashSoon());
  app.on("theme", () => {
    colours = theme(config.style);
    redraw();
  });
  map.on("layeradd layerremove", () => redraw());
  map.on("moveend", () => {
    app.say("view");
    hashSoon();
  });
  onThemeChange(() => app.say("theme"));

  let hashTimer = 0;
  function hashSoon(): void {
    clearTimeout(hashTimer);
    hashTimer = window.setTimeout(() => writeHash(app), 250);
  }
  let announceTimer = 0;
  function announceSoon(): void {
    clearTimeout(announceTimer);
    announceTimer = window.setTimeout(() => announce(plural("summary_shown", filter.shownCount)), 600);
  }
  addEventListener("hashchange", () => {
    if (isOurs(location.hash)) return;
    const to = applyHash(app, location.hash);
    if (to) map.setView([to.lat, to.lon], to.zoom, { animate: false });
    app.say("filter");
    app.select(app.selected);
  });

  pointing(app, new Tooltip(app, container));
  list.update();
  app.say("filter");
  if (app.selected >= 0) app.select(app.selected);
  preparePrint(app, fromBelow, legendCard as HTMLDetailsElement);
  const shortcuts = (event: KeyboardEvent) => {
    if (event.key === "Escape" && (app.selected >= 0 || app.group)) panel.close();
    else if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      openTab("filters");
      document.getElementById("sarhad-search")?.focus();
    }
  };
  document.addEventListener("keydown", shortcuts);
  document.documentElement.dataset.ready = "true";
  (window as any).sarhadReady = performance.now();
  afterwards(app, panel);
}

/** Work that can wait: the texts to search in, quotes among them where there are few, and which incident led to which. */
function afterwards(app: App, panel: Panel): void {
  const steps = app.filter.prepare();
  const go = () => {
    const { done } = steps.next();
    if (!done) return void setTimeout(go, 0);
    if (app.data.size <= 5000) {
      void app.data.allDetails().then((all) => {
        panel.learn(all);
        app.filter.searchAlso(all.map((d) => (d.accounts ?? []).flatMap((a) => (a.evidence ?? []).map((e) => e.text)).join("\n")));
      });
    }
  };
  setTimeout(go, 30);
}

function layout(app: App, parts: { container: HTMLElement; panel: Panel; list: List; timeline: Timeline; layersCard: HTMLElement; legendCard: HTMLElement }): void {
  const { config, data } = app;
  const tabs = (["filters", "list"] as const).map((name) => {
    const button = el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `tabpanel-${name}`, onclick: () => openTab(name) }, t(name));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = name === "list" ? "filters" : "list";
      openTab(other);
      document.getElementById(`tab-${other}`)?.focus();
    });
    return button;
  });
  const side = el("section", { class: "side", id: "sarhad-side", "aria-label": `${t("list")}, ${t("filters")}` },
    el("div", { class: "tabs" }, el("div", { role: "tablist" }, tabs[1], tabs[0])),
    el("div", { role: "tabpanel", id: "tabpanel-list", "aria-labelledby": "tab-list", tabindex: 0 }, parts.list.element),
    el("div", { role: "tabpanel", id: "tabpanel-filters", "aria-labelledby": "tab-filters", tabindex: 0, hidden: true }, filterPanel(app)));

  const reports = (data.collection.reports as unknown[] | undefined)?.length ?? 0;
  const header = el("header", { class: "top" },
    el("div", { class: "titles" },
      el("h1", { dir: "auto" }, config.title),
      filterState(app)),
    el("p", { class: "from" }, reports ? plural("from_sources", reports) : ""),
    menu(app));

  const attribution = (data.collection.attribution as string[] | undefined) ?? [];
  const credits = config.tiles ? [...attribution, t("attribution_tiles", { who: config.tiles.attribution })] : attribution;
  const disclaimer = (data.collection.disclaimer as string | undefined) || `${t("disclaimer")} ${t("figures_note")}`;
  const footer = el("footer", { class: "foot", tabindex: 0 },
    el("p", { class: "disclaimer", dir: "auto" }, disclaimer),
    el("p", { class: "licences" }, el("b", {}, t("data_licences")), " ", ...credits.flatMap((credit, k) => [k ? " · " : "", el("bdi", {}, credit)]), " ", el("span", { class: "made" }, t("page_made_with"))));

  parts.container.setAttribute("role", "application");
  parts.container.setAttribute("aria-label", t("map_label"));
  const main = el("main", { class: "map-area", id: "sarhad-map" }, parts.container,
    el("div", { class: "cards" }, parts.layersCard, parts.legendCard), parts.panel.element);
  const sheet = el("div", { class: "app" },
    header, side, main, parts.timeline.element, footer);
  document.body.prepend(
    el("a", { class: "skip", href: "#sarhad-list", onclick: (e: Event) => {
      e.preventDefault();
      openTab("list");
      (document.querySelector("#sarhad-list button") as HTMLElement | null)?.focus();
    } }, t("skip_to_list")),
    sheet,
    el("div", { class: "visually-hidden", id: "sarhad-live", "aria-live": "polite" }));
  openTab("list");
  if (matchMedia("(max-width: 760px)").matches) document.body.dataset.tab = "map";
  const bottom = el("nav", { class: "bottom", "aria-label": t("more") },
    ...(["map", "list", "filters"] as const).map((name) => el("button", { type: "button", id: `bottom-${name}`, "data-tab": name, onclick: () => {
      document.body.dataset.tab = name;
      if (name !== "map") openTab(name);
      mark();
    } }, t(name))));
  const mark = () => bottom.querySelectorAll<HTMLElement>("button").forEach((b) => b.setAttribute("aria-current", String(b.dataset.tab === document.body.dataset.tab)));
  sheet.append(bottom);
  mark();
}

function openTab(name: "list" | "filters"): void {
  for (const tab of ["list", "filters"]) {
    const button = document.getElementById(`tab-${tab}`);
    const page = document.getElementById(`tabpanel-${tab}`);
    if (!button || !page) continue;
    button.setAttribute("aria-selected", String(tab === name));
    button.tabIndex = tab === name ? 0 : -1;
    page.hidden = tab !== name;
  }
}

function menu(app: App): HTMLElement {
  const themes = ["auto", "light", "dark"] as const;
  const item = (text: string, act: () => void) => el("li", {}, el("button", { type: "button", onclick: () => {
    (document.querySelector("details.menu") as HTMLDetailsElement).open = false;
    act();
  } }, text));
  const chooser = el("select", { id: "sarhad-theme", onchange: () => {
    chooseTheme(chooser.value as "auto");
    app.say("theme");
  } }, ...themes.map((name) => el("option", { value: name }, t(`theme_${name}`))));
  const details = el("details", { class: "menu" }, el("summary", {}, t("more")),
    el("ul", {},
      item(t("download_geojson"), () => void save(app, "geojson")),
      item(t("download_csv"), () => void save(app, "csv")),
      item(t("print"), () => window.print()),
      item(t("copy_link"), () => void copyLink(app)),
      el("li", { class: "choose" }, el("label", { for: "sarhad-theme" }, t("theme")), chooser)));
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      details.open = false;
      details.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (details.open && !details.contains(event.target as Node)) details.open = false;
  });
  return details;
}

/** Whether the reader asked their system for less motion. */
function stillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** For who wants no motion, every zoom (button, wheel, key, double click) and every throw of the map ends at once. */
function holdStill(map: L.Map): void {
  map.options.inertia = false;
  map.options.zoomAnimation = false;
  // Leaflet reads its option once, when the map is made, and keeps what it read here.
  (map as unknown as { _zoomAnimated: boolean })._zoomAnimated = false;
}

function zoomButtons(map: L.Map): void {
  const control = new L.Control({ position: "topleft" });
  control.onAdd = () => {
    const box = el("div", { class: "zoom" },
      el("button", { type: "button", "aria-label": t("zoom_in"), title: t("zoom_in"), onclick: () => map.zoomIn(1) }, "+"),
      el("button", { type: "button", "aria-label": t("zoom_out"), title: t("zoom_out"), onclick: () => map.zoomOut(1) }, "−"));
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  control.addTo(map);
}

/** Moves the map where the incident that was opened lies out of sight or behind the panel. */
function comeOut(app: App, sheet: boolean): void {
  const { map, marks } = app;
  const box = marks.boxOf(app.selected);
  if (!box) return;
  const world = 256 * 2 ** map.getZoom();
  const origin = map.getPixelBounds().min!;
  const x = ((box.x0 + box.x1) / 2) * world - origin.x;
  const y = ((box.y0 + box.y1) / 2) * world - origin.y;
  const size = map.getSize();
  const panel = 440;
  const left = !sheet && rightToLeft() ? panel : 40;
  const right = !sheet && !rightToLeft() ? size.x - panel : size.x - 40;
  const bottom = sheet ? size.y * 0.36 : size.y - 40;
  if (x >= left && x <= right && y >= 40 && y <= bottom) return;
  map.panBy([x - (left + right) / 2, y - (40 + bottom) / 2], { animate: !stillness() });
}

/** No panning out into nothing: a little beyond what the base map knows. */
function limits(map: L.Map, base: BaseMap): void {
  if (!base.bbox) return;
  const [w, s, e, n] = base.bbox;
  // Room enough for the panel, or the sheet of a phone, to stand over what is beside it.
  const x = (e - w) * 0.5;
  const y = (n - s) * 0.9;
  map.setMaxBounds([[Math.max(-85, s - y), w - x], [Math.min(85, n + y), e + x]]);
}

function pointing(app: App, tooltip: Tooltip): void {
  const { map, marks } = app;
  const under = (event: L.LeafletMouseEvent, touch: boolean): Hit | null => {
    const p = map.project(event.latlng);
    return marks.at(p.x, p.y, 256 * 2 ** map.getZoom(), touch);
  };
  map.on("mousemove", (event) => {
    const hit = under(event, false);
    map.getContainer().classList.toggle("over-mark", hit !== null);
    const hovered = hit?.kind === "incident" ? hit.incidents()[0] : -1;
    if (hovered !== marks.hovered) {
      marks.hovered = hovered;
      app.say("hover");
    }
    tooltip.show(hit, event.containerPoint);
  });
  map.on("mouseout movestart", () => {
    tooltip.show(null);
    if (marks.hovered >= 0) {
      marks.hovered = -1;
      app.say("hover");
    }
  });
  map.on("click", (event) => {
    const touch = (event.originalEvent as PointerEvent).pointerType === "touch";
    const hit = under(event, touch);
    tooltip.show(null);
    if (!hit) return;
    if (hit.kind === "incident") app.select(hit.incidents()[0]);
    else if (hit.kind === "cluster" && map.getZoom() < map.getMaxZoom()) {
      const lat = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
      const before = map.getZoom();
      const bounds: [number, number][] = [[lat(hit.box.y1), (hit.box.x0 - 0.5) * 360], [lat(hit.box.y0), (hit.box.x1 - 0.5) * 360]];
      const to = Math.min(map.getMaxZoom(), Math.max(before + 1, map.getBoundsZoom(bounds, false, L.point(80, 80))));
      map.flyTo(L.latLngBounds(bounds).getCenter(), to, { duration: 0.4, animate: !stillness() });
    } else app.select(-1, hit.incidents());
  });
}
