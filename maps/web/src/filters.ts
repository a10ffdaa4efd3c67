// The filters: what may be chosen, how many each choice would show, what is chosen now, and one click to clear.
import type { App } from "./app";
import { announce, el, words } from "./dom";
import { FACETS, type FacetName } from "./filter";
import { countryName, label, num, plural, t, type Key } from "./i18n";
import { symbol } from "./shapes";

const SHORT = 7;

export function valueName(app: App, facet: FacetName, value: number): string {
  const raw = app.filter.facets[facet].labels[value];
  switch (facet) {
    case "type":
      return label("type", raw ?? "");
    case "status":
      return label("status", raw ?? "");
    case "precision":
      return label("precision", raw ?? "");
    case "country":
      return raw ? countryName(raw) : t("unknown");
    case "admin1":
      return raw ? raw.split("\u0000")[1] : t("unknown");
    case "publisher":
      return raw ?? t("publisher_unknown");
    default:
      return raw ?? t("unknown");
  }
}

export function filterPanel(app: App): HTMLElement {
  const { filter } = app;
  const search = el("input", { type: "search", id: "sarhad-search", autocomplete: "off", spellcheck: "false", placeholder: t("search_hint"), dir: "auto" });
  let typing: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      filter.matching(search.value);
      app.say("filter");
    }, 120);
  });
  const deaths = el("input", { type: "number", id: "sarhad-deaths", min: 0, step: 1, inputmode: "numeric", placeholder: t("any") });
  deaths.addEventListener("input", () => {
    filter.atLeast(Math.max(0, Number(deaths.value) || 0));
    app.say("filter");
  });
  const exact = el("input", { type: "checkbox", id: "sarhad-exact" });
  exact.addEventListener("change", () => {
    filter.choose("precision", exact.checked ? [0] : []);
    app.say("filter");
  });
  const clear = el("button", { type: "button", class: "clear", onclick: () => {
    filter.clear();
    app.say("filter");
    announce(t("no_filter"));
  } }, t("clear_filters"));

  const expanded = new Set<FacetName>();
  const groups = FACETS.filter((facet) => filter.facets[facet].labels.length > 1 || facet === "status").map((facet) => {
    const list = el("ul", { class: "rows" });
    const more = el("button", { type: "button", class: "text" });
    more.addEventListener("click", () => {
      if (expanded.has(facet)) expanded.delete(facet);
      else expanded.add(facet);
      fill();
    });
    const fill = () => {
      const counts = filter.counts(facet);
      const chosen = filter.chosen[facet];
      const ordered = facet === "type" || facet === "status" || facet === "precision";
      let values = Array.from(counts.keys()).filter((v) => counts[v] > 0 || chosen.has(v));
      if (!ordered) values.sort((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)) || counts[b] - counts[a] || a - b);
      const all = values.length;
      values = values.slice(0, ordered ? 20 : expanded.has(facet) ? 150 : SHORT);
      const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement.id : null;
      list.replaceChildren(...values.map((v) => {
        const id = `facet-${facet}-${v}`;
        const box = el("input", { type: "checkbox", id });
        box.checked = chosen.has(v);
        box.addEventListener("change", () => {
          const next = new Set([...filter.chosen[facet]].filter((x) => x >= 0));
          if (box.checked) next.add(v);
          else next.delete(v);
          filter.choose(facet, next);
          app.say("filter");
        });
        const raw = filter.facets[facet].labels[v];
        const icon = facet === "type" ? symbol(app.config.style, raw!, "reported", 18) : facet === "status" ? symbol(app.config.style, "strike", raw!, 18) : null;
        return el("li", {}, el("label", { for: id }, box, icon, words("span", valueName(app, facet, v), "name"), el("span", { class: "count" }, num(counts[v]))));
      }));
      more.hidden = ordered || all <= SHORT;
      more.textContent = expanded.has(facet) ? "–" : t("show_more", { n: Math.min(all - SHORT, 150 - SHORT) });
      if (focused) document.getElementById(focused)?.focus();
      group.hidden = all === 0;
    };
    const group = el("fieldset", { class: "facet" }, el("legend", {}, t(`facet_${facet}` as Key)), list, more);
    return { facet, group, fill };
  });

  const element = el("section", { class: "filters", "aria-label": t("filters") },
    el("div", { class: "field" }, el("label", { for: "sarhad-search" }, t("search")), search),
    el("div", { class: "field-row" },
      el("label", { for: "sarhad-deaths" }, t("deaths_at_least")), deaths),
    el("label", { class: "switch", for: "sarhad-exact" }, exact, t("exact_only")),
    ...groups.map((g) => g.group),
    clear);

  const update = () => {
    for (const { fill } of groups) fill();
    if (document.activeElement !== search) search.value = filter.text;
    if (document.activeElement !== deaths) deaths.value = filter.minDeaths ? String(filter.minDeaths) : "";
    exact.checked = filter.chosen.precision.size === 1 && filter.chosen.precision.has(0);
    clear.hidden = !filter.active;
  };
  app.on("filter", update);
  update();
  return element;
}

/** What is shown and by what it is filtered: one line at the top, with the way to clear. */
export function filterState(app: App): HTMLElement {
  const { filter, data } = app;
  const shown = el("span", { class: "shown", role: "status" });
  const by = el("span", { class: "by" });
  const clear = el("button", { type: "button", class: "chip", onclick: () => {
    filter.clear();
    app.say("filter");
  } }, t("clear_filters"));
  const update = () => {
    shown.textContent = filter.active ? t("shown_of", { shown: filter.shownCount, all: data.size }) : plural("all_shown", data.size);
    const names = filter.activeNames().map((name) => t(`facet_${name}` as Key));
    by.textContent = names.length ? t("filtered_by", { what: names.join(", ") }) : "";
    clear.hidden = !filter.active;
  };
  app.on("filter", update);
  update();
  return el("p", { class: "state" }, shown, by, clear);
}
