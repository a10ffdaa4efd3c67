// The evidence panel: what is known of one incident, in whose words, and where the sources disagree.
import type { App } from "./app";
import { placeOf } from "./data";
import { announce, el, safeLink, words } from "./dom";
import { has, label, num, t } from "./i18n";
import { linkTo } from "./permalink";
import { symbol } from "./shapes";
import type { Account, Details, Source, Toll } from "./types";
import { placeName, placeText, sourceText, statusName, tollText, typeName, whenText } from "./words";

export class Panel {
  readonly element = el("aside", { class: "panel", "aria-label": t("panel_label"), tabindex: -1, hidden: true });
  private returnTo: HTMLElement | null = null;
  private readonly responses = new Map<string, string[]>();
  private wanted = 0;

  constructor(private readonly app: App, private readonly order: () => number[]) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    app.on("select", () => void this.show());
  }

  close(): void {
    this.app.select(-1);
    this.returnTo?.focus();
    this.returnTo = null;
  }

  private async show(): Promise<void> {
    const { app, element } = this;
    const wanted = ++this.wanted;
    const focused = document.activeElement as HTMLElement | null;
    if (focused && focused !== document.body && !element.contains(focused)) this.returnTo = focused;
    if (app.selected < 0 && !app.group) {
      element.hidden = true;
      document.body.classList.remove("with-panel");
      return;
    }
    const parts = app.selected >= 0 ? await this.incident(app.selected) : this.several(app.group!);
    if (wanted !== this.wanted) return;
    element.replaceChildren(...parts);
    element.hidden = false;
    element.scrollTop = 0;
    document.body.classList.add("with-panel");
    element.focus({ preventScroll: true });
    if (app.selected >= 0) announce(t("opened", { title: app.data.title[app.selected] }));
  }

  private bar(...middle: (HTMLElement | null)[]): HTMLElement {
    return el("div", { class: "panel-bar" }, ...middle, el("span", { class: "grow" }),
      el("button", { type: "button", class: "icon close", "aria-label": t("close"), title: t("close"), onclick: () => this.close() }, "×"));
  }

  /** Several incidents at one place or in one area. */
  private several(group: number[]): HTMLElement[] {
    const { app } = this;
    const { data } = app;
    const place = placeName(data, group[0]);
    const same = group.every((i) => placeName(data, i) === place);
    const key = data.precision[group[0]] >= 3 ? "incidents_in" : "incidents_here";
    const title = same ? t(key, { n: group.length, place }) : t("incidents_here_plain", { n: group.length });
    const sorted = [...group].sort((a, b) => data.start[b] - data.start[a] || a - b);
    const rows = sorted.slice(0, 300).map((i) => el("li", {}, this.button(i, () => app.select(i, group))));
    return [this.bar(), el("h2", { dir: "auto" }, title), el("ul", { class: "incidents" }, ...rows)];
  }

  /** A button that opens an incident. */
  private button(i: number, open: () => void): HTMLElement {
    return incidentButton(this.app, i, open);
  }

  private async incident(i: number): Promise<HTMLElement[]> {
    const { app } = this;
    const { data } = app;
    const details = await data.details(i);
    const order = app.group ?? this.order();
    const at = order.indexOf(i);
    const step = (by: number) => {
      const next = order[at + by];
      return el("button", { type: "button", class: "icon", disabled: at < 0 || next === undefined, "aria-label": by < 0 ? t("previous") : t("next"), title: by < 0 ? t("previous") : t("next"), onclick: () => app.select(next, app.group) }, by < 0 ? "‹" : "›");
    };
    const back = app.group && app.group.length > 1
      ? el("button", { type: "button", class: "text", onclick: () => app.select(-1, app.group) }, t("back"))
      : null;
    const type = data.types[data.type[i]];
    const status = data.statuses[data.status[i]];
    const parts: (HTMLElement | null)[] = [
      this.bar(back, step(-1), at >= 0 ? el("span", { class: "position" }, t("of_n", { k: at + 1, n: order.length })) : null, step(1)),
      el("p", { class: "kind" }, symbol(app.config.style, type, status, 22), el("span", {}, typeName(data, i)), el("span", { class: `status is-${status}` }, statusName(data, i)),
        details.disagreements?.length ? el("a", { class: "status disputed", href: "#sarhad-disagree", onclick: (e: Event) => { e.preventDefault(); document.getElementById("sarhad-disagree")?.scrollIntoView({ block: "start" }); } }, t("disagreements")) : null),
      words("h2", data.title[i]),
      data.background[i] ? el("p", { class: "note" }, t("background")) : null,
      el("dl", { class: "facts" }, ...this.when(i, details), ...this.where(i, details), ...this.who(i), ...this.status(i, details)),
      details.supplied?.length ? el("p", { class: "how later" }, t("supplied", { fields: details.supplied.map((f) => label("field", f)).join(", ") })) : null,
      this.tolls(i, details),
      this.disagreements(details),
      this.sources(details),
      this.relations(i, details),
      this.reasons(i, details),
      this.actions(i, details),
    ];
    return parts.filter((part) => part !== null);
  }

  private when(i: number, details: Details): HTMLElement[] {
    const { data } = this.app;
    const spoken = [...new Set((details.accounts ?? []).map((a) => a.date_words).filter((w): w is string => Boolean(w)))];
    return [
      el("dt", {}, t("when")),
      el("dd", {},
        el("strong", {}, whenText(data, i)),
        el("span", { class: "how" }, label("date_precision", data.datePrecision[i])),
        data.dateInferred[i] ? el("span", { class: "how" }, t("date_inferred")) : null,
        ...spoken.map((w) => words("span", t("date_words", { words: w }), "how"))),
    ];
  }

  private where(i: number, details: Details): HTMLElement[] {
    const { data } = this.app;
    const place = placeOf(data, i, details);
    const p = data.place[i];
    const precision = place.where_precision;
    const circle = precision === 3 && data.places.drawn_as[p] === "circle";
    const how = circle ? t("precise_3_circle") : has(`precise_${precision}`) ? t(`precise_${precision}` as "precise_1", { km: data.places.drawn_radius_km[p] ?? place.radius_km ?? 25 }) : "";
    const spellings = [...new Set([place.surface, ...(details.accounts ?? []).map((a) => a.place?.surface)].filter((s): s is string => Boolean(s)))];
    const missing = data.places.not_drawn[p];
    return [
      el("dt", {}, t("where")),
      el("dd", {},
        words("strong", [place.relation, placeText(data, i)].filter(Boolean).join(" ")),
        place.local_name && place.local_name !== place.name ? words("span", place.local_name, "local") : null,
        el("span", { class: "how" }, el("b", {}, label("precision", precision)), " ", how),
        missing && precision < 6 ? words("span", missing, "how") : null,
        ...spellings.map((surface) => words("span", t("spelled", { surface }), "how"))),
    ];
  }

  private who(i: number): HTMLElement[] {
    const { data } = this.app;
    const list = (numbers: number[]) =>
      numbers.length ? numbers.map((n) => words("span", data.names[n], "actor")) : [el("span", { class: "how" }, t("nobody_named"))];
    return [
      el("dt", {}, t("who")), el("dd", {}, ...list(data.actors[i])),
      el("dt", {}, t("to_whom")), el("dd", {}, ...list(data.targets[i])),
    ];
  }

  private status(i: number, details: Details): HTMLElement[] {
    const { data } = this.app;
    const status = data.statuses[data.status[i]];
    const who = [...new Set((details.accounts ?? []).map((a) => a.status_by).filter((w): w is string => Boolean(w)))];
    const why = `status_${status}_why`;
    return [
      el("dt", {}, t("status")),
      el("dd", {}, el("strong", {}, statusName(data, i)), has(why) ? el("span", { class: "how" }, t(why)) : null, ...who.map((w) => words("span", t("status_by", { who: w }), "how"))),
    ];
  }

  private tolls(i: number, details: Details): HTMLElement | null {
    const { data } = this.app;
    const accounts = details.accounts ?? [];
    const vague = [...new Set(accounts.map((a) => a.toll_words).filter((w): w is string => Boolean(w)))];
    const by = [...new Set(accounts.map((a) => a.toll_by).filter((w): w is string => Boolean(w)))];
    if (!data.killed[i] && !data.injured[i] && vague.length === 0) return null;
    const cell = (value: number | null, missing: string) => el("td", {}, value === null ? el("span", { class: "how" }, missing) : num(value));
    const row = (name: string, toll: Toll, best: number | null) =>
      toll ? el("tr", {}, el("th", { scope: "row" }, name), cell(toll[0], t("open_ended")), cell(best, "–"), cell(toll[1], t("open_ended")))
        : el("tr", {}, el("th", { scope: "row" }, name), el("td", { colspan: 3 }, el("span", { class: "how" }, t("not_stated"))));
    return el("section", {}, el("h3", {}, t("tolls")),
      el("table", { class: "tolls" },
        el("thead", {}, el("tr", {}, el("td"), el("th", { scope: "col" }, t("low")), el("th", { scope: "col" }, t("best")), el("th", { scope: "col" }, t("high")))),
        el("tbody", {}, row(t("killed"), data.killed[i], data.killedBest[i]), row(t("injured"), data.injured[i], data.injuredBest[i]))),
      ...vague.map((w) => words("p", t("toll_words", { words: w }), "how")),
      ...by.map((w) => words("p", t("toll_by", { who: w }), "how")));
  }

  private disagreements(details: Details): HTMLElement | null {
    const found = details.disagreements ?? [];
    if (found.length === 0) return null;
    const sources = new Map((details.sources ?? []).map((s) => [s.report, s]));
    return el("section", { id: "sarhad-disagree", class: "disagreements" }, el("h3", {}, t("disagreements")),
      ...found.map((d) => el("div", { class: "disagreement" }, el("h4", {}, label("field", d.field)),
        el("div", { class: "sides" }, ...d.sides.map((side) => el("div", { class: "opinion" },
          words("p", side.value, "value"),
          ...side.reports.map((r) => words("p", sources.has(r) ? sourceText(sources.get(r)!) : r, "how")),
          ...side.quotes.map((q) => words("blockquote", q))))))));
  }

  private sources(details: Details): HTMLElement {
    const sources = details.sources ?? [];
    const accounts = new Map<string, Account[]>();
    for (const account of details.accounts ?? []) accounts.set(account.report, [...(accounts.get(account.report) ?? []), account]);
    return el("section", {}, el("h3", {}, t("sources")),
      ...sources.map((source) => this.source(source, accounts.get(source.report) ?? [])));
  }

  private source(source: Source, accounts: Account[]): HTMLElement {
    const link = safeLink(source.url);
    const seen = new Set<string>();
    const quotes: HTMLElement[] = [];
    for (const account of accounts) {
      for (const e of account.evidence ?? []) {
        const key = `${e.field}|${e.text}`;
        if (seen.has(key)) continue;
        seen.add(key);
        quotes.push(e.field === "incident"
          ? el("figure", {}, words("blockquote", e.text, "", source.language))
          : el("figure", { class: "small" }, el("figcaption", {}, label("field", e.field)), words("blockquote", e.text, "", source.language)));
      }
    }
    return el("article", { class: "source" },
      el("h4", { dir: "auto" }, sourceText(source)),
      source.title ? words("p", source.title, "headline", source.language) : null,
      ...quotes,
      source.carried_by?.length ? words("p", t("carried_by", { who: source.carried_by.join(", ") }), "how") : null,
      link ? el("p", {}, el("a", { href: link, target: "_blank", rel: "noopener noreferrer", title: link }, t("open_report")), " ", words("span", new URL(link).host, "how")) : source.url ? words("p", source.url, "how") : null);
  }

  private relations(i: number, details: Details): HTMLElement | null {
    const { app } = this;
    const rows: HTMLElement[] = [];
    for (const relation of details.relations ?? []) {
      const other = app.data.byId.get(relation.other);
      rows.push(el("li", {}, el("span", { class: "how" }, label("relation", relation.kind)),
        other === undefined ? words("span", relation.other) : this.button(other, () => app.select(other)),
        words("blockquote", relation.quote)));
    }
    for (const id of this.responses.get(app.data.id[i]) ?? []) {
      const other = app.data.byId.get(id)!;
      rows.push(el("li", {}, el("span", { class: "how" }, t("relation_of")), this.button(other, () => app.select(other))));
    }
    return rows.length ? el("section", {}, el("h3", {}, t("related")), el("ul", { class: "incidents relations" }, ...rows)) : null;
  }

  /** Which incidents answer which: told to the panel once the details of all are read. */
  learn(all: Details[]): void {
    all.forEach((details, i) => {
      for (const relation of details.relations ?? []) {
        const known = this.responses.get(relation.other) ?? [];
        this.responses.set(relation.other, [...known, this.app.data.id[i]]);
      }
    });
  }

  private reasons(_i: number, details: Details): HTMLElement | null {
    const joined = details.reasons ?? [];
    const place = details.place?.reasons ?? [];
    if (!joined.length && !place.length) return null;
    const list = (lines: string[]) => el("ul", { class: "plain" }, ...lines.map((line) => words("li", line)));
    return el("details", { class: "reasons" }, el("summary", {}, joined.length ? t("why_joined") : t("why_here")),
      joined.length ? list(joined) : null,
      joined.length && place.length ? el("h4", {}, t("why_here")) : null,
      place.length ? list(place) : null);
  }

  private actions(i: number, details: Details): HTMLElement {
    const { app } = this;
    return el("div", { class: "actions" },
      app.marks.drawn(i) ? el("button", { type: "button", onclick: () => zoomTo(app, i) }, t("show_on_map")) : null,
      el("button", { type: "button", onclick: () => void copy(citation(app, i, details)) }, t("copy_citation")),
      el("button", { type: "button", onclick: () => void copy(linkTo(app)) }, t("copy_link")));
  }
}

