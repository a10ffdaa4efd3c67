// The timeline: a bar from start to end for each incident, or columns when there are many; a brush, and play.
import type { App } from "./app";
import { ticks } from "./axis";
import { UNKNOWN_DAY } from "./data";
import { el } from "./dom";
import { dayText, rightToLeft, shortDay, t } from "./i18n";
import { theme, type Theme } from "./theme";

const BARS_MOST = 400;
const PAD = 14;
const AXIS = 18;

export class Timeline {
  readonly element: HTMLElement;
  private readonly canvas = el("canvas", { "aria-hidden": "true" });
  private readonly track: HTMLElement;
  private readonly shade: [HTMLElement, HTMLElement] = [el("div", { class: "shade" }), el("div", { class: "shade" })];
  private readonly handles: [HTMLElement, HTMLElement];
  private readonly words = el("span", { class: "period" });
  private readonly whole = el("button", { type: "button", class: "text", onclick: () => this.set(null) }, t("whole_period"));
  private readonly playButton: HTMLButtonElement;
  private readonly keep: HTMLInputElement;
  private readonly keepLabel: HTMLElement;
  private readonly first: number;
  private readonly last: number;
  private readonly undated: number;
  private playing: ReturnType<typeof setInterval> | null = null;
  private waiting = 0;
  private bars: { i: number; x0: number; x1: number; y0: number; y1: number }[] = [];

  constructor(private readonly app: App) {
    const { data } = app;
    let first = Infinity;
    let last = -Infinity;
    let undated = 0;
    for (let i = 0; i < data.size; i++) {
      if (data.start[i] === UNKNOWN_DAY) undated++;
      else {
        first = Math.min(first, data.start[i]);
        last = Math.max(last, data.end[i]);
      }
    }
    this.undated = undated;
    const spare = Math.max(1, Math.round((last - first) * 0.02));
    this.first = first - spare;
    this.last = last + spare;
    this.handles = [this.handle(0), this.handle(1)];
    this.playButton = el("button", { type: "button", class: "play", onclick: () => this.togglePlay() }, t("play"));
    this.keep = el("input", { type: "checkbox", id: "sarhad-undated", onchange: () => {
      app.filter.between(app.filter.range, this.keep.checked);
      app.say("filter");
    } });
    this.keepLabel = el("label", { for: "sarhad-undated" }, this.keep, el("span", {}, t("keep_undated", { n: undated })));
    this.track = el("div", { class: "track" }, this.canvas, ...this.shade, ...this.handles);
    const empty = !(first <= last);
    this.element = el("section", { class: "timeline", "aria-label": t("timeline"), hidden: empty },
      el("div", { class: "timeline-bar" }, this.playButton, this.words, this.whole, el("span", { class: "grow" }),
        undated ? this.keepLabel : null),
      this.track, el("p", { class: "visually-hidden" }, t("timeline_hint")));
    if (empty) return;
    this.pointer();
    app.on("filter", () => this.later());
    app.on("select", () => this.later());
    app.on("hover", () => this.later());
    app.on("theme", () => this.later());
    new ResizeObserver(() => this.later()).observe(this.track);
  }

