// A canvas that lies on the map in its own pane, follows it while it moves and is drawn anew when it rests.
import L from "leaflet";

export interface Frame {
  c: CanvasRenderingContext2D;
  /** World size in CSS pixels at this zoom. */
  world: number;
  /** World pixel of the canvas' top left corner. */
  left: number;
  top: number;
  width: number;
  height: number;
  zoom: number;
}

/** How much of the view is drawn beyond each of its edges, so that dragging shows no gap at once. */
const MARGIN = 0.25;

export class CanvasPane extends L.Layer {
  readonly canvas: HTMLCanvasElement;
  private origin = L.point(0, 0);
  private center = L.latLng(0, 0);
  private zoomDrawn = 0;
  private waiting = 0;
  private readonly draw: (frame: Frame) => void;
  private readonly paneName: string;
  declare _map: L.Map;

  constructor(map: L.Map, paneName: string, zIndex: number, draw: (frame: Frame) => void) {
    super();
    this.paneName = paneName;
    this.draw = draw;
    const pane = map.createPane(paneName);
    pane.style.zIndex = String(zIndex);
    pane.style.pointerEvents = "none";
    this.canvas = document.createElement("canvas");
    this.canvas.className = "leaflet-zoom-animated";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  onAdd(map: L.Map): this {
    map.getPane(this.paneName)!.append(this.canvas);
    this.redraw();
    return this;
  }

  onRemove(): this {
    this.canvas.remove();
    return this;
  }

  getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    return {
      viewreset: () => this.redraw(),
      zoomend: () => this.redraw(),
      moveend: () => this.redraw(),
      resize: () => this.redraw(),
      move: () => this.follow(),
      zoomanim: (event: any) => this.stretch(event.center, event.zoom),
      zoom: () => this.stretch(this._map.getCenter(), this._map.getZoom()),
    };
  }

  /** Draw again before the next picture; many calls, one drawing. */
  later(): void {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => this.redraw());
  }

  redraw(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    const map = this._map;
    if (!map) return;
    const size = map.getSize();
    const zoom = map.getZoom();
    const width = Math.ceil(size.x * (1 + 2 * MARGIN));
    const height = Math.ceil(size.y * (1 + 2 * MARGIN));
    // A printer sees twice as fine as an ordinary screen.
    const ratio = document.documentElement.dataset.printing ? 2 : Math.min(3, window.devicePixelRatio || 1);
    const corner = map.containerPointToLayerPoint([-Math.round(size.x * MARGIN), -Math.round(size.y * MARGIN)]).round();
    L.DomUtil.setPosition(this.canvas, corner);
    const { canvas } = this;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const c = canvas.getContext("2d")!;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    const origin = map.getPixelOrigin().add(corner);
    this.origin = corner;
    this.center = map.getCenter();
    this.zoomDrawn = zoom;
    this.draw({ c, world: 256 * 2 ** zoom, left: origin.x, top: origin.y, width, height, zoom });
  }

  private follow(): void {
    const map = this._map;
    if (map.getZoom() !== this.zoomDrawn) return;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]).subtract(this.origin);
    const spareX = size.x * MARGIN;
    const spareY = size.y * MARGIN;
    if (Math.abs(corner.x - spareX) > spareX * 0.9 || Math.abs(corner.y - spareY) > spareY * 0.9) this.later();
  }

  private stretch(center: L.LatLng, zoom: number): void {
    const map = this._map as any;
    const scale = map.getZoomScale(zoom, this.zoomDrawn);
    const size = map.getSize();
    const half = size.multiplyBy(0.5 + MARGIN);
    const drawn = map.project(this.center, zoom);
    const offset = half.multiplyBy(-scale).add(drawn).subtract(map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }
}