export function zoomTo(app: App, i: number): void {
  const box = app.marks.boxOf(i);
  if (!box) return;
  const lat = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  const bounds: [number, number][] = [[lat(box.y1), (box.x0 - 0.5) * 360], [lat(box.y0), (box.x1 - 0.5) * 360]];
  app.map.fitBounds(bounds, { maxZoom: Math.max(app.map.getZoom(), 8), padding: [60, 60] });
}

export function incidentButton(app: App, i: number, open: () => void): HTMLElement {
  const { data } = app;
  const killed = data.killed[i];
  const status = data.statuses[data.status[i]];
  return el("button", { type: "button", class: "incident", "data-incident": i, "aria-current": app.selected === i ? "true" : null, onclick: open },
    symbol(app.config.style, data.types[data.type[i]], status, 22),
    el("span", { class: "body" },
      words("span", data.title[i], "title"),
      el("span", { class: "meta" }, ...dotted([
        el("span", {}, whenText(data, i, true)),
        words("span", placeText(data, i)),
        killed ? el("span", { class: "dead" }, t("killed_n", { n: tollText(killed) })) : null,
        status !== "reported" ? el("span", {}, statusName(data, i)) : null,
        data.precision[i] > 1 ? el("span", {}, label("precision", data.precision[i])) : null,
      ]))));
}

