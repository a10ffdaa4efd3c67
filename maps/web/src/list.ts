// The list of what is in view, for the keyboard, the screen reader and the reader of many; and what has no point.
import type { App } from "./app";
import { viewBox } from "./basemap";
import { UNKNOWN_DAY } from "./data";
import { el, words } from "./dom";
import { countryName, plural, t, type Key } from "./i18n";
import { incidentButton } from "./panel";
import { placeText } from "./words";

const PAGE = 60;
export type Sort = "newest" | "oldest" | "deaths" | "place" | "type";
const SORTS: Sort[] = ["newest", "oldest", "deaths", "place", "type"];

export class List {
  readonly element: HTMLElement;
  sort: Sort = "newest";
  private readonly items = el("ul", { class: "incidents", id: "sarhad-list", "aria-label": t("points_list") });
  private readonly head = el("p", { class: "list-count", role: "status" });
  private readonly more = el("button", { type: "button", class: "wide", hidden: true, onclick: () => this.grow() });
  private readonly aside = el("section", { class: "not-on-map", "aria-label": t("not_on_map") });
  private readonly chooser: HTMLSelectElement;
  private readonly ranks = new Map<Sort, Int32Array>();
  /** Incidents listed now, in order: those in view, then those that have no point. */
  order: number[] = [];
  private inView: number[] = [];
  private limit = PAGE;
  private waiting = 0;
  private resting = 0;

  constructor(private readonly app: App, zoomToAll: () => void) {
    this.chooser = el("select", { id: "sarhad-sort", onchange: () => this.sortBy(this.chooser.value as Sort) },
      ...SORTS.map((sort) => el("option", { value: sort }, t(`sort_${sort}` as Key))));
    this.element = el("section", { class: "list", "aria-label": t("list") },
      el("div", { class: "list-head" }, this.head,
        el("label", { class: "quiet", for: "sarhad-sort" }, t("sort_by")), this.chooser),
      this.items, this.more,
      el("button", { type: "button", class: "wide", onclick: zoomToAll }, t("zoom_to_all")),
      this.aside);
    app.on("filter", () => this.later());
    app.on("view", () => this.soon());
    app.on("select", () => this.markSelected());
  }

  sortBy(sort: Sort): void {
    this.sort = SORTS.includes(sort) ? sort : "newest";
    this.chooser.value = this.sort;
    this.update();
    this.app.say("sort");
  }