  private later(): void {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.draw());
  }

  private get width(): number {
    return this.track.clientWidth - 2 * PAD;
  }

  private x(day: number): number {
    const share = (day - this.first) / (this.last + 1 - this.first);
    return PAD + (rightToLeft() ? 1 - share : share) * this.width;
  }

  private day(x: number): number {
    const share = Math.max(0, Math.min(1, (x - PAD) / this.width));
    return this.first + (rightToLeft() ? 1 - share : share) * (this.last + 1 - this.first);
  }

  set(range: { from: number; to: number } | null): void {
    const { app } = this;
    const all = range !== null && range.from <= this.first && range.to >= this.last;
    app.filter.between(range === null || all ? null : range, this.keep.checked);
    app.say("filter");
  }

  private handle(which: 0 | 1): HTMLElement {
    const handle = el("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": t(which === 0 ? "handle_from" : "handle_to"), "aria-orientation": "horizontal" });
    handle.addEventListener("keydown", (event) => {
      const forward = rightToLeft() ? "ArrowLeft" : "ArrowRight";
      const back = rightToLeft() ? "ArrowRight" : "ArrowLeft";
      const steps: Record<string, number> = { [forward]: 1, ArrowUp: 1, [back]: -1, ArrowDown: -1, PageUp: 7, PageDown: -7, Home: -1e9, End: 1e9 };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.move(which, (which === 0 ? this.range.from : this.range.to) + step * (event.shiftKey ? 30 : 1));
    });
    return handle;
  }

  private get range(): { from: number; to: number } {
    return this.app.filter.range ?? { from: this.first, to: this.last };
  }

  private move(which: 0 | 1, day: number): void {
    const range = { ...this.range };
    const at = Math.max(this.first, Math.min(this.last, Math.round(day)));
    if (which === 0) range.from = Math.min(at, range.to);
    else range.to = Math.max(at, range.from);
    this.set(range);
  }

  private pointer(): void {
    let drag: { mode: "from" | "to" | "pan" | "new"; at: number; range: { from: number; to: number }; moved: boolean } | null = null;
    const local = (event: PointerEvent) => event.clientX - this.track.getBoundingClientRect().left;
    let pending: (() => void) | null = null;
    const soon = (change: () => void) => {
      if (!pending) requestAnimationFrame(() => {
        const last = pending!;
        pending = null;
        last();
      });
      pending = change;
    };
    this.track.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const x = local(event);
      const range = this.range;
      const reach = event.pointerType === "touch" ? 22 : 9;
      const near = (day: number) => Math.abs(this.x(day) - x) <= reach;
      const day = this.day(x);
      const mode = near(range.from) ? "from" : near(range.to + 1) ? "to" : this.app.filter.range && day > range.from && day < range.to + 1 ? "pan" : "new";
      drag = { mode, at: day, range, moved: false };
      this.track.setPointerCapture(event.pointerId);
      this.stop();
    });
    this.track.addEventListener("pointermove", (event) => {
      if (!drag) {
        const hit = this.under(local(event), event.clientY - this.track.getBoundingClientRect().top);
        this.track.title = hit >= 0 ? this.app.data.title[hit] : "";
        this.track.classList.toggle("over-bar", hit >= 0);
        return;
      }
      const day = this.day(local(event));
      if (Math.abs(this.x(day) - this.x(drag.at)) > 4) drag.moved = true;
      if (!drag.moved) return;
      const { mode, at, range } = drag;
      if (mode === "from") soon(() => this.move(0, day));
      else if (mode === "to") soon(() => this.move(1, day - 1));
      else if (mode === "pan") {
        const by = Math.max(this.first - range.from, Math.min(this.last - range.to, Math.round(day - at)));
        soon(() => this.set({ from: range.from + by, to: range.to + by }));
      } else {
        const from = Math.max(this.first, Math.floor(Math.min(at, day)));
        const to = Math.min(this.last, Math.floor(Math.max(at, day)));
        soon(() => this.set({ from, to }));
      }
    });
    const end = (event: PointerEvent) => {
      if (drag && !drag.moved) {
        const hit = this.under(local(event), event.clientY - this.track.getBoundingClientRect().top);
        if (hit >= 0) this.app.select(hit);
      }
      drag = null;
    };
    this.track.addEventListener("pointerup", end);
    this.track.addEventListener("pointercancel", () => (drag = null));
  }

  private under(x: number, y: number): number {
    let found = -1;
    for (const bar of this.bars) {
      if (x >= bar.x0 - 2 && x <= bar.x1 + 2 && y >= bar.y0 - 1 && y <= bar.y1 + 1) found = bar.i;
    }
    return found;
  }

  private togglePlay(): void {
    if (this.playing) return this.stop();
    const span = this.last - this.first;
    const range = this.app.filter.range;
    const step = Math.max(1, Math.round(span / 60));
    let { from, to } = range && range.to < this.last ? range : { from: this.first, to: this.first + Math.max(step, Math.round(span / 8)) };
    this.playButton.textContent = t("pause");
    this.playButton.setAttribute("aria-pressed", "true");
    this.set({ from, to });
    this.playing = setInterval(() => {
      from += step;
      to += step;
      if (to >= this.last) {
        this.set({ from: Math.min(from, this.last), to: this.last });
        this.stop();
      } else this.set({ from, to });
    }, 450);
  }

  private stop(): void {
    if (this.playing) clearInterval(this.playing);
    this.playing = null;
    this.playButton.textContent = t("play");
    this.playButton.setAttribute("aria-pressed", "false");
  }

  draw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const { app, canvas } = this;
    const width = this.track.clientWidth;
    const height = this.track.clientHeight;
    if (width < 20) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const c = canvas.getContext("2d")!;
    c.scale(ratio, ratio);
    const look = theme(app.config.style);
    this.axis(c, look, width, height);
    const shown: number[] = [];
    let many = 0;
    for (let i = 0; i < app.data.size; i++) {
      if (app.data.start[i] === UNKNOWN_DAY || !app.filter.showsBesidesTime(i)) continue;
      many++;
      if (many <= BARS_MOST) shown.push(i);
    }
    this.bars = [];
    if (many > BARS_MOST || !this.drawBars(c, look, shown, height - AXIS)) this.drawColumns(c, look, height - AXIS);
    this.drawBrush();
  }

  private axis(c: CanvasRenderingContext2D, look: Theme, width: number, height: number): void {
    const base = height - AXIS + 0.5;
    c.strokeStyle = look.dark ? "#49545e" : "#c3c0b6";
    c.beginPath();
    c.moveTo(0, base);
    c.lineTo(width, base);
    c.stroke();
    const days = this.last + 1 - this.first;
    const most = Math.max(2, Math.floor(this.width / 92));
    c.fillStyle = look.dark ? "#a9b3ba" : "#5d6168";
    c.font = "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif";
    c.textAlign = "center";
    c.textBaseline = "middle";
    let lastEnd = -1e9;
    for (const day of ticks(this.first, this.last, days / most)) {
      const x = this.x(day);
      c.beginPath();
      c.moveTo(x, base);
      c.lineTo(x, base + 4);
      c.stroke();
      const text = days > 365 * most ? String(new Date(day * 86400000).getUTCFullYear()) : shortDay(day);
      const half = c.measureText(text).width / 2;
      const at = Math.max(half + 2, Math.min(width - half - 2, x));
      if (Math.abs(at - lastEnd) < half * 2 + 12) continue;
      c.fillText(text, at, base + 11);
      lastEnd = at;
    }
  }

  /** A bar for each incident in as many lanes as it takes; false where they do not fit. */
  private drawBars(c: CanvasRenderingContext2D, look: Theme, shown: number[], height: number): boolean {
    const { data, marks, filter } = this.app;
    shown.sort((a, b) => data.start[a] - data.start[b] || data.end[b] - data.end[a] || a - b);
    const ends: number[] = [];
    const placed: [number, number, number, number][] = [];
    for (const i of shown) {
      const a = this.x(data.start[i]);
      const b = this.x(data.end[i] + 1);
      const x0 = Math.min(a, b);
      const x1 = Math.max(Math.max(a, b), x0 + 7);
      const order = rightToLeft() ? -x1 : x0;
      let lane = ends.findIndex((end) => end <= order);
      if (lane < 0) lane = ends.length;
      ends[lane] = (rightToLeft() ? -x0 : x1) + 2;
      placed.push([i, x0, x1, lane]);
    }
    const each = Math.min(13, (height - 6) / Math.max(1, ends.length));
    if (each < 4.5) return false;
    for (const [i, x0, x1, lane] of placed) {
      const y1 = height - 3 - lane * each;
      const y0 = y1 - each + 2;
      const colour = look.hue(data.types[data.type[i]]);
      const precision = data.datePrecision[i];
      c.save();
      c.globalAlpha = filter.shows(i) ? 1 : 0.28;
      c.beginPath();
      c.roundRect(x0, y0, x1 - x0, y1 - y0, Math.min(3, (y1 - y0) / 2));
      // The less is known of the day, the lighter the bar: solid to the day, tinted to the week, open beyond.
      c.fillStyle = colour;
      c.globalAlpha *= precision === 1 ? 1 : precision <= 3 ? 0.45 : 0.15;
      c.fill();
      c.globalAlpha = filter.shows(i) ? 1 : 0.28;
      c.strokeStyle = i === marks.selected || i === marks.hovered ? look.ink : colour;
      c.lineWidth = i === marks.selected || i === marks.hovered ? 2.2 : 1;
      c.setLineDash(precision >= 4 ? [3, 2] : []);
      c.stroke();
      c.restore();
      this.bars.push({ i, x0, x1, y0, y1 });
    }
    return true;
  }

  private drawColumns(c: CanvasRenderingContext2D, look: Theme, height: number): void {
    const { data, filter } = this.app;
    const days = this.last + 1 - this.first;
    const each = Math.max(1, Math.ceil(days / Math.max(20, Math.floor(this.width / 7))));
    const bins = Math.ceil(days / each);
    const types = data.types.length;
    const counts = new Int32Array(bins * types);
    for (let i = 0; i < data.size; i++) {
      if (data.start[i] === UNKNOWN_DAY || !filter.showsBesidesTime(i)) continue;
      counts[Math.min(bins - 1, Math.floor((data.start[i] - this.first) / each)) * types + data.type[i]]++;
    }
    let most = 1;
    for (let b = 0; b < bins; b++) {
      let sum = 0;
      for (let k = 0; k < types; k++) sum += counts[b * types + k];
      most = Math.max(most, sum);
    }
    for (let b = 0; b < bins; b++) {
      const a = this.x(this.first + b * each);
      const z = this.x(this.first + (b + 1) * each);
      let y = height - 1;
      for (let k = 0; k < types; k++) {
        const n = counts[b * types + k];
        if (!n) continue;
        const tall = (n / most) * (height - 8);
        c.fillStyle = look.hue(data.types[k]);
        c.fillRect(Math.min(a, z) + 0.5, y - tall, Math.max(1, Math.abs(z - a) - 1), tall);
        y -= tall;
      }
    }
  }

  private drawBrush(): void {
    const range = this.range;
    const active = this.app.filter.range !== null;
    const [from, to] = [this.x(range.from), this.x(range.to + 1)];
    const width = this.track.clientWidth;
    const [left, right] = from < to ? [from, to] : [to, from];
    const place = (element: HTMLElement, start: number, end: number) => {
      element.style.left = `${start}px`;
      element.style.width = `${Math.max(0, end - start)}px`;
    };
    place(this.shade[0], 0, active ? left : 0);
    place(this.shade[1], active ? right : width, width);
    this.handles[0].style.left = `${from}px`;
    this.handles[1].style.left = `${to}px`;
    this.handles.forEach((handle, k) => {
      const day = k === 0 ? range.from : range.to;
      handle.setAttribute("aria-valuemin", String(this.first));
      handle.setAttribute("aria-valuemax", String(this.last));
      handle.setAttribute("aria-valuenow", String(day));
      handle.setAttribute("aria-valuetext", dayText(day));
    });
    this.words.textContent = t("period", { from: dayText(range.from), to: dayText(range.to) });
    this.whole.hidden = !active;
    this.keepLabel.hidden = !active || this.undated === 0;
    this.keep.checked = this.app.filter.keepUndated;
  }
}
