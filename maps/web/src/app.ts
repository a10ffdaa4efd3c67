// What the modules share: the data, the filters, the map, and who wants to know when something changes.
import type L from "leaflet";
import type { BaseMap } from "./basemap";
import type { Dataset } from "./data";
import type { Filter } from "./filter";
import type { Marks } from "./marks";
import type { Config } from "./types";

export type Event = "filter" | "view" | "select" | "hover" | "theme" | "sort";

export class App {
  private readonly listeners = new Map<Event, (() => void)[]>();
  selected = -1;
  /** Several incidents opened together: of one place or one area. */
  group: number[] | null = null;
  constructor(
    readonly config: Config,
    readonly data: Dataset,
    readonly filter: Filter,
    readonly map: L.Map,
    readonly base: BaseMap,
    readonly marks: Marks,
  ) {}

  on(event: Event, listener: () => void): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  say(event: Event): void {
    for (const listener of this.listeners.get(event) ?? []) listener();
  }

  select(incident: number, group: number[] | null = null): void {
    this.selected = incident;
    this.group = group;
    this.marks.selected = incident;
    this.say("select");
  }
}