  /** After the map has come to rest, so that the list's work is no part of the drag's. */
  private soon(): void {
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.update(), 120);
  }

  later(): void {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.update());
  }

  update(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const { app } = this;
    const { map, marks, filter } = app;
    const size = map.getSize();
    const corner = map.getPixelBounds().min!;
    const view = viewBox({ world: 256 * 2 ** map.getZoom(), left: corner.x, top: corner.y, width: size.x, height: size.y } as any);
    const inView: number[] = [];
    const unplaced: number[] = [];
    const rank = this.rank(this.sort);
    for (let k = 0; k < rank.length; k++) {
      const i = rank[k];
      if (!filter.shows(i)) continue;
      if (!marks.drawn(i)) unplaced.push(i);
      else if (marks.inView(i, view)) inView.push(i);
    }
    this.inView = inView;
    this.order = [...inView, ...unplaced];
    this.limit = PAGE;
    this.head.textContent = inView.length ? plural("in_view", inView.length) : t("nothing_in_view");
    this.render();
    this.renderAside(unplaced);
  }

  private render(): void {
    this.items.replaceChildren(...this.inView.slice(0, this.limit).map((i) => this.row(i)));
    const left = this.inView.length - this.limit;
    this.more.hidden = left <= 0;
    this.more.textContent = left > 0 ? t("show_more", { n: Math.min(left, PAGE) }) : "";
  }

  private row(i: number): HTMLElement {
    const button = incidentButton(this.app, i, () => this.app.select(i));
    const hover = (on: boolean) => () => {
      this.app.marks.hovered = on ? i : -1;
      this.app.say("hover");
    };
    button.addEventListener("pointerenter", hover(true));
    button.addEventListener("pointerleave", hover(false));
    button.addEventListener("focus", hover(true));
    button.addEventListener("blur", hover(false));
    return el("li", {}, button);
  }

  private grow(): void {
    const from = this.limit;
    this.limit += PAGE;
    this.items.append(...this.inView.slice(from, this.limit).map((i) => this.row(i)));
    const left = this.inView.length - this.limit;
    this.more.hidden = left <= 0;
    this.more.textContent = left > 0 ? t("show_more", { n: Math.min(left, PAGE) }) : "";
    (this.items.children[from]?.querySelector("button") as HTMLElement | null)?.focus();
  }

  /** Country-level incidents by country, incidents without any place, names and reports that came to nothing. */
  private renderAside(unplaced: number[]): void {
    const { data } = this.app;
    const groups = new Map<string, { title: string; members: number[] }>();
    for (const i of unplaced) {
      const p = data.place[i];
      const country = data.places.country[p];
      const precision = data.precision[i];
      const title = precision === 7 ? t("at_sea") : precision === 6 && country ? `${t("country_level")}: ${countryName(country)}` : precision === 6 ? t("country_level") : t("unplaced");
      const group = groups.get(title) ?? { title, members: [] };
      group.members.push(i);
      groups.set(title, group);
    }
    const sections: HTMLElement[] = [];
    for (const { title, members } of [...groups.values()].sort((a, b) => a.title.localeCompare(b.title))) {
      const list = el("ul", { class: "incidents" }, ...members.slice(0, PAGE).map((i) => this.row(i)));
      const rest = members.length - PAGE;
      sections.push(el("div", {}, el("h3", {}, `${title} `, el("span", { class: "count" }, String(members.length))), list,
        rest > 0 ? el("button", { type: "button", class: "wide", onclick: (e: Event) => {
          list.append(...members.slice(PAGE, PAGE + 500).map((i) => this.row(i)));
          (e.currentTarget as HTMLElement).remove();
        } }, t("show_more", { n: Math.min(rest, 500) })) : null));
    }
    const { unresolved = [], rejected = [], reports = [] } = data.collection as { unresolved?: any[]; rejected?: any[]; reports?: any[] };
    const titles = new Map(reports.map((r: any) => [r.id, r.title ?? r.publisher ?? r.id]));
    if (unresolved.length) {
      sections.push(el("details", {}, el("summary", {}, t("unresolved_names"), " ", el("span", { class: "count" }, String(unresolved.length))),
        el("ul", { class: "plain" }, ...unresolved.slice(0, 500).map((u) => el("li", {}, words("strong", String(u.surface)), " ", words("span", String(u.reason ?? "")), " ", words("span", t("in_report", { report: String(titles.get(u.report) ?? u.report ?? "") }), "how"))))));
    }
    if (rejected.length) {
      sections.push(el("details", {}, el("summary", {}, t("rejected_reports"), " ", el("span", { class: "count" }, String(rejected.length))),
        el("ul", { class: "plain" }, ...rejected.slice(0, 500).map((r) => el("li", {}, words("strong", String(r.source)), " ", words("span", String(r.reason ?? "")))))));
    }
    this.aside.replaceChildren(...(sections.length ? [el("h2", {}, t("not_on_map")), ...sections] : []));
  }

  private markSelected(): void {
    for (const button of this.element.querySelectorAll<HTMLElement>("button.incident")) {
      if (Number(button.dataset.incident) === this.app.selected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** All incidents in the order of a sort, worked out once. */
  private rank(sort: Sort): Int32Array {
    const known = this.ranks.get(sort);
    if (known) return known;
    const { data } = this.app;
    const all = Int32Array.from({ length: data.size }, (_, i) => i);
    const undatedLast = (a: number, b: number) => Number(data.start[a] === UNKNOWN_DAY) - Number(data.start[b] === UNKNOWN_DAY);
    const deaths = Float64Array.from({ length: data.size }, (_, i) => data.killedBest[i] ?? data.killed[i]?.[0] ?? -1);
    if (sort === "newest") all.sort((a, b) => undatedLast(a, b) || data.start[b] - data.start[a] || a - b);
    else if (sort === "oldest") all.sort((a, b) => undatedLast(a, b) || data.start[a] - data.start[b] || a - b);
    else if (sort === "deaths") all.sort((a, b) => deaths[b] - deaths[a] || data.start[b] - data.start[a] || a - b);
    else if (sort === "type") all.sort((a, b) => data.type[a] - data.type[b] || data.start[b] - data.start[a] || a - b);
    else {
      const names = Array.from({ length: data.size }, (_, i) => placeText(data, i));
      const order = [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
      const at = new Map(order.map((name, k) => [name, k]));
      all.sort((a, b) => at.get(names[a])! - at.get(names[b])! || data.start[b] - data.start[a] || a - b);
    }
    this.ranks.set(sort, all);
    return all;
  }
}
