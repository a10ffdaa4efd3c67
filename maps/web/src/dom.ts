// Elements made by hand. Text is only ever set with textContent: reports are not to be trusted.

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;

/** An element. Props starting with `on` are listeners, true an empty attribute, false and null none. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, props);
  add(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag: string, props: Props = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  set(element, props);
  add(element, children);
  return element;
}

function set(element: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
}

function add(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Text of a report in its own direction. */
export function words(tag: keyof HTMLElementTagNameMap, text: string, name = "", language?: string | null): HTMLElement {
  return el(tag, { dir: "auto", class: name || null, lang: language && /^[A-Za-z-]{2,12}$/.test(language) ? language : null }, text);
}

/** The address if it may be linked to: only http and https. */
export function safeLink(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
  } catch {
    return null;
  }
}

export function announce(text: string): void {
  const live = document.getElementById("sarhad-live");
  if (live) live.textContent = text;
}
