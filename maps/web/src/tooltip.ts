// A short word on what the pointer is over.
import type { App } from "./app";
import { el } from "./dom";
import { num, t } from "./i18n";
import { symbol } from "./shapes";
import type { Hit } from "./marks";
import { placeName, tollText, typeName, whenText } from "./words";

export class Tooltip {
  private readonly box = el("div", { class: "tip", "aria-hidden": "true", hidden: true });

  constructor(private readonly app: App, private readonly container: HTMLElement) {
    container.append(this.box);
  }

  show(hit: Hit | null, at?: { x: number; y: number }): void {
    this.box.hidden = hit === null;
    if (!hit || !at) return;
    const { data, config } = this.app;
    if (hit.count === 1) {
      const i = hit.incidents()[0];
      const killed = data.killed[i];
      this.box.replaceChildren(
        el("strong", { dir: "auto" }, data.title[i]),
        el("span", {}, [typeName(data, i), placeName(data, i), whenText(data, i, true), killed ? t("killed_n", { n: tollText(killed) }) : null].filter(Boolean).join(" · ")));
    } else {
      const counts = new Map<number, number>();
      const incidents = hit.incidents();
      for (const i of incidents) counts.set(data.type[i], (counts.get(data.type[i]) ?? 0) + 1);
      const title = hit.kind === "area" ? t("incidents_in", { n: hit.count, place: placeName(data, incidents[0]) })
        : hit.kind === "place" ? t("incidents_here", { n: hit.count, place: placeName(data, incidents[0]) })
          : t("incidents_here_plain", { n: hit.count });
      this.box.replaceChildren(el("strong", { dir: "auto" }, title),
        ...[...counts].sort((a, b) => b[1] - a[1]).map(([type, n]) => el("span", { class: "share" }, symbol(config.style, data.types[type], "reported", 16), num(n))));
    }
    const width = this.container.clientWidth;
    const left = at.x > width - 280;
    this.box.style.left = left ? "auto" : `${at.x + 16}px`;
    this.box.style.right = left ? `${width - at.x + 16}px` : "auto";
    this.box.style.top = `${Math.max(8, at.y - 10)}px`;
  }
}