/** Elements with a dot between them; the dot stands outside, so that it keeps to the page's direction. */
function dotted(parts: (HTMLElement | null)[]): (HTMLElement | string)[] {
  return parts.filter((part) => part !== null).flatMap((part, k) => (k ? [" · ", part] : [part]));
}

/** 'Strike: title. Panjgur, Balochistan, Pakistan (exact place), 16 January 2024. Sources: ...' */
export function citation(app: App, i: number, details: Details): string {
  const { data } = app;
  const sources = (details.sources ?? []).map((s) => [sourceText(s), s.title, safeLink(s.url)].filter(Boolean).join(", "));
  const when = whenText(data, i);
  return `${data.title[i]}. ${placeText(data, i)} (${label("precision", data.precision[i]).toLowerCase()}), ${when}. ${t("status")}: ${statusName(data, i).toLowerCase()}. ${t("sources")}: ${sources.join("; ")}. Sarhad, ${data.id[i]}.`;
}

export const copyLink = (app: App) => copy(linkTo(app));

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("copied"));
    toast(t("copied"));
  } catch {
    const area = el("textarea", { class: "copy", "aria-label": t("copy_citation") });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    toast(done ? t("copied") : t("not_copied"));
    announce(done ? t("copied") : t("not_copied"));
    if (done) area.remove();
    else area.addEventListener("blur", () => area.remove());
  }
}

export function toast(text: string): void {
  document.querySelector(".toast")?.remove();
  const box = el("div", { class: "toast", "aria-hidden": "true" }, text);
  document.body.append(box);
  setTimeout(() => box.remove(), 2200);
}

