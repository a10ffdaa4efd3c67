// The colours that the canvases draw with, light and dark. The style sheet has its own for the rest of the page.
import type { Style } from "./types";

export interface Theme {
  dark: boolean;
  land: string;
  sea: string;
  beyond: string;
  coast: string;
  province: string;
  border: string;
  borderGlow: string;
  disputed: string;
  label: string;
  labelQuiet: string;
  labelSea: string;
  halo: string;
  town: string;
  ink: string;
  paper: string;
  hue(type: string): string;
}

const light = {
  dark: false, sea: "#d3dfe6", beyond: "#e6e5df", coast: "#a9bac4", province: "#d2cbbb", border: "#8d7f74", borderGlow: "#e2d8c8",
  disputed: "#8d7f74", label: "#3d4147", labelQuiet: "#74705f", labelSea: "#5f7f92", halo: "#f3f0e8", town: "#5b5f66", ink: "#1b1f24", paper: "#ffffff",
};
const dark = {
  dark: true, sea: "#121a22", beyond: "#1a2129", coast: "#3c4d5b", province: "#37424c", border: "#8f8a80", borderGlow: "#303a43",
  disputed: "#8f8a80", label: "#d4d9dd", labelQuiet: "#98a2a8", labelSea: "#7391a5", halo: "#222b33", town: "#aab4bb", ink: "#f4f6f7", paper: "#10161c",
};

let chosen: "auto" | "light" | "dark" = "auto";
const prefers = () => matchMedia("(prefers-color-scheme: dark)");

export function isDark(): boolean {
  return printing ? false : chosen === "auto" ? prefers().matches : chosen === "dark";
}

let printing = false;
export function setPrinting(on: boolean): void {
  printing = on;
}

export function chooseTheme(theme: "auto" | "light" | "dark"): void {
  chosen = theme;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function onThemeChange(listener: () => void): void {
  prefers().addEventListener("change", listener);
}

export function theme(style: Style): Theme {
  const base = isDark() ? dark : light;
  return {
    ...base,
    land: base.dark ? style.land_dark : style.land,
    hue(type) {
      const found = style.types.find((t) => t.type === type);
      return found ? (base.dark ? found.colour_dark : found.colour) : base.town;
    },
  };
}
