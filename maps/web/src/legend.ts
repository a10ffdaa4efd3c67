// The legend, drawn from the same table as the marks.
import type { App } from "./app";
import { el, svg } from "./dom";
import { label, t, type Key } from "./i18n";
import { shapePath, symbol } from "./shapes";

export function legend(app: App, open: boolean): HTMLElement {
  const { style } = app.config;
  const types = style.types.filter((s) => app.data.type.includes(app.data.types.indexOf(s.type)));
  const row = (icon: Element, name: string, why?: string) => el("li", {}, icon, el("span", { class: "name" }, name, why ? el("span", { class: "how why" }, why) : null));
  const drawn = new Set<string>();
  const precise: HTMLElement[] = [];
  for (const { where_precision: p, drawn: how } of style.precisions) {
    const name = how === "area" ? `${label("precision", 3)}, ${label("precision", 4).toLocaleLowerCase()}` : how === "list" ? t("legend_list") : label("precision", p);
    if (drawn.has(how)) continue;
    drawn.add(how);
    precise.push(row(swatch(how), name));
    if (how === "area") precise.push(row(swatch("circle"), t("legend_circle")));
  }
  return el("details", { class: "card legend", open },
    el("summary", {}, t("legend")),
    el("div", { class: "legend-body", role: "group", "aria-label": t("legend"), tabindex: 0 },
      // On the screen the layer control, just above, is the legend of types already.
      el("h2", { class: "print-only" }, t("legend_types")),
      el("ul", { class: "rows two print-only" }, ...types.map((s) => row(symbol(style, s.type, "reported", 20), label("type", s.type)))),
      el("h2", {}, t("legend_status")),
      el("ul", { class: "rows two" }, ...style.statuses.map((s) => row(symbol(style, "liaison", s.status, 20), label("status", s.status), t(`status_${s.status}_why` as Key)))),
      el("h2", {}, t("legend_where")),
      el("ul", { class: "rows" }, ...precise),
      el("h2", {}, t("legend_size")),
      sizes(app),
      el("p", { class: "how small" }, t("legend_size_words")),
      el("ul", { class: "rows" }, row(swatch("cluster"), t("legend_cluster")), row(swatch("fan"), t("legend_fan"))),
      el("h2", {}, t("base_layers")),
      el("ul", { class: "rows" }, row(swatch("border"), t("border")), row(swatch("disputed"), t("disputed")))));
}

function sizes(app: App): HTMLElement {
  const [least, perRoot, most] = app.config.style.radius;
  const steps = [0, 10, 100];
  return el("ul", { class: "sizes" }, ...steps.map((n) => {
    const r = Math.min(most, least + perRoot * Math.sqrt(n));
    const s = 2 * r + 4;
    return el("li", {}, svg("svg", { width: s, height: s, viewBox: `${-s / 2} ${-s / 2} ${s} ${s}`, "aria-hidden": "true", class: "symbol is-hollow hue-none" }, svg("path", { class: "shape", d: shapePath("circle", r) })), String(n));
  }));
}

function swatch(kind: string): SVGElement {
  const box = (...children: SVGElement[]) => svg("svg", { class: `swatch ${kind}`, width: 34, height: 24, viewBox: "-17 -12 34 24", "aria-hidden": "true" }, ...children);
  const hatch = (clip: (x: number) => [number, number] | null) => {
    let d = "";
    for (let k = -30; k <= 30; k += 5) {
      const span = clip(k);
      if (span) d += `M${k - span[0]} ${span[0]}L${k - span[1]} ${span[1]}`;
    }
    return d;
  };
  switch (kind) {
    case "point":
      return box(svg("circle", { class: "fill", r: 4.5 }));
    case "ringed":
      return box(svg("circle", { class: "ring", r: 10.5 }), svg("circle", { class: "fill", r: 4 }));
    case "area":
      return box(svg("path", { class: "area", d: "M-15 -4L-8 -10L6 -9L15 -3L12 8L-4 10L-13 6Z" }), svg("path", { class: "hatch", d: hatch((k) => (Math.abs(k) > 18 ? null : [Math.max(-8, k - 12), Math.min(8, k + 12)])) }));
    case "circle":
      return box(svg("circle", { class: "area dotted", r: 10 }), svg("path", { class: "hatch", d: "M-7 -3L-3 -7M-9 4L4 -9M-5 8L8 -5M1 9L9 1" }));
    case "strip":
      return box(svg("path", { class: "area dashed", d: "M-16 4C-8 -6 6 8 16 -4L16 3C6 14 -8 2 -16 11Z" }));
    case "list":
      return box(svg("path", { class: "lines", d: "M-9 -6H9M-9 0H9M-9 6H3" }));
    case "cluster":
      return box(svg("circle", { class: "ring-a", r: 8 }), svg("path", { class: "ring-b", d: "M0 -8A8 8 0 0 1 6.9 4" }));
    case "fan":
      return box(svg("path", { class: "spokes", d: "M0 0L-10 -4M0 0L10 -4M0 0L0 9" }), svg("circle", { class: "fill", cx: -10, cy: -4, r: 3.4 }), svg("circle", { class: "fill", cx: 10, cy: -4, r: 3.4 }), svg("circle", { class: "fill", cx: 0, cy: 8, r: 3.4 }));
    case "border":
      return box(svg("path", { class: "border-line", d: "M-15 3L-5 -2L6 3L15 -3" }));
    default:
      return box(svg("path", { class: "border-line dashed", d: "M-15 3L-5 -2L6 3L15 -3" }));
  }
}
