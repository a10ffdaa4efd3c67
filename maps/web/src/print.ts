// On paper: the map as it is shown, then the legend, every incident that is shown with its sources, and the disclaimer.
import type { App } from "./app";
import { el, words } from "./dom";
import { plural, t } from "./i18n";
import type { CanvasPane } from "./overlay";
import { symbol } from "./shapes";
import { setPrinting } from "./theme";
import { placeText, sourceText, statusName, tollText, typeName, whenText } from "./words";
import { label } from "./i18n";

const MOST = 400;

export function preparePrint(app: App, panes: CanvasPane[], _zoomToAll: (animate?: boolean) => void): void {
  const { data, filter, map } = app;
  const body = el("tbody");
  const caption = el("caption");
  const section = el("section", { class: "print-list", "aria-hidden": "true" },
    el("table", {}, caption,
      el("thead", {}, el("tr", {}, ...[t("facet_type"), t("when"), t("where"), t("killed"), t("sources")].map((text) => el("th", { scope: "col" }, text)))),
      body));
  document.querySelector(".app")!.append(section);
  let sources: string[][] | null = null;
  if (data.size <= 5000) void data.allDetails().then((all) => (sources = all.map((d) => (d.sources ?? []).map(sourceText))));

  addEventListener("beforeprint", () => {
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
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.legend")) {
      card.dataset.was = String(card.open);
      card.open = true;
    }
    setPrinting(true);
    document.documentElement.dataset.printing = "true";
    app.say("theme");
    map.invalidateSize({ animate: false });
    panes.forEach((pane) => pane.redraw());
  });
  addEventListener("afterprint", () => {
    for (const card of document.querySelectorAll<HTMLDetailsElement>("details.legend")) card.open = card.dataset.was === "true";
    setPrinting(false);
    delete document.documentElement.dataset.printing;
    app.say("theme");
    map.invalidateSize({ animate: false });
    panes.forEach((pane) => pane.redraw());
  });
}
